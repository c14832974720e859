/**
 * Words that a credential brings along (VCDM 2.0 §4.3, objects in `@context`). It may name what no
 * pinned context names, and nothing else: a second name for `credentialStatus`, say, would have the
 * same graph and the same signature, and hide the status from a reader of JSON.
 */
import { isObject, type JsonObject } from '../bytes/json-object.ts';
import { PINNED_MEANINGS } from './meanings.ts';

/** In all contexts of a document together. */
const MAX_TERMS = 100;
/** Processing one costs milliseconds, for each object that it is for. */
const MAX_SCOPED = 8;
/** Contexts within terms: of a type, of a property in it, of a type there. */
const MAX_DEPTH = 4;
/** Where the pinned contexts take their meanings from. */
const TAKEN =
  /^https?:\/\/([a-z0-9.-]*\.)?(w3\.org|w3id\.org|schema\.org|imsglobal\.org|iana\.org|purl\.org|learncard\.com|imsglobal\.github\.io)([/:?#]|$)/i;
const IRI = /^(https?:\/\/[^\s<>"{}|\\^`/@]+[/#]|urn:[a-z0-9][a-z0-9-]*:)[^\s<>"{}|\\^`]*$/i;
/** Ends where a term can follow, so that no term becomes part of another host. */
const VOCABULARY_END = /[/#:]$/;
/** JSON-LD 1.1 §4.1.5: such a term is a prefix, and `term:rest` a second spelling of an address. */
const PREFIX_END = /[:/?#[\]@]$/;

/** Undefined if together they cost no more than a credential is worth. */
export function faultOfSize(contexts: readonly unknown[]): string | undefined {
  const { terms, scoped } = sizeOf(contexts);
  if (terms > MAX_TERMS) return `they define more than ${MAX_TERMS} terms`;
  return scoped > MAX_SCOPED ? `they hold more than ${MAX_SCOPED} contexts of terms` : undefined;
}

/** Whether some of its terms bring a context of their own. */
export function hasScoped(contexts: readonly unknown[]): boolean {
  return sizeOf(contexts).scoped > 0;
}

function sizeOf(contexts: readonly unknown[]) {
  const open: unknown[] = [...contexts];
  let terms = 0;
  let scoped = 0;
  // The list grows while it is walked.
  for (const context of open) {
    if (!isObject(context)) continue;
    for (const [term, definition] of Object.entries(context)) {
      if (term === '@context') open.push(definition);
      else terms += 1;
      if (term === '@context' || !isObject(definition) || !('@context' in definition)) continue;
      scoped += 1;
      open.push(definition['@context']);
    }
  }
  return { terms, scoped };
}

/** Undefined if it only adds words: terms whose meaning is an absolute IRI of their own. */
export function faultOfInline(context: unknown): string | undefined {
  if (!isObject(context)) return 'an entry is neither a URL nor an object';
  const { '@context': wrapped, ...others } = context;
  if (wrapped === undefined) return faultOfTerms(context, 1);
  // As it stands in a file of its own.
  const isBare = Object.keys(others).length === 0 && isObject(wrapped);
  return isBare ? faultOfTerms(wrapped, 1) : 'it has a context beside its terms';
}

function faultOfTerms(context: JsonObject, depth: number): string | undefined {
  const { '@protected': isProtected, '@vocab': vocabulary, ...terms } = context;
  if (isProtected !== undefined && isProtected !== true) return '@protected is not true';
  if (vocabulary !== undefined && !isVocabulary(vocabulary)) return '@vocab is not one of its own';
  for (const [term, definition] of Object.entries(terms)) {
    const fault = faultOfTerm(term, definition, depth);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function faultOfTerm(term: string, definition: unknown, depth: number): string | undefined {
  if (!/^\w[\w-]*$/.test(term)) return `${JSON.stringify(term)} is not a plain term`;
  const { '@id': meaning, '@type': type, '@context': within, ...others } = expanded(definition);
  const unknown = Object.keys(others)[0];
  if (unknown !== undefined) return `${term} has ${unknown}`;
  const meanings = PINNED_MEANINGS.get(term);
  // VCDM 1.1 has no `name`: to bring the one of VCDM 2.0 changes nothing.
  const isSame = isIdle(meaning) && meanings?.has(meaning) === true;
  if (meanings && !isSame) return `${term} has a meaning already`;
  if (!isSame && !isOwn(meaning)) return `${term} does not get an IRI of its own`;
  if (PREFIX_END.test(meaning)) return `${term} could stand before a colon`;
  if (type !== undefined && type !== '@id' && !isIri(type)) return `${term} has an odd @type`;
  if (within === undefined) return undefined;
  if (!isObject(within) || depth === MAX_DEPTH) return `${term} has a context that is too deep`;
  return faultOfTerms(within, depth + 1);
}

const expanded = (definition: unknown): JsonObject =>
  isObject(definition) ? definition : { '@id': definition };

const isIri = (value: unknown): value is string => typeof value === 'string' && IRI.test(value);
const isOwn = (value: unknown): value is string => isIri(value) && !TAKEN.test(value);
/** What decides nothing: with a word of credentials, a status could move to another node. */
const isIdle = (value: unknown): value is string =>
  typeof value === 'string' && /^(@id|@type|https:\/\/schema\.org\/\w+)$/.test(value);
const isVocabulary = (value: unknown) => isOwn(value) && VOCABULARY_END.test(value);
