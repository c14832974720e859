/** The form « Qui a montré quoi ? », as it is filled in. */
import { factsOf } from '../../src/features/awards/recognition/signing-views.ts';
import type { Experience } from '../../src/storage/store.ts';
import type { Fields } from './forms.ts';

interface Said {
  readonly level?: number;
  readonly sentence?: string;
}

/** What it says of one person. */
export const recognised = (id: string, badge: string, { level, sentence }: Said): Fields => ({
  [`badge-${id}`]: level === undefined ? badge : `${badge}:${level}`,
  ...(sentence !== undefined && { [`sentence-${id}`]: sentence }),
});

/** The same, reread: a badge in its first version, in French unless said. */
export const reread = (id: string, badge: string, said: Said, words = 'fr:1'): Fields => ({
  ...recognised(id, badge, said),
  [`reread-${id}`]: words,
});

/** That its facts were reread, too: no form signs without. */
export const ofWork = (experience: Experience): Fields => ({ facts: factsOf(experience) });

export const together = (all: readonly Fields[]): Fields =>
  Object.fromEntries(all.flatMap((one) => Object.entries(one)));

/** As an address says it: a card alone, with its badge. */
export const cardOf = (experience: string, id: string, badge?: string, level?: number): string => {
  const query = new URLSearchParams({ people: id });
  if (badge !== undefined)
    query.set(`badge-${id}`, level === undefined ? badge : `${badge}:${level}`);
  return `${experience}/reconnaitre?${query.toString()}`;
};
