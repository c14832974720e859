/**
 * A confirmation by itself stands and falls with its badge (docs/adr/0027): its own status entry is
 * that of the badge; one from before has none, and is answered through the badge at its address.
 */
import { isAuthority } from '../../identifiers/authority.ts';
import { messageOf } from '../../errors.ts';
import { type Examined, examine, type ExamineOptions, isAuthentic } from '../examine.ts';
import { idAt, objectAt } from '../../bytes/loose.ts';
import { readStatusEntries } from '../../schemas/vcdm-schema.ts';
import type { BadgeReading } from '../../readings.ts';
import type { Surroundings, TextFetch } from '../../surroundings.ts';
import type { Check, Standing } from '../../verification.ts';

export interface EndorsedResult {
  readonly check: Check;
  readonly standing: Standing;
  /** What the badge says, if it could be read and is authentic. */
  readonly badge?: { readonly standing: Standing; readonly credential: BadgeReading };
}

/** Undefined for anything but a confirmation that is on its own. `own`: its status and its dates. */
export async function checkEndorsed(
  endorsement: Examined,
  own: Standing,
  surroundings: Surroundings,
  options: ExamineOptions,
): Promise<EndorsedResult | undefined> {
  const { kind, document, issuer } = endorsement;
  if (kind.name !== 'endorsement') return undefined;
  const about = idAt(objectAt(document['credentialSubject'])['id']) ?? '';
  const hasStatus = hasEntries(endorsement);
  // A third one's word on somebody's badge has the standing that it says itself; to ask where the
  // badge lies would tell its issuer who looks.
  if (!isAuthority(issuer.id, about)) return undefined;
  const fetched = await fetchBadge(about, endorsement, surroundings);
  if (fetched.outcome !== 'found') {
    // Its own status says nothing of a badge that should be there, and is not.
    if (hasStatus && fetched.outcome !== 'not-found') return undefined;
    const { check, standing } = unread(fetched.detail);
    return { check, standing: own === 'valid' ? standing : own };
  }
  const badge = await examine(fetched.text, surroundings, options);
  const isIt = badge.of?.document['id'] === about && badge.of.issuer.id === issuer.id;
  if (!badge.of || !isAuthentic(badge) || !isIt) return unread('The badge there is not authentic');
  const { standing, of } = badge;
  const credential = of.kind.read(of.document);
  return {
    check: {
      ...CHECKS[standing === 'valid' ? 'valid' : 'over'],
      detail: `Its badge is ${standing}`,
    },
    standing: own === 'valid' ? standing : own,
    badge: { standing, credential },
  };
}

function hasEntries({ document }: Examined): boolean {
  const status = readStatusEntries(document);
  return status.ok && status.entries !== undefined;
}

async function fetchBadge(
  about: string,
  { form }: Examined,
  surroundings: Surroundings,
): Promise<TextFetch> {
  try {
    return (await surroundings.endorsed?.(about, form)) ?? nobody;
  } catch (error) {
    return { outcome: 'unreachable', detail: messageOf(error) };
  }
}

const nobody: TextFetch = { outcome: 'unreachable', detail: 'Nobody was asked' };

function unread(detail: string): EndorsedResult {
  return { check: { ...CHECKS.unknown, detail }, standing: 'unknown' };
}

const CHECKS: Record<'valid' | 'over' | 'unknown', Omit<Check, 'detail'>> = {
  valid: {
    id: 'endorsed',
    outcome: 'pass',
    code: 'check.endorsed.valid',
  },
  over: {
    id: 'endorsed',
    outcome: 'warn',
    code: 'check.endorsed.over',
    explanation: [{ code: 'check.endorsed.over.why' }],
  },
  unknown: {
    id: 'endorsed',
    outcome: 'unknown',
    code: 'check.endorsed.unread',
  },
};
