import { randomUUID } from 'node:crypto';
import { randomShortToken } from '../../keys/secrets.ts';
import { composeCredential } from './compose-credential.ts';
import type { AwardServices, Draft } from './draft.ts';
import { describeEvidence } from '../../badges/evidence.ts';

/**
 * The document as it will be signed, for reading. What is drawn at signing (subject id, salt,
 * status entry) is drawn here for show, and drawn anew then.
 */
export function previewCredential(services: AwardServices, draft: Draft): string {
  const credential = composeCredential(services, draft, {
    issuedAt: services.clock().toISOString(),
    subjectId: `urn:uuid:${randomUUID()}`,
    salt: randomShortToken(),
    evidence: draft.badge.sensitive
      ? undefined
      : describeEvidence(draft.experience, draft.person.id, randomShortToken()),
    entry: { listNumber: 1, index: 0 },
  });
  return JSON.stringify(credential, null, 2);
}
