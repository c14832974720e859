/** The form that merges two records: each thing that they have differently is a choice, none made before. */
import { z } from 'zod';
import { differInEmail, type Pair } from './pair.ts';

/** What is chosen says of which record it is. */
export interface Chosen {
  readonly name: string;
  readonly email: string;
  readonly card: string;
}

/** `cards`: whether each has one that opens something. */
export function mergeForm(pair: Pair, { cards }: { readonly cards: boolean }) {
  const { stays, goes } = pair;
  const one = (differs: boolean, missing: string) =>
    differs
      ? z.enum([stays.id, goes.id], missing)
      : z
          .unknown()
          .optional()
          .transform(() => stays.id);
  return z.object({
    name: one(stays.name !== goes.name, 'merge.no-name'),
    email: one(differInEmail(pair), 'merge.no-email'),
    card: one(cards, 'merge.no-card'),
    seen: z.string().max(64).optional().catch(undefined),
  });
}
