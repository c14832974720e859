/**
 * The verification of one credential up to its status. Three answers, none derived from another: who
 * signed, whether it follows the standard, whether it counts today (docs/adr/0025).
 */
import type { Allowance } from '../allowance.ts';
import { checkClaims } from './checks/claims.ts';
import { checkContext } from './checks/context.ts';
import { checkDates, type DatesResult } from './checks/dates.ts';
import { checkFormat } from './checks/format.ts';
import { checkIssuerKnown } from './checks/issuer-known.ts';
import { answerOf, checkProof, unchecked } from './checks/proof.ts';
import { checkSchema } from './checks/schema.ts';
import { checkStatus, hiddenStatus, type StatusResult, unreadableStatus } from './checks/status.ts';
import { type JsonObject, toArray } from '../bytes/json-object.ts';
import type { CompactJwt } from '../jwt/compact.ts';
import { verifyJwt } from '../jwt/verify-jwt.ts';
import { type CredentialKind, kindOf } from '../read/kinds.ts';
import { idAt } from '../bytes/loose.ts';
import { distinct } from '../notes.ts';
import type { Issuer, ProofVerdict } from '../proofs/proof-verdict.ts';
import { verifyProofs } from '../proofs/proofs.ts';
import type { Resolve } from '../identifiers/resolve.ts';
import { isTwoThings } from '../read/unwrap.ts';
import { signatoryOf } from '../identifiers/signatory.ts';
import { readLoosely, readStatusEntries } from '../schemas/vcdm-schema.ts';
import type { KnownIssuer, SignedForm, Surroundings } from '../surroundings.ts';
import type {
  Check,
  Note,
  Signatory,
  SignatureAnswer,
  Standing,
  VerifyOptions,
} from '../verification.ts';

export interface Examination {
  /** Those that were done, in order. */
  readonly checks: readonly Check[];
  readonly signature: SignatureAnswer;
  /** Why two readers could read two things in it. */
  readonly ambiguity?: string;
  readonly notes: readonly Note[];
  /** `unknown` unless it is authentic. */
  readonly standing: Standing;
  /** Left out if there is nothing that could be a credential. */
  readonly of?: Examined;
}

export interface Examined {
  readonly document: JsonObject;
  readonly form: SignedForm;
  readonly kind: CredentialKind;
  readonly issuer: Issuer;
  readonly known?: KnownIssuer;
  readonly signedBy: Signatory;
  /** Of one that is authentic. */
  readonly status?: StatusResult;
}

export interface ExamineOptions extends VerifyOptions {
  /** Both are shared by all that is examined for one answer. */
  readonly resolve: Resolve;
  readonly allowance: Allowance;
}

export const isAuthentic = ({ signature, ambiguity }: Examination): boolean =>
  signature === 'right' && ambiguity === undefined;

/** Never throws for what is in `input`. */
export async function examine(
  input: unknown,
  surroundings: Surroundings,
  options: ExamineOptions,
): Promise<Examination> {
  const { check: format, received, reason } = checkFormat(input);
  if (!received) return unread(format, reason);
  const { document, jwt, ambiguous } = received;
  const kind = kindOf(document, options);
  const context = checkContext(document, kind);
  const schema = checkSchema(document, kind);
  const claims = jwt && checkClaims(jwt, document, surroundings.now);
  const issuer = issuerIn(document, surroundings, options);
  const [known, verdict] = await Promise.all([
    checkIssuerKnown(issuer.id, surroundings),
    signatureOf({ document, ...(jwt && { jwt }) }, context.check, issuer),
  ]);
  const answer = answerOf(verdict, known.issuer !== undefined);
  const said = claims ? [claims.check] : [];
  const ambiguity =
    ambiguous ??
    [context.check, ...said].find(({ outcome }) => outcome === 'fail')?.detail ??
    (verdict?.stage === 'graph' ? verdict.detail : undefined) ??
    ambiguityOf(document);
  const begun = {
    signature: answer,
    ...(ambiguity !== undefined && { ambiguity }),
    notes: distinct(
      [received, context, schema, claims, verdict].flatMap((part) => part?.notes ?? []),
    ),
  };
  const proof = verdict ? checkProof(verdict, answer) : [unchecked(context.check.detail)];
  const checks = [format, context.check, schema.check, ...said, ...proof];
  const of: Examined = {
    document,
    form: jwt ? 'application/vc+jwt' : 'application/vc',
    kind,
    issuer,
    ...(known.issuer && { known: known.issuer }),
    signedBy: signatoryOf(issuer.id, verdict?.key),
  };
  if (answer !== 'right' || ambiguity !== undefined) {
    return { ...begun, checks: [...checks, known.check], standing: 'unknown', of };
  }
  const dates = checkDates(document, surroundings.now, claims?.issuedAt);
  const status = await statusOf(document, issuer, surroundings);
  return {
    ...begun,
    checks: [...checks, status.check, dates.check, known.check],
    standing: standingOf(status.status, dates.validity),
    of: { ...of, status },
  };
}

/** Nothing in it that could be signed; or two readers of its text see two things. */
function unread(format: Check, reason: string | undefined): Examination {
  const isTwice = reason === 'ambiguous';
  return {
    checks: [format],
    signature: reason === 'not-json' || reason === undefined ? 'none' : 'unknown',
    ...(isTwice && { ambiguity: format.detail }),
    notes: [],
    standing: 'unknown',
  };
}

function issuerIn(
  document: JsonObject,
  { now }: Surroundings,
  { resolve, allowance }: ExamineOptions,
): Issuer {
  return { id: idAt(document['issuer']) ?? '', resolve, allowance, now };
}

/** Undefined if there is nothing to compute it over: see the check of the context. */
function signatureOf(
  { document, jwt }: { readonly document: JsonObject; readonly jwt?: CompactJwt },
  context: Check,
  issuer: Issuer,
): Promise<ProofVerdict> | undefined {
  // A JWT is signed as it stands: no word needs a meaning for that.
  if (jwt) return verifyJwt(jwt, issuer);
  // That there is none can be seen in any words.
  const isUnsigned = toArray(document['proof']).length === 0;
  const hasNoForm = context.outcome === 'fail' || context.outcome === 'unknown';
  return hasNoForm && !isUnsigned ? undefined : verifyProofs(document, issuer);
}

/** Two issuers, two subjects, or a status that only some readers see. */
function ambiguityOf(document: JsonObject): string | undefined {
  if (toArray(document['issuer']).length > 1) return 'It names several issuers';
  if (isTwoThings(document)) return 'It is a credential, and what holds credentials';
  const status = readStatusEntries(document);
  return status.ok || status.fault !== 'hidden' ? undefined : 'Its status is written to be missed';
}

async function statusOf(
  document: JsonObject,
  issuer: Issuer,
  surroundings: Surroundings,
): Promise<StatusResult> {
  const status = readStatusEntries(document);
  if (!status.ok) return status.fault === 'hidden' ? hiddenStatus : unreadableStatus;
  const { id } = readLoosely(document);
  const holder = {
    ...(id !== undefined && { id }),
    ...(status.entries && { credentialStatus: status.entries }),
  };
  return checkStatus(holder, issuer, surroundings);
}

/** A revocation outweighs the dates, and the dates outweigh a status that cannot be read. */
function standingOf(status: StatusResult['status'], dates: DatesResult['validity']): Standing {
  return status === 'revoked' || dates === 'valid' ? status : dates;
}
