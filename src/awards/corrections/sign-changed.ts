/** An award whose contents change, under the same id, subject, dates and status entry. */
import type { Credential } from '../../credentials/write/model.ts';
import type { Award, Kpa, Stored } from '../../storage/store.ts';
import { readOwnDocument } from '../own-document.ts';
import type { SigningServices } from '../signing-services.ts';
import { signForms } from '../sign-forms.ts';
import { type ReissueAct, supersede } from '../earlier/supersede.ts';

export interface ChangedContents {
  /** What the credential says from now on. */
  readonly credential: (before: Credential) => Credential;
  /** What its row says of the same. */
  readonly row: Partial<Pick<Award, 'evidence'>>;
}

/**
 * Signed anew in every form and not stored yet; what others confirmed of it stays in it. The texts of
 * before go aside (docs/adr/0011). Throws: see `readOwnDocument`, `signForms`.
 */
export async function signChanged(
  services: SigningServices,
  kpa: Kpa,
  award: Stored<Award>,
  { credential: change, row }: ChangedContents,
  act: ReissueAct,
): Promise<Stored<Award>> {
  const { credential, endorsements } = await readOwnDocument(services, kpa, award, act.at);
  const whole = { credential: change(credential), endorsements };
  const forms = await signForms(services.keys, kpa.id, whole, act.at);
  return { ...supersede(award, forms, act), ...row };
}
