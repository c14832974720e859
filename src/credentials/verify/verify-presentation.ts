/** The verification of a presentation: its holder's proof, and each credential in it. */
import { createAllowance, PRESENTATION_VALUES } from '../allowance.ts';
import { displayableCheck } from './checks/displayable-check.ts';
import { checkFormat } from './checks/format.ts';
import {
  checkHolder,
  checkPresentationContext,
  checkPresentationSchema,
} from './checks/presentation.ts';
import { messageOf } from '../errors.ts';
import type { OfJwt } from '../jwt/credential-of.ts';
import { presentationOf } from '../jwt/presentation-of.ts';
import { detailOf } from '../notes.ts';
import { createResolver } from '../identifiers/resolve.ts';
import { verifyHolder, verifyHolderOfJwt } from './presentation-holder.ts';
import { presentationShape } from '../schemas/presentation-schema.ts';
import { describeIssues } from '../schemas/schema-parts.ts';
import { screenDocument, type Screening } from '../graph/screen.ts';
import { type ProofVerdict, undecided } from '../proofs/proof-verdict.ts';
import { answerOf } from './checks/proof.ts';
import type { Surroundings } from '../surroundings.ts';
import type { Check, Note, SignatureAnswer, Verification, VerifyOptions } from '../verification.ts';
import type { ExamineOptions } from './examine.ts';
import { idAt, objectsAt } from '../bytes/loose.ts';
import { receive } from '../read/received.ts';
import { tooMany } from './too-many.ts';
import { MAX_HELD } from '../read/unwrap.ts';
import { verifyAmong } from './verify-among.ts';

export interface PresentationSurroundings extends Surroundings {
  /** What the holder was asked to sign; a proof of something else is refused. */
  readonly challenge?: string;
  /** For whom the holder was asked to sign. */
  readonly domain?: string;
}

export interface PresentationVerification {
  readonly checks: readonly Check[];
  /** Of the presentation alone: whether its holder made it. The credentials have their own. */
  readonly summary: {
    readonly authentic: 'yes' | 'no' | 'unknown';
    readonly signature: SignatureAnswer;
  };
  /** Of the presentation alone, too. */
  readonly notes: readonly Note[];
  readonly holder?: string;
  /** In order; left out if the presentation cannot be read. */
  readonly credentials: readonly Verification[];
}

interface Presented extends PresentationVerification {
  readonly subjects: readonly (string | undefined)[];
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
    const allowance = createAllowance(PRESENTATION_VALUES, surroundings);
    const sharing = { ...options, resolve, allowance };
    const { subjects, ...answered } = await verifyPresented(input, surroundings, sharing);
    return answered;
  } catch (error) {
    return unansweredPresentation(messageOf(error));
  }
}

/** For whoever cannot let the verification come to its end. `detail`: why, in English. */
export function unansweredPresentation(detail: string): PresentationVerification {
  const { subjects, ...answered } = answer([
    checkHolder({ outcome: 'unknown', stage: 'proof', detail }),
  ]);
  return answered;
}

/** With what each credential in it says it is about. May reject. */
export async function verifyPresented(
  input: unknown,
  surroundings: PresentationSurroundings,
  options: ExamineOptions,
): Promise<Presented> {
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
  const read = presentationShape.safeParse(of.held);
  const schema = checkPresentationSchema(
    read.success ? departureIn(screening) : describeIssues(read.error),
  );
  if (!read.success) return answer([format, context, schema]);
  const all = read.data.verifiableCredential ?? [];
  const held = all.slice(0, MAX_HELD);
  const [{ verdict, holder }, credentials] = await Promise.all([
    // A JWT is signed as it stands; what has no canonical form cannot be looked at.
    jwt
      ? verifyHolderOfJwt(jwt, read.data, surroundings, options)
      : screening.outcome === 'pass'
        ? verifyHolder(of.held, read.data, surroundings, options)
        : { verdict: undecided('proof', screening.detail), holder: read.data.holder },
    // Each has an answer of its own, whoever holds it.
    Promise.all(held.map((credential) => verifyAmong(credential, surroundings, options))),
  ]);
  const more = all.length > held.length ? [tooMany] : [];
  const checks = [format, context, schema, checkHolder(verdict), ...more];
  const subjects = held.map(subjectOf);
  return answer(checks, {
    verdict,
    notes: [...of.notes, ...(verdict.notes ?? [])],
    ...(holder !== undefined && { holder }),
    credentials,
    subjects,
  });
}

/** What the standard does not allow around a presentation, though it can be read. */
function departureIn(screening: Screening): string | undefined {
  const notes = screening.outcome === 'pass' ? screening.notes : [];
  return notes.filter(({ must }) => must).map(detailOf)[0];
}

interface Held {
  readonly verdict?: ProofVerdict;
  readonly notes?: readonly Note[];
  readonly holder?: string;
  readonly credentials?: readonly Verification[];
  readonly subjects?: readonly (string | undefined)[];
}

function answer(
  checks: readonly Check[],
  { verdict, notes = [], holder, credentials = [], subjects = [] }: Held = {},
): Presented {
  const worst = (outcome: Check['outcome']) => checks.some((check) => check.outcome === outcome);
  const authentic = worst('fail') ? 'no' : worst('unknown') ? 'unknown' : 'yes';
  const signature = answerOf(verdict, false);
  return {
    checks: checks.map(displayableCheck),
    summary: { authentic, signature },
    notes,
    ...(holder !== undefined && { holder }),
    credentials,
    subjects,
  };
}

/** The subject of a credential of which nothing is believed yet. */
function subjectOf(input: unknown): string | undefined {
  const received = receive(input);
  const [subject] = received.ok ? objectsAt(received.document['credentialSubject']) : [];
  return idAt(subject?.['id']);
}
