/**
 * The one document loader. jsonld keeps processed contexts for the whole process under their URL,
 * so that a second loader could poison the first one's.
 */
import type { DocumentLoader } from '@digitalcredentials/data-integrity';
import { CredentialError } from '../errors.ts';
import { W3C_CONTEXTS } from './pinned.ts';

/** Answers pinned contexts only, never the network. Throws `CredentialError` UNKNOWN_CONTEXT. */
export const loadContext: DocumentLoader = (url) => {
  const document = W3C_CONTEXTS.get(url);
  if (document) {
    return Promise.resolve({ contextUrl: null, documentUrl: url, document, tag: 'static' });
  }
  return Promise.reject(new CredentialError('UNKNOWN_CONTEXT', `${url} is not a pinned context`));
};
