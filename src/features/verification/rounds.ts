/**
 * A verification, in place if it is short. In a thread, none ever waits: what it will ask is foreseen in one, asked of its
 * surroundings, and told to the next, which verifies. What was not foreseen takes one more round
 * (docs/adr/0020).
 */
import type { Task } from '../../threads/task.ts';
import type { Threads } from '../../threads/threads.ts';
import type { Client } from '../../threads/client.ts';
import { foresee } from '../../credentials/read/foresee.ts';
import { doInPlace } from '../../threads/in-place.ts';
import { valuesOfBytes } from '../../threads/task.ts';
import { type Asking, createAsking } from './ask-surroundings.ts';
import type { Briefness } from './briefness.ts';
import type { SurroundingTexts } from './surroundings.ts';
import { createVerifier, type Verifier } from './verifier.ts';
import { foreseeTask, type RoundResult, type ToVerify } from './tasks.ts';

export interface RoundsServices {
  readonly clock: () => Date;
  readonly threads: Threads;
  /** As it answers to one client. */
  readonly surroundingsFor: (client: string) => SurroundingTexts;
  readonly briefness: Briefness;
}

/** What is asked only once something else is known: the documents of a newer form, say. */
const MOST_ROUNDS = 4;

interface Verifying<Asked extends object, Answer> {
  readonly task: Task<ToVerify<Asked>, RoundResult<Answer>>;
  readonly text: string;
  readonly question: Asked;
}

/** Three badges like ours. */
const MOST_VALUES = 1_000;
/** Characters: a status list takes some hundred, one that is full 30,000. */
const MOST_TOLD = 65_536;

export function createRounds(
  { threads, surroundingsFor, briefness, clock }: RoundsServices,
  client: Client,
) {
  const run = <G, R>(task: Task<G, R>, given: G, isBrief: boolean): Promise<R | undefined> =>
    threads.run(task, given, { client, isBrief });

  /** What a task reads of a text. Nothing if it took more time or memory than it may. */
  async function readText<R>(task: Task<string, R>, text: string): Promise<R | undefined> {
    const done =
      text.length <= threads.mostInPlace &&
      (await doInPlace(client, (spend, inPlace) => task.run(text, spend, inPlace)));
    return done ? done.result : run(task, text, briefness.ofFile(text));
  }

  /** Nothing if it is not short. What was asked is told to the thread that does it then. */
  async function verifyInPlace<Answer>(
    text: string,
    asking: Asking,
    verifyWith: (verifier: Verifier) => Promise<Answer>,
  ): Promise<{ readonly result: Answer } | undefined> {
    await client.refuseIfSpent();
    client.spend(valuesOfBytes(text.length));
    const { questions, values } = foresee(text);
    if (values > MOST_VALUES) return undefined;
    await asking.ask(questions);
    if (asking.characters() > MOST_TOLD) return undefined;
    return doInPlace(client, (spend, inPlace) =>
      verifyWith(createVerifier(asking.live, clock, { spend, inPlace })),
    );
  }

  /** Nothing if it took more time or memory than it may. */
  async function verify<Asked extends object, Answer>(
    { task, text, question }: Verifying<Asked, Answer>,
    verifyWith: (verifier: Verifier) => Promise<Answer>,
  ): Promise<Answer | undefined> {
    const asking = createAsking(surroundingsFor(client.key));
    // A name is compared in thousands of spellings.
    const mayBeShort = text.length <= threads.mostInPlace && !('holderName' in question);
    const done = mayBeShort && (await verifyInPlace(text, asking, verifyWith));
    return done ? done.result : verifyInThread(asking, { task, text, question });
  }

  async function verifyInThread<Asked extends object, Answer>(
    asking: Asking,
    { task, text, question }: Verifying<Asked, Answer>,
  ): Promise<Answer | undefined> {
    const looksBrief = briefness.ofFile(text);
    const foresight = await run(foreseeTask, text, looksBrief);
    if (!foresight) return undefined;
    let isBrief = looksBrief && briefness.ofText(foresight);
    let asks = foresight.questions;
    for (let round = 1; ; round += 1) {
      await asking.ask(asks);
      isBrief &&= briefness.ofQuestions(asks);
      const { told } = asking;
      const isLast = round === MOST_ROUNDS;
      const outcome = await run(task, { text, question, now: clock(), told, isLast }, isBrief);
      if (!outcome || 'answer' in outcome) return outcome?.answer;
      ({ asks } = outcome);
    }
  }

  return { run, readText, verify };
}
