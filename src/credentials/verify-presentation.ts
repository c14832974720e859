/** The verification of a presentation: its holder's proof, and each credential in it. */
import { createAllowance, PRESENTATION_VALUES } from './allowance.ts';
import { checkFormat } from './checks/format.ts';
import {
  checkHolder,
  checkPresentationContext,
  checkPresentationSchema,
} from './checks/presentation.ts';
import { messageOf } from './errors.ts';
import type { JsonObject } from './json-object.ts';
import { type Presentation, presentationShape } from './presentation-schema.ts';
import type { ProofVerdict } from './proof-verdict.ts';
import { verifyProofs } from './proofs.ts';
import { createResolver } from './resolve.ts';
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

/** `input`: JSON text or what was parsed from it, with an embedded proof. Never throws. */
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
  const { document, jwt } = received;
  if (jwt) return answer([format, checkPresentationSchema('A JWT, which is not read here')]);
  const context = checkPresentationContext(screenDocument(document, EMBEDDED));
  if (context.outcome !== 'pass') return answer([format, context]);
  const read = presentationShape.safeParse(document);
  const schema = checkPresentationSchema(read.success ? undefined : describeIssues(read.error));
  if (!read.success) return answer([format, context, schema]);
  const holder = holderOf(read.data);
  const [verdict, credentials] = await Promise.all([
    verifyHolder(document, holder, surroundings, options),
    Promise.all(
      (read.data.verifiableCredential ?? []).map((credential) =>
        verifyAmong(credential, surroundings, options),
      ),
    ),
  ]);
  return answer([format, context, schema, checkHolder(verdict)], holder, credentials);
}

/** Who says so, or else who signed: the proof is compared with that one. */
function holderOf({ holder, proof }: Presentation): string | undefined {
  return holder ?? proof?.[0]?.verificationMethod?.replace(/#.*$/s, '');
}

async function verifyHolder(
  document: JsonObject,
  holder: string | undefined,
  surroundings: PresentationSurroundings,
  { resolve, allowance }: ExamineOptions,
): Promise<ProofVerdict> {
  if (holder === undefined) {
    return { outcome: 'invalid', stage: 'proof', detail: 'Nobody signed the presentation' };
  }
  const { now, challenge, domain } = surroundings;
  return verifyProofs(document, {
    id: holder,
    resolve,
    allowance,
    now,
    expects: {
      purpose: 'authentication',
      ...(challenge !== undefined && { challenge }),
      ...(domain !== undefined && { domain }),
    },
  });
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
