/** What the pages of a claim show: who said what, in their order. */
import { isOf } from '../../badges/records/who-stays.ts';
import { badgeOf, lengthOf } from '../../claims/claim-rows.ts';
import type { Definitions } from '../../definitions/definitions.ts';
import type { Claim, ClaimTurn, Experience, Person, Store } from '../../storage/store.ts';
import { CLAIMS } from './addresses.ts';

interface Around {
  /** Whose claim it is, and who reads it. */
  readonly person: Pick<Person, 'id' | 'mergedFrom'>;
  readonly reader: Pick<Person, 'id' | 'mergedFrom'>;
  /** Names of those who spoke, by their ids. */
  readonly names: ReadonlyMap<string, string>;
  readonly definitions: Definitions;
}

export async function namesOf({ people }: Pick<Store, 'people'>, { kpaId, turns }: Claim) {
  const writers = turns.flatMap(({ by, sound }) => [by, sound?.written?.by ?? by]);
  const found = await people(kpaId).readable.findByIds([...new Set(writers)]);
  return new Map(found.map(({ id, name }) => [id, name]));
}

export function turnsView(claim: Claim, { person, reader, names, definitions }: Around) {
  return claim.turns.map((turn, at) => ({
    ...{ number: at, kind: turn.kind, at: turn.at, text: turn.text },
    isOwn: isOf(person, turn.by),
    isYours: isOf(reader, turn.by),
    who: names.get(turn.by),
    sound: soundView(claim, turn, at, names),
    badge: badgeOf(definitions, turn.badgeClass),
  }));
}

function soundView({ id }: Claim, { sound }: ClaimTurn, at: number, names: Around['names']) {
  if (!sound) return undefined;
  const { seconds, written } = sound;
  return {
    ...{ number: at, src: `${CLAIMS}/${id}/sons/${at}`, length: lengthOf(seconds) },
    written: written?.text,
    writer: written && names.get(written.by),
  };
}

/** The last that the team said. */
export const lastOfTeam = ({ turns }: Claim, person: Around['person']) =>
  turns.findLast(({ by }) => !isOf(person, by));

export const workView = (experience: Experience | undefined) =>
  experience && { id: experience.id, title: experience.title, date: experience.date };
