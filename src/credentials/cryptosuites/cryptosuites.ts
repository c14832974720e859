import type { Cryptosuite } from './cryptosuite.ts';
import { ecdsaRdfc2019 } from './ecdsa-rdfc-2019.ts';
import { ecdsaSd2023 } from './ecdsa-sd-2023.ts';
import { ed25519Signature2018 } from './ed25519-signature-2018.ts';
import { ed25519Signature2020 } from './ed25519-signature-2020.ts';
import { eddsa2022 } from './eddsa-2022.ts';
import { eddsaRdfc2022 } from './eddsa-rdfc-2022.ts';
import { jsonWebSignature2020 } from './json-web-signature-2020.ts';

/** Every embedded proof that is verified here, one row each. */
const CRYPTOSUITES: readonly Cryptosuite[] = [
  eddsaRdfc2022,
  eddsa2022,
  ecdsaRdfc2019,
  ecdsaSd2023,
  ed25519Signature2020,
  ed25519Signature2018,
  jsonWebSignature2020,
];

export function findCryptosuite(type: unknown, cryptosuite: unknown): Cryptosuite | undefined {
  return CRYPTOSUITES.find((row) => row.type === type && row.cryptosuite === cryptosuite);
}
