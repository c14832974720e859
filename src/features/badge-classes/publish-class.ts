/**
 * A draft becomes a published version, which never changes (docs/adr/0044). One insertion decides:
 * its id follows from the draft, and its slug and version are its own in the whole network.
 */
import { ownSlug } from '../../badges/classes/owners.ts';
import { toBeStored } from '../../badges/classes/stored-class.ts';
import { namesIn } from '../../badges/people-by-name.ts';
import { repeatableId } from '../../badges/repeatable-id.ts';
import type { BadgeClassFile } from '../../definitions/definitions.ts';
import { say } from '../../language/message.ts';
import { HttpError, notFound } from '../../problems/http-error.ts';
import {
  type ClassDraft,
  ifRefused,
  type PublishedClass,
  type Stored,
} from '../../storage/store.ts';
import { type Checked, checkFields } from './class-of-fields.ts';
import { nextDraftIdOf, publishedIdOf } from './keep-draft.ts';
import { bothLanguages, type ClassServices, MOST_PROPOSED, type ClassOwner } from './owner.ts';

/** All that one owner ever publishes. */
const MOST_VERSIONS = 300;
const MOST_OF_ONE_NAME = 20;

export type Publication =
  | { readonly outcome: 'published'; readonly slug: string; readonly version: number }
  | { readonly outcome: 'refused'; readonly errors: Checked['errors'] }
  /** It was changed since it was reread. */
  | { readonly outcome: 'changed' };

/** All that is said against it, as it stands now. */
export async function checkDraft(
  services: ClassServices,
  owner: ClassOwner,
  { fields, slug }: Pick<ClassDraft, 'fields' | 'slug'>,
): Promise<Checked> {
  const { store, badgeClasses, clock } = services;
  const [classes, people] = await Promise.all([
    badgeClasses.everGivenIn(owner.id),
    namesIn(store, owner.id),
  ]);
  const today = clock().toISOString().slice(0, 10);
  return checkFields(fields, { classes, ...bothLanguages(services), people, today, slug });
}

export async function publishDraft(
  services: ClassServices,
  owner: ClassOwner,
  draftId: string,
  seen: number,
): Promise<Publication> {
  const { store } = services;
  const before = await findPublished(services, owner, draftId);
  if (before) return follow(services, owner, { draftId, seen }, before);
  const draft = await store.classDrafts(owner.id).findById(draftId);
  if (!draft) {
    // The same form, sent at the same moment, has published it since.
    const now = await findPublished(services, owner, draftId);
    if (!now) throw notFound(say('class.no-such-draft'));
    return follow(services, owner, { draftId, seen }, now);
  }
  if (draft.version !== seen) return { outcome: 'changed' };
  const made = await tryToPublish(services, owner, draft);
  if ('id' in made) return follow(services, owner, { draftId, seen }, made);
  // What is refused may be so because the same form was faster: its name is taken by itself.
  const now = await findPublished(services, owner, draftId);
  if (now) return follow(services, owner, { draftId, seen }, now);
  if ('full' in made) throw made.full;
  return { outcome: 'refused', errors: made.errors };
}

type Try = PublishedClass | Pick<Checked, 'errors'> | { readonly full: HttpError };

async function tryToPublish(
  services: ClassServices,
  owner: ClassOwner,
  draft: Stored<ClassDraft>,
): Promise<Try> {
  for (let number = 1; number <= MOST_OF_ONE_NAME; number += 1) {
    const { value, errors } = await checkDraft(services, owner, draft);
    if (!value) return { errors };
    const place = await placeOf(services, owner, draft, value.name, number);
    if (place instanceof HttpError) return { full: place };
    const made = await insert(services, owner, draft, { ...value, ...place });
    if (made) return made;
  }
  return { full: new HttpError('CONFLICT', say('class.name-taken')) };
}

const findPublished = ({ store }: ClassServices, owner: ClassOwner, draftId: string) =>
  store.publishedClasses(owner.id).findById(publishedIdOf(draftId));

/** Undefined where another one has this slug and version. */
async function insert(
  services: ClassServices,
  owner: ClassOwner,
  draft: Stored<ClassDraft>,
  value: BadgeClassFile,
): Promise<PublishedClass | undefined> {
  const { store, clock } = services;
  const stored = toBeStored(value, {
    id: publishedIdOf(draft.id),
    kpaId: owner.id,
    publishedAt: clock().toISOString(),
    ...(draft.source !== undefined && { source: draft.source }),
  });
  // Sent twice at once, the same has taken it.
  return ifRefused(store.publishedClasses(owner.id).insert(stored), 'DUPLICATE_KEY', () =>
    findPublished(services, owner, draft.id),
  );
}

/** The next version of its class; or the first one of a class that is called so. */
async function placeOf(
  { badgeClasses }: ClassServices,
  owner: ClassOwner,
  { slug }: ClassDraft,
  name: string,
  number: number,
) {
  const all = await badgeClasses.ownedBy(owner.id);
  const mine = all.find(({ newest }) => newest.slug === slug);
  const versions = all.reduce((sum, { newest }) => sum + newest.version, 0);
  if (versions >= MOST_VERSIONS) {
    return new HttpError('CONFLICT', say('class.too-many-versions', { most: MOST_VERSIONS }));
  }
  if (slug !== undefined && mine) return { slug, version: mine.newest.version + 1 };
  const proposed = all.filter(({ isPaused }) => !isPaused).length;
  if (proposed >= MOST_PROPOSED) {
    return new HttpError('CONFLICT', say('class.too-many-proposed', { most: MOST_PROPOSED }));
  }
  return { slug: ownSlug(name, owner.slug, number), version: 1 };
}

interface Sent {
  readonly draftId: string;
  readonly seen: number;
}

/** What comes after it is published: told in the register once, and no draft any more. */
async function follow(
  { store, register, badgeClasses }: ClassServices,
  owner: ClassOwner,
  draft: Sent,
  published: PublishedClass,
): Promise<Publication> {
  const { id: about, slug, classVersion: version } = published;
  const id = repeatableId(`register/class-published/${about}`);
  await register.note({ kpaId: owner.id, by: owner.by, act: 'class-published', about, id });
  await letGo(store, owner, draft, published);
  await badgeClasses.readAgain(slug);
  return { outcome: 'published', slug, version };
}

/** What a colleague wrote in it while it was published becomes a draft of the next version. */
async function letGo(
  store: ClassServices['store'],
  owner: ClassOwner,
  { draftId, seen }: Sent,
  { slug, classVersion }: PublishedClass,
): Promise<void> {
  const drafts = store.classDrafts(owner.id);
  const left = await drafts.findById(draftId);
  if (left && left.version !== seen) {
    const { version: _, ...written } = left;
    const next = { ...written, id: nextDraftIdOf(slug, classVersion), slug };
    await ifRefused(drafts.insert(next), 'DUPLICATE_KEY', () => undefined);
  }
  await drafts.remove(draftId);
}
