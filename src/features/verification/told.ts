/** What was told so far of one verification: it goes into a thread in place of its surroundings. */
import { nameOf, type Question } from '../../credentials/read/foresee.ts';
import type { KnownIssuer, Namesake, SignedForm } from '../../credentials/verify/verify.ts';
import type { DidText } from '../../outside/foreign-documents.ts';
import type { SurroundingTexts } from './surroundings.ts';

export type Knowing =
  | {
      readonly outcome: 'found';
      readonly issuer?: KnownIssuer | undefined;
      readonly namesake?: Namesake | undefined;
      /** When the newest list was made. */
      readonly newest?: string;
    }
  | { readonly outcome: 'failed'; readonly detail: string };

/** By the name of the question. Plain data: it is copied into the thread. */
export interface Told {
  readonly texts: ReadonlyMap<string, DidText>;
  readonly facts: ReadonlyMap<string, Knowing>;
}

/** Surroundings that answer what was told. What was not is a question, and fails. */
export function recall({ texts, facts }: Told): {
  readonly surroundings: SurroundingTexts;
  readonly untold: () => readonly Question[];
} {
  const untold = new Map<string, Question>();

  function find<T>(among: ReadonlyMap<string, T>, question: Question): Promise<T> {
    const name = nameOf(question);
    const known = among.get(name);
    if (known !== undefined) return Promise.resolve(known);
    untold.set(name, question);
    return Promise.reject(new Error('Nobody was asked yet'));
  }

  async function know(question: Question): Promise<Extract<Knowing, { outcome: 'found' }>> {
    const knowing = await find(facts, question);
    if (knowing.outcome === 'found') return knowing;
    throw new Error(knowing.detail);
  }

  const surroundings: SurroundingTexts = {
    resolveDid: (about) => find(texts, { asks: 'resolveDid', about }),
    fetchStatusList: (about) => find(texts, { asks: 'fetchStatusList', about }),
    refresh: (about: string, form: SignedForm) => find(texts, { asks: 'refresh', about, form }),
    endorsed: (about: string, form: SignedForm) => find(texts, { asks: 'endorsed', about, form }),
    newestSeen: async (about, made) =>
      (await know({ asks: 'newestSeen', about, made })).newest ?? made.at,
    knownIssuer: async (about) => (await know({ asks: 'knownIssuer', about })).issuer,
    namesake: async (about) => (await know({ asks: 'namesake', about })).namesake,
  };
  return { surroundings, untold: () => [...untold.values()] };
}
