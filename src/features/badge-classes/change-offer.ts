/** What becomes of a published class: its next version, and whether it is proposed for new badges. */
import { repeatableId } from '../../badges/repeatable-id.ts';
import type { OwnedClass } from '../../badges/classes/badge-classes.ts';
import { say } from '../../language/message.ts';
import { HttpError, notFound } from '../../problems/http-error.ts';
import { type ClassDraft, ifRefused, type Stored } from '../../storage/store.ts';
import { fieldsOf } from './class-of-fields.ts';
import { beginDraft, nextDraftIdOf } from './keep-draft.ts';
import { bothLanguages, type ClassServices, MOST_PROPOSED, type ClassOwner } from './owner.ts';

export async function findOwned(
  { badgeClasses }: ClassServices,
  owner: ClassOwner,
  slug: string,
): Promise<OwnedClass> {
  const all = await badgeClasses.ownedBy(owner.id);
  const found = all.find(({ newest }) => newest.slug === slug);
  if (!found) throw notFound(say('error.no-such-badge'));
  return found;
}

/** One draft for each next version, whoever begins it. */
export async function beginNextVersion(
  services: ClassServices,
  owner: ClassOwner,
  { newest }: OwnedClass,
): Promise<Stored<ClassDraft>> {
  const id = nextDraftIdOf(newest.slug, newest.version);
  const fields = fieldsOf(newest, bothLanguages(services));
  return beginDraft(services, owner, { id, slug: newest.slug, fields: { ...fields } });
}

/** `act`: of the form; sent again, it is told once. */
export async function pauseClass(
  { store, register, clock }: ClassServices,
  owner: ClassOwner,
  { newest: { slug } }: OwnedClass,
  act: string,
): Promise<void> {
  const at = clock().toISOString();
  const paused = { id: idOf(slug), kpaId: owner.id, slug, at };
  const insertion = store.pausedClasses(owner.id).insert(paused);
  const isDone = await ifRefused(insertion, 'DUPLICATE_KEY', () => undefined);
  if (!isDone) return;
  const id = repeatableId(`register/class-paused/${slug}/${act}`);
  const about = await aboutOf(store, owner, slug);
  await register.note({ kpaId: owner.id, by: owner.by, act: 'class-paused', about, id });
}

export async function resumeClass(
  { store, register, badgeClasses }: ClassServices,
  owner: ClassOwner,
  { newest: { slug } }: OwnedClass,
  act: string,
): Promise<void> {
  const proposed = (await badgeClasses.ownedBy(owner.id)).filter(({ isPaused }) => !isPaused);
  if (proposed.length >= MOST_PROPOSED) {
    throw new HttpError('CONFLICT', say('class.too-many-proposed', { most: MOST_PROPOSED }));
  }
  if (!(await store.pausedClasses(owner.id).remove(idOf(slug)))) return;
  const id = repeatableId(`register/class-resumed/${slug}/${act}`);
  const about = await aboutOf(store, owner, slug);
  await register.note({ kpaId: owner.id, by: owner.by, act: 'class-resumed', about, id });
}

const idOf = (slug: string) => repeatableId(`paused-class/${slug}`);

/** The id of its newest version: the register has no texts. */
async function aboutOf(
  { publishedClasses }: ClassServices['store'],
  owner: ClassOwner,
  slug: string,
) {
  const newest = { index: 'byClass', equals: [slug], order: 'descending', limit: 1 } as const;
  const { items } = await publishedClasses(owner.id).pick(newest, []);
  return items[0]?.id;
}
