/** What a context says, term by term, also where it counts only within a type or a property. */
import { isObject, type JsonObject } from '../bytes/json-object.ts';
import type { ContextDocument } from './foreign/context-document.ts';

export interface Term {
  readonly name: string;
  /** A keyword, or an address with the prefixes of its context written out. */
  readonly meaning: string | undefined;
  readonly definition: JsonObject;
  /** JSON-LD 1.1 §4.1.5: `name:rest` is then a second spelling of an address. */
  readonly isPrefix: boolean;
}

/** Contexts name each other's terms in a few steps, never in circles; if one does, it ends. */
const MAX_STEPS = 8;
/** JSON-LD 1.1 §9.15.1, the characters in which a prefix ends. */
const PREFIX_END = /[:/?#[\]@]$/;

export function termsOf(document: ContextDocument): readonly Term[] {
  const open: Scope[] = [{ context: document['@context'] }];
  const terms: Term[] = [];
  // The list grows while it is walked.
  for (const scope of open) {
    for (const [name, value] of Object.entries(scope.context)) {
      if (name.startsWith('@')) continue;
      const definition = expanded(value);
      const meaning = meaningOf(name, scope, MAX_STEPS);
      const isSimple = typeof value === 'string' || definition['@prefix'] === true;
      const isPrefix = isSimple && meaning !== undefined && PREFIX_END.test(meaning);
      terms.push({ name, meaning, definition, isPrefix });
      const { '@context': within } = definition;
      if (isObject(within)) open.push({ context: within, outer: scope });
    }
  }
  return terms;
}

interface Scope {
  readonly context: JsonObject;
  readonly outer?: Scope;
}

const expanded = (value: unknown): JsonObject => (isObject(value) ? value : { '@id': value });

function meaningOf(name: string, scope: Scope, steps: number): string | undefined {
  const found = find(name, scope);
  const { '@id': id, '@reverse': reverse } = expanded(found?.context[name]);
  const meaning = id ?? reverse;
  return found && typeof meaning === 'string' ? writtenOut(meaning, found, steps) : undefined;
}

function find(name: string, scope: Scope): Scope | undefined {
  if (Object.hasOwn(scope.context, name)) return scope;
  return scope.outer && find(name, scope.outer);
}

function writtenOut(value: string, scope: Scope, steps: number): string {
  if (steps === 0 || value.startsWith('@') || value.includes('://')) return value;
  const [prefix = value, ...rest] = value.split(':');
  const meaning = meaningOf(prefix, scope, steps - 1);
  return meaning === undefined ? value : meaning + rest.join(':');
}
