/** A verification in the words of the VC-API: one yes or no, and a problem for each reason. */
import type { CheckId, Verification } from '../../credentials/verify/verify.ts';
import {
  type Say,
  tell,
  tellCheck,
  type ToldCheck,
  type ToldVerification,
  withSentences,
} from '../../credentials/verify/with-sentences.ts';
import type { PresentationVerification } from '../../credentials/verify/verify-presentation.ts';
import { problemType } from '../../problems/problems.ts';
import { described, type DescribedVerification } from '../../web/api/verification-schema.ts';

interface Problem {
  readonly type: string;
  readonly title: string;
  readonly detail: string;
}

interface Answer {
  readonly verified: boolean;
  readonly problemDetails: readonly Problem[];
  readonly warnings: readonly Problem[];
  readonly errors: readonly string[];
}

/** VCDM 2.0 §7.2, and Bitstring Status List 1.0 §3.5 for the status. */
const VCDM = 'https://www.w3.org/TR/vc-data-model#';
const STATUS_LIST = 'https://www.w3.org/ns/credentials/status-list#';

const PROBLEM_TYPES: Readonly<Partial<Record<CheckId, string>>> = {
  format: `${VCDM}PARSING_ERROR`,
  signature: `${VCDM}CRYPTOGRAPHIC_SECURITY_ERROR`,
  'issuer-key': `${VCDM}CRYPTOGRAPHIC_SECURITY_ERROR`,
  holder: `${VCDM}CRYPTOGRAPHIC_SECURITY_ERROR`,
  dates: `${VCDM}RANGE_ERROR`,
};

/** What a client asks for beside. */
interface Wanted {
  readonly requireKnownIssuer?: boolean | undefined;
}

/** And who answers. */
interface Asked extends Wanted {
  readonly say: Say;
  readonly publicUrl: string;
}

/** Whoever reads `verified` alone must not take a badge that may be revoked. */
export function presentCredential(
  given: Verification,
  { say, publicUrl, ...wanted }: Asked,
): Answer & { readonly verification: DescribedVerification } {
  const verification = withSentences(given, say);
  const { checks } = verification;
  const told = {
    verified: isVerified(verification, wanted),
    decisive: checks.filter((check) => isDecisive(check) || isUnknownIssuer(check, wanted)),
    departures: departuresOf(verification),
  };
  return { ...answer(told, checks, publicUrl), verification: described(verification) };
}

export function presentPresentation(
  { holder, ...given }: PresentationVerification,
  { say, publicUrl, ...wanted }: Asked,
) {
  const checks = given.checks.map((check) => tellCheck(check, say));
  const notes = given.notes.map((note) => tell(note, say));
  const credentials = given.credentials.map((one) => withSentences(one, say));
  const authentic = checks.every(({ outcome }) => outcome === 'pass' || outcome === 'warn');
  const departures = [...departuresOf({ notes }), ...credentials.flatMap(departuresOf)];
  const verified =
    authentic && isStrict({ notes }) && credentials.every((one) => isVerified(one, wanted));
  const all = [...checks, ...credentials.flatMap((credential) => credential.checks)];
  const decisive = [
    ...checks.filter(isDecisive),
    ...credentials.flatMap(({ checks: own }) =>
      own.filter((check) => isDecisive(check) || isUnknownIssuer(check, wanted)),
    ),
  ];
  return {
    ...answer({ verified, decisive, departures }, all, publicUrl),
    checks,
    notes,
    ...(holder !== undefined && { holder }),
    credentials: credentials.map(described),
  };
}

type Noted = Pick<ToldVerification, 'notes' | 'kind'>;

/** As strict as when it was written: what departs from a MUST is not verified. */
const isStrict = ({ notes, kind }: Noted): boolean =>
  kind !== 'wrapped' && notes.every(({ must }) => !must);

function isVerified(
  verification: ToldVerification,
  { requireKnownIssuer = false }: Wanted,
): boolean {
  const { summary } = verification;
  if (requireKnownIssuer && !summary.issuerKnown) return false;
  return isStrict(verification) && summary.authentic === 'yes' && summary.standing === 'valid';
}

/** What a strict reader refuses, each by itself. */
function departuresOf({ notes, kind }: Noted): readonly Problem[] {
  const departures = notes
    .filter(({ must }) => must)
    .map(({ sentence, place, rule }) => ({
      type: `${VCDM}MALFORMED_VALUE_ERROR`,
      title: sentence,
      detail: `${place}: ${rule}`,
    }));
  return kind === 'wrapped' ? [...departures, SEVERAL] : departures;
}

const SEVERAL: Problem = {
  type: `${VCDM}MALFORMED_VALUE_ERROR`,
  title: 'It is not one credential.',
  detail: 'Send each credential in it by itself, or a presentation to /presentations/verify',
};

/** Without an answer to one of these, nothing is verified; the others are worth a warning. */
function isDecisive({ id, outcome }: ToldCheck): boolean {
  if (id === 'dates' || id === 'status') return outcome !== 'pass';
  const isAside = ['issuer-known', 'recipient', 'digests', 'endorsement', 'refresh'].includes(id);
  return !isAside && (outcome === 'fail' || outcome === 'unknown');
}

const isUnknownIssuer = ({ id, outcome }: ToldCheck, { requireKnownIssuer = false }: Wanted) =>
  requireKnownIssuer && id === 'issuer-known' && outcome !== 'pass';

interface Reasons {
  readonly verified: boolean;
  /** The checks that decide against it. */
  readonly decisive: readonly ToldCheck[];
  readonly departures: readonly Problem[];
}

function answer(
  { verified, decisive, departures }: Reasons,
  checks: readonly ToldCheck[],
  publicUrl: string,
): Answer {
  const problem = ({ id, outcome, sentence, detail }: ToldCheck): Problem => {
    return { type: typeOf(id, outcome, publicUrl), title: sentence, detail };
  };
  const problemDetails = verified ? [] : [...decisive.map(problem), ...departures];
  const others = checks.filter((check) => check.outcome !== 'pass' && !decisive.includes(check));
  return {
    verified,
    problemDetails,
    warnings: others.map(problem),
    errors: problemDetails.map(({ title, detail }) => `${title} ${detail}`),
  };
}

function typeOf(id: CheckId, outcome: ToldCheck['outcome'], publicUrl: string): string {
  // No standard has a word for it: the network is ours.
  if (id === 'issuer-known') return problemType('UNKNOWN_ISSUER', publicUrl);
  if (id !== 'status') return PROBLEM_TYPES[id] ?? `${VCDM}MALFORMED_VALUE_ERROR`;
  return `${STATUS_LIST}STATUS_${outcome === 'unknown' ? 'RETRIEVAL' : 'VERIFICATION'}_ERROR`;
}
