/** Between the primary and a worker: each asks, each answers, over the pipe that Node gives them. */
import { z } from 'zod';
import type { Answerer, CrewQuestion } from './question.ts';

export interface Channel {
  /** Rejects if the other end fails, or is gone. */
  readonly ask: <G, A>(question: CrewQuestion<G, A>, given: G) => Promise<A>;
  /** The same, where nobody waits for the answer. */
  readonly tell: <G>(question: CrewQuestion<G, void>, given: G) => void;
  /** From now on these are answered, too. */
  readonly answer: (more: readonly Answerer[]) => void;
}

/** One end of the pipe. */
export interface Port {
  send(message: object): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Once, when the other end is gone. */
  onGone(listener: () => void): void;
}

const asked = z.object({
  asks: z.string(),
  number: z.number().optional(),
  given: z.unknown().optional(),
});
const answered = z.object({ answers: z.number(), answer: z.unknown().optional() });
const failed = z.object({ fails: z.number(), why: z.string() });
const messages = z.union([asked, answered, failed]);

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

export function openChannel(port: Port): Channel {
  const answerers = new Map<string, Answerer>();
  const waiting = new Map<number, Waiting>();
  let count = 0;

  function take(number: number): Waiting | undefined {
    const one = waiting.get(number);
    waiting.delete(number);
    return one;
  }

  async function reply({ asks, number, given }: z.infer<typeof asked>): Promise<void> {
    try {
      const answerer = answerers.get(asks);
      if (!answerer) throw new Error(`Nobody answers « ${asks} »`);
      const answer = await answerer.answer(given);
      if (number !== undefined) port.send({ answers: number, answer });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      if (number !== undefined) port.send({ fails: number, why });
    }
  }

  port.onMessage((message) => {
    // Node and libraries send messages of their own.
    const { data } = messages.safeParse(message);
    if (!data) return;
    if ('asks' in data) void reply(data);
    else if ('answers' in data) take(data.answers)?.resolve(data.answer);
    else take(data.fails)?.reject(new Error(data.why));
  });
  port.onGone(() => {
    for (const number of waiting.keys()) take(number)?.reject(new Error('The other end is gone'));
  });

  return {
    async ask({ name, answer }, given) {
      count += 1;
      const number = count;
      const told = new Promise((resolve, reject) => waiting.set(number, { resolve, reject }));
      port.send({ asks: name, number, given });
      return answer.parse(await told);
    },
    tell({ name }, given) {
      port.send({ asks: name, given });
    },
    answer(more) {
      for (const one of more) answerers.set(one.name, one);
    },
  };
}
