import { MAX_HELD } from '../read/unwrap.ts';
import type { Check } from '../verification.ts';

/** What stands behind the last that is read may be anything. */
export const tooMany: Check = {
  id: 'format',
  outcome: 'unknown',
  sentence: {
    fr: `Il y a plus de ${MAX_HELD} badges dans ce fichier. Les autres n’ont pas été lus.`,
    en: `There are more than ${MAX_HELD} badges in this file. The others were not read.`,
  },
  detail: `Only the first ${MAX_HELD} are read`,
};
