/** Years of a KPA, written straight into the store: people, thousands of experiences, hundreds of badges. */
import { randomUUID } from 'node:crypto';
import { insertParticipations, participationsIn } from '../../../src/experiences/participations.ts';
import { insertNames } from '../../../src/people/name-rows.ts';
import { digest } from '../../../src/keys/secrets.ts';
import type { Award, Claim, Experience, Kpa, Person, Stored } from '../../../src/storage/store.ts';
import type { World } from '../world.ts';

const DAY = 86_400_000;
const START = Date.parse('2010-01-01T08:00:00Z');

/** From `from` on, so many. */
interface Span {
  readonly from?: number;
  readonly count: number;
}

const numbers = ({ from = 0, count }: Span) => Array.from({ length: count }, (_, at) => from + at);
const padded = (n: number) => String(n).padStart(4, '0');

/** « Lou Aaab », « Lou Aaac » … */
export async function growPeople(
  { services: { store } }: World,
  kpa: Kpa,
  span: Span,
): Promise<readonly Person[]> {
  const letters = (n: number) => padded(n).replace(/\d/g, (digit) => 'abcdefghij'.charAt(+digit));
  const people = numbers(span).map((n): Person => {
    const createdAt = new Date(START).toISOString();
    const name = `Lou ${letters(n).replace(/^./, (first) => first.toUpperCase())}`;
    const joinedOn = createdAt.slice(0, 10);
    return { id: randomUUID(), kpaId: kpa.id, name, roles: ['cooperant'], joinedOn, createdAt };
  });
  await insertNames(store, people);
  return Promise.all(people.map((one) => store.people(kpa.id).insert(one)));
}

/** « Travail 0000 » is the oldest. Told in the person’s own words, one in `toldEach`. */
export function experiencesFor(holder: Person, span: Span, toldEach = 1): readonly Experience[] {
  return numbers(span).map((n) => {
    const createdAt = new Date(START + n * DAY).toISOString();
    const words = n % toldEach === 0 ? { words: `J’ai fait le travail ${padded(n)}.` } : {};
    return {
      ...{ id: randomUUID(), kpaId: holder.kpaId, kind: 'prestation' },
      ...{ title: `Travail ${padded(n)}`, date: createdAt.slice(0, 10) },
      participants: [{ personId: holder.id, ...words }],
      ...{ createdBy: holder.id, createdAt },
    };
  });
}

export async function growExperiences(
  { services: { store } }: World,
  holder: Person,
  span: Span,
): Promise<readonly Experience[]> {
  const made = experiencesFor(holder, span);
  await insertParticipations(store, made.flatMap(participationsIn));
  await Promise.all(made.map((one) => store.experiences(holder.kpaId).insert(one)));
  return made;
}

/** Of the status list: no two awards have one. */
let entries = 0;

/** Copies of an award, each with these changes: nobody judges them, their MACs are left out. */
export async function growAwards(
  { services: { store } }: World,
  award: Stored<Award>,
  changes: readonly Partial<Award>[],
): Promise<void> {
  const { slot, mac, version, level, ...copied } = award;
  const copies = changes.map((changed): Award => {
    entries += 1;
    const statusIndex = (award.statusIndex + entries) % 131_072;
    return { ...copied, id: randomUUID(), statusIndex, ...changed };
  });
  await Promise.all(copies.map((one) => store.awards(award.kpaId).insert(one)));
}

/** One for each of these experiences: every other one of the same class, and of all classes in turn. */
export function badgesFor(
  { services: { definitions } }: World,
  experiences: readonly Experience[],
): readonly Partial<Award>[] {
  const classes = definitions.badgeClasses;
  return experiences.map(({ id: experienceId, createdAt: issuedAt }, at) => {
    const badge = at % 2 === 0 ? undefined : classes[((at - 1) / 2) % classes.length];
    const level = badge && !badge.leveled ? {} : { level: 1 + (at % 4) };
    const of = badge && { badgeClass: badge.slug, badgeVersion: badge.version };
    return { experienceId, issuedAt, ...of, ...level };
  });
}

/** Of each of these people one that waits for the whole team, a day after the one before. */
export async function growClaims(
  { services: { store } }: World,
  people: readonly Person[],
  { from = 0 }: Pick<Span, 'from'> = {},
): Promise<readonly Claim[]> {
  const made = people.map(({ id: personId, kpaId }, n): Claim => {
    const since = new Date(START + (from + n) * DAY).toISOString();
    const turns = [
      { kind: 'told' as const, by: personId, at: since, text: 'J’ai tenu la caisse.' },
    ];
    const waiting = { state: 'waiting', asked: 'which', waitsFor: 'team' } as const;
    return { id: randomUUID(), kpaId, personId, ...waiting, since, turns };
  });
  return Promise.all(made.map((one) => store.claims(one.kpaId).insert(one)));
}

/**
 * Of each of these people one meeting that is open, of a badge of theirs, in which this person has said that
 * they saw it; and of this person’s badges as many links, words that are shown, and words that wait for them.
 */
export async function growWords(
  { services: { store } }: World,
  holder: Person,
  people: readonly Person[],
): Promise<void> {
  const { id: personId, kpaId } = holder;
  const createdAt = new Date(START).toISOString();
  const expiresAt = '2099-01-01T00:00:00.000Z';
  const said = { by: { name: 'Lea Client', role: 'Cliente' }, seen: ['Vu.'] };
  for (const { id: by } of people) {
    const one = { id: randomUUID(), kpaId, awardId: randomUUID(), createdAt };
    const [token, other] = [digest(one.id), digest(one.awardId)];
    const link = { ...one, personId, expiresAt, label: 'Traiteur', by } as const;
    const word = { ...one, ...said, how: 'e-mail', personId, signedAt: createdAt } as const;
    await Promise.all([
      store.groupMeetings(kpaId).insert({
        ...{ ...one, expiresAt, by, turn: randomUUID(), code: token, needed: 2, seen: [personId] },
      }),
      store.groupWitnesses(kpaId).insert({ id: token, kpaId, awardId: one.awardId, personId }),
      store.witnessLinks(kpaId).insert({ ...link, token, state: 'asked' }),
      store.testimonies(kpaId).insert({ ...word, token, state: 'shown' }),
      store.testimonies(kpaId).insert({ ...word, id: randomUUID(), token: other, state: 'signed' }),
    ]);
  }
}
