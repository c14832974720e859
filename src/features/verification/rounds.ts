/**
 * A verification for which no thread ever waits: what it will ask is foreseen in one, asked of its
 * surroundings, and told to the next, which verifies. What was not foreseen takes one more round
 * (docs/adr/0020).
 */
import type { Task } from '../../threads/task.ts';
import type { Threads } from '../../threads/threads.ts';
import type { Client } from '../../threads/client.ts';
import { createAsking } from './ask-surroundings.ts';
import type { Briefness } from './briefness.ts';
import type { SurroundingTexts } from './surroundings.ts';
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

export function createRounds(
  { threads, surroundingsFor, briefness, clock }: RoundsServices,
  client: Client,
) {
  const run = <G, R>(task: Task<G, R>, given: G, isBrief: boolean): Promise<R | undefined> =>
    threads.run(task, given, { client, isBrief });

  /** Nothing if it took more time or memory than it may. */
  async function verify<Asked, Answer>(
    task: Task<ToVerify<Asked>, RoundResult<Answer>>,
    text: string,
    question: Asked,
  ): Promise<Answer | undefined> {
    const asking = createAsking(surroundingsFor(client.key));
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

  return { run, verify };
}
