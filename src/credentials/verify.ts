/** The verification of a badge, in the order of Open Badges 3.0 (appendix C, verification). */
import { checkContext } from './checks/context.ts';
import { checkDates } from './checks/dates.ts';
import { checkFormat } from './checks/format.ts';
import { checkIssuerKnown } from './checks/issuer-known.ts';
import { checkProof } from './checks/proof.ts';
import { checkRecipient } from './checks/recipient.ts';
import { checkSchema } from './checks/schema.ts';
import { checkStatus } from './checks/status.ts';
import { messageOf } from './errors.ts';
import type { Issuer } from './proofs.ts';
import { readBadge } from './reading.ts';
import { createResolver } from './resolve.ts';
import type { SecuredCredential } from './schema.ts';
import type { Check, Standing, Surroundings, Verification } from './verification.ts';

export type * from './verification.ts';

/**
 * `input`: JSON text, or what was parsed from it (text is better: parsing drops keys that are there
 * twice). Never throws, whatever the input; nothing is asked of the network before its time.
 */
export async function verifyCredential(
  input: unknown,
  surroundings: Surroundings,
): Promise<Verification> {
  try {
    return await verify(input, surroundings);
  } catch (error) {
    return unauthenticated([{ ...unexpected, detail: messageOf(error) }]);
  }
}

async function verify(input: unknown, surroundings: Surroundings): Promise<Verification> {
  const { check: format, document } = checkFormat(input);
  if (!document) return unauthenticated([format]);
  const context = checkContext(document);
  if (!isPassed(context)) return unauthenticated([format, context]);
  const { check: schema, credential } = checkSchema(document);
  if (!credential) return unauthenticated([format, context, schema]);
  const issuer: Issuer = {
    id: typeof credential.issuer === 'string' ? credential.issuer : credential.issuer.id,
    resolve: createResolver(surroundings),
    now: surroundings.now,
  };
  const proof = await checkProof(document, issuer);
  const checks = [format, context, schema, ...proof];
  const isAuthentic = proof.every(isPassed);
  return isAuthentic
    ? authenticated(checks, credential, issuer, surroundings)
    : { ...unauthenticated(checks), credential: readBadge(credential) };
}

async function authenticated(
  checks: readonly Check[],
  credential: SecuredCredential,
  issuer: Issuer,
  surroundings: Surroundings,
): Promise<Verification> {
  const { now, holderName } = surroundings;
  const dates = checkDates(credential, now);
  const [status, known, recipient] = await Promise.all([
    checkStatus(credential, issuer, surroundings),
    checkIssuerKnown(issuer.id, surroundings),
    holderName === undefined ? [] : checkRecipient(credential, holderName),
  ]);
  return {
    checks: [...checks, status.check, dates.check, known.check, ...[recipient].flat()],
    summary: {
      authentic: 'yes',
      standing: standingOf(status.standing, dates.standing),
      issuerKnown: known.issuer !== undefined,
    },
    credential: readBadge(credential),
    ...(known.issuer && { issuer: known.issuer }),
    ...(status.asOf !== undefined && { statusAsOf: status.asOf }),
  };
}

/** A withdrawal outweighs the dates, and the dates outweigh a status that cannot be read. */
function standingOf(
  status: 'valid' | 'revoked' | 'unknown',
  dates: 'valid' | 'expired' | 'not-yet-valid',
): Standing {
  return status === 'revoked' || dates === 'valid' ? status : dates;
}

function unauthenticated(checks: readonly Check[]): Verification {
  const authentic = checks.some(({ outcome }) => outcome === 'fail') ? 'no' : 'unknown';
  return { checks, summary: { authentic, standing: 'unknown', issuerKnown: false } };
}

function isPassed({ outcome }: Check): boolean {
  return outcome === 'pass' || outcome === 'warn';
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
