/** Where a page ended: opaque to callers, checked when it comes back, and never a way past a filter. */
import { z } from 'zod';
import type { Scalar } from '../database.ts';
import { fits } from './declaration.ts';
import { valueOf } from './documents.ts';
import type { Plan } from './queries.ts';

const LONGEST = 65_536;
const position = z.tuple([z.string(), z.boolean()], z.union([z.string(), z.number()]));

export function writeCursor(plan: Plan, last: object): string {
  const values = plan.order.map(({ name }) => valueOf(last, name));
  return Buffer.from(JSON.stringify([plan.index.name, plan.descending, ...values])).toString(
    'base64url',
  );
}

/** The values of `plan.order`; undefined for a cursor that this plan did not give. */
export function readCursor(plan: Plan, cursor: string): readonly Scalar[] | undefined {
  if (typeof cursor !== 'string' || cursor.length > LONGEST) return undefined;
  const parsed = position.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString()));
  if (!parsed.success) return undefined;
  const [index, descending, ...values] = parsed.data;
  const ours =
    index === plan.index.name &&
    descending === plan.descending &&
    values.length === plan.order.length &&
    plan.order.every((field, at) => fits(field, values[at]));
  return ours ? values : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
