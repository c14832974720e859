/** The verification of a presentation: its holder's proof, and each credential in it. */
import { createAllowance, PRESENTATION_VALUES } from './allowance.ts';
import { checkFormat } from './checks/format.ts';
import {
  checkHolder,
  checkPresentationContext,
  checkPresentationSchema,
} from './checks/presentation.ts';
import { messageOf } from './errors.ts';
import type { OfJwt } from './jwt/credential-of.ts';
import { presentationOf } from './jwt/presentation-of.ts';
import { createResolver } from './resolve.ts';
import { verifyHolder, verifyHolderOfJwt } from './presentation-holder.ts';
import { presentationShape } from './presentation-schema.ts';
import { describeIssues } from './schema-parts.ts';
import { screenDocument } from './screen.ts';
import type { Check, Surroundings, Verification, VerifyOptions } from './verification.ts';
import type { ExamineOptions } from './examine.ts';
import { verifyAmong } from './verify.ts';

export interface PresentationSurroundings extends Surroundings {
  /** What the holder was asked to sign; a proof of something else is refused. */
  readonly challenge?: string;
  /** For whom the holder was asked to sign. */
  readonly domain?: string;
}

export interface PresentationVerification {
  readonly checks: readonly Check[];
  /** Of the presentation alone: whether its holder made it. The credentials have their own. */
  readonly summary: { readonly authentic: 'yes' | 'no' | 'unknown' };
  readonly holder?: string;
  /** In order; left out if the presentation cannot be read. */
  readonly credentials: readonly Verification[];
}

/** Credentials with their own contexts may stand in it. */
const EMBEDDED = ['VerifiableCredential', 'EnvelopedVerifiableCredential', 'EndorsementCredential'];

/**
 * `input`: JSON text or what was parsed from it, with an embedded proof; or a compact JWT, alone or
 * in an envelope. Never throws.
 */
export async function verifyPresentation(
  input: unknown,
  surroundings: PresentationSurroundings,
  options: VerifyOptions = {},
): Promise<PresentationVerification> {
  try {
    const resolve = createResolver(surroundings);
    const allowance = createAllowance(PRESENTATION_VALUES);
    return await verify(input, surroundings, { ...options, resolve, allowance });
  } catch (error) {
    return unansweredPresentation(messageOf(error));
  }
}

/** For whoever cannot let the verification come to its end. `detail`: why, in English. */
export function unansweredPresentation(detail: string): PresentationVerification {
  return answer([checkHolder({ outcome: 'unknown', stage: 'proof', detail })]);
}

async function verify(
  input: unknown,
  surroundings: PresentationSurroundings,
  options: ExamineOptions,
): Promise<PresentationVerification> {
  const { check: format, received } = checkFormat(input);
  if (!received) return answer([format]);
  const { jwt } = received;
  const of: OfJwt = jwt
    ? presentationOf(jwt.payload)
    : { ok: true, held: received.document, notes: [] };
  if (!of.ok) return answer([format, checkPresentationSchema(of.detail)]);
  const screening = screenDocument(of.held, {
    embedded: EMBEDDED,
    vocabulary: options.profile === 'w3c' ? 'any' : 'badge',
  });
  const context = checkPresentationContext(screening);
  if (context.outcome !== 'pass') return answer([format, context]);
  const read = presentationShape.safeParse(of.held);
  const schema = checkPresentationSchema(read.success ? undefined : describeIssues(read.error));
  if (!read.success) return answer([format, context, schema]);
  const [{ verdict, holder }, credentials] = await Promise.all([
    jwt
      ? verifyHolderOfJwt(jwt, read.data, surroundings, options)
      : verifyHolder(of.held, read.data, surroundings, options),
    Promise.all(
      (read.data.verifiableCredential ?? []).map((credential) =>
        verifyAmong(credential, surroundings, options),
      ),
    ),
  ]);
  return answer([format, context, schema, checkHolder(verdict)], holder, credentials);
}

function answer(
  checks: readonly Check[],
  holder?: string,
  credentials: readonly Verification[] = [],
): PresentationVerification {
  const worst = (outcome: Check['outcome']) => checks.some((check) => check.outcome === outcome);
  const authentic = worst('fail') ? 'no' : worst('unknown') ? 'unknown' : 'yes';
  return { checks, summary: { authentic }, ...(holder !== undefined && { holder }), credentials };
}
