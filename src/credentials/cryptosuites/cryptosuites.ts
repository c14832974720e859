import type { Cryptosuite } from './cryptosuite.ts';
import { eddsaRdfc2022 } from './eddsa-rdfc-2022.ts';

/** Every embedded proof that is verified here, one row each. */
const CRYPTOSUITES: readonly Cryptosuite[] = [eddsaRdfc2022];

export function findCryptosuite(type: unknown, cryptosuite: unknown): Cryptosuite | undefined {
  return CRYPTOSUITES.find((row) => row.type === type && row.cryptosuite === cryptosuite);
}
