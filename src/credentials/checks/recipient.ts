import { hashIdentity } from '../identity.ts';
import type { BadgeCredential } from '../schema.ts';
import type { Check } from '../verification.ts';

/** Is the badge for the person who shows it? (Open Badges 3.0, recipient verification.) */
export async function checkRecipient(
  credential: BadgeCredential,
  holderName: string,
): Promise<Check> {
  const { identifier: identifiers = [] } = credential.credentialSubject;
  const names = identifiers.filter(({ identityType }) => identityType === 'name');
  const matches = await Promise.all(
    names.map(async ({ hashed, identityHash, salt }) =>
      hashed
        ? identityHash === (await hashIdentity(holderName, salt ?? ''))
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
