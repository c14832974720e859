import type { Award } from '../../storage/store.ts';
import type { FieldError } from '../../web/forms.ts';
import { type Message, say, typed } from '../../language/message.ts';
import { firstName } from '../../language/names.ts';
import type { AwardServices, Draft } from './draft.ts';

/**
 * The same badge twice for the same work is a slip. A retry of the same form is not: its awards
 * have the ids of its drafts. The store has the last word (`award-slot.ts`); this finds it early,
 * and among awards from before there were slots.
 */
export async function findRepeats(
  { store }: AwardServices,
  drafts: readonly Draft[],
): Promise<readonly FieldError[]> {
  const [first] = drafts;
  if (!first) return [];
  const query = { index: 'byExperience', equals: [first.experience.id] } as const;
  const there = await store.awards(first.kpa.id).all(query).toArray();
  return drafts
    .filter((draft) => there.some((award) => isRepeat(award, draft)))
    .map((draft) => ({ field: fieldOf(draft), message: repeatSentence(draft) }));
}

const fieldOf = ({ person, badge }: Draft) =>
  badge.sensitive ? `asked-${person.id}` : `sentence-${person.id}`;

export const repeatSentence = ({ person }: Draft): Message =>
  say('award.repeated', { name: typed(firstName(person.name)) });

function isRepeat(award: Award, draft: Draft): boolean {
  return (
    award.id !== draft.awardId &&
    award.personId === draft.person.id &&
    award.badgeClass === draft.badge.slug &&
    award.level === draft.level &&
    award.standing === 'valid'
  );
}
