/** The passkeys of a person: those that open something, as they and who helps them see them. */
import { passkeyOpens } from '../../badges/links/ways-in.ts';
import { type Isolated, type Message, say, typed } from '../../language/message.ts';
import type { Passkey, Person, Store } from '../../storage/store.ts';
import { sayDevice } from '../../web/connections/device.ts';

/** Nobody has as many devices. */
export const MOST_PASSKEYS = 10;

/** Those that open something, oldest first. */
export async function knownPasskeys(
  { passkeys }: Pick<Store, 'passkeys'>,
  person: Person,
): Promise<readonly Passkey[]> {
  const query = { index: 'byPerson', equals: [person.kpaId, person.id], limit: 50 } as const;
  return (await passkeys.find(query)).items.filter((one) => passkeyOpens(person, one));
}

export interface ShownPasskey {
  readonly id: string;
  readonly name: Message | Isolated;
  readonly said: Message;
}

export async function passkeysOf(
  store: Pick<Store, 'passkeys'>,
  person: Person,
): Promise<readonly ShownPasskey[]> {
  return (await knownPasskeys(store, person)).map(
    ({ id, label, device, createdAt, lastUsedOn }) => ({
      id,
      name: label === undefined ? sayDevice(device) : typed(label),
      said:
        lastUsedOn === undefined
          ? say('passkey.added', { on: createdAt })
          : say('passkey.used', { on: createdAt, last: lastUsedOn }),
    }),
  );
}

/** All of them, or the one that is named; those of nobody else. */
export async function removePasskeys(
  { passkeys }: Pick<Store, 'passkeys'>,
  { id: personId, kpaId }: Pick<Person, 'id' | 'kpaId'>,
  only?: string,
): Promise<void> {
  const query = { index: 'byPerson', equals: [kpaId, personId] } as const;
  const there = await passkeys.pickAll(query, []).toArray();
  const gone = there.filter(({ id }) => only === undefined || id === only);
  await Promise.all(gone.map(({ id }) => passkeys.remove(id)));
}
