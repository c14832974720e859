import type { Award } from '../../storage/store.ts';
import type { FieldError } from '../../web/forms.ts';
import { type Message, say, typed } from '../../language/message.ts';
import { firstName } from '../../language/names.ts';
import { findInSlot, signersOf } from './award-slot.ts';
import type { AwardServices, Draft } from './draft.ts';

/**
 * The same badge twice for the same work is a slip. A retry of the same form is not: its awards
 * have the ids of its drafts. The store has the last word (`award-slot.ts`); this finds it early,
 * and among awards from before there were slots.
 */
export async function findRepeats(
  services: AwardServices,
  drafts: readonly Draft[],
): Promise<readonly FieldError[]> {
  const [first] = drafts;
  if (!first) return [];
  const [older, signers, slots] = await Promise.all([
    awardsWithoutSlot(services, first),
    signersOf(services, first),
    Promise.all(drafts.map((draft) => findInSlot(services, draft))),
  ]);
  const repeated = drafts.filter((draft, at) => {
    const isTaken = slots[at] !== undefined && slots[at] !== draft.awardId;
    return isTaken || older.some((award) => isRepeat(award, draft, signers));
  });
  return repeated.map((draft) => ({ field: fieldOf(draft), message: repeatSentence(draft) }));
}

/** Those of the experience that stand. Nobody makes such any more: only they are read whole. */
async function awardsWithoutSlot(
  { store }: AwardServices,
  { kpa, experience }: Draft,
): Promise<readonly Award[]> {
  const awards = store.awards(kpa.id);
  const query = { index: 'byExperienceStanding', equals: [experience.id, 'valid'] } as const;
  const there = await awards.pickAll(query, ['slot']).toArray();
  const older = there.filter(({ slot }) => slot === undefined);
  return older.length === 0 ? [] : awards.readable.findByIds(older.map(({ id }) => id));
}

const fieldOf = ({ person }: Draft) => `badge-${person.id}`;

export const repeatSentence = ({ person }: Draft): Message =>
  say('award.repeated', { name: typed(firstName(person.name)) });

function isRepeat(award: Award, draft: Draft, signers: readonly string[]): boolean {
  return (
    award.id !== draft.awardId &&
    award.personId === draft.person.id &&
    award.badgeClass === draft.badge.slug &&
    award.level === draft.level &&
    (!draft.badge.sensitive || signers.includes(award.awardedBy.personId))
  );
}
