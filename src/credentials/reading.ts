import { displayable, displayableAddress } from './displayable.ts';
import type { Endorsement } from './endorsement-schema.ts';
import type { BadgeCredential } from './schema.ts';
import type { BadgeReading } from './verification.ts';

type Words = NonNullable<BadgeCredential['name']>;
type Subject = BadgeCredential['credentialSubject'];

/** Of what is called by a name; the rest may be longer. */
const MOST_NAME = 200;

/** What a page shows of a badge: plain, displayable strings, French where there is a choice. */
export function readBadge(credential: BadgeCredential): BadgeReading {
  const { credentialSubject: subject, issuer } = credential;
  const { achievement } = subject;
  return {
    id: displayableAddress(credential.id),
    name: nameOf(achievement.name) ?? '',
    description: textOf(achievement.description) ?? '',
    achievementId: displayableAddress(achievement.id),
    issuer: readIssuer(issuer),
    criteria: present({
      narrative: textOf(achievement.criteria.narrative),
      url: webUrl(achievement.criteria.id),
    }),
    alignments: (achievement.alignment ?? []).map((alignment) => ({
      name: nameOf(alignment.targetName) ?? '',
      ...present({
        url: webUrl(alignment.targetUrl),
        framework: nameOf(alignment.targetFramework),
      }),
    })),
    evidence: (credential.evidence ?? []).map(({ id, name, digestSRI }) =>
      present({ name: nameOf(name), url: webUrl(id), digest: digestSRI && displayable(digestSRI) }),
    ),
    ...present({
      imageUrl: webUrl(achievement.image?.id),
      validFrom: credential.validFrom ?? credential.issuanceDate,
      validUntil: credential.validUntil ?? credential.expirationDate,
      levelName: levelName(subject),
      narrative: textOf(subject.narrative),
    }),
  };
}

/** An endorsement in the same frame: its comment is the description. */
export function readEndorsement(endorsement: Endorsement): BadgeReading {
  const { credentialSubject: subject, issuer } = endorsement;
  return {
    id: displayableAddress(endorsement.id ?? subject.id),
    name: nameOf(endorsement.name) ?? '',
    description: textOf(subject.endorsementComment) ?? '',
    achievementId: displayableAddress(subject.id),
    issuer: readIssuer(issuer),
    criteria: {},
    alignments: [],
    evidence: [],
    ...present({
      validFrom: endorsement.validFrom ?? endorsement.issuanceDate,
      validUntil: endorsement.validUntil ?? endorsement.expirationDate,
    }),
  };
}

function readIssuer(issuer: BadgeCredential['issuer']): BadgeReading['issuer'] {
  if (typeof issuer === 'string') return { id: displayableAddress(issuer) };
  const { id, name, url } = issuer;
  return { id: displayableAddress(id), ...present({ name: nameOf(name), url: webUrl(url) }) };
}

/** The level named by the first result that names one of this achievement. */
function levelName({ result, achievement }: Subject): string | undefined {
  const { resultDescription: descriptions = [] } = achievement;
  const levels = descriptions.flatMap(({ rubricCriterionLevel = [] }) => rubricCriterionLevel);
  const achieved = (result ?? []).map(({ achievedLevel }) => achievedLevel);
  return nameOf(levels.find(({ id }) => achieved.includes(id))?.name);
}

const nameOf = (words: Words | undefined) => textOf(words, MOST_NAME);

function textOf(words: Words | undefined, most?: number): string | undefined {
  const text = wordsOf(words);
  return text === undefined ? undefined : displayable(text, most);
}

function wordsOf(words: Words | undefined): string | undefined {
  if (words === undefined || typeof words === 'string') return words;
  return words['@value'] ?? words['fr'] ?? Object.values(words)[0];
}

/**
 * Links of other schemes (`javascript:`, `data:`) are not followed from a page. What is not plain
 * ASCII is written as a browser would ask for it.
 */
function webUrl(uri: string | undefined): string | undefined {
  if (uri === undefined || !URL.canParse(uri)) return undefined;
  const { protocol, href } = new URL(uri);
  if (!['https:', 'http:'].includes(protocol)) return undefined;
  return /^[!-~]+$/.test(uri) ? uri : href;
}

/** Without the members that are undefined. */
function present<K extends string>(
  members: Readonly<Record<K, string | undefined>>,
): Partial<Record<K, string>> {
  const result: Partial<Record<K, string>> = {};
  for (const key in members) {
    const value = members[key];
    if (value !== undefined) result[key] = value;
  }
  return result;
}
