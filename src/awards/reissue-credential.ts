/** The same credential under another key: nothing of what it says changes. */
import type { Award, Kpa } from '../storage/store.ts';
import { formsOf, keysOf } from './forms.ts';
import { readOwnDocument } from './own-document.ts';
import type { SigningServices } from './signing-services.ts';
import { signForm, type SignedForms } from './sign-forms.ts';

interface Reissuing {
  readonly signedWith: readonly string[];
  readonly now: Date;
}

/**
 * The forms of an award: those in which one of these keys had signed something (the credential, or
 * what another person confirmed within it) whole, under the keys of today; the others as they are.
 * Throws: see `readOwnDocument`, `signForms`.
 */
export async function reissueCredential(
  services: SigningServices,
  kpa: Kpa,
  award: Award,
  { signedWith, now }: Reissuing,
): Promise<SignedForms> {
  const unsigned = await readOwnDocument(services, kpa, award, now);
  // Nothing new is said: a KPA that is suspended does it, too.
  const keys = { signer: services.keys.upkeepSigner };
  const forms = { ...award.forms };
  for (const form of formsOf(award)) {
    if (!keysOf(form).some((key) => signedWith.includes(key))) continue;
    const { format } = form;
    forms[format.id] = await signForm(keys, kpa.id, unsigned, { format, now });
  }
  return forms;
}
