/**
 * Under which heading badges stand, wherever there are many: the words an employer uses. No heading
 * is that of objective 6 alone, which is nobody's business: its badges stand among others.
 */
import { type Message, say } from '../language/message.ts';

interface Grouped {
  /** 1 to 7. */
  readonly objective: number;
  /** Whether the badge has a level. */
  readonly leveled: boolean;
}

/** In the order of the page. */
const HEADINGS = {
  others: say('group.others'),
  jobs: say('group.jobs'),
  money: say('group.money'),
  decisions: say('group.decisions'),
  learning: say('group.learning'),
} as const;

const OF_OBJECTIVE: Readonly<Record<number, keyof typeof HEADINGS>> = {
  1: 'learning',
  2: 'others',
  3: 'jobs',
  4: 'money',
  5: 'decisions',
  7: 'learning',
};

export function groupOf({ objective, leveled }: Grouped): Message {
  // Objective 6: commitments kept are kept towards others; one's own course is learned.
  return HEADINGS[OF_OBJECTIVE[objective] ?? (leveled ? 'others' : 'learning')];
}

/** Groups that have something, in the order of the page. */
export function inGroups<T>(all: readonly T[], groupedBy: (one: T) => Grouped) {
  return Object.values(HEADINGS)
    .map((title) => ({
      title,
      items: all.filter((one) => groupOf(groupedBy(one)) === title),
    }))
    .filter(({ items }) => items.length > 0);
}
