/** A draft of a badge class is written down, as it was typed; twice at once it is one. */
import { repeatableId } from '../../badges/repeatable-id.ts';
import { say } from '../../language/message.ts';
import { HttpError, notFound } from '../../problems/http-error.ts';
import { type ClassDraft, ifRefused, type Stored } from '../../storage/store.ts';
import type { ClassFields } from './class-fields.ts';
import type { ClassServices, ClassOwner } from './owner.ts';

/** Of one owner. */
export const MOST_DRAFTS = 20;

export type Keeping =
  | { readonly outcome: 'kept'; readonly draft: Stored<ClassDraft> }
  /** Somebody else wrote it since the form was shown. */
  | { readonly outcome: 'changed'; readonly now: Stored<ClassDraft> };

type Services = Pick<ClassServices, 'store' | 'clock'>;
type NewDraft = Omit<ClassDraft, 'kpaId' | 'changedAt'>;

/** Under which a draft will be published: once. */
export const publishedIdOf = (draftId: string): string =>
  repeatableId(`published-class/${draftId}`);

/** One draft for the version after this one, whoever begins it. */
export const nextDraftIdOf = (slug: string, version: number): string =>
  repeatableId(`next-class/${slug}/${version + 1}`);

/** The one that is there already, if it is. */
export async function beginDraft(
  { store, clock }: Services,
  owner: ClassOwner,
  draft: NewDraft,
): Promise<Stored<ClassDraft>> {
  const drafts = store.classDrafts(owner.id);
  const there = await drafts.findById(draft.id);
  if (there) return there;
  if (await store.publishedClasses(owner.id).findById(publishedIdOf(draft.id))) {
    throw new HttpError('CONFLICT', say('class.published-before'));
  }
  if ((await drafts.count({ index: 'byChange' })) >= MOST_DRAFTS) {
    throw new HttpError('CONFLICT', say('class.too-many-drafts', { most: MOST_DRAFTS }));
  }
  const made = { ...draft, kpaId: owner.id, changedAt: clock().toISOString() };
  return ifRefused(drafts.insert(made), 'DUPLICATE_KEY', async (refusal) => {
    const now = await drafts.findById(draft.id);
    if (!now) throw refusal;
    return now;
  });
}

/** `seen`: the version that the form showed; the same words again change nothing. */
export async function keepDraft(
  { store, clock }: Services,
  owner: ClassOwner,
  {
    id,
    seen,
    fields,
  }: { readonly id: string; readonly seen: number; readonly fields: ClassFields },
): Promise<Keeping> {
  if (await store.publishedClasses(owner.id).findById(publishedIdOf(id))) {
    throw new HttpError('CONFLICT', say('class.published-before'));
  }
  const drafts = store.classDrafts(owner.id);
  const changedAt = clock().toISOString();
  const draft = await drafts.update(id, (current) => {
    const isMine = current.version === seen && !areSame(current.fields, fields);
    return isMine ? { ...current, fields: { ...fields }, changedAt } : current;
  });
  if (!draft) throw notFound(say('class.no-such-draft'));
  return areSame(draft.fields, fields)
    ? { outcome: 'kept', draft }
    : { outcome: 'changed', now: draft };
}

const areSame = (one: ClassFields, other: ClassFields) =>
  JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort());
