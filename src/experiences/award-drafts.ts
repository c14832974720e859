/**
 * What was chosen and written for the people of an experience, and is not signed yet: one draft, which any
 * colleague may finish. Of several who write at once, each keeps what they said of each person; of one
 * person, the last word stays.
 */
import { type AwardDraft, ifRefused, type Store, type Stored } from '../storage/store.ts';

type Drafts = Pick<Store, 'awardDrafts'>;
type Choice = AwardDraft['choices'][number];

export interface DraftServices {
  readonly store: Drafts;
  readonly clock: () => Date;
}

interface Place {
  readonly kpaId: string;
  readonly experienceId: string;
}

interface Kept {
  readonly by: string;
  /** All records of the people of whom something else is said than the form was filled in over. */
  readonly about: readonly string[];
  /** All records of those who took part: of nobody else anything is kept. */
  readonly known: readonly string[];
  readonly choices: readonly Choice[];
  readonly language: string | undefined;
}

const KEPT_DAYS = 30;
/** Colleagues who write in the same moment. */
const MOST_TRIES = 100;

/** Undefined: nobody began, or all of it is signed. */
export async function findDraft(
  { awardDrafts }: Drafts,
  { kpaId, experienceId }: Place,
): Promise<AwardDraft | undefined> {
  const draft = await awardDrafts(kpaId).findById(experienceId);
  return draft && draft.choices.length > 0 ? draft : undefined;
}

/** What is said of nobody there stays as it is: a colleague may have written it meanwhile. */
export async function keepDraft(
  { store, clock }: DraftServices,
  { kpaId, experienceId: id }: Place,
  { by, about, known, choices, language }: Kept,
): Promise<void> {
  if (about.length === 0 && language === undefined) return;
  const drafts = store.awardDrafts(kpaId);
  const at = clock().toISOString();
  const changed = {
    ...{ changedAt: at, expiresAt: daysAfter(at, KEPT_DAYS) },
    ...(language !== undefined && { language }),
  };
  const said = choices.filter(isSaid);
  const change = (now: Stored<AwardDraft>) => {
    const others = now.choices.filter(
      ({ personId }) => known.includes(personId) && !about.includes(personId),
    );
    if (about.length === 0 && others.length === 0) return now;
    const begun = now.choices.length === 0 && { startedBy: by };
    return { ...now, ...begun, ...changed, choices: [...others, ...said] };
  };
  if (await drafts.update(id, change, MOST_TRIES)) return;
  if (said.length === 0) return;
  const first = { id, kpaId, startedBy: by, ...changed, choices: said };
  await ifRefused(drafts.insert(first), 'DUPLICATE_KEY', () =>
    drafts.update(id, change, MOST_TRIES),
  );
}

const isSaid = ({ badge, sentence }: Choice) => badge !== '' || sentence !== '';

/** What was just signed is no draft any more; what a colleague wrote since of another badge is. */
export async function dropFromDraft(
  { awardDrafts }: Drafts,
  { kpaId, experienceId }: Place,
  isOver: (choice: Choice) => boolean,
): Promise<void> {
  await awardDrafts(kpaId).update(
    experienceId,
    (now) => {
      const left = now.choices.filter((choice) => !isOver(choice));
      if (left.length === now.choices.length) return now;
      const { language: _, ...rest } = now;
      // The next draft has a language of its own.
      return left.length === 0 ? { ...rest, choices: left } : { ...now, choices: left };
    },
    MOST_TRIES,
  );
}

export const removeDraft = ({ awardDrafts }: Drafts, { kpaId, experienceId }: Place) =>
  awardDrafts(kpaId).remove(experienceId);

/** Somebody is erased: no draft of their KPA says anything of them. */
export async function dropFromDrafts(
  store: Drafts,
  { id, kpaId }: { readonly id: string; readonly kpaId: string },
): Promise<void> {
  const all = await store.awardDrafts(kpaId).pickAll({ index: 'byChange' }, []).toArray();
  for (const draft of all)
    await dropFromDraft(
      store,
      { kpaId, experienceId: draft.id },
      ({ personId }) => personId === id,
    );
}

const daysAfter = (instant: string, days: number) =>
  new Date(Date.parse(instant) + days * 86_400_000).toISOString();
