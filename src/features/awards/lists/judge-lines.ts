/**
 * Line by line, what would be signed of a list, or what is wrong in which column. Nothing is written; the
 * same lines, asked about again, say what changed meanwhile (docs/adr/0050).
 */
import { namesIn } from '../../../badges/people-by-name.ts';
import type { BadgeClass } from '../../../definitions/definitions.ts';
import type { Languages } from '../../../language/languages.ts';
import type { NameServices } from '../../../people/find-people.ts';
import {
  type AwardBatchRow,
  BATCH_COLUMNS,
  type Person,
  type Store,
} from '../../../storage/store.ts';
import type { AwardServices } from '../draft.ts';
import { badgeIn, usualLanguage } from '../signing-language.ts';
import type { ReadLine } from './columns.ts';
import { knowWork } from './find-experiences.ts';
import { namePeople } from './find-people.ts';
import { placeLines } from './place-lines.ts';
import { nameBadges } from './read-badge.ts';
import { type LineSoFar, readLine } from './read-line.ts';
import { storedMessage } from './stored-message.ts';

export interface JudgeLineServices extends Pick<
  AwardServices,
  'definitions' | 'badgeClasses' | 'languages'
> {
  readonly store: Store;
  readonly names: NameServices['names'];
  readonly clock: () => Date;
  readonly languages: Languages;
}

/** What a row says beside its ids. */
export type JudgedLine = Pick<
  AwardBatchRow,
  'line' | 'state' | 'cells' | 'faults' | 'personId' | 'experienceId' | 'plan'
>;

export interface JudgedLines {
  readonly lines: readonly JudgedLine[];
  readonly language: string;
  /** Of the right ones. */
  readonly people: number;
  readonly experiences: number;
}

interface Asked {
  readonly batchId: string;
  /** Who would sign. */
  readonly by: Person;
  readonly lines: readonly ReadLine[];
  /** In which somebody wants it signed; else in that of those who get a badge. */
  readonly chosen?: string | undefined;
}

export async function judgeLines(
  services: JudgeLineServices,
  { batchId, by, lines, chosen }: Asked,
): Promise<JudgedLines> {
  const { store, languages, definitions } = services;
  const { kpaId } = by;
  const [offered, everyone] = await Promise.all([
    services.badgeClasses.of(kpaId),
    namesIn(store, kpaId),
  ]);
  const badges = nameBadges(offered, languages.all);
  const names = lines.flatMap(({ cells: { person = '' } }) => (person === '' ? [] : [person]));
  const people = await namePeople(services, by, names);
  const now = services.clock();
  const read = lines.map((line) => readLine(line, { badges, people, everyone, now }));
  const works = read.flatMap(({ date, title }) =>
    date === undefined || title === undefined ? [] : [{ date, title }],
  );
  placeLines(read, batchId, await knowWork(store, kpaId, works));
  const right = read.filter(({ faults, isGiven }) => faults.size === 0 && !isGiven);
  const whom = [...new Map(right.flatMap(({ person }) => (person ? [[person.id, person]] : [])))];
  const all = whom.map(([, person]) => person);
  const { code } = languages.find(chosen) ?? usualLanguage(languages, all);
  const inLanguage = (badge: BadgeClass) => badgeIn(definitions, badge, code) ?? badge;
  return {
    lines: read.map((one) => judgedOf(one, inLanguage)),
    language: code,
    people: whom.length,
    experiences: new Set(right.map(({ experienceId }) => experienceId)).size,
  };
}

function judgedOf(line: LineSoFar, inLanguage: (badge: BadgeClass) => BadgeClass): JudgedLine {
  const { read, faults, person, experienceId, badge, kind, level, place, task, isGiven } = line;
  const { date, title: name, sentence } = line;
  const ids = {
    ...(person && { personId: person.id }),
    ...(experienceId !== undefined && { experienceId }),
  };
  if (faults.size > 0) {
    const told = BATCH_COLUMNS.flatMap((column) => {
      const message = faults.get(column);
      return message ? [{ column, ...storedMessage(message) }] : [];
    });
    return { ...read, ...ids, state: 'wrong', faults: told };
  }
  if (!badge || !kind || date === undefined || name === undefined || sentence === undefined) {
    throw new Error('A line without a fault says all that is signed');
  }
  const { slug, version, language } = inLanguage(badge);
  return {
    ...{ ...read, ...ids, state: isGiven ? 'given' : 'right' },
    plan: {
      ...{ title: name, kind, date },
      ...(place !== undefined && { place }),
      ...(task !== undefined && { task }),
      ...{ badge: slug, version, language },
      ...(level !== undefined && { level }),
      sentence,
    },
  };
}
