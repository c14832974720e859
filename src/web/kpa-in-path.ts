import type { Request } from 'express';
import type { Kpa, Store } from '../storage/store.ts';
import { say } from '../language/message.ts';
import { notFound } from '../problems/http-error.ts';
import { param } from './params.ts';

export async function findKpa(store: Store, slug: string): Promise<Kpa | undefined> {
  // Anything else cannot be a slug, and the store would refuse to look for some of it.
  if (!/^[a-z0-9-]{1,60}$/.test(slug)) return undefined;
  const page = await store.kpas.find({ index: 'bySlug', equals: [slug], limit: 1 });
  return page.items[0];
}

/** The KPA whose slug is in the path. */
export async function kpaOf(store: Store, req: Request): Promise<Kpa> {
  const kpa = await findKpa(store, param(req, 'slug'));
  if (!kpa) throw notFound(say('error.no-such-kpa'));
  return kpa;
}
