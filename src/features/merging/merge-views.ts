/** What the page shows of two records: what they have differently as choices, and what follows. */
import { rolesOf } from '../../badges/rights.ts';
import { ROLE_LABELS } from '../../badges/labels.ts';
import { type Message, say, typed, type Value } from '../../language/message.ts';
import type { Person } from '../../storage/store.ts';
import { differInEmail, differInPowers, type Pair, seenOf } from './pair.ts';
import { isRising } from './presence.ts';
import { countDoubles, type Holdings } from './read-pair.ts';

export interface Both {
  readonly pair: Pair;
  /** Of the one that stays, and of the other. */
  readonly mine: Holdings;
  readonly theirs: Holdings;
}

/** Whether it is chosen which of their cards goes on opening. */
export const haveCards = (both: Both): boolean =>
  both.mine.card !== undefined && both.theirs.card !== undefined && !endsCards(both);

/** Who comes to more than they could as one of them gets a new card (docs/adr/0038). */
const endsCards = ({ pair: { stays, goes }, mine, theirs }: Both): boolean =>
  (mine.card ?? theirs.card) !== undefined && isRising(stays, goes);

/** `ticked`: what was chosen so far. */
export function mergeView(both: Both, ticked: (field: string) => string | undefined) {
  const { pair, mine, theirs } = both;
  const { stays, goes } = pair;
  const choices = (field: string, labelOf: (person: Person, held: Holdings) => Value) =>
    [
      { person: stays, held: mine },
      { person: goes, held: theirs },
    ].map(({ person, held }) => ({
      value: person.id,
      label: labelOf(person, held),
      detail: say('merge.record-of', { on: person.createdAt }),
      checked: ticked(field) === person.id,
    }));
  return {
    seen: seenOf(pair),
    records: [recordView(stays, mine), recordView(goes, theirs)],
    ...(stays.name !== goes.name && { names: choices('name', ({ name }) => typed(name)) }),
    ...(differInEmail(pair) && { emails: choices('email', ({ email = '' }) => typed(email)) }),
    ...(haveCards(both) && {
      cards: choices('card', (_, { card }) => say('merge.card-of', { on: card?.madeAt ?? '' })),
    }),
    follows: followsOf(both),
  };
}

const recordView = (person: Person, { awards, experiences }: Holdings) => ({
  id: person.id,
  name: person.name,
  email: person.email,
  joinedOn: person.joinedOn,
  leftOn: person.leftOn,
  roleLabels: person.roles.map((role) => ROLE_LABELS[role]),
  badges: awards.length,
  experiences,
});

/** What follows, in short sentences; what does not concern them is not said. */
function followsOf(both: Both): readonly Message[] {
  const { pair, mine, theirs } = both;
  const { stays, goes } = pair;
  const badges = mine.awards.length + theirs.awards.length;
  const experiences = mine.experiences + theirs.experiences;
  const doubles = countDoubles(stays, mine, theirs);
  const shares = mine.shares + theirs.shares;
  const isSigned = stays.name !== goes.name && badges > 0;
  const isTold = (stays.email ?? goes.email) !== undefined && rolesOf(stays).length > 0;
  return [
    ...when(badges + experiences > 0, say('merge.all-together', { badges, experiences })),
    ...when(doubles > 0, say('merge.doubles', { doubles })),
    ...when(isSigned, say('merge.signed-anew')),
    ...when(shares > 0, say('merge.shares-stay', { shares })),
    ...when(differInEmail(pair), say('merge.both-emails')),
    ...when(haveCards(both), say('merge.one-card')),
    ...when(endsCards(both), say('merge.new-card')),
    ...when(differInPowers(pair), say('merge.roles-together')),
    ...when(isTold, say('merge.told-by-letter')),
    say('merge.for-good'),
  ];
}

const when = (isSo: boolean, said: Message): readonly Message[] => (isSo ? [said] : []);
