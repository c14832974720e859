import { awardRows } from './rows/award.ts';
import { issueRows } from './rows/issue.ts';
import type { Group } from './rows/row.ts';
import { vcJwtRows } from './rows/vc-jwt.ts';
import { portfolioRows } from './rows/portfolio.ts';
import { partRows } from './rows/parts.ts';
import { startUpRows } from './rows/start-up.ts';
import { growthOnMongo, growthOnSqlite } from './large/growth.ts';
import { memoryRows } from './large/memory.ts';
import { pictureRows, statusListRows, withdrawalRows } from './rows/served.ts';
import { vcApiIssueRows, vcApiVerifyRows } from './rows/vc-api.ts';
import { verifyRows } from './rows/verify.ts';

/** In the order in which they are measured and shown. */
export const GROUPS: readonly Group[] = [
  issueRows,
  verifyRows,
  partRows,
  vcJwtRows,
  vcApiIssueRows,
  vcApiVerifyRows,
  awardRows,
  withdrawalRows,
  statusListRows,
  portfolioRows,
  pictureRows,
  startUpRows,
  growthOnSqlite,
  growthOnMongo,
  memoryRows,
];
