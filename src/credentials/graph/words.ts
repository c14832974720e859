/** The words by which the graph of a credential is judged: the IRIs behind the usual terms. */
const CREDENTIALS = 'https://www.w3.org/2018/credentials#';
const OPEN_BADGES = 'https://purl.imsglobal.org/spec/vc/ob/vocab.html#';
const RECORDS = 'https://purl.imsglobal.org/spec/vc/clr/vocab.html#';

export const CREDENTIAL = `${CREDENTIALS}VerifiableCredential`;
export const PRESENTATION = `${CREDENTIALS}VerifiablePresentation`;
export const RECORD = `${RECORDS}ClrCredential`;
export const ENDORSEMENT = `${OPEN_BADGES}EndorsementCredential`;
export const BADGES: readonly string[] = [
  `${OPEN_BADGES}OpenBadgeCredential`,
  `${OPEN_BADGES}AchievementCredential`,
];

export const ENDORSEMENT_SUBJECT = `${OPEN_BADGES}EndorsementSubject`;
export const ENDORSEMENT_COMMENT = `${OPEN_BADGES}endorsementComment`;

export const REFRESH = `${CREDENTIALS}refreshService`;
export const REFRESH_SERVICE =
  'https://purl.imsglobal.org/spec/vccr/v1p0/context.json#1EdTechCredentialRefresh';

/** Where an endorsement names the very badge by its digest (VCDM 2.0 §5.3). */
export const RELATED = `${CREDENTIALS}relatedResource`;
export const DIGESTS: readonly string[] = [
  `${CREDENTIALS}digestSRI`,
  'https://w3id.org/security#digestMultibase',
];

export const SUBJECT = `${CREDENTIALS}credentialSubject`;
export const ENDORSED_BY = `${OPEN_BADGES}endorsement`;
export const PROOF = 'https://w3id.org/security#proof';
/** What a presentation, a record and a certified boost of LearnCard (`boostCredential`) hold. */
export const HOLDS: readonly string[] = [
  `${CREDENTIALS}verifiableCredential`,
  CREDENTIAL,
  `${RECORDS}verifiableCredential`,
];

const ofBadges = (...terms: string[]) => terms.map((term) => OPEN_BADGES + term);
const NAMED = ['https://schema.org/name', 'https://schema.org/description'];

/**
 * Where a reader looks for what decides, and for which words there; `all`: for any. In the terms of
 * Open Badges 3.0: subject, achievement, criteria, result, evidence, status.
 */
export const READ_AT: ReadonlyMap<string, readonly string[] | 'all'> = new Map<
  string,
  readonly string[] | 'all'
>([
  [
    SUBJECT,
    ofBadges('achievement', 'result', 'narrative', 'identifier', 'source', 'endorsementComment'),
  ],
  [
    `${OPEN_BADGES}achievement`,
    [...NAMED, ...ofBadges('Criteria', 'image', 'resultDescription', 'alignment')],
  ],
  [`${OPEN_BADGES}Criteria`, ofBadges('narrative')],
  [`${OPEN_BADGES}result`, 'all'],
  [`${CREDENTIALS}credentialStatus`, 'all'],
  [`${CREDENTIALS}evidence`, [...NAMED, 'https://www.w3.org/2018/credentials#digestSRI']],
]);
