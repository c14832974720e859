import { issueRows } from './rows/issue.ts';
import type { Group } from './rows/row.ts';
import { vcJwtRows } from './rows/vc-jwt.ts';
import { verifyRows } from './rows/verify.ts';

/** In the order in which they are measured and shown. */
export const GROUPS: readonly Group[] = [issueRows, verifyRows, vcJwtRows];
