/** The verification of one credential, alone or among several that share an answer. */
import { checkDigests } from './checks/digests.ts';
import { displayableCheck } from './checks/displayable-check.ts';
import { checkEndorsed } from './checks/endorsed.ts';
import { checkEndorsements } from './checks/endorsements.ts';
import { checkRecipient } from './checks/recipient.ts';
import { checkRefresh } from './checks/refresh.ts';
import { displayable, displayableAddress } from '../read/displayable.ts';
import { messageOf } from '../errors.ts';
import { type Examination, type Examined, examine, type ExamineOptions } from './examine.ts';
import { isAuthentic } from './examine.ts';
import { readLoosely } from '../schemas/vcdm-schema.ts';
import type { Namesake, Surroundings } from '../surroundings.ts';
import type {
  Check,
  Signatory,
  StandardAnswer,
  Summary,
  StatusOfPurpose,
  Verification,
} from '../verification.ts';
import type { StatusReading } from '../statuses/status-type.ts';

/** Never throws. */
export async function verifyAmong(
  input: unknown,
  surroundings: Surroundings,
  options: ExamineOptions,
): Promise<Verification> {
  try {
    const examination = await examine(input, surroundings, options);
    const { of } = examination;
    if (!of) return answered(examination);
    if (isAuthentic(examination)) {
      return await authenticated(input, { ...examination, of }, surroundings, options);
    }
    // A wrong signature says enough; of an unknown one the name is all that there is.
    const isOpen = examination.signature === 'unknown';
    return { ...answered(examination), ...(isOpen && (await namesakeOf(of, surroundings))) };
  } catch (error) {
    return unanswered(messageOf(error));
  }
}

/** For whoever cannot let the verification come to its end. `detail`: why, in English. */
export function unanswered(detail: string): Verification {
  return {
    checks: [{ ...unexpected, detail }],
    summary: {
      signature: 'unknown',
      standard: 'unknown',
      standing: 'unknown',
      authentic: 'unknown',
      issuerKnown: false,
    },
    notes: [],
  };
}

type Authentic = Examination & { readonly of: Examined };

async function authenticated(
  input: unknown,
  examination: Authentic,
  surroundings: Surroundings,
  options: ExamineOptions,
): Promise<Verification> {
  const { of } = examination;
  const [endorsements, { checks: refresh, newest }, endorsed, namesake] = await Promise.all([
    checkEndorsements(of, surroundings, options),
    checkRefresh(input, of, surroundings, options),
    checkEndorsed(of, examination.standing, surroundings, options),
    namesakeOf(of, surroundings),
  ]);
  const { asOf, since, readings = [] } = of.status ?? {};
  const others = [
    ...checkHolder(of, surroundings),
    ...checkDigests(readLoosely(of.document)),
    ...endorsements,
    ...refresh,
    ...(endorsed ? [endorsed.check] : []),
  ];
  const base = answered(examination);
  // A confirmation counts as long as its badge does.
  const standing = endorsed ? endorsed.standing : base.summary.standing;
  return {
    ...base,
    checks: [...examination.checks, ...others].map(displayableCheck),
    summary: { ...base.summary, standing },
    ...(of.known && { issuer: of.known }),
    ...namesake,
    ...(readings.length > 0 && { statuses: readings.map(shownStatus) }),
    ...(asOf !== undefined && { statusAsOf: asOf }),
    ...(since !== undefined && { statusUnknownSince: since }),
    ...(newest && { newest }),
    ...(endorsed?.badge && { endorsed: endorsed.badge }),
  };
}

function shownStatus({ purpose, status, asOf, since }: StatusReading): StatusOfPurpose {
  return {
    purpose: displayable(purpose),
    standing: status,
    ...(asOf !== undefined && { asOf }),
    ...(since !== undefined && { since }),
  };
}

function checkHolder({ kind, document }: Examined, { holderName }: Surroundings): readonly Check[] {
  return kind.name === 'badge' && holderName !== undefined
    ? [checkRecipient(document, holderName)]
    : [];
}

/** Somebody known, if a stranger has about the same name. */
async function namesakeOf(
  { known, kind, document }: Examined,
  surroundings: Surroundings,
): Promise<{ readonly namesake?: Namesake }> {
  const { name } = kind.read(document).issuer;
  if (known || name === undefined) return {};
  const namesake = await surroundings.namesake?.(name).catch(() => undefined);
  return namesake ? { namesake } : {};
}

function answered(examination: Examination): Verification {
  const { checks, notes, of } = examination;
  return {
    checks: checks.map(displayableCheck),
    summary: summaryOf(examination),
    notes,
    ...(of && {
      kind: of.kind.name,
      signedBy: shown(of.signedBy),
      credential: of.kind.read(of.document),
    }),
  };
}

function shown({ issuer, domain, key }: Signatory): Signatory {
  return {
    issuer: displayableAddress(issuer),
    ...(domain !== undefined && { domain: displayableAddress(domain) }),
    ...(key !== undefined && { key: displayableAddress(key) }),
  };
}

function summaryOf(examination: Examination): Summary {
  const { signature, ambiguity, standing, of } = examination;
  const isRefused = signature === 'wrong' || signature === 'none' || ambiguity !== undefined;
  const authentic = isAuthentic(examination) ? 'yes' : isRefused ? 'no' : 'unknown';
  return {
    signature,
    standard: standardOf(examination),
    standing,
    authentic,
    issuerKnown: authentic === 'yes' && of?.known !== undefined,
  };
}

function standardOf({ ambiguity, notes, of }: Examination): StandardAnswer {
  if (ambiguity !== undefined) return 'ambiguous';
  if (!of) return 'unknown';
  return notes.length === 0 ? 'followed' : 'notes';
}

const unexpected: Omit<Check, 'detail'> = {
  id: 'format',
  outcome: 'unknown',
  code: 'check.format.unchecked',
  explanation: [{ code: 'check.format.unchecked.why' }],
};
