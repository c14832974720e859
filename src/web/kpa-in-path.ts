import type { Request } from 'express';
import type { Kpa, Store } from '../storage/store.ts';
import { say } from '../language/message.ts';
import { notFound } from '../problems/http-error.ts';
import { param } from './params.ts';

/** Anything else cannot be a slug, and the store would refuse to look for some of it. */
const SLUG = /^[a-z0-9-]{1,60}$/;

export async function findKpa(store: Store, slug: string): Promise<Kpa | undefined> {
  if (!SLUG.test(slug)) return undefined;
  const page = await store.kpas.find({ index: 'bySlug', equals: [slug], limit: 1 });
  return page.items[0];
}

/** The KPA whose slug is in the path. */
export async function kpaOf(store: Store, req: Request): Promise<Kpa> {
  return orNone(await findKpa(store, param(req, 'slug')));
}

/** The same, where only its id and its version are asked: see `public-documents.ts`. */
export async function kpaVersionOf(store: Store, req: Request) {
  const slug = param(req, 'slug');
  const query = { index: 'bySlug', equals: [slug] } as const;
  const version = SLUG.test(slug) ? await store.kpas.versions(query) : '';
  return { id: orNone(version.split(' ')[0]), version };
}

/** No KPA has an empty id. */
function orNone<T>(found: T | undefined): T {
  if (found) return found;
  throw notFound(say('error.no-such-kpa'));
}
