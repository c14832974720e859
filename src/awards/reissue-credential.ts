/** The same credential under another key: nothing of what it says changes. */
import { dataIntegrity } from '../credentials/formats/data-integrity.ts';
import { vcJwt } from '../credentials/formats/vc-jwt.ts';
import type { Award, Kpa } from '../storage/store.ts';
import { keysOf } from './keys-of-forms.ts';
import { readOwnDocument } from './own-document.ts';
import type { SigningServices } from './signing-services.ts';
import type { SignedForms } from './sign-forms.ts';

const FORMS = [
  { field: 'credential', format: dataIntegrity },
  { field: 'credentialJwt', format: vcJwt },
] as const;

interface Resigning {
  readonly signedWith: readonly string[];
  readonly now: Date;
}

/**
 * The forms in which one of these keys had signed something (the credential, or what another person
 * confirmed within it), whole, under the keys of today. Throws: see `readOwnDocument`.
 */
export async function resign(
  services: SigningServices,
  kpa: Kpa,
  award: Award,
  { signedWith, now }: Resigning,
): Promise<Partial<SignedForms>> {
  const { credential, endorsements } = await readOwnDocument(services, kpa, award, now);
  const forms: Partial<Record<keyof SignedForms, string>> = {};
  for (const { field, format } of FORMS) {
    const text = award[field];
    if (text === undefined || !keysOf(text).some((key) => signedWith.includes(key))) continue;
    const signer = await services.keys.signer(kpa.id, credential.issuer.id, format.algorithm);
    forms[field] = await format.sign(credential, signer, now, endorsements);
  }
  return forms;
}
