/** The passkeys of a person, as they and who helps them see them. */
import { type Isolated, type Message, say, typed } from '../../language/message.ts';
import { knownPasskeys } from '../../people/passkeys-of.ts';
import type { Person, Store } from '../../storage/store.ts';
import { sayDevice } from '../../web/connections/device.ts';

/** Nobody has as many devices. */
export const MOST_PASSKEYS = 10;

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
