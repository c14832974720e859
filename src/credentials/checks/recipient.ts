import { hashIdentity } from '../identity.ts';
import type { JsonObject } from '../json-object.ts';
import { objectAt, objectsAt, textAt } from '../loose.ts';
import type { Check } from '../verification.ts';

/** A person has a few names; each is hashed. */
const MAX_NAMES = 8;

/** Is the badge for the person who shows it? (Open Badges 3.0, recipient verification.) */
export async function checkRecipient(badge: JsonObject, holderName: string): Promise<Check> {
  const subject = objectAt(badge['credentialSubject']);
  const names = objectsAt(subject['identifier'])
    .filter(({ identityType }) => identityType === 'name')
    .slice(0, MAX_NAMES);
  const matches = await Promise.all(
    names.map(async ({ hashed, identityHash, salt }) =>
      hashed === true
        ? identityHash === (await hashIdentity(holderName, textAt(salt) ?? ''))
        : identityHash === holderName,
    ),
  );
  if (matches.includes(true)) return named;
  return names.length > 0 ? otherwise : nameless;
}

const named: Check = {
  id: 'recipient',
  outcome: 'pass',
  sentence: { fr: 'Le badge est bien à ce nom.', en: 'The badge is in this name.' },
  detail: 'The hash of the name matches',
};

const otherwise: Check = {
  id: 'recipient',
  outcome: 'fail',
  sentence: { fr: 'Le badge n’est pas à ce nom.', en: 'The badge is not in this name.' },
  explanation: {
    fr: 'Le nom doit être écrit comme la personne l’a choisi.',
    en: 'The name must be written as the person chose it.',
  },
  detail: 'The hash of the name does not match',
};

const nameless: Check = {
  id: 'recipient',
  outcome: 'unknown',
  sentence: { fr: 'Le badge ne porte pas de nom.', en: 'The badge carries no name.' },
  detail: 'There is no identifier of the type name',
};
