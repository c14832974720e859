import {
  type FoundEndorsement,
  findEndorsements,
  MAX_ENDORSEMENTS,
} from '../../read/endorsements.ts';
import { isAuthority } from '../../identifiers/authority.ts';
import { holdsDigest } from '../../read/badge-digest.ts';
import { examine, type Examination, type Examined, type ExamineOptions } from '../examine.ts';
import { idAt, objectAt } from '../../bytes/loose.ts';
import type { Check, EndorsementReading, Surroundings, Words } from '../../verification.ts';

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
  const sentence = id === badge.issuer.id ? BY_THE_ISSUER : SENTENCES.pass;
  return { ...answer('pass'), sentence, ...said, detail: `Signed by ${id}` };
}

/**
 * Anybody can sign a word about anybody's badge. It counts if it comes from whoever the badge's
 * address belongs to, or if it names the very badge by its digest (docs/adr/0027).
 */
async function counts(endorsement: Examined, badge: Examined): Promise<boolean> {
  const about = idAt(objectAt(endorsement.document['credentialSubject'])['id']);
  if (about === undefined) return false;
  return isAuthority(endorsement.issuer.id, about) || holdsDigest(endorsement.document, badge);
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

const UNCOUNTED = {
  explanation: {
    fr: 'Sa signature est juste, mais rien ne la lie à ce badge.',
    en: 'Its signature is right, but nothing ties it to this badge.',
  },
  detail: 'Its issuer does not answer for the address, and it holds no digest of the badge',
};

const SENTENCES: Record<Check['outcome'], Words> = {
  pass: {
    fr: 'Quelqu’un d’autre appuie ce badge. Sa signature est juste.',
    en: 'Somebody else endorses this badge. Their signature is right.',
  },
  warn: {
    fr: 'Une confirmation de ce badge ne vaut pas, ou plus.',
    en: 'An endorsement of this badge does not count, or no longer.',
  },
  fail: {
    fr: 'Une confirmation de ce badge est fausse.',
    en: 'An endorsement of this badge is false.',
  },
  unknown: {
    fr: 'Nous n’avons pas pu contrôler une confirmation de ce badge.',
    en: 'We could not check an endorsement of this badge.',
  },
};

/** Another person of the same house may have signed: its key does not tell. */
const BY_THE_ISSUER: Words = {
  fr: 'L’émetteur a joint une autre confirmation. Sa signature est juste.',
  en: 'The issuer has added another confirmation. Its signature is right.',
};

const NOT_THE_BADGE: Words = {
  fr: 'Cela ne change rien au badge lui-même.',
  en: 'This changes nothing about the badge itself.',
};

function answer(outcome: Check['outcome']): Omit<Check, 'detail'> {
  const sentence = SENTENCES[outcome];
  return outcome === 'pass'
    ? { id: 'endorsement', outcome, sentence }
    : { id: 'endorsement', outcome, sentence, explanation: NOT_THE_BADGE };
}

const tooMany: Check = {
  ...answer('unknown'),
  detail: `There are more than ${MAX_ENDORSEMENTS} endorsements: the others were not checked`,
};
