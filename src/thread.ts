/** What runs in a thread: see threads/threads.ts, which starts it. It reads no configuration. */
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
