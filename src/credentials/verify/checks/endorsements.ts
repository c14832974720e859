import {
  type FoundEndorsement,
  findEndorsements,
  MAX_ENDORSEMENTS,
} from '../../read/endorsements.ts';
import { isAuthority } from '../../identifiers/authority.ts';
import { holdsDigest } from '../../read/badge-digest.ts';
import { examine, type Examination, type Examined, type ExamineOptions } from '../examine.ts';
import { idAt, objectAt } from '../../bytes/loose.ts';
import type { EndorsementReading } from '../../readings.ts';
import type { Surroundings } from '../../surroundings.ts';
import type { Check, Said } from '../../verification.ts';

/** Each by its own issuer; whatever comes out, the badge's own verdict stays as it is. */
export async function checkEndorsements(
  badge: Examined,
  surroundings: Surroundings,
  options: ExamineOptions,
): Promise<readonly Check[]> {
  const found = findEndorsements(badge.document);
  const checked = found.slice(0, MAX_ENDORSEMENTS);
  const checks = await Promise.all(
    checked.map(async (one) => judge(one, await examine(one.input, surroundings, options), badge)),
  );
  return found.length > checked.length ? [...checks, tooMany] : checks;
}

async function judge(
  { host }: FoundEndorsement,
  examination: Examination,
  badge: Examined,
): Promise<Check> {
  const { of, signature, standing, ambiguity, checks } = examination;
  const endorsement = of && readingOf(of);
  const said = endorsement ? { endorsement } : {};
  const detail = checks
    .filter(({ outcome }) => outcome !== 'pass')
    .map((check) => `${check.id} ${check.outcome}: ${check.detail}`)
    .join(' ');
  if (!of || signature !== 'right' || ambiguity !== undefined || of.kind.name !== 'endorsement') {
    const isWrong = signature !== 'unknown' || ambiguity !== undefined;
    return { ...answer(isWrong ? 'fail' : 'unknown'), ...said, detail };
  }
  if (standing === 'unknown') return { ...answer('unknown'), ...said, detail };
  if (standing !== 'valid') return { ...answer('warn'), ...said, detail: `It is ${standing}` };
  if (host !== undefined && endorsement?.about !== host) {
    return { ...answer('warn'), ...said, detail: `It is about ${endorsement?.about ?? ''}` };
  }
  if (!(await counts(of, badge))) return { ...answer('warn'), ...said, ...UNCOUNTED };
  const { id } = of.issuer;
  const { code } = id === badge.issuer.id ? BY_THE_ISSUER : SENTENCES.pass;
  return { ...answer('pass'), code, ...said, detail: `Signed by ${id}` };
}

/**
 * Anybody can sign a word about anybody's badge. It counts if it comes from whoever the badge's
 * address belongs to, or if it names the very badge by its digest (docs/adr/0027).
 */
async function counts(endorsement: Examined, badge: Examined): Promise<boolean> {
  const about = idAt(objectAt(endorsement.document['credentialSubject'])['id']);
  if (about === undefined) return false;
  const { allowance } = badge.issuer;
  return (
    isAuthority(endorsement.issuer.id, about) || holdsDigest(endorsement.document, badge, allowance)
  );
}

function readingOf({ kind, document }: Examined): EndorsementReading {
  const { id, issuer, achievementId = '', description } = kind.read(document);
  return {
    ...(id !== undefined && { id }),
    by: { id: issuer.id, ...(issuer.name !== undefined && { name: issuer.name }) },
    about: achievementId,
    ...(description !== '' && { comment: description }),
  };
}

const UNCOUNTED: Pick<Check, 'explanation' | 'detail'> = {
  explanation: [{ code: 'check.endorsement.untied' }],
  detail: 'Its issuer does not answer for the address, and it holds no digest of the badge',
};

const SENTENCES: Record<Check['outcome'], Said> = {
  pass: { code: 'check.endorsement.right' },
  warn: { code: 'check.endorsement.not-counted' },
  fail: { code: 'check.endorsement.false' },
  unknown: { code: 'check.endorsement.unchecked' },
};

/** Another person of the same house may have signed: its key does not tell. */
const BY_THE_ISSUER: Said = { code: 'check.endorsement.by-the-issuer' };

const NOT_THE_BADGE: Said = { code: 'check.endorsement.not-the-badge' };

function answer(outcome: Check['outcome']): Omit<Check, 'detail'> {
  const { code } = SENTENCES[outcome];
  return outcome === 'pass'
    ? { id: 'endorsement', outcome, code }
    : { id: 'endorsement', outcome, code, explanation: [NOT_THE_BADGE] };
}

const tooMany: Check = {
  ...answer('unknown'),
  detail: `There are more than ${MAX_ENDORSEMENTS} endorsements: the others were not checked`,
};
