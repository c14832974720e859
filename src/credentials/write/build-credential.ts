import { CREDENTIALS_V2, OPEN_BADGES_3_0_3, OPEN_BADGES_EXTENSIONS } from '../contexts/urls.ts';
import { achievementOf, profileOf } from './build-achievement.ts';
import type { CredentialInput, EvidenceInput } from './credential-input.ts';
import { CredentialError } from '../errors.ts';
import type { AchievementSubject, Credential, Evidence, RefreshService } from './model.ts';
import { badgeCredential } from '../schemas/achievement-credential-schema.ts';
import { describeIssues } from '../schemas/schema-parts.ts';
import { buildStatusEntry } from './status-entry.ts';

export type { CredentialInput } from './credential-input.ts';
export type { Credential } from './model.ts';

/**
 * The unsigned Open Badges 3.0 credential, without nulls and empty arrays.
 * Throws `CredentialError` INVALID_CREDENTIAL that names what is missing or wrong.
 */
export function buildCredential(input: CredentialInput): Credential {
  const { evidence = [], refresh } = input;
  checkLevel(input);
  const credential: Credential = {
    // The third defines the type of the refresh service, and nothing else of ours.
    '@context':
      refresh === undefined
        ? [CREDENTIALS_V2, OPEN_BADGES_3_0_3]
        : [CREDENTIALS_V2, OPEN_BADGES_3_0_3, OPEN_BADGES_EXTENSIONS],
    id: input.id,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: input.achievement.name,
    issuer: profileOf(input.issuer),
    validFrom: input.validFrom,
    ...(input.validUntil !== undefined && { validUntil: input.validUntil }),
    credentialSubject: subject(input),
    ...(evidence.length > 0 && { evidence: evidence.map(evidenceOf) }),
    credentialStatus: buildStatusEntry(input.status.list, input.status.index),
    ...(refresh !== undefined && { refreshService: refreshService(refresh) }),
  };
  const checked = badgeCredential.safeParse(credential);
  if (checked.success) return credential;
  throw new CredentialError('INVALID_CREDENTIAL', describeIssues(checked.error));
}

/** No schema checks this: the level must be one of the rubric's (Open Badges 3.0, Result). */
function checkLevel({ achievement, achievedLevel }: CredentialInput): void {
  const levels = achievement.rubric?.levels.map((level) => level.id) ?? [];
  const fits = achievedLevel === undefined ? levels.length === 0 : levels.includes(achievedLevel);
  if (fits) return;
  const message = `achievedLevel: expected one of [${levels.join(', ')}], got ${achievedLevel ?? 'none'}`;
  throw new CredentialError('INVALID_CREDENTIAL', message);
}

function subject({
  recipient,
  achievement,
  issuer,
  ...input
}: CredentialInput): AchievementSubject {
  const { achievedLevel, narrative } = input;
  return {
    id: recipient.id,
    type: ['AchievementSubject'],
    identifier: [
      {
        type: 'IdentityObject',
        hashed: true,
        identityHash: recipient.nameHash,
        identityType: 'name',
        salt: recipient.salt,
      },
    ],
    achievement: achievementOf(achievement, issuer),
    ...(achievement.rubric &&
      achievedLevel !== undefined && {
        result: [{ type: ['Result'], resultDescription: achievement.rubric.id, achievedLevel }],
      }),
    ...(narrative !== undefined && { narrative }),
  };
}

export function evidenceOf(input: EvidenceInput): Evidence {
  return { ...input, type: ['Evidence'] };
}

/** 1EdTech Credential Refresh 1.0 §3: the published schema wants one object, and its type as text. */
function refreshService(id: string): RefreshService {
  return { id, type: '1EdTechCredentialRefresh' };
}
