/** A person's phone or computer becomes a way in, beside the one that they have. */
import { digest } from '../../keys/secrets.ts';
import type { Logger } from 'pino';
import { knownPasskeys } from '../../people/passkeys-of.ts';
import { ifRefused, type Passkey, type Person, type Store } from '../../storage/store.ts';
import type { Attestation } from './answers.ts';
import { MOST_PASSKEYS } from './known-passkeys.ts';
import type { RelyingParty } from './relying-party.ts';

interface Services {
  readonly store: Pick<Store, 'passkeys'>;
  readonly relyingParty: RelyingParty;
  readonly log: Logger;
}

/** `by`, `at`: how the person came in, and when it was judged that it is they (`web/arrival.ts`). */
interface Added {
  readonly answer: Attestation;
  /** Drawn for this person; undefined for one that is over or was used. */
  readonly challenge: string | undefined;
  readonly label: string | undefined;
  readonly device: string;
  readonly by: string | undefined;
  readonly at: Date;
}

/** Who has not their own way in besides gets none of these, with which they would be alone. */
export const hasAnotherWay = (
  { email }: Pick<Person, 'email'>,
  card: { readonly counts: boolean },
): boolean => email !== undefined || card.counts;

/** Sent twice, it is there once. Resolves with it, or why it is not taken. */
export async function addPasskey(
  services: Services,
  person: Person,
  { answer, challenge, label, device, by, at }: Added,
): Promise<Pick<Passkey, 'id'> | 'refused' | 'too many'> {
  const { store, relyingParty, log } = services;
  const there = await findTheirs(store, answer.id, person);
  if (there) return there;
  if ((await knownPasskeys(store, person)).length >= MOST_PASSKEYS) return 'too many';
  if (challenge === undefined) return 'refused';
  const made = await relyingParty.readMade(answer, challenge);
  if ('refused' in made) {
    log.info({ for: person.id, why: made.refused }, 'a passkey is not added');
    return 'refused';
  }
  const passkey: Passkey = {
    id: digest(made.credential.credentialId),
    kpaId: person.kpaId,
    personId: person.id,
    ...made.credential,
    ...(label !== undefined && { label }),
    device,
    createdAt: at.toISOString(),
    ...(by !== undefined && { addedBy: by }),
  };
  const stored = await ifRefused(store.passkeys.insert(passkey), 'DUPLICATE_KEY', () => undefined);
  return stored ?? (await findTheirs(store, answer.id, person)) ?? 'refused';
}

async function findTheirs(
  { passkeys }: Services['store'],
  credentialId: string,
  { id, kpaId }: Person,
): Promise<Passkey | undefined> {
  const there = await passkeys.findById(digest(credentialId));
  return there?.personId === id && there.kpaId === kpaId ? there : undefined;
}
