import { messageOf } from './errors.ts';
import { isObject } from './json-object.ts';

/**
 * Why a document has no canonical form. `invalid`: not JSON-LD, or terms that no signature covers
 * (safe mode). `unknown`: a missing context, or a graph that costs too much.
 */
export function explainCanonicalError(error: unknown): {
  readonly outcome: 'invalid' | 'unknown';
  readonly detail: string;
} {
  const details = isObject(error) && isObject(error['details']) ? error['details'] : {};
  const isMissingContext = details['code'] === 'loading remote context failed';
  const name = error instanceof Error ? error.name : '';
  const isInvalid = name.startsWith('jsonld.') && !isMissingContext;
  return { outcome: isInvalid ? 'invalid' : 'unknown', detail: describe(error, details) };
}

function describe(error: unknown, details: Readonly<Record<string, unknown>>): string {
  const event = isObject(details['event']) ? details['event'] : {};
  const about = isObject(event['details']) ? event['details'] : {};
  const term = about['property'] ?? about['type'] ?? about['id'];
  return typeof term === 'string' ? `${messageOf(error)} (${term})` : messageOf(error);
}
