/** Faults in what decides on a credential: its contexts, and its entry in the status list. */
import { type JsonObject, toArray } from '../../../../src/credentials/bytes/json-object.ts';
import { type Fault, faulty, type Kind, mapped } from './kinds.ts';
import { changed } from './mutations.ts';

/** What a credential’s contexts must not be. */
export function contextFaults(document: JsonObject, others: readonly string[]): readonly Fault[] {
  const contexts = toArray(document['@context']).map(String);
  const [first = '', ...rest] = contexts;
  const named = (kind: Kind, all: Readonly<Record<string, unknown>>) =>
    faulty(
      kind,
      mapped(all, (context) => JSON.stringify({ ...document, '@context': context })),
    );
  return [
    ...named('order', {
      'turned round': contexts.toReversed(),
      'the first last': [...rest, first],
    }),
    ...named('context', {
      'one URL': first,
      'the first only': [first],
      'without the first': rest,
      none: [],
      'an object': { '0': first },
      'one twice': [...contexts, first],
      'one within a list': [contexts],
      'with a fragment': [`${first}#`, ...rest],
      'over http': contexts.map((url) => url.replace('https:', 'http:')),
      'at another address': [first, 'https://example.org/context.json'],
      ...Object.fromEntries(others.map((url) => [`${url} in its place`, [url, ...rest]])),
    }),
    ...named('inline context', {
      '@vocab at the end': [...contexts, { '@vocab': 'urn:x#' }],
      '@vocab in front': [{ '@vocab': 'urn:x#' }, ...contexts],
      'a term at the end': [...contexts, { name: 'urn:x' }],
      'a base': [...contexts, { '@base': 'urn:x' }],
      'null in front': [null, ...contexts],
      'null at the end': [...contexts, null],
      'an import': [...contexts, { '@import': first }],
    }),
  ].filter(({ text }) => text !== JSON.stringify(document));
}

/** The entry of another badge. */
export function indexFaults(document: JsonObject, index: number): readonly Fault[] {
  const spelt = {
    'one more': String(index + 1),
    'one less': String(index - 1),
    'with a zero': `0${index}`,
    'with a sign': `+${index}`,
    negative: `-${index}`,
    'with a fraction': `${index}.0`,
    'in hexadecimal': `0x${index.toString(16)}`,
    'beyond the list': '131072',
    'beyond all numbers': '9'.repeat(30),
    'a number': index,
  };
  const path = ['credentialStatus', 'statusListIndex'];
  return faulty(
    'status index',
    mapped(spelt, (value) => JSON.stringify(changed(document, path, () => value))),
  );
}
