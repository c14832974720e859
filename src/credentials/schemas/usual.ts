/**
 * Whether a badge, or an endorsement, is made as nearly all are. One look, and stricter than the two
 * schemas together: what passes here passes there, which a test holds. Whatever does not is theirs
 * to judge, and to describe.
 */
import { isObject, type JsonObject } from '../bytes/json-object.ts';

type Look = (value: unknown) => boolean;

const isText: Look = (value) => typeof value === 'string' && value !== '';
const matches =
  (pattern: RegExp): Look =>
  (value) =>
    typeof value === 'string' && pattern.test(value);
const isUri = matches(/^[a-z][a-z0-9+.-]*:[!-~]+$/i);
const isDigest = matches(/^sha384-[A-Za-z0-9+/]{64}$/);

/** UTC, in seconds or milliseconds. */
const isInstant: Look = (value) => {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT[\d:]{8}(\.\d{3})?Z$/.test(value))
    return false;
  const time = Date.parse(value);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value.slice(0, 19));
};

const listOf =
  (look: Look): Look =>
  (value) =>
    Array.isArray(value) && value.length > 0 && value.every(look);

/** Named in a list, or by itself. */
const typed =
  (...names: readonly string[]): Look =>
  (value) => {
    const types: readonly unknown[] = Array.isArray(value) ? value : [value];
    return types.every(isText) && names.every((name) => types.includes(name));
  };

/** Other members than these are for the schemas to judge. */
function object(
  required: Readonly<Record<string, Look>>,
  optional: Readonly<Record<string, Look>>,
): Look {
  const looks = new Map([...Object.entries(required), ...Object.entries(optional)]);
  const names = Object.keys(required);
  return (value) =>
    isObject(value) &&
    names.every((name) => value[name] !== undefined) &&
    Object.keys(value).every((name) => looks.get(name)?.(value[name]) === true);
}

const isProfile = object(
  { id: isUri, type: typed('Profile') },
  { name: isText, url: isUri, description: isText },
);
const isStatus = object(
  { type: isText },
  {
    id: isUri,
    statusPurpose: isText,
    statusListIndex: isText,
    statusListCredential: isText,
  },
);
const isImage = object({ id: isUri, type: typed('Image') }, { caption: isText });
const isCriteria = object({ id: isUri, narrative: isText }, {});
const isAlignment = object(
  { type: typed('Alignment'), targetName: isText, targetUrl: isUri },
  { targetFramework: isText, targetCode: isText },
);
const isLevel = object(
  { id: isUri, type: typed('RubricCriterionLevel'), name: isText },
  { level: isText },
);
const isResultDescription = object(
  { id: isUri, type: typed('ResultDescription'), name: isText, resultType: isText },
  { rubricCriterionLevel: listOf(isLevel) },
);
const isAchievement = object(
  {
    id: isUri,
    type: typed('Achievement'),
    name: isText,
    description: isText,
    criteria: isCriteria,
  },
  {
    image: isImage,
    achievementType: isText,
    inLanguage: isText,
    version: isText,
    creator: isProfile,
    alignment: listOf(isAlignment),
    resultDescription: listOf(isResultDescription),
  },
);
const isIdentity = object(
  {
    type: (value) => value === 'IdentityObject',
    hashed: (value) => typeof value === 'boolean',
    identityHash: isText,
    identityType: isText,
  },
  { salt: isText },
);
const isSubject = object(
  { id: isUri, type: typed('AchievementSubject'), achievement: isAchievement },
  {
    identifier: listOf(isIdentity),
    result: listOf(
      object({ type: typed('Result') }, { resultDescription: isUri, achievedLevel: isUri }),
    ),
    narrative: isText,
  },
);
const isEvidence = object(
  { id: isUri, type: typed('Evidence') },
  { name: isText, digestSRI: isDigest },
);
const isService = object({ id: isUri, type: isText }, {});

/** What is looked at elsewhere: proofs, and what others signed. */
const isAnyList: Look = (value) => Array.isArray(value) && value.length <= 16;

const isProofs: Look = (value) => isAnyList(value) && listOf(isObject)(value);

/** Of both, but for their types. */
const common = { '@context': listOf(isText), id: isUri, issuer: isProfile, validFrom: isInstant };
const others = { credentialStatus: isStatus, validUntil: isInstant, proof: isProofs };

const isBadge = object(
  {
    ...common,
    type: typed('VerifiableCredential', 'OpenBadgeCredential'),
    credentialSubject: isSubject,
  },
  {
    ...others,
    name: isText,
    evidence: listOf(isEvidence),
    refreshService: isService,
    endorsement: isAnyList,
    endorsementJwt: isAnyList,
  },
);
const isEndorsement = object(
  {
    ...common,
    type: typed('VerifiableCredential', 'EndorsementCredential'),
    name: isText,
    credentialSubject: object(
      { id: isUri, type: typed('EndorsementSubject') },
      { endorsementComment: isText },
    ),
  },
  others,
);
const looks = { badge: isBadge, endorsement: isEndorsement };

export function isUsual(document: JsonObject, kind: keyof typeof looks): boolean {
  return looks[kind](document) && isInOrder(document);
}

function isInOrder({ validFrom, validUntil }: JsonObject): boolean {
  if (typeof validFrom !== 'string' || typeof validUntil !== 'string') return true;
  return Date.parse(validFrom) <= Date.parse(validUntil);
}
