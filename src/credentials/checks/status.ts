import type { Issuer } from '../proof-verdict.ts';
import { readStatus } from '../read-status.ts';
import type { StatusHolder } from '../statuses/status-type.ts';
import type { Check, Surroundings } from '../verification.ts';

export interface StatusResult {
  readonly check: Check;
  readonly standing: 'valid' | 'revoked' | 'unknown';
  /** ISO 8601: when the list was made. */
  readonly asOf?: string;
  /** ISO 8601: when it was last read, if it is unknown now. */
  readonly since?: string;
}

/** Whatever goes wrong leaves the status unknown: never valid, and never a wrong signature. */
export async function checkStatus(
  credential: StatusHolder,
  issuer: Issuer,
  surroundings: Surroundings,
): Promise<StatusResult> {
  const { credentialStatus: entries } = credential;
  if (entries === undefined) return { check: withoutStatus, standing: 'valid' };
  const { detail, ...reading } = await readStatus(entries, {
    credential,
    issuer,
    fetchStatusList: (url) => surroundings.fetchStatusList(url),
  });
  const { since } = reading.standing === 'unknown' ? reading : {};
  const lastAnswered = since === undefined ? {} : { lastAnswered: since };
  return { ...reading, check: { ...CHECKS[reading.standing], detail, ...lastAnswered } };
}

const withoutStatus: Check = {
  id: 'status',
  outcome: 'pass',
  sentence: {
    fr: 'L’émetteur n’a pas prévu de retrait pour ce badge.',
    en: 'The issuer has not provided for withdrawing this badge.',
  },
  detail: 'There is no credentialStatus',
};

const unread = (detail: string): StatusResult => ({
  check: { ...CHECKS.unknown, detail },
  standing: 'unknown',
});

const CHECKS: Record<StatusResult['standing'], Omit<Check, 'detail'>> = {
  valid: {
    id: 'status',
    outcome: 'pass',
    sentence: {
      fr: 'Le badge n’a pas été retiré.',
      en: 'The badge has not been withdrawn.',
    },
  },
  revoked: {
    id: 'status',
    outcome: 'fail',
    sentence: {
      fr: 'Ce badge a été retiré. Il ne vaut plus.',
      en: 'This badge has been withdrawn. It no longer counts.',
    },
    explanation: {
      fr: 'Le retrait ne dit rien sur la personne.',
      en: 'The withdrawal says nothing about the person.',
    },
  },
  unknown: {
    id: 'status',
    outcome: 'unknown',
    sentence: {
      fr: 'Nous ne savons pas si ce badge a été retiré.',
      en: 'We do not know whether this badge has been withdrawn.',
    },
    explanation: {
      fr: 'La liste de l’émetteur ne répond pas, ou n’est pas sûre.',
      en: 'The issuer’s list does not answer, or cannot be trusted.',
    },
  },
};

export const unreadableStatus = unread('Its credentialStatus cannot be read');
export const hiddenStatus = unread('Its credentialStatus is written to be missed');
