/** The verification of one credential up to its status, in the order of Open Badges 3.0. */
import type { Allowance } from './allowance.ts';
import { checkClaims } from './checks/claims.ts';
import { checkContext } from './checks/context.ts';
import { checkDates, type DatesResult } from './checks/dates.ts';
import { checkFormat } from './checks/format.ts';
import { checkProof } from './checks/proof.ts';
import { checkSchema, type ReadCredential } from './checks/schema.ts';
import { checkStatus, type StatusResult } from './checks/status.ts';
import type { JsonObject } from './json-object.ts';
import { kindOf } from './kinds.ts';
import type { Issuer } from './proof-verdict.ts';
import type { Resolve } from './resolve.ts';
import { issuerOf } from './vcdm-schema.ts';
import type { Check, Standing, Surroundings, Verification } from './verification.ts';
import type { SignedForm, VerifyOptions } from './verification.ts';

export type Examination =
  /** As far as it got: nothing was asked of the network before its time. */
  | {
      readonly authentic: 'no' | 'unknown';
      readonly checks: readonly Check[];
      readonly kind?: Verification['kind'];
      readonly read?: ReadCredential;
    }
  | {
      readonly authentic: 'yes';
      readonly checks: readonly Check[];
      readonly kind: NonNullable<Verification['kind']>;
      readonly read: ReadCredential;
      readonly document: JsonObject;
      readonly form: SignedForm;
      readonly issuer: Issuer;
      readonly status: StatusResult;
      readonly standing: Standing;
    };

export interface ExamineOptions extends VerifyOptions {
  /** Both are shared by all that is examined for one answer. */
  readonly resolve: Resolve;
  readonly allowance: Allowance;
}

/** Never throws for what is in `input`. */
export async function examine(
  input: unknown,
  surroundings: Surroundings,
  options: ExamineOptions,
): Promise<Examination> {
  const { check: format, received } = checkFormat(input);
  if (!received) return stopped([format]);
  const kind = kindOf(received.document, options);
  const context = checkContext(received.document, kind);
  if (!isPassed(context)) return stopped([format, context]);
  const { check: schema, read } = checkSchema(received.document, kind);
  if (!read) return stopped([format, context, schema]);
  const { now } = surroundings;
  const { resolve, allowance } = options;
  const issuer: Issuer = { id: issuerOf(read.credential), resolve, allowance, now };
  const claims = received.jwt ? [checkClaims(received.jwt, read.credential, now)] : [];
  const begun = [format, context, schema, ...claims];
  const of = { kind: kind.name, read };
  if (!claims.every(isPassed)) return { ...stopped(begun), ...of };
  const proof = await checkProof(received, issuer);
  const checks = [...begun, ...proof];
  if (!proof.every(isPassed)) return { ...stopped(checks), ...of };
  const dates = checkDates(read.credential, now);
  const status = await checkStatus(read.credential, issuer, surroundings);
  return {
    ...of,
    authentic: 'yes',
    checks: [...checks, status.check, dates.check],
    document: received.document,
    form: received.jwt ? 'application/vc+jwt' : 'application/vc',
    issuer,
    status,
    standing: standingOf(status.standing, dates.standing),
  };
}

/** A withdrawal outweighs the dates, and the dates outweigh a status that cannot be read. */
function standingOf(status: StatusResult['standing'], dates: DatesResult['standing']): Standing {
  return status === 'revoked' || dates === 'valid' ? status : dates;
}

function stopped(checks: readonly Check[]) {
  const isWrong = checks.some(({ outcome }) => outcome === 'fail');
  return { authentic: isWrong ? 'no' : 'unknown', checks } as const;
}

function isPassed({ outcome }: Check): boolean {
  return outcome === 'pass' || outcome === 'warn';
}
