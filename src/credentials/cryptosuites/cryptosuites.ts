import type { Cryptosuite } from './cryptosuite.ts';
import { ecdsaSd2023 } from './ecdsa-sd-2023.ts';
import { ed25519Signature2020 } from './ed25519-signature-2020.ts';
import { eddsa2022 } from './eddsa-2022.ts';
import { eddsaRdfc2022 } from './eddsa-rdfc-2022.ts';

/** Every embedded proof that is verified here, one row each. */
const CRYPTOSUITES: readonly Cryptosuite[] = [
  eddsaRdfc2022,
  eddsa2022,
  ecdsaSd2023,
  ed25519Signature2020,
];

export function findCryptosuite(type: unknown, cryptosuite: unknown): Cryptosuite | undefined {
  return CRYPTOSUITES.find((row) => row.type === type && row.cryptosuite === cryptosuite);
}
