/** What is said of a KPA that exists already: changed to what was given now, and told. */
import type { Kpa, Store } from '../storage/store.ts';
import { type KpaArguments, languageSaid } from './kpa-arguments.ts';

export interface Changed<T> {
  readonly value: T;
  /** One line for each: « place: Villeneuve → Lille ». */
  readonly changes: readonly string[];
}

/** Optional arguments that are left out change nothing; another description has its own language. */
export async function changeKpa(
  { kpas }: Pick<Store, 'kpas'>,
  id: string,
  given: KpaArguments,
): Promise<Changed<Kpa>> {
  const stored = await kpas.findById(id);
  if (!stored) throw new Error('A KPA just found is not there');
  const { place, description, phone = stored.contact.phone } = given;
  const language = languageSaid(
    given.language ?? (description === stored.description ? stored.language : undefined),
  );
  const email = given['contact-email'] ?? stored.contact.email;
  const memberSince = given['member-since'] ?? stored.memberSince;
  const changes = [
    ...change('place', stored.place, place),
    ...change('description', stored.description, description),
    ...change('language', stored.language, language),
    ...change('phone', stored.contact.phone, phone),
    ...change('contact-email', stored.contact.email, email),
    ...change('member-since', stored.memberSince, memberSince),
  ];
  if (changes.length === 0) return { value: stored, changes };
  const contact = { ...(phone !== undefined && { phone }), ...(email !== undefined && { email }) };
  const { language: _, ...rest } = stored;
  const said = { description, ...(language !== undefined && { language }) };
  const value = await kpas.replace({ ...rest, ...said, place, contact, memberSince });
  return { value, changes };
}

export function change<T>(name: string, from: T, to: T): readonly string[] {
  return from === to ? [] : [`${name}: ${String(from ?? '(none)')} → ${String(to ?? '(none)')}`];
}
