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
  readonly about: readonly string[];
  readonly choices: readonly Choice[];
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

/** `about`: all records of the people who are spoken of, whatever was said of them before. An empty choice says nothing. */
export async function keepDraft(
  { store, clock }: DraftServices,
  { kpaId, experienceId: id }: Place,
  { by, about, choices }: Kept,
): Promise<void> {
  const drafts = store.awardDrafts(kpaId);
  const at = clock().toISOString();
  const changed = { changedBy: by, changedAt: at, expiresAt: daysAfter(at, KEPT_DAYS) };
  const begun = { startedBy: by, startedAt: at };
  const said = choices.filter(({ badge, sentence }) => badge !== '' || sentence !== '');
  const change = (now: Stored<AwardDraft>) => {
    const others = now.choices.filter(({ personId }) => !about.includes(personId));
    const whole = [...others, ...said];
    if (areSame(now.choices, whole)) return now;
    return { ...now, ...(now.choices.length === 0 && begun), ...changed, choices: whole };
  };
  if (await drafts.update(id, change, MOST_TRIES)) return;
  if (said.length === 0) return;
  const first = { id, kpaId, ...begun, ...changed, choices: said };
  await ifRefused(drafts.insert(first), 'DUPLICATE_KEY', () =>
    drafts.update(id, change, MOST_TRIES),
  );
}

/** What these people got, or are not to get, is no draft any more. */
export async function dropFromDraft(
  { awardDrafts }: Drafts,
  { kpaId, experienceId }: Place,
  people: readonly string[],
): Promise<void> {
  await awardDrafts(kpaId).update(
    experienceId,
    (now) => {
      const left = now.choices.filter(({ personId }) => !people.includes(personId));
      return left.length === now.choices.length ? now : { ...now, choices: left };
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
  for (const draft of all) await dropFromDraft(store, { kpaId, experienceId: draft.id }, [id]);
}

const daysAfter = (instant: string, days: number) =>
  new Date(Date.parse(instant) + days * 86_400_000).toISOString();

const areSame = (one: readonly Choice[], other: readonly Choice[]) =>
  JSON.stringify(one) === JSON.stringify(other);
