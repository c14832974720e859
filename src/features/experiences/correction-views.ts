/** What the pages show on which an experience is corrected: before and after, line by line. */
import { EXPERIENCE_LABELS } from '../../badges/labels.ts';
import { tellEvidence } from '../../badges/evidence.ts';
import { conjunction } from '../../language/lists.ts';
import { type Message, say, typed, type Value } from '../../language/message.ts';
import type { Award, Experience } from '../../storage/store.ts';
import { valuesIn } from '../../web/forms.ts';
import type { Kept } from './correct-experience.ts';

type Names = ReadonlyMap<string, string>;

interface Line {
  readonly label: Message;
  readonly before?: Value;
  readonly after?: Value;
}

/** What a line says: nothing for what was not written. */
type Side = Value | undefined;

function lineOf(label: Message, before: Side, after: Side): readonly Line[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  return [
    { label, ...(before !== undefined && { before }), ...(after !== undefined && { after }) },
  ];
}

const typedOr = (text: string | undefined): Side => (text === undefined ? undefined : typed(text));

interface Facts extends Pick<Experience, 'kind' | 'title' | 'date' | 'place'> {
  readonly groupSize: number;
}

/** All that both say otherwise, but for who did what. */
function factLines(before: Omit<Facts, 'place'> & { place?: string | undefined }, after: Facts) {
  const dayOf = (date: string) => say('experience.on', { on: date });
  const sizeOf = (count: number) => say('experience.people', { count });
  return [
    ...lineOf(say('experience.line-title'), typed(before.title), typed(after.title)),
    ...lineOf(
      say('experience.line-kind'),
      EXPERIENCE_LABELS[before.kind],
      EXPERIENCE_LABELS[after.kind],
    ),
    ...lineOf(say('experience.line-day'), dayOf(before.date), dayOf(after.date)),
    ...lineOf(say('experience.line-place'), typedOr(before.place), typedOr(after.place)),
    ...lineOf(say('experience.line-group'), sizeOf(before.groupSize), sizeOf(after.groupSize)),
  ];
}

const factsOf = (experience: Experience): Facts => ({
  ...experience,
  groupSize: experience.participants.length,
});

const taskLabel = (names: Names, id: string) =>
  say('experience.line-task', { name: typed(names.get(id) ?? '') });

/** What stands in the badges, and what would stand there. */
export function badgeLines(awards: readonly Award[], after: Experience, names: Names) {
  const lines = awards.flatMap(({ evidence = '', personId }) => {
    const told = tellEvidence(evidence);
    if (!told) return [];
    const task = after.participants.find((one) => one.personId === personId)?.task;
    return [
      ...factLines(told, factsOf(after)),
      ...lineOf(taskLabel(names, personId), typedOr(told.task), typedOr(task)),
    ];
  });
  // Of several badges the same is said once.
  return [...new Map(lines.map((line) => [JSON.stringify(line), line])).values()];
}

/** What somebody else wrote meanwhile, as far as the form says otherwise. */
export function linesBetween(typedNow: Experience, now: Experience, names: Names) {
  const peopleOf = ({ participants }: Experience) => {
    const all = participants.map(({ personId }) => typed(names.get(personId) ?? ''));
    return all.length === 0 ? undefined : conjunction(all);
  };
  const tasks = now.participants.flatMap(({ personId, task }) => {
    const mine = typedNow.participants.find((one) => one.personId === personId);
    if (!mine || mine.task === task) return [];
    return [{ label: taskLabel(names, personId), now: typedOr(task) ?? say('experience.none') }];
  });
  const lines = [
    ...factLines(factsOf(typedNow), factsOf(now)),
    ...lineOf(say('experience.line-people'), peopleOf(typedNow), peopleOf(now)),
  ];
  return [
    ...lines.map(({ label, after }) => ({ label, now: after ?? say('experience.none') })),
    ...tasks,
  ];
}

const HELD_BY = {
  badge: 'experience.has-badge',
  words: 'experience.has-told',
  exhibits: 'experience.has-exhibits',
} as const;

export function sayKept(kept: readonly Kept[], names: Names): Message {
  const [first] = kept;
  const name = typed(names.get(first?.personId ?? '') ?? '');
  return say(HELD_BY[first?.why ?? 'badge'], { name });
}

/** What the form shows of an experience as it stands. */
export const formOfExperience = ({ title, kind, date, place, participants }: Experience) => ({
  ...{ title, kind, day: date, date },
  ...(place !== undefined && { place }),
  people: participants.map(({ personId }) => personId),
  ...Object.fromEntries(
    participants.flatMap(({ personId, task }) =>
      task === undefined ? [] : [[`task-${personId}`, task]],
    ),
  ),
});

/** The fields of the form, out of sight, on the page that asks about the badges. */
export function carriedIn(body: unknown, people: readonly string[]) {
  const typedIn = valuesIn(body);
  const fields = [
    'seen',
    'title',
    'kind',
    'day',
    'date',
    'date-shown',
    'place',
    ...people.map((id) => `task-${id}`),
  ];
  return [
    ...fields.flatMap((name) => typedIn(name).map((value) => ({ name, value }))),
    ...people.map((value) => ({ name: 'people', value })),
  ];
}
