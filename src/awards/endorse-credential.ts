import type { EndorsementCredential } from '../credentials/write/endorsement-model.ts';
import type { Award, Kpa, Stored } from '../storage/store.ts';
import { readOwnDocument } from './own-document.ts';
import type { SigningServices } from './signing-services.ts';
import { signForms } from './sign-forms.ts';
import { type ReissueAct, supersede } from './earlier/supersede.ts';

/**
 * The same credential with one more endorsement in it, signed anew in every form and not stored
 * yet: same id, subject, evidence, dates and status entry (docs/adr/0014). A form that we do not know
 * goes aside: it would not say what was confirmed. Throws: see `readOwnDocument`, `signForms`.
 */
export async function endorseCredential(
  services: SigningServices,
  kpa: Kpa,
  award: Stored<Award>,
  endorsement: EndorsementCredential,
  act: ReissueAct,
): Promise<Stored<Award>> {
  const { credential, endorsements } = await readOwnDocument(services, kpa, award, act.at);
  const whole = { credential, endorsements: [...endorsements, endorsement] };
  const forms = await signForms(services.keys, kpa.id, whole, act.at);
  return supersede(award, forms, act);
}
