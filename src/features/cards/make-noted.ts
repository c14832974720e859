/** Makes a card, and says so in the register of the KPA; what stands against it is a sentence. */
import { repeatableId } from '../../badges/repeatable-id.ts';
import { type PinHashes, TurnsTakenError } from '../../keys/pin-hashes.ts';
import { type Message, say } from '../../language/message.ts';
import { HttpError } from '../../problems/http-error.ts';
import type { Register } from '../../register/register.ts';
import type { Person, Store } from '../../storage/store.ts';
import { FormUsedError } from '../../web/acts/made-once.ts';
import type { CardKeys } from './card-code.ts';
import { cardIdOf, makeCard } from './make-card.ts';
import { stopCards } from './stop-card.ts';

export interface MakingServices {
  readonly store: Store;
  readonly clock: () => Date;
  readonly appSecret: string;
  readonly pinHashes: PinHashes;
  readonly register: Register;
}

/** Throws BUSY. */
export async function makeNoted(
  services: MakingServices,
  { id: by, kpaId }: Person,
  person: Person,
  chosen: { readonly pin: string; readonly act: string; readonly at: Date },
): Promise<CardKeys | { readonly refused: Message }> {
  const id = repeatableId(`register/card/${person.id}/${chosen.act}`);
  try {
    await services.register.note({ kpaId, by, act: 'card-made', about: person.id, id });
    const made = await makeCard(services, person, chosen);
    // What the one of before opened, and that of a record which was merged into this one (docs/adr/0047).
    await stopCards(services, person, cardIdOf(person));
    return made;
  } catch (error) {
    if (error instanceof FormUsedError) return { refused: error.said };
    if (!(error instanceof TurnsTakenError)) throw error;
    throw new HttpError('BUSY', say('card.busy'), { retryAfter: 30 });
  }
}
