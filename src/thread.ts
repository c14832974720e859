/** What runs in a thread: see threads/threads.ts, which starts it. It reads no configuration. */
import { workerData } from 'node:worker_threads';
import { leaveShortWay } from './credentials/canonical/short-way.ts';
import { isObject } from './credentials/bytes/json-object.ts';
import {
  foreseeTask,
  readFileTask,
  verifyCredentialTask,
  verifyPresentationTask,
} from './features/verification/tasks.ts';
import {
  prepareProofTask,
  readIssueRequestTask,
  readPresentationRequestTask,
  readVerifyRequestTask,
} from './features/vc-api/tasks.ts';
import { serveTasks } from './threads/serve-tasks.ts';

if (isObject(workerData) && workerData['isShortWayOpen'] === false) leaveShortWay();

serveTasks([
  readFileTask,
  foreseeTask,
  verifyCredentialTask,
  verifyPresentationTask,
  readVerifyRequestTask,
  readPresentationRequestTask,
  readIssueRequestTask,
  prepareProofTask,
]);
