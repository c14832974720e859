/**
 * A badge is taken back and given again, corrected, in one act (docs/adr/0043). One write decides: that
 * of the old row, which says that it is withdrawn, by which badge it is replaced, and what that badge
 * will say. Whoever comes after a crash makes it out of that.
 */
import { randomUUID } from 'node:crypto';
import type { LostEntries } from '../../../awards/lost-entries.ts';
import { revokeWords } from '../../../awards/testimonies/remove.ts';
import { STORED_REASONS } from '../../../badges/revocation-reasons.ts';
import { languageOfAward } from '../../../badges/present-award.ts';
import { say } from '../../../language/message.ts';
import { HttpError, notFound } from '../../../problems/http-error.ts';
import type { Award, Kpa, Stored } from '../../../storage/store.ts';
import { awardBadge, insertAward, sameAward, signedAward } from '../award-badge.ts';
import { findInSlot } from '../award-slot.ts';
import type { AwardServices, Draft } from '../draft.ts';
import { repeatSentence } from '../find-repeats.ts';

export interface ReplaceServices extends AwardServices {
  readonly lostEntries: LostEntries;
  readonly statusLists: AwardServices['statusLists'] & {
    publish(kpa: Kpa, listId: string, revoked: readonly number[]): Promise<void>;
  };
}

/** As many as one badge can have been. */
const MOST_REPLACED = 50;
/** Whoever else changes it in between, it begins again. */
const MOST_TRIES = 1_000;

/** What it will be, but for its id. */
export type CorrectedBadge = Omit<Draft, 'awardId' | 'replaces' | 'validUntil'>;

function draftInPlaceOf(old: Award, corrected: CorrectedBadge, awardId: string): Draft {
  const { validUntil, replaces = [] } = old;
  return {
    ...corrected,
    awardId,
    replaces: [...replaces, old.id].slice(-MOST_REPLACED),
    ...(validUntil !== undefined && { validUntil }),
  };
}

/**
 * The new badge. The same form again gives the same; another one, once it is replaced or withdrawn,
 * rejects with CONFLICT, and so does what the person has already.
 */
export async function replaceAward(
  services: ReplaceServices,
  old: Stored<Award>,
  corrected: CorrectedBadge,
): Promise<Award> {
  const { kpa } = corrected;
  if (old.replacedBy === undefined) await refuseRepeat(services, old, corrected);
  const draft = draftInPlaceOf(old, corrected, randomUUID());
  // What cannot be signed withdraws nothing.
  const signed = old.standing === 'valid' ? await signedAward(services, draft) : undefined;
  const decided = await services.awardRows.update(
    kpa.id,
    old.id,
    async (now) => {
      await services.awardRows.refuseDoubt(now);
      if (now.erasedAt !== undefined) throw notFound(say('award.not-there'));
      return now.standing === 'revoked' ? now : revokedFor(now, draft, services.clock());
    },
    MOST_TRIES,
  );
  if (decided?.replacedBy === undefined) throw new HttpError('CONFLICT', say('award.gone-before'));
  const mine = decided.replacedBy === draft.awardId ? signed : undefined;
  const there = await completeReplacement(services, kpa, decided, mine);
  const made = there === undefined ? there : await services.store.awards(kpa.id).findById(there);
  return same(draft, made);
}

/** Somebody else's correction is not ours. */
function same(draft: Draft, made: Stored<Award> | undefined): Award {
  try {
    const award = sameAward(draft, made);
    if (award) return award;
  } catch (cause) {
    throw new HttpError('CONFLICT', say('award.replaced-before'), { cause });
  }
  throw new HttpError('CONFLICT', say('award.replaced-before'));
}

/** The same badge, level and experience from elsewhere: there would be two of it. */
async function refuseRepeat(services: AwardServices, old: Award, corrected: CorrectedBadge) {
  const there = await findInSlot(services, { ...corrected, awardId: old.id });
  if (there === undefined || there === old.id) return;
  // The same form, sent at the same moment, has put it there since `old` was read.
  const now = await services.store.awards(old.kpaId).findById(old.id);
  if (now?.replacedBy === there) return;
  throw new HttpError('CONFLICT', repeatSentence({ ...corrected, awardId: old.id }));
}

/** It gives up its slot before the new one takes it: at no moment both count. */
function revokedFor({ slot: _, ...now }: Stored<Award>, draft: Draft, at: Date): Stored<Award> {
  const { badge, level, experience, sentence, awardedBy } = draft;
  const reason = STORED_REASONS.correction.stored;
  return {
    ...now,
    standing: 'revoked',
    revocation: { at: at.toISOString(), reason, byName: awardedBy.name },
    replacedBy: draft.awardId,
    replacingSince: at.toISOString(),
    replacement: {
      badgeVersion: badge.version,
      ...(level !== undefined && { level }),
      experienceId: experience.id,
      sentence,
      awardedBy,
    },
  };
}

/**
 * Makes what is still to be made, publishes what is withdrawn, and then forgets what it was to be.
 * Resolves with what stands in its place now, which the old row says from then on.
 */
async function completeReplacement(
  services: ReplaceServices,
  kpa: Kpa,
  old: Stored<Award>,
  signed?: Award,
): Promise<string | undefined> {
  const { replacement, statusListId, statusIndex } = old;
  if (replacement === undefined) return old.replacedBy;
  const draft = await readReplacement(services, kpa, old);
  const there = draft && (await makeOrLeave(services, draft, signed));
  const lost = await services.lostEntries.revoke(kpa.id, old.id);
  for (const entry of [{ statusListId, statusIndex }, ...lost]) {
    await services.statusLists.publish(kpa, entry.statusListId, [entry.statusIndex]);
  }
  await revokeWords(services, kpa, old.id);
  await services.awardRows.update(
    kpa.id,
    old.id,
    (now) => (now.replacement === undefined ? now : replacedNow(now, there)),
    MOST_TRIES,
  );
  return there;
}

function replacedNow(now: Stored<Award>, there: string | undefined): Stored<Award> {
  const { replacement: _, replacingSince: __, replacedBy: ___, ...rest } = now;
  return there === undefined ? rest : { ...rest, replacedBy: there };
}

/** Another form gave the very same meanwhile: then that one stands in its place. Resolves with which. */
async function makeOrLeave(
  services: AwardServices,
  draft: Draft,
  signed: Award | undefined,
): Promise<string> {
  try {
    const made = signed
      ? (await insertAward(services, draft, signed)).award
      : await awardBadge(services, draft);
    return made.id;
  } catch (error) {
    const there = error instanceof HttpError ? await findInSlot(services, draft) : undefined;
    if (there === undefined) throw error;
    return there;
  }
}

/** Undefined if somebody or something that it is about is gone: then there is nothing to make. */
async function readReplacement(
  { store, definitions, badgeClasses }: AwardServices,
  kpa: Kpa,
  old: Award,
): Promise<Draft | undefined> {
  const { replacement, replacedBy, badgeClass, personId } = old;
  if (replacement === undefined || replacedBy === undefined) return undefined;
  const { badgeVersion, level, experienceId, sentence, awardedBy } = replacement;
  const [person, experience] = await Promise.all([
    store.people(kpa.id).findById(personId),
    store.experiences(kpa.id).findById(experienceId),
  ]);
  // Its version may be newer than what this process has met.
  await badgeClasses.readAgain(badgeClass);
  const badge = definitions.in(languageOfAward(old)).findBadgeClass(badgeClass, badgeVersion);
  if (!person || !experience || !badge) return undefined;
  const corrected = { kpa, person, badge, level, sentence, experience, awardedBy };
  return draftInPlaceOf(old, corrected, replacedBy);
}

/** What a crash left: at start, and every hour. One that fails (its KPA is suspended, say) stops none. */
export async function completeReplacements(
  services: ReplaceServices,
  signal: AbortSignal,
): Promise<void> {
  const { store, log } = services;
  for await (const old of store.awards.across.readable.all({ index: 'acrossByReplacing' })) {
    if (signal.aborted) return;
    const kpa = await store.kpas.findById(old.kpaId);
    if (!kpa) continue;
    try {
      await completeReplacement(services, kpa, old);
    } catch (err) {
      log.error({ err, awardId: old.id }, 'A badge that was taken back could not be given again');
    }
  }
}
