/** VCDM 2.0 §B.1; SHA-256 59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734. */
export const CREDENTIALS_V2 = 'https://www.w3.org/ns/credentials/v2';
export const CREDENTIALS_V1 = 'https://www.w3.org/2018/credentials/v1';

const OPEN_BADGES = 'https://purl.imsglobal.org/spec/ob/v3p0';
export const OPEN_BADGES_3_0_3 = `${OPEN_BADGES}/context-3.0.3.json`;
export const OPEN_BADGES_EXTENSIONS = `${OPEN_BADGES}/extensions.json`;

/** Open Badges contexts of which one must come second, the current one first. */
export const OPEN_BADGES_CONTEXTS: readonly string[] = [
  OPEN_BADGES_3_0_3,
  `${OPEN_BADGES}/context-3.0.2.json`,
  `${OPEN_BADGES}/context-3.0.1.json`,
  `${OPEN_BADGES}/context.json`,
];

/** VCDM 2.0 §B.1: for examples and tests; its vocabulary has every word. */
export const EXAMPLES_V2 = 'https://www.w3.org/ns/credentials/examples/v2';

/** What VCDM 1.1 needs for its proofs; VCDM 2.0 has those terms in its own context. */
export const DATA_INTEGRITY_V1 = 'https://w3id.org/security/data-integrity/v1';
export const DATA_INTEGRITY_V2 = 'https://w3id.org/security/data-integrity/v2';
export const ED25519_2020_V1 = 'https://w3id.org/security/suites/ed25519-2020/v1';
/** For VCDM 2.0, which has dropped what VCDM 1.1 says of that suite. */
export const ED25519_2018_V1 = 'https://w3id.org/security/suites/ed25519-2018/v1';
export const JWS_2020_V1 = 'https://w3id.org/security/suites/jws-2020/v1';
export const MULTIKEY_V1 = 'https://w3id.org/security/multikey/v1';
export const JWK_V1 = 'https://w3id.org/security/jwk/v1';

/** What VCDM 1.1 needs for its statuses, the current one first. */
export const STATUS_V1 = 'https://www.w3.org/ns/credentials/status/v1';
export const STATUS_LIST_2021_V1 = 'https://w3id.org/vc/status-list/2021/v1';
export const REVOCATION_LIST_2020_V1 = 'https://w3id.org/vc-revocation-list-2020/v1';

/** The Digital Credentials Consortium, of universities. */
export const DCC_V1 = 'https://w3id.org/dcc/v1';
