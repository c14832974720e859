/** Lines of a list together: which experience each is about, and what they may not say twice. */
import { type Message, say, typed } from '../../../language/message.ts';
import type { BatchColumn, ExperienceKind } from '../../../storage/store.ts';
import { recordsOf } from '../../../badges/records/who-stays.ts';
import { idOfWork, keyOfWork, type KnownWork } from './find-experiences.ts';
import { foldedText } from './read-badge.ts';
import type { LineSoFar } from './read-line.ts';

/** As many can take part in one experience. */
const MOST_PEOPLE = 60;

/** Lines of one experience: which it is, what they say of it together, and what somebody has already. */
export function placeLines(
  all: readonly LineSoFar[],
  batchId: string,
  known: ReadonlyMap<string, readonly KnownWork[]>,
): void {
  const byWork = groupsOf(all, ({ date, title }) =>
    date === undefined || title === undefined ? undefined : keyOfWork({ date, title }),
  );
  for (const [key, lines] of byWork) {
    const there = known.get(key) ?? [];
    chooseKinds(lines, there);
    for (const [kind, ofKind] of groupsOf(lines, (line) => line.kind)) {
      const same = there.filter(({ experience }) => experience.kind === kind);
      if (same.length > 1) refuse(ofKind, 'title', say('award.list.two-experiences'));
      else placeIn(ofKind, batchId, same[0], kind);
    }
  }
}

/** Who says no kind means the only one that there is. */
function chooseKinds(lines: readonly LineSoFar[], there: readonly KnownWork[]): void {
  const kinds = new Set([
    ...there.map(({ experience }) => experience.kind),
    ...lines.flatMap(({ kind }) => kind ?? []),
  ]);
  const [only] = kinds;
  for (const line of lines) {
    if (line.kind !== undefined || line.faults.has('kind')) continue;
    if (kinds.size === 1) line.kind = only;
    else refuse([line], 'kind', say(only ? 'award.list.which-kind' : 'award.list.no-kind'));
  }
}

function refuse(lines: readonly LineSoFar[], column: BatchColumn, message: Message): void {
  for (const { faults } of lines) if (!faults.has(column)) faults.set(column, message);
}

function placeIn(
  lines: readonly LineSoFar[],
  batchId: string,
  known: KnownWork | undefined,
  kind: ExperienceKind,
): void {
  const [first] = lines;
  const work = { date: first?.date ?? '', title: first?.title ?? '' };
  const id = known?.experience.id ?? idOfWork(batchId, work, kind);
  comparePlaces(lines, known);
  const took = new Map(
    known?.experience.participants.map(({ personId, task }) => [personId, { task, line: 0 }]),
  );
  const said = new Map<string, number>();
  for (const line of lines) {
    const { person, badge, level, task, read } = line;
    line.experienceId = id;
    if (!person) continue;
    const record = recordsOf(person).find((one) => took.has(one)) ?? person.id;
    const before = took.get(record);
    if (!before && took.size >= MOST_PEOPLE) {
      refuse([line], 'person', say('experience.too-many', { most: MOST_PEOPLE }));
      continue;
    }
    if (before?.task !== undefined && task !== undefined && before.task !== task) {
      refuse([line], 'task', say('award.list.other-task', { task: typed(before.task) }));
    }
    took.set(record, { task: before?.task ?? task, line: read.line });
    if (!badge) continue;
    const slot = `${person.id}/${badge.slug}/${level ?? ''}`;
    const twin = said.get(slot);
    if (twin !== undefined) refuse([line], 'badge', say('award.list.same-as', { line: twin }));
    else said.set(slot, read.line);
    line.isGiven = (known?.given ?? []).some(
      (one) =>
        recordsOf(person).includes(one.personId) &&
        one.badgeClass === badge.slug &&
        one.level === level,
    );
  }
}

/** What is recorded stays as it is; of lines that record it, all say the same place. */
function comparePlaces(lines: readonly LineSoFar[], known: KnownWork | undefined): void {
  const place = known
    ? known.experience.place
    : lines.find((line) => line.place !== undefined)?.place;
  for (const line of lines) {
    if (line.place === undefined) continue;
    if (place === undefined) refuse([line], 'place', say('award.list.place-not-recorded'));
    else if (foldedText(line.place) !== foldedText(place)) {
      refuse([line], 'place', say('award.list.other-place', { place: typed(place) }));
    }
  }
}

function groupsOf<T, K>(all: readonly T[], keyOf: (one: T) => K | undefined): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    if (key === undefined) continue;
    const group = groups.get(key) ?? [];
    group.push(one);
    groups.set(key, group);
  }
  return groups;
}
