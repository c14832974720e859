/** From a plan to a MongoDB filter: each value under an operator of ours, never an operator itself. */
import mongoose from 'mongoose';
import type { Scalar } from '../database.ts';
import type { PagePlan, Plan } from '../adapter/queries.ts';
import { pathOf } from './models.ts';

export type Filter = Record<string, unknown>;

export function filterOf(plan: Plan): Filter {
  const { range } = plan;
  return all([
    ...plan.equals.map(([field, value]) => compare(field, '$eq', value)),
    ...plan.present.map((field) => compare(field, '$exists', true)),
    ...(range?.from === undefined ? [] : [compare(range.field, '$gte', range.from)]),
    ...(range?.before === undefined ? [] : [compare(range.field, '$lt', range.before)]),
  ]);
}

export function pageFilterOf(plan: PagePlan): Filter {
  const filter = filterOf(plan);
  return plan.after ? all([filter, beyond(plan, plan.after)]) : filter;
}

export function filterByIds(ids: readonly string[]): Filter {
  return compare('id', '$in', ids);
}

/** The id is `_id`, which MongoDB keeps unique. */
export function sortOf(plan: Plan): Record<string, 1 | -1> {
  const direction = plan.descending ? -1 : 1;
  return Object.fromEntries(plan.order.map(({ name }) => [pathOf(name), direction]));
}

/**
 * MongoDB has no comparison of tuples: (a, b) > (x, y) is a > x, or a = x and b > y. The bound on
 * the first field alone is what lets the index start where the page starts.
 */
function beyond(plan: PagePlan, values: readonly Scalar[]): Filter {
  const further = plan.descending ? '$lt' : '$gt';
  const position = plan.order.flatMap(({ name }, at) => {
    const value = values[at];
    return value === undefined ? [] : [{ name, value }];
  });
  const alternatives = position.map(({ name, value }, at) =>
    all([
      ...position.slice(0, at).map((before) => compare(before.name, '$eq', before.value)),
      compare(name, further, value),
    ]),
  );
  const bound = position.slice(0, 1).map(({ name, value }) => compare(name, `${further}e`, value));
  return all([...bound, ...(alternatives.length > 0 ? [{ $or: alternatives }] : [])]);
}

/** `trusted` tells mongoose's `sanitizeFilter` that this operator is ours. */
export function compare(
  field: string,
  operator: string,
  value: Scalar | true | readonly string[],
): Filter {
  return { [pathOf(field)]: mongoose.trusted({ [operator]: value }) };
}

function all(filters: readonly Filter[]): Filter {
  const [first = {}, ...others] = filters;
  return others.length === 0 ? first : { $and: filters };
}
