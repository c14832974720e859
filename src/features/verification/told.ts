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
export function recall(told: Told): {
  readonly surroundings: SurroundingTexts;
  readonly untold: () => readonly Question[];
} {
  const untold = new Map<string, Question>();
  const surroundings = answering(told, (question) => {
    untold.set(nameOf(question), question);
    return Promise.reject(new Error('Nobody was asked yet'));
  });
  return { surroundings, untold: () => [...untold.values()] };
}

/** What was told; and what was not, once it was asked. */
export function askingFirst(
  told: Told,
  ask: (questions: readonly Question[]) => Promise<void>,
): SurroundingTexts {
  return answering(told, (question) => ask([question]));
}

/** `learn`: has an answer to the question told, or rejects. */
function answering(
  { texts, facts }: Told,
  learn: (question: Question) => Promise<void>,
): SurroundingTexts {
  async function find<T>(among: ReadonlyMap<string, T>, question: Question): Promise<T> {
    const name = nameOf(question);
    if (!among.has(name)) await learn(question);
    const known = among.get(name);
    if (known !== undefined) return known;
    throw new Error('There is no answer');
  }

  async function know(question: Question): Promise<Extract<Knowing, { outcome: 'found' }>> {
    const knowing = await find(facts, question);
    if (knowing.outcome === 'found') return knowing;
    throw new Error(knowing.detail);
  }

  return {
    resolveDid: (about) => find(texts, { asks: 'resolveDid', about }),
    fetchStatusList: (about) => find(texts, { asks: 'fetchStatusList', about }),
    refresh: (about: string, form: SignedForm) => find(texts, { asks: 'refresh', about, form }),
    endorsed: (about: string, form: SignedForm) => find(texts, { asks: 'endorsed', about, form }),
    newestSeen: async (about, made) =>
      (await know({ asks: 'newestSeen', about, made })).newest ?? made.at,
    knownIssuer: async (about) => (await know({ asks: 'knownIssuer', about })).issuer,
    namesake: async (about) => (await know({ asks: 'namesake', about })).namesake,
  };
}
