import { randomUUID } from 'node:crypto';
import { type Award, ifRefused, type Stored } from '../../storage/store.ts';
import { languageOfAward } from '../../badges/present-award.ts';
import { repeatableId } from '../../badges/repeatable-id.ts';
import { say } from '../../language/message.ts';
import { HttpError } from '../../problems/http-error.ts';
import { randomShortToken } from '../../keys/secrets.ts';
import { describeEvidence } from '../../badges/evidence.ts';
import { composeCredential } from './compose-credential.ts';
import { findInSlot, slotOf } from './award-slot.ts';
import type { AwardServices, Draft } from './draft.ts';
import { SOURCE } from '../../definitions/definitions.ts';
import { endOfDraft } from './end-of-validity.ts';
import { repeatSentence } from './find-repeats.ts';
import { reissueIfDue } from '../../awards/reissue-if-due.ts';
import { signForms } from '../../awards/sign-forms.ts';

const MOST_DRAWS = 20;

/** An id that a retry of the same form finds again: nothing is awarded twice (docs/adr/0010). */
export const awardIdOf = (batch: string, personId: string): string =>
  repeatableId(`award/${batch}/${personId}`);

/**
 * The award this draft has already made, when its form is sent again. Throws CONFLICT when the
 * form was changed in between: what is signed cannot change.
 */
async function findAward(
  { store }: AwardServices,
  draft: Draft,
): Promise<Stored<Award> | undefined> {
  return sameAward(draft, await store.awards(draft.kpa.id).findById(draft.awardId));
}

/** Those of many drafts of one KPA, by their ids: asked for at once, and compared by `sameAward`. */
export async function readAwards(
  { store }: AwardServices,
  drafts: readonly Draft[],
): Promise<ReadonlyMap<string, Stored<Award>>> {
  const [first] = drafts;
  if (!first) return new Map();
  const found = await store
    .awards(first.kpa.id)
    .readable.findByIds(drafts.map(({ awardId }) => awardId));
  return new Map(found.map((award) => [award.id, award]));
}

/** The same award, or none. Throws as `findAward`. */
export function sameAward(
  { badge, level, sentence, experience }: Draft,
  award: Stored<Award> | undefined,
): Stored<Award> | undefined {
  const isSame =
    award?.badgeClass === badge.slug &&
    award.level === level &&
    award.sentence === sentence &&
    languageOfAward(award) === badge.language &&
    award.experienceId === experience.id;
  if (!award || isSame) return award;
  throw new HttpError('CONFLICT', say('award.form-used'));
}

/**
 * Signs and stores one award: one document, inserted once, with its status entry and its slot under
 * unique indexes. Called again for the same draft it returns the award that is there. Either way under keys
 * that still count.
 */
export async function awardBadge(services: AwardServices, draft: Draft): Promise<Award> {
  const there = await findAward(services, draft);
  if (there) return reissueIfDue(services, draft.kpa, there);
  const { award } = await insertAward(services, draft, await signedAward(services, draft));
  return reissueIfDue(services, draft.kpa, award);
}

/** An award that is stored, and whether this draft made it or the same form did before. */
export interface StoredAward {
  readonly award: Stored<Award>;
  readonly outcome: 'awarded' | 'already';
}

/** `signed`: what `signedAward` made of this draft. Rejects with CONFLICT for a repeat. */
export async function insertAward(
  services: AwardServices,
  draft: Draft,
  signed: Award,
): Promise<StoredAward> {
  let next = signed;
  for (let draw = 0; draw < MOST_DRAWS; draw += 1) {
    const inserted = services.awardRows.insert(next);
    const award = await ifRefused(inserted, 'DUPLICATE_KEY', () => undefined);
    if (award) return { award, outcome: 'awarded' };
    const twin = await findTwin(services, draft);
    if (twin) return { award: twin, outcome: 'already' };
    next = await signedAward(services, draft);
  }
  throw new Error('No free status entry found');
}

/** What took the place of this draft. Undefined: its status entry was taken, and another will do. */
async function findTwin(services: AwardServices, draft: Draft): Promise<Stored<Award> | undefined> {
  const twin = await findAward(services, draft);
  if (twin) return twin; // the same form, sent twice at once
  if (!(await findInSlot(services, draft))) return undefined;
  throw new HttpError('CONFLICT', repeatSentence(draft)); // another form was faster
}

/** The row of an award, with all that is signed for it, to be inserted. */
export async function signedAward(services: AwardServices, draft: Draft): Promise<Award> {
  const { kpa, badge, person, awardedBy, level, experience } = draft;
  const entry = await services.statusLists.draw(kpa);
  const evidence = badge.sensitive
    ? undefined
    : describeEvidence(draft.experience, draft.person.id, randomShortToken());
  const now = services.clock();
  const credential = composeCredential(services, draft, {
    issuedAt: now.toISOString(),
    subjectId: `urn:uuid:${randomUUID()}`,
    salt: randomShortToken(),
    evidence,
    entry,
  });
  return {
    id: draft.awardId,
    kpaId: kpa.id,
    personId: person.id,
    badgeClass: badge.slug,
    badgeVersion: badge.version,
    ...(badge.language !== SOURCE && { language: badge.language }),
    ...(level !== undefined && { level }),
    experienceId: experience.id,
    sentence: draft.sentence,
    awardedBy,
    issuedAt: now.toISOString(),
    ...endOfDraft(draft, now.toISOString()),
    forms: await signForms(services.keys, kpa.id, { credential, endorsements: [] }, now),
    ...(evidence !== undefined && { evidence }),
    statusListId: entry.listId,
    statusIndex: entry.index,
    state: 'offered',
    standing: 'valid',
    slot: slotOf(draft),
    ...(draft.replaces && { replaces: [...draft.replaces] }),
  };
}
