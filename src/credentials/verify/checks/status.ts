import type { Issuer } from '../../proofs/proof-verdict.ts';
import { readStatus, worstOf } from '../../statuses/read-status.ts';
import type { StatusHolder, StatusReading, StatusStanding } from '../../statuses/status-type.ts';
import type { Check, Surroundings, Words } from '../../verification.ts';

export interface StatusResult {
  readonly check: Check;
  /** The worst of the readings. */
  readonly standing: StatusStanding;
  /** One for each status, in their order. */
  readonly readings: readonly StatusReading[];
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
  const { credentialStatus: entries = [] } = credential;
  const readings = await readStatus(entries, {
    credential,
    issuer,
    fetchStatusList: (url) => surroundings.fetchStatusList(url),
    newestSeen: (url, made) => surroundings.newestSeen?.(url, made) ?? Promise.resolve(made.at),
  });
  const worst = worstOf(readings);
  if (!worst) return { check: withoutStatus, standing: 'valid', readings };
  const { standing, asOf, since } = worst;
  return {
    check: checkOf(standing, readings, since),
    standing,
    readings,
    ...(asOf !== undefined && { asOf }),
    ...(since !== undefined && { since }),
  };
}

function checkOf(
  standing: StatusStanding,
  readings: readonly StatusReading[],
  since: string | undefined,
): Check {
  const { explanation, ...check } =
    standing === 'unknown' ? doubtAbout(readings) : CHECKS[standing];
  const said = [explanation, ...readings.map((reading) => reading.said)];
  const words = said.filter((one) => one !== undefined);
  return {
    ...check,
    ...(words.length > 0 && { explanation: together(words) }),
    detail: readings.map(({ detail }) => detail).join('; '),
    ...(since !== undefined && { lastAnswered: since }),
  };
}

function together(words: readonly Words[]): Words {
  return { fr: words.map(({ fr }) => fr).join(' '), en: words.map(({ en }) => en).join(' ') };
}

type Said = Omit<Check, 'detail'>;

/** What is known of one purpose is not put in doubt by another. */
function doubtAbout(readings: readonly StatusReading[]): Said {
  const purposes = readings
    .filter(({ standing }) => standing === 'unknown')
    .map(({ purpose }) => purpose);
  if (purposes.includes('revocation')) return { ...unread, sentence: DOUBTS.revocation };
  return {
    ...unread,
    sentence: purposes.includes('suspension') ? DOUBTS.suspension : DOUBTS.other,
  };
}

const DOUBTS = {
  revocation: {
    fr: 'Nous ne savons pas si ce badge a été retiré.',
    en: 'We do not know whether this badge has been withdrawn.',
  },
  suspension: {
    fr: 'Nous ne savons pas si ce badge est suspendu.',
    en: 'We do not know whether this badge is suspended.',
  },
  other: {
    fr: 'L’émetteur dit autre chose de ce badge, que nous n’avons pas pu lire.',
    en: 'The issuer says something else of this badge, which we could not read.',
  },
} satisfies Record<string, Words>;

const unread: Omit<Said, 'sentence'> = {
  id: 'status',
  outcome: 'unknown',
  explanation: {
    fr: 'La liste de l’émetteur ne répond pas, ou n’est pas sûre.',
    en: 'The issuer’s list does not answer, or cannot be trusted.',
  },
};

const withoutStatus: Check = {
  id: 'status',
  outcome: 'pass',
  sentence: {
    fr: 'L’émetteur n’a pas prévu de retrait pour ce badge.',
    en: 'The issuer has not provided for withdrawing this badge.',
  },
  detail: 'There is no credentialStatus',
};

const unreadable = (detail: string): StatusResult => ({
  check: { ...unread, sentence: DOUBTS.revocation, detail },
  standing: 'unknown',
  readings: [],
});

const CHECKS: Record<Exclude<StatusStanding, 'unknown'>, Said> = {
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
  /** Like a date that has not come: not a fault, and not for ever. */
  suspended: {
    id: 'status',
    outcome: 'warn',
    sentence: {
      fr: 'Ce badge est suspendu. Pour le moment, il ne vaut pas.',
      en: 'This badge is suspended. For the moment, it does not count.',
    },
    explanation: {
      fr: 'Il peut valoir de nouveau. La suspension ne dit rien sur la personne.',
      en: 'It may count again. The suspension says nothing about the person.',
    },
  },
};

export const unreadableStatus = unreadable('Its credentialStatus cannot be read');
export const hiddenStatus = unreadable('Its credentialStatus is written to be missed');
