/** What a page shows of a credential: plain, displayable strings, French where there is a choice. */
import { type JsonObject, toArray } from '../bytes/json-object.ts';
import { displayable, displayableAddress } from './displayable.ts';
import { idAt, objectAt, objectsAt, present, textAt, webUrlAt } from '../bytes/loose.ts';
import type { BadgeReading } from '../readings.ts';

export function readBadge(document: JsonObject): BadgeReading {
  const subject = objectAt(document['credentialSubject']);
  const achievement = objectAt(subject['achievement']);
  const criteria = objectAt(achievement['criteria']);
  const level = levelOf(subject, achievement);
  const rank = level && rankOf(level);
  return {
    name: nameAt(achievement['name']) ?? '',
    description: lineAt(achievement['description']) ?? '',
    issuer: readIssuer(document['issuer']),
    criteria: present({
      narrative: lineAt(criteria['narrative']),
      url: webUrlAt(criteria['id']),
    }),
    alignments: objectsAt(achievement['alignment']).map((alignment) => ({
      name: nameAt(alignment['targetName']) ?? '',
      ...present({
        url: webUrlAt(alignment['targetUrl']),
        framework: nameAt(alignment['targetFramework']),
      }),
    })),
    evidence: objectsAt(document['evidence']).map(({ id, name, digestSRI }) =>
      present({ name: nameAt(name), url: webUrlAt(id), digest: lineAt(digestSRI) }),
    ),
    ...present({
      id: addressAt(document['id']),
      achievementId: addressAt(achievement['id']),
      imageUrl: webUrlAt(achievement['image']),
      validFrom: instantAt(document['validFrom'] ?? document['issuanceDate']),
      validUntil: instantAt(document['validUntil'] ?? document['expirationDate']),
      levelName: nameAt(level?.level['name']),
      inLanguage: languageAt(achievement['inLanguage']),
      narrative: lineAt(subject['narrative']),
    }),
    ...(rank && { levelRank: rank }),
  };
}

/** An endorsement in the same frame: its comment is the description. */
export function readEndorsement(document: JsonObject): BadgeReading {
  const subject = objectAt(document['credentialSubject']);
  return {
    ...readAnyCredential(document),
    description: lineAt(subject['endorsementComment']) ?? '',
    ...present({ achievementId: addressAt(subject['id']) }),
  };
}

/** Any other credential: it has a name, somebody who signed it, and dates. */
export function readAnyCredential(document: JsonObject): BadgeReading {
  return {
    name: nameAt(document['name']) ?? '',
    description: lineAt(document['description']) ?? '',
    issuer: readIssuer(document['issuer']),
    criteria: {},
    alignments: [],
    evidence: [],
    ...present({
      id: addressAt(document['id']),
      validFrom: instantAt(document['validFrom'] ?? document['issuanceDate']),
      validUntil: instantAt(document['validUntil'] ?? document['expirationDate']),
    }),
  };
}

function readIssuer(issuer: unknown): BadgeReading['issuer'] {
  const profile = objectAt(issuer);
  return {
    id: addressAt(issuer) ?? '',
    ...present({ name: nameAt(profile['name']), url: webUrlAt(profile['url']) }),
  };
}

interface AchievedLevel {
  readonly level: JsonObject;
  /** Of the scale that it belongs to. */
  readonly all: readonly JsonObject[];
}

/** The level named by the first result that names one of this achievement. */
function levelOf(subject: JsonObject, achievement: JsonObject): AchievedLevel | undefined {
  const achieved = objectsAt(subject['result']).flatMap((result) =>
    toArray(idAt(result['achievedLevel'])),
  );
  for (const scale of objectsAt(achievement['resultDescription'])) {
    const all = objectsAt(scale['rubricCriterionLevel']);
    const level = all.find(({ id }) => achieved.includes(id));
    if (level) return { level, all };
  }
  return undefined;
}

/** « 3 of 4 », where the ranks of the scale are 1 to 4. */
function rankOf({ level, all }: AchievedLevel): BadgeReading['levelRank'] {
  const ranks = all.map((one) => Number(textAt(one['level'])));
  const isScale = all.length > 1 && ranks.every((rank, index) => rank === index + 1);
  return isScale ? { level: Number(textAt(level['level'])), of: all.length } : undefined;
}

/** Of what is called by a name; the rest may be longer. */
const MOST_NAME = 200;

function nameAt(value: unknown): string | undefined {
  const text = textAt(value);
  return text === undefined ? undefined : displayable(text, MOST_NAME);
}

/** BCP 47, as far as its form goes: what an attribute of a page may say. */
function languageAt(value: unknown): string | undefined {
  const text = textAt(value);
  return text !== undefined && /^[a-z]{2,3}(-[a-z\d]{2,8}){0,3}$/i.test(text) ? text : undefined;
}

function lineAt(value: unknown): string | undefined {
  const text = textAt(value);
  return text === undefined ? undefined : displayable(text);
}

function addressAt(value: unknown): string | undefined {
  const id = idAt(value);
  return id === undefined ? undefined : displayableAddress(id);
}

/** One that can be read as such. */
function instantAt(value: unknown): string | undefined {
  const text = textAt(value);
  return text === undefined || Number.isNaN(Date.parse(text)) ? undefined : text;
}
