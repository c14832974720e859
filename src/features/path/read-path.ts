/**
 * What somebody was given and told in twelve months, newest first (docs/adr/0052). Of very many it is
 * fewer months, each of them whole; of a month that is too long alone, the newest.
 */
import { presentAward } from '../../badges/present-award.ts';
import type { Definitions } from '../../definitions/definitions.ts';
import { experiencesOf } from '../../experiences/participations.ts';
import type { Participations } from '../../experiences/fill.ts';
import type { ExperienceKind, Kpa, Person, Store } from '../../storage/store.ts';
import { firstDay, monthIn, MONTHS, monthsAfter } from './months.ts';

interface Services {
  readonly store: Store;
  readonly participations: Participations;
}

interface Asked {
  readonly kpa: Kpa;
  readonly person: Person;
  /** The month behind the last one. */
  readonly before: string;
  /** Whether the team looks, who sees what the person shows to it. */
  readonly isTeam: boolean;
}

export type Mark = Awaited<ReturnType<typeof readMarks>>[number];

/** Of badges, and of what was told. */
const MOST_READ = 60;

/**
 * Where what was told stands: the first objective of the programme whose actions name such an experience.
 * Interviews are among those of three; the first of them says nothing of anybody.
 */
const OBJECTIVE_OF: Readonly<Record<ExperienceKind, number>> = {
  interview: 1,
  prestation: 3,
  training: 3,
  support: 4,
  decision: 5,
};

/** `definitions`: in the language of the page. */
export async function readPath(services: Services, definitions: Definitions, asked: Asked) {
  const from = monthsAfter(asked.before, -MONTHS);
  const [badges, told] = await Promise.all([
    readBadges(services, asked, from),
    readTold(services, asked, from),
  ]);
  const start = [badges.start, told.start].toSorted().at(-1) ?? from;
  const marks = (await readMarks(services, definitions, asked, { badges, told })).filter(
    ({ month }) => month >= start && month < asked.before,
  );
  const isEarlier = asked.isTeam
    ? // Of what is kept from the team, a link that leads to nothing would say that it is there.
      start > asked.person.joinedOn.slice(0, 7)
    : await isBefore(services, asked, start);
  return { start, marks, isEarlier };
}

/** Bounds on a field of instants: a month begins in France some hours before it does in UTC. */
const instantsOf = (from: string, before: string) => ({
  from: new Date(Date.parse(firstDay(from)) - 86_400_000).toISOString(),
  before: firstDay(before),
});

/** For the person, what they accepted; for the team, what was given: how they answered is theirs to know. */
const badgesOf = ({ person: { id }, isTeam }: Asked) =>
  ({
    ...(isTeam
      ? ({ index: 'byPersonStanding', equals: [id, 'valid'] } as const)
      : ({ index: 'byPersonState', equals: [id, 'valid', 'accepted'] } as const)),
    order: 'descending',
  }) as const;
const toldBy = ({ id }: Person) =>
  ({ index: 'byPersonTold', equals: [id], order: 'descending' }) as const;

async function readBadges({ store }: Services, asked: Asked, from: string) {
  const { kpa, before } = asked;
  const query = { ...badgesOf(asked), ...instantsOf(from, before), limit: MOST_READ };
  const { items, next } = await store.awards(kpa.id).readable.find(query);
  const last = items.at(-1);
  const cut = next !== undefined && last ? monthIn(new Date(last.issuedAt)) : undefined;
  return { items, start: startAfter(cut, { from, before }) };
}

async function readTold(
  { participations }: Services,
  { kpa, person, before }: Asked,
  from: string,
) {
  const mine = await participations.ofKpa(kpa.id);
  const bounds = { from: firstDay(from), before: firstDay(before), limit: MOST_READ };
  const { items, next } = await mine.readable.find({ ...toldBy(person), ...bounds });
  const cut = next === undefined ? undefined : items.at(-1)?.date.slice(0, 7);
  return { items, start: startAfter(cut, { from, before }) };
}

/** `cut`: the month of which not all was read. */
function startAfter(
  cut: string | undefined,
  { from, before }: { readonly from: string; readonly before: string },
): string {
  if (cut === undefined) return from;
  const next = monthsAfter(cut, 1);
  return next < before ? next : cut;
}

interface Read {
  readonly badges: Awaited<ReturnType<typeof readBadges>>;
  readonly told: Awaited<ReturnType<typeof readTold>>;
}

async function readMarks(
  { store }: Services,
  definitions: Definitions,
  { kpa, isTeam }: Asked,
  { badges, told }: Read,
) {
  const shown = definitions.objectives.filter(({ sensitive }) => !isTeam || sensitive !== true);
  const objectives = new Map(shown.map((one) => [one.number, one]));
  const found = await experiencesOf(store, kpa.id, told.items);
  const given = badges.items.flatMap((award) => {
    const badge = presentAward(award, kpa, definitions);
    const objective = objectives.get(badge.badge.objective.number);
    const on = award.issuedAt;
    return objective ? [{ on, month: monthIn(new Date(on)), objective, badge }] : [];
  });
  const own = found.flatMap(({ experience: { id, title, date: on, kind }, own }) => {
    const objective = objectives.get(OBJECTIVE_OF[kind]);
    // A sound is shown to nobody as their own words are.
    const isShown = isTeam
      ? own.words !== undefined && own.shownToTeam === true
      : own.words !== undefined || own.spoken === true;
    const experience = { id, title };
    return objective && isShown ? [{ on, month: on.slice(0, 7), objective, experience }] : [];
  });
  return [...given, ...own].toSorted((a, b) => (a.on < b.on ? 1 : -1));
}

async function isBefore({ store, participations }: Services, asked: Asked, start: string) {
  const { kpa, person } = asked;
  const { before } = instantsOf(start, start);
  const one = { limit: 1 } as const;
  const [badges, told] = await Promise.all([
    store.awards(kpa.id).pick({ ...badgesOf(asked), before, ...one }, []),
    (await participations.ofKpa(kpa.id)).pick(
      { ...toldBy(person), before: firstDay(start), ...one },
      [],
    ),
  ]);
  return badges.items.length + told.items.length > 0;
}
