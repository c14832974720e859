/** All that workers and their primary ask each other. */
import { z } from 'zod';
import type { CrewQuestion } from './question.ts';

const question = <G, A>(
  name: string,
  given: z.ZodType<G>,
  answer: z.ZodType<A>,
): CrewQuestion<G, A> => ({ name, given, answer });

const nothing = z.undefined();
const nobodyWaits = z.void();
const client = z.string();
const bounds = z.object({ values: z.number(), least: z.number(), atOnce: z.number() });
const refusal = z.object({ why: z.enum(['spent', 'at once']), seconds: z.number() });
const gate = z.object({ name: z.string(), times: z.number(), seconds: z.number() });
/** What was taken, and is given back. */
const ticket = z.number();

/** Of the primary. */
export const countFlood = question(
  'count flood',
  z.object({ gate, client }),
  z.number().optional(),
);
export const openWork = question('open work', z.object({ client, bounds }), refusal.optional());
export const closeWork = question('close work', client, nobodyWaits);
export const spendWork = question(
  'spend work',
  z.object({ client, values: z.number() }),
  nobodyWaits,
);
export const ifWorkSpent = question(
  'if work is spent',
  z.object({ client, values: z.number() }),
  refusal.optional(),
);
export const enterFetch = question(
  'enter fetch',
  z.object({ host: z.string(), asker: z.string(), milliseconds: z.number() }),
  ticket.optional(),
);
export const takeWriteTurn = question('take write turn', nothing, ticket);
export const giveBack = question('give back', ticket, nobodyWaits);
export const tellLatest = question(
  'tell latest',
  z.object({ name: z.string(), at: z.string() }),
  z.string(),
);
export const tellDamage = question('tell damage', z.array(z.string()), nobodyWaits);
export const findDamage = question('find damage', nothing, z.array(z.string()));
/** Requests are taken now. */
export const listens = question('listens', nothing, nobodyWaits);

/** Of a worker. */
export const keepHouse = question('keep house', nothing, nobodyWaits);
export const end = question('end', nothing, nobodyWaits);
export const readMetrics = question(
  'read metrics',
  nothing,
  z.array(z.record(z.string(), z.unknown())),
);
