/** One line of a list, column by column: what it says, or what is wrong there. */
import { identityIn, type Named } from '../../../badges/nameless-text.ts';
import type { BadgeClass } from '../../../definitions/definitions.ts';
import { type Message, say, typed } from '../../../language/message.ts';
import type { BatchColumn, ExperienceKind, Person } from '../../../storage/store.ts';
import { optionalText, readField, type Reading, textField } from '../../../web/forms.ts';
import { readNamelessSentence } from '../../../web/nameless-sentence.ts';
import { isToCome } from '../../../language/dates.ts';
import type { ReadLine } from './columns.ts';
import type { NamedPeople } from './find-people.ts';
import type { NamedBadges } from './read-badge.ts';
import { readDay } from './read-day.ts';

/** As far as it could be read. */
export interface LineSoFar {
  readonly read: ReadLine;
  readonly faults: Map<BatchColumn, Message>;
  readonly date: string | undefined;
  readonly title: string | undefined;
  readonly place: string | undefined;
  readonly task: string | undefined;
  readonly person: Person | undefined;
  readonly badge: BadgeClass | undefined;
  readonly level: number | undefined;
  readonly sentence: string | undefined;
  kind: ExperienceKind | undefined;
  experienceId: string | undefined;
  /** Somebody has given it already. */
  isGiven: boolean;
}

interface ReadingAround {
  readonly badges: NamedBadges;
  readonly people: NamedPeople;
  /** Nobody of them may be named. */
  readonly everyone: readonly Named[];
  readonly now: Date;
}

const title = textField({ empty: say('award.list.no-title'), most: 120 });
const short = optionalText(120);
const SENTENCE = { empty: say('award.list.no-sentence'), short: say('award.list.short-sentence') };

export function readLine(read: ReadLine, around: ReadingAround): LineSoFar {
  const { badges, people, everyone, now } = around;
  const { cells } = read;
  const faults = new Map<BatchColumn, Message>();
  const fault = (column: BatchColumn, message: Message) => void faults.set(column, message);
  const take = <T>(column: BatchColumn, reading: Reading<T>): T | undefined => {
    if (reading.ok) return reading.value;
    fault(column, reading.message);
    return undefined;
  };
  /** Shown beside the badge: a name in it would say who it is. */
  const shown = <T extends string | undefined>(column: BatchColumn, text: T): T => {
    const said = identityIn(text ?? '', everyone, 'shown');
    if (said) fault(column, said);
    return text;
  };
  const date = readDay(cells.date ?? '');
  if (date === undefined)
    fault('date', say(cells.date ? 'award.list.bad-date' : 'experience.no-date'));
  else if (isToCome(date, now)) fault('date', say('experience.day-to-come'));
  const kind = cells.kind === undefined ? undefined : badges.kindOf(cells.kind);
  if (cells.kind !== undefined && !kind) fault('kind', say('award.list.no-such-kind'));
  if (cells.person === undefined) fault('person', say('award.list.no-person'));
  const found = cells.person === undefined ? undefined : people.find(cells);
  const person = found && take(found.column ?? 'person', found);
  const badge = take('badge', readBadge(cells.badge, badges));
  const level = badge && take('level', readLevel(badge, cells.level, badges));
  return {
    ...{ read, faults, date, kind, person, badge, level },
    ...{ experienceId: undefined, isGiven: false },
    title: shown('title', take('title', readField(title, cells.title))),
    place: shown('place', take('place', readField(short, cells.place))),
    task: shown('task', take('task', readField(short, cells.task))),
    sentence: take('sentence', readNamelessSentence(cells.sentence, SENTENCE, everyone)),
  };
}

function readBadge(cell: string | undefined, badges: NamedBadges): Reading<BadgeClass> {
  if (cell === undefined) return wrong('award.list.no-badge');
  const [badge, other] = badges.find(cell);
  if (!badge) return wrong('award.list.no-such-badge');
  if (other) {
    const slugs = { one: typed(badge.slug), other: typed(other.slug) };
    return { ok: false, message: say('award.list.two-badges', slugs) };
  }
  // Objective 6 is nobody’s to propose (docs/adr/0048): a list has no word of who asked.
  if (badge.sensitive) return wrong('award.list.only-on-request');
  return { ok: true, value: badge };
}

function readLevel(
  badge: BadgeClass,
  cell: string | undefined,
  badges: NamedBadges,
): Reading<number | undefined> {
  if (badge.levels.length === 0) {
    return cell === undefined ? { ok: true, value: undefined } : wrong('award.list.without-level');
  }
  if (cell === undefined) return wrong('award.list.no-level');
  const level = badges.levelOf(badge, cell);
  return level === undefined ? wrong('award.list.no-such-level') : { ok: true, value: level };
}

const wrong = (code: string) => ({ ok: false, message: say(code) }) as const;
