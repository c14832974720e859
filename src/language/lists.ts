/** Lists within a sentence, as one value of it. */
import { List, type Message, say, typed, type Value } from './message.ts';

/** « Awa, Bruno et Fatima ». Throws for a list of nothing. */
export const conjunction = (parts: readonly Value[]): List => listOf(parts, 'conjunction');

/** « PNG ou SVG », « JSON, JWT ou PNG ». Throws for a list of nothing. */
export const alternatives = (parts: readonly Value[]): List => listOf(parts, 'disjunction');

function listOf(parts: readonly Value[], type: List['type']): List {
  if (parts.length === 0) throw new Error('There is nothing to list');
  return new List(parts, type);
}

/** « Boulangerie Petit », in quotes: what somebody typed. */
export const quoted = (text: string): Message => say('list.quoted', { text: typed(text) });
