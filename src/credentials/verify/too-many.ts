import { MAX_HELD } from '../read/unwrap.ts';
import type { Check } from '../verification.ts';

/** What stands behind the last that is read may be anything. */
export const tooMany: Check = {
  id: 'format',
  outcome: 'unknown',
  code: 'check.format.too-many',
  values: { most: MAX_HELD },
  detail: `Only the first ${MAX_HELD} are read`,
};
