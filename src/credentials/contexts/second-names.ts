/**
 * Words of pinned contexts by which the same graph, under the same signature, can be written so that
 * a reader of JSON finds less in it. `Criteria` means what `criteria` means: as a key it hides the
 * criteria. A document may name such a context; whether it uses such a word is asked of its keys and
 * types. Who reads a member by its first name alone reads what was signed.
 */
import { type JsonObject, toArray } from '../bytes/json-object.ts';
import { PINNED_CONTEXTS } from './pinned.ts';
import { type Term, termsOf } from './terms.ts';

const terms: readonly Term[] = [...PINNED_CONTEXTS.values()].flatMap(termsOf);

/** Names of properties begin with a small letter, and those of types with a capital. */
const isProperty = ({ name }: Pick<Term, 'name'>) => /^[a-z]/.test(name);
const properties = meaningsOf(terms.filter(isProperty));
const types = meaningsOf(terms.filter((term) => !isProperty(term)));

/** As keys, they mean what a property means. */
export const SECOND_KEYS: ReadonlySet<string> = new Set(
  terms.filter((term) => !isProperty(term) && has(properties, term)).map(({ name }) => name),
);

/** As types, they mean what a type means. */
export const SECOND_TYPES: ReadonlySet<string> = new Set(
  terms.filter((term) => isProperty(term) && has(types, term)).map(({ name }) => name),
);

/** `a term b` is `b property a`: the graph is the same with `b` on top. */
export const REVERSE_TERMS: ReadonlySet<string> = new Set(
  terms.filter(({ definition }) => '@reverse' in definition).map(({ name }) => name),
);

/** `prefix:rest`, as a type or an address, is a second spelling of another one. */
export const PREFIXES: ReadonlySet<string> = new Set(
  terms.filter(({ isPrefix }) => isPrefix).map(({ name }) => name),
);

/** What in an object has a first name, and is called otherwise. */
export function secondNameIn(object: JsonObject): string | undefined {
  const key = Object.keys(object).find((name) => SECOND_KEYS.has(name) || REVERSE_TERMS.has(name));
  return key ?? toArray(object['type']).filter(isText).find(isSecondType);
}

function isSecondType(type: string): boolean {
  const [prefix = '', ...rest] = type.split(':');
  return SECOND_TYPES.has(type) || (rest.length > 0 && PREFIXES.has(prefix));
}

const isText = (value: unknown): value is string => typeof value === 'string';

function meaningsOf(some: readonly Term[]): ReadonlySet<string> {
  return new Set(some.flatMap(({ meaning }) => (meaning === undefined ? [] : [meaning])));
}

/** `id` and `type` are the only names of their keywords. */
function has(meanings: ReadonlySet<string>, { meaning }: Term): boolean {
  return meaning !== undefined && !meaning.startsWith('@') && meanings.has(meaning);
}
