/** Coming in with a passkey: whose it is, the device says, and no name is typed. */
import type { Logger } from 'pino';
import { passkeyOpens } from '../../badges/links/ways-in.ts';
import { whoComesIn } from '../../badges/records/who-stays.ts';
import { digest } from '../../keys/secrets.ts';
import type { Passkey, Person, Store, Stored } from '../../storage/store.ts';
import type { Assertion } from './answers.ts';
import { type RelyingParty, userHandleOf } from './relying-party.ts';

interface Services {
  readonly store: Pick<Store, 'passkeys' | 'people'>;
  readonly clock: () => Date;
  readonly relyingParty: RelyingParty;
  readonly log: Logger;
}

export interface OwnerOfPasskey {
  readonly person: Person;
  readonly passkey: Passkey;
}

/** Who it is, with what; undefined for whatever is wrong. `challenge`: of this browser, and used by nobody else. */
export async function enterWithPasskey(
  services: Services,
  answer: Assertion,
  challenge: string,
): Promise<OwnerOfPasskey | undefined> {
  const { store, relyingParty, log } = services;
  const passkey = await store.passkeys.findById(digest(answer.id));
  const person = passkey && (await whoComesIn(store, passkey.kpaId, passkey.personId));
  if (!passkey || !person || !handlesOf(person).includes(answer.response.userHandle)) {
    return undefined;
  }
  const signed = await relyingParty.readSigned(answer, challenge, passkey);
  if ('refused' in signed) {
    log.info({ for: passkey.personId, why: signed.refused }, 'a passkey opens nothing');
    return undefined;
  }
  if (!passkeyOpens(person, passkey)) return undefined;
  return (await count(services, passkey, signed.counter)) ? { person, passkey } : undefined;
}

/** A device keeps the handle of the record that it was added to, whichever of the two stayed (docs/adr/0047). */
const handlesOf = ({ id, kpaId, mergedFrom = [] }: Person): readonly (string | undefined)[] =>
  [id, ...mergedFrom].map((one) => userHandleOf({ kpaId, id: one }));

class CopiedError extends Error {
  override readonly name = 'CopiedError';
}

/** False for one that was removed meanwhile, or signed as often as it has said before: there are two. */
async function count(
  { store, clock, log }: Services,
  { id, personId }: Stored<Passkey>,
  counter: number,
): Promise<boolean> {
  const lastUsedOn = clock().toISOString().slice(0, 'YYYY-MM-DD'.length);
  try {
    const counted = await store.passkeys.update(id, (now) => {
      const counts = counter > 0 || now.counter > 0;
      if (counts && counter <= now.counter) throw new CopiedError();
      return !counts && now.lastUsedOn === lastUsedOn ? now : { ...now, counter, lastUsedOn };
    });
    return counted !== undefined;
  } catch (error) {
    if (!(error instanceof CopiedError)) throw error;
    log.warn({ for: personId }, 'a passkey counts backwards: it may have been copied');
    return false;
  }
}
