/** What the world has told so far of one verification: it goes into a thread instead of the world. */
import { nameOf, type Question } from '../../credentials/foresee.ts';
import type { KnownIssuer, SignedForm, TextFetch } from '../../credentials/verify.ts';
import type { World } from './surroundings.ts';

export type Knowing =
  | { readonly outcome: 'found'; readonly issuer: KnownIssuer | undefined }
  | { readonly outcome: 'failed'; readonly detail: string };

/** By the name of the question. Plain data: it is copied into the thread. */
export interface Told {
  readonly texts: ReadonlyMap<string, TextFetch>;
  readonly issuers: ReadonlyMap<string, Knowing>;
}

/** A world that answers what was told. What was not is a question, and fails. */
export function recall({ texts, issuers }: Told): {
  readonly world: World;
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

  const world: World = {
    resolveDid: (about) => find(texts, { asks: 'resolveDid', about }),
    fetchStatusList: (about) => find(texts, { asks: 'fetchStatusList', about }),
    refresh: (about: string, form: SignedForm) => find(texts, { asks: 'refresh', about, form }),
    knownIssuer: async (about) => {
      const knowing = await find(issuers, { asks: 'knownIssuer', about });
      if (knowing.outcome === 'found') return knowing.issuer;
      throw new Error(knowing.detail);
    },
  };
  return { world, untold: () => [...untold.values()] };
}
