/** What those who took part in a work asked the team for, in their words: read where their badges are signed. */
import { isOf } from '../badges/records/who-stays.ts';
import type { Claim, Experience, Person, Store } from '../storage/store.ts';
import { lengthOf } from './claim-rows.ts';

/** By the id of each. */
export type ToldOfWork = ReadonlyMap<string, readonly ToldTurn[]>;

export interface ToldTurn {
  readonly text?: string | undefined;
  /** What is heard, once somebody of the team wrote it down. */
  readonly written?: string | undefined;
  /** The claim where a sound is heard that nobody wrote down. */
  readonly heardIn?: string | undefined;
  readonly sound?: ToldSound | undefined;
}

interface ToldSound {
  readonly claim: string;
  readonly turn: number;
  readonly length: string;
}

/** More people took part in nothing. */
const MOST = 500;

/** What was only told is theirs alone. */
export async function askedAbout(
  { claims }: Pick<Store, 'claims'>,
  { id, kpaId }: Pick<Experience, 'id' | 'kpaId'>,
): Promise<readonly Claim[]> {
  const query = { index: 'byExperience', equals: [id], limit: MOST } as const;
  const { items } = await claims(kpaId).readable.find(query);
  return items.filter(({ state }) => state !== 'kept');
}

export const toldBy = (claims: readonly Claim[], people: readonly Person[]): ToldOfWork =>
  new Map(
    people.map((person) => [
      person.id,
      claims
        .filter(({ personId }) => isOf(person, personId))
        .flatMap(({ id, turns }) =>
          turns.flatMap(({ by, text, sound }, turn) =>
            !isOf(person, by) || (text === undefined && sound === undefined)
              ? []
              : {
                  ...{ text, written: sound?.written?.text },
                  heardIn: sound && !sound.written ? id : undefined,
                  sound: sound && { claim: id, turn, length: lengthOf(sound.seconds) },
                },
          ),
        ),
    ]),
  );
