/** The verification of a badge, in the order of Open Badges 3.0 (appendix C, verification). */
import { createAllowance, CREDENTIAL_VALUES } from './allowance.ts';
import { checkDigests } from './checks/digests.ts';
import { checkEndorsements } from './checks/endorsements.ts';
import { checkIssuerKnown } from './checks/issuer-known.ts';
import { checkRecipient } from './checks/recipient.ts';
import { checkRefresh } from './checks/refresh.ts';
import { messageOf } from './errors.ts';
import { type Examination, examine, type ExamineOptions } from './examine.ts';
import { createResolver } from './resolve.ts';
import type { Check, Surroundings, Verification, VerifyOptions } from './verification.ts';

export type * from './verification.ts';

/**
 * `input`: JSON text, what was parsed from it (text is better: parsing drops keys that are there
 * twice), or a compact JWT. Never throws, whatever the input; nothing is asked of the network before
 * its time.
 */
export async function verifyCredential(
  input: unknown,
  surroundings: Surroundings,
  options: VerifyOptions = {},
): Promise<Verification> {
  const resolve = createResolver(surroundings);
  const allowance = createAllowance(CREDENTIAL_VALUES, surroundings.spend);
  return verifyAmong(input, surroundings, { ...options, resolve, allowance });
}

/** The same for one of several credentials that share an answer. Never throws. */
export async function verifyAmong(
  input: unknown,
  surroundings: Surroundings,
  options: ExamineOptions,
): Promise<Verification> {
  try {
    const examination = await examine(input, surroundings, options);
    return examination.authentic === 'yes'
      ? await authenticated(input, examination, surroundings, options)
      : unauthenticated(examination);
  } catch (error) {
    return unanswered(messageOf(error));
  }
}

/** For whoever cannot let the verification come to its end. `detail`: why, in English. */
export function unanswered(detail: string): Verification {
  return unauthenticated({ authentic: 'unknown', checks: [{ ...unexpected, detail }] });
}

async function authenticated(
  input: unknown,
  examination: Extract<Examination, { authentic: 'yes' }>,
  surroundings: Surroundings,
  options: ExamineOptions,
): Promise<Verification> {
  const { read, kind, status, issuer, standing } = examination;
  const [known, recipient, endorsements, { checks: refresh, newest }] = await Promise.all([
    checkIssuerKnown(issuer.id, surroundings),
    checkHolder(examination, surroundings),
    checkEndorsements(examination, surroundings, options),
    checkRefresh(input, examination, surroundings, options),
  ]);
  const others = [...recipient, ...checkDigests(read.credential), ...endorsements, ...refresh];
  return {
    checks: [...examination.checks, known.check, ...others],
    summary: { authentic: 'yes', standing, issuerKnown: known.issuer !== undefined },
    kind,
    ...(read.of.reading && { credential: read.of.reading }),
    ...(known.issuer && { issuer: known.issuer }),
    ...(status.asOf !== undefined && { statusAsOf: status.asOf }),
    ...(status.since !== undefined && { statusUnknownSince: status.since }),
    ...(newest && { newest }),
  };
}

async function checkHolder(
  { read }: Extract<Examination, { authentic: 'yes' }>,
  { holderName }: Surroundings,
): Promise<readonly Check[]> {
  const { badge } = read.of;
  return badge && holderName !== undefined ? [await checkRecipient(badge, holderName)] : [];
}

function unauthenticated({
  authentic,
  checks,
  kind,
  read,
}: Extract<Examination, { authentic: 'no' | 'unknown' }>): Verification {
  return {
    checks,
    summary: { authentic, standing: 'unknown', issuerKnown: false },
    ...(kind && { kind }),
    ...(read?.of.reading && { credential: read.of.reading }),
  };
}

const unexpected: Omit<Check, 'detail'> = {
  id: 'format',
  outcome: 'unknown',
  sentence: {
    fr: 'Nous n’avons pas pu contrôler ce badge.',
    en: 'We could not check this badge.',
  },
  explanation: {
    fr: 'Cela ne prouve pas que le badge est faux.',
    en: 'This does not prove that the badge is false.',
  },
};
