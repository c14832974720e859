/** Asks on behalf of one verification: outside any thread, and within bounds of its own. */
import { messageOf } from '../../credentials/errors.ts';
import { nameOf, type Question } from '../../credentials/read/foresee.ts';
import { MAX_JWT_LENGTH } from '../../credentials/jwt/compact.ts';
import type { TextFetch } from '../../credentials/verify/verify.ts';
import type { DidText } from '../../outside/foreign-documents.ts';
import type { SurroundingTexts } from './surroundings.ts';
import { askingFirst, type Knowing, type Told } from './told.ts';

export interface AskingLimits {
  /** For all questions of one verification; what it waits for a thread between them is not counted. */
  readonly milliseconds: number;
  readonly questions: number;
  /** Of all answers together. */
  readonly characters: number;
}

const LIMITS: AskingLimits = { milliseconds: 10_000, questions: 100, characters: 1_000_000 };

export interface Asking {
  /** What is known by now. */
  readonly told: Told;
  /** Of all answers together. */
  readonly characters: () => number;
  /** Resolves once each of them has an answer, be it that there is none. */
  ask(questions: readonly Question[]): Promise<void>;
  /** Answers what is known, and asks what is not. */
  readonly live: SurroundingTexts;
}

export function createAsking(
  surroundings: SurroundingTexts,
  changes: Partial<AskingLimits> = {},
): Asking {
  const limits = { ...LIMITS, ...changes };
  const texts = new Map<string, DidText>();
  const facts = new Map<string, Knowing>();
  const time = createTime(limits.milliseconds);
  let characters = 0;

  /** The first answer counts: a late one finds that there was none. */
  function note(question: Question, fetched: DidText): void {
    const name = nameOf(question);
    if (texts.has(name)) return;
    const length = fetched.outcome === 'found' ? fetched.text.length : 0;
    const isTooLong = length > MAX_JWT_LENGTH || characters + length > limits.characters;
    texts.set(name, isTooLong ? none('The answer is longer than what is read') : fetched);
    if (!isTooLong) characters += length;
  }

  function know(question: Question, knowing: Knowing): void {
    const name = nameOf(question);
    if (!facts.has(name)) facts.set(name, knowing);
  }

  async function answer(question: Question): Promise<void> {
    try {
      if (isOfText(question)) note(question, await textOf(question));
      else know(question, { outcome: 'found', ...(await factOf(question)) });
    } catch (error) {
      leave(question, messageOf(error));
    }
  }

  function leave(question: Question, detail: string): void {
    if (isOfText(question)) note(question, none(detail));
    else know(question, { outcome: 'failed', detail });
  }

  function textOf({ asks, about, form = 'application/vc' }: TextQuestion): Promise<DidText> {
    return surroundings[asks](about, form);
  }

  async function factOf({ asks, about, made }: Question): Promise<Omit<Known, 'outcome'>> {
    if (asks === 'knownIssuer') return { issuer: await surroundings.knownIssuer(about) };
    if (asks === 'namesake') return { namesake: await surroundings.namesake(about) };
    return made ? { newest: await surroundings.newestSeen(about, made) } : {};
  }

  async function ask(questions: readonly Question[]): Promise<void> {
    const asked = questions.slice(0, Math.max(0, limits.questions - texts.size - facts.size));
    await time.within((left) => within(left, Promise.all(asked.map(answer))));
    for (const question of asked) leave(question, 'There was no answer in time');
    for (const question of questions) leave(question, 'One answer is not worth more questions');
  }

  const told = { texts, facts };
  return { told, characters: () => characters, ask, live: askingFirst(told, ask) };
}

type Known = Extract<Knowing, { outcome: 'found' }>;
type TextQuestion = Question & {
  readonly asks: 'resolveDid' | 'fetchStatusList' | 'refresh' | 'endorsed';
};

const isOfText = (question: Question): question is TextQuestion =>
  !['knownIssuer', 'namesake', 'newestSeen'].includes(question.asks);

const none = (detail: string): TextFetch => ({ outcome: 'unreachable', detail });

/** Of which what is asked at once takes as much as the longest of it. */
function createTime(milliseconds: number) {
  let left = milliseconds;
  let running = 0;
  let since = 0;
  const spent = () => (running > 0 ? performance.now() - since : 0);
  return {
    async within(work: (left: number) => Promise<void>): Promise<void> {
      const mine = left - spent();
      if (running === 0) since = performance.now();
      running += 1;
      await work(mine);
      if (running === 1) left -= spent();
      running -= 1;
    },
  };
}

/** Resolves with the work, or without it once the time is over. */
function within(milliseconds: number, work: Promise<unknown>): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(resolve, milliseconds);
    void work.finally(() => {
      clearTimeout(late);
      resolve();
    });
  });
}
