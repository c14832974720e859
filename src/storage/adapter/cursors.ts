/** Where a page ended: opaque to callers, checked when it comes back, and never a way past a filter. */
import { z } from 'zod';
import type { Identified, Scalar } from '../database.ts';
import { fits } from './declaration.ts';
import { valueOf } from './documents.ts';
import type { Plan } from './queries.ts';

const LONGEST = 65_536;
const position = z.tuple([z.string(), z.boolean()], z.union([z.string(), z.number()]));

const positionOf = (plan: Plan, document: object) =>
  plan.order.map(({ name }) => valueOf(document, name));

export function writeCursor(plan: Plan, last: object): string {
  const values = positionOf(plan, last);
  return Buffer.from(JSON.stringify([plan.index.name, plan.descending, ...values])).toString(
    'base64url',
  );
}

/**
 * The values of `plan.order`; undefined for a cursor that this plan did not give, and for a document
 * that its index does not list.
 */
export function readCursor(plan: Plan, cursor: string | Identified): readonly Scalar[] | undefined {
  // Whatever was forged has the fields of no document.
  if (typeof cursor !== 'string') return fitting(plan, positionOf(plan, { ...cursor }));
  if (cursor.length > LONGEST) return undefined;
  const parsed = position.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString()));
  if (!parsed.success) return undefined;
  const [index, descending, ...values] = parsed.data;
  const isOurs = index === plan.index.name && descending === plan.descending;
  return isOurs ? fitting(plan, values) : undefined;
}

function fitting({ order }: Plan, values: readonly unknown[]): readonly Scalar[] | undefined {
  const fitted = order.flatMap((field, at) => {
    const value = values[at];
    return fits(field, value) ? [value] : [];
  });
  return fitted.length === values.length && values.length === order.length ? fitted : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
