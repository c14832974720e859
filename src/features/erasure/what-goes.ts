import { digest } from '../../keys/secrets.ts';
import type { Person } from '../../storage/store.ts';

/** The same as long as the same goes: the record that a form showed, and those that were merged into it. */
export const whatGoes = ({ id, mergedFrom = [] }: Person): string =>
  digest([id, ...mergedFrom].join());
