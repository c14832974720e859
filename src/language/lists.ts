/** Lists within a sentence, as one value of it: each language has its own marks and words between. */
import { type Message, say, typed, type Value } from './message.ts';

type Joint = 'list.comma' | 'list.and' | 'list.or';

/** « Awa, Bruno », « Awa et Bruno et Fatima ». Throws for a list of nothing. */
export function joined<T extends Value>(parts: readonly T[], joint: Joint): T | Message {
  const [first, ...others] = parts;
  if (first === undefined) throw new Error('There is nothing to list');
  return others.reduce<T | Message>((before, next) => say(joint, { before, next }), first);
}

/** « Awa, Bruno et Fatima ». Throws as `joined` does. */
export const conjunction = <T extends Value>(parts: readonly T[]): T | Message =>
  series(parts, 'list.and');

function series<T extends Value>(parts: readonly T[], lastJoint: Joint): T | Message {
  const last = parts.at(-1);
  const before = parts.slice(0, -1);
  return last === undefined || before.length === 0
    ? joined(parts, lastJoint)
    : say(lastJoint, { before: joined(before, 'list.comma'), next: last });
}

/** « PNG ou SVG », « JSON, JWT ou PNG ». Throws as `joined` does. */
export const alternatives = <T extends Value>(parts: readonly T[]): T | Message =>
  series(parts, 'list.or');

/** « Boulangerie Petit », in quotes: what somebody typed. */
export const quoted = (text: string): Message => say('list.quoted', { text: typed(text) });
