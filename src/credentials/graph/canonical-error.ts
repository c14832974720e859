import { messageOf } from '../errors.ts';
import { isObject } from '../bytes/json-object.ts';

/**
 * Why a document has no canonical form: not JSON-LD, a term that no context defines and no signature
 * would cover (safe mode), a missing context, a graph that costs too much. Whoever signed it had one,
 * so that this says nothing of the signature.
 */
export function describeCanonicalError(error: unknown): string {
  const details = isObject(error) && isObject(error['details']) ? error['details'] : {};
  const event = isObject(details['event']) ? details['event'] : {};
  const about = isObject(event['details']) ? event['details'] : {};
  const term = about['property'] ?? about['type'] ?? about['id'];
  return typeof term === 'string' ? `${messageOf(error)} (${term})` : messageOf(error);
}
