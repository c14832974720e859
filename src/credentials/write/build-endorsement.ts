import { profileOf } from './build-achievement.ts';
import { CREDENTIALS_V2, OPEN_BADGES_3_0_3 } from '../contexts/urls.ts';
import type { EndorsementInput } from './credential-input.ts';
import type { EndorsementCredential } from './endorsement-model.ts';
import { endorsementCredential } from '../schemas/endorsement-schema.ts';
import { CredentialError } from '../errors.ts';
import { describeIssues } from '../schemas/schema-parts.ts';
import { buildStatusEntry } from './status-entry.ts';

/**
 * The unsigned EndorsementCredential. Its status entry is that of its badge, so that it falls with it,
 * also when it is passed on alone (docs/adr/0027). Throws `CredentialError` INVALID_CREDENTIAL that names what is missing or wrong.
 */
export function buildEndorsement(input: EndorsementInput): EndorsementCredential {
  const { validUntil, status } = input;
  const endorsement: EndorsementCredential = {
    '@context': [CREDENTIALS_V2, OPEN_BADGES_3_0_3],
    id: input.id,
    type: ['VerifiableCredential', 'EndorsementCredential'],
    name: input.name,
    issuer: profileOf(input.issuer),
    validFrom: input.validFrom,
    ...(validUntil !== undefined && { validUntil }),
    credentialSubject: {
      id: input.about,
      type: ['EndorsementSubject'],
      endorsementComment: input.comment,
    },
    ...(status && { credentialStatus: buildStatusEntry(status.list, status.index) }),
  };
  const checked = endorsementCredential.safeParse(endorsement);
  if (checked.success) return endorsement;
  throw new CredentialError('INVALID_CREDENTIAL', describeIssues(checked.error));
}
