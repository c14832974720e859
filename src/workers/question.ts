/** What one process asks another one of the same service: its name, what is given, what comes back. */
import type { z } from 'zod';

export interface CrewQuestion<G, A> {
  readonly name: string;
  readonly given: z.ZodType<G>;
  readonly answer: z.ZodType<A>;
}

export interface Answerer {
  readonly name: string;
  answer(given: unknown): Promise<unknown>;
}

export const answering = <G, A>(
  { name, given }: CrewQuestion<G, A>,
  answer: (given: G) => A | Promise<A>,
): Answerer => ({ name, answer: async (text) => answer(given.parse(text)) });
