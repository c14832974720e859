/** The same credential in the corrected name of its holder: nothing else of what it says changes. */
import { hashIdentity } from '../../credentials/names/identity.ts';
import { cleanName } from '../../credentials/read/displayable.ts';
import type { Credential } from '../../credentials/write/model.ts';
import { randomShortToken } from '../../keys/secrets.ts';
import type { Award, Kpa, Stored } from '../../storage/store.ts';
import { type HolderNames, isInName } from './name-signed.ts';
import { readOwnDocument } from '../own-document.ts';
import { signForms } from '../sign-forms.ts';
import type { SigningServices } from '../signing-services.ts';
import { type ReissueAct, supersede } from '../earlier/supersede.ts';

/**
 * The award in the name of now, in every form that we know and under the keys of today, for one write.
 * Throws for one that is in none of their names: nothing of ours is signed over it. Else as
 * `readOwnDocument`, `signForms`.
 */
export async function signedInName(
  services: SigningServices,
  kpa: Kpa,
  award: Stored<Award>,
  { name, formerNames = [] }: HolderNames,
  act: ReissueAct,
): Promise<Stored<Award>> {
  if (![name, ...formerNames].some((one) => isInName(award, one))) {
    throw new Error('The badge is in no name of its holder');
  }
  const unsigned = await readOwnDocument(services, kpa, award, act.at);
  const credential = inName(unsigned.credential, name);
  const forms = await signForms(services.keys, kpa.id, { ...unsigned, credential }, act.at);
  return supersede(award, forms, act);
}

/** With a salt of its own: what was guessed of the hash before it helps nobody with this one. */
function inName(credential: Credential, name: string): Credential {
  const { credentialSubject: subject } = credential;
  const salt = randomShortToken();
  const [identity] = subject.identifier;
  const identityHash = hashIdentity(cleanName(name), salt);
  return {
    ...credential,
    credentialSubject: { ...subject, identifier: [{ ...identity, identityHash, salt }] },
  };
}
