import type { Endorsement } from './endorsement-schema.ts';
import type { BadgeCredential } from './schema.ts';
import type { BadgeReading } from './verification.ts';

type Words = NonNullable<BadgeCredential['name']>;
type Subject = BadgeCredential['credentialSubject'];

/** What a page shows of a badge: plain strings, French where there is a choice. */
export function readBadge(credential: BadgeCredential): BadgeReading {
  const { credentialSubject: subject, issuer } = credential;
  const { achievement } = subject;
  return {
    id: credential.id,
    name: textOf(achievement.name) ?? '',
    description: textOf(achievement.description) ?? '',
    achievementId: achievement.id,
    issuer: readIssuer(issuer),
    criteria: present({
      narrative: textOf(achievement.criteria.narrative),
      url: webUrl(achievement.criteria.id),
    }),
    alignments: (achievement.alignment ?? []).map((alignment) => ({
      name: textOf(alignment.targetName) ?? '',
      ...present({
        url: webUrl(alignment.targetUrl),
        framework: textOf(alignment.targetFramework),
      }),
    })),
    evidence: (credential.evidence ?? []).map(({ id, name, digestSRI }) =>
      present({ name: textOf(name), url: webUrl(id), digest: digestSRI }),
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
    id: endorsement.id ?? subject.id,
    name: textOf(endorsement.name) ?? '',
    description: textOf(subject.endorsementComment) ?? '',
    achievementId: subject.id,
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
  if (typeof issuer === 'string') return { id: issuer };
  return { id: issuer.id, ...present({ name: textOf(issuer.name), url: webUrl(issuer.url) }) };
}

/** The level named by the first result that names one of this achievement. */
function levelName({ result, achievement }: Subject): string | undefined {
  const { resultDescription: descriptions = [] } = achievement;
  const levels = descriptions.flatMap(({ rubricCriterionLevel = [] }) => rubricCriterionLevel);
  const achieved = (result ?? []).map(({ achievedLevel }) => achievedLevel);
  return textOf(levels.find(({ id }) => achieved.includes(id))?.name);
}

function textOf(words: Words | undefined): string | undefined {
  if (words === undefined || typeof words === 'string') return words;
  return words['@value'] ?? words['fr'] ?? Object.values(words)[0];
}

/** Links of other schemes (`javascript:`, `data:`) are not followed from a page. */
function webUrl(uri: string | undefined): string | undefined {
  if (uri === undefined || !URL.canParse(uri)) return undefined;
  return ['https:', 'http:'].includes(new URL(uri).protocol) ? uri : undefined;
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
