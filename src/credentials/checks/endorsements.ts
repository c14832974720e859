import { type FoundEndorsement, findEndorsements, MAX_ENDORSEMENTS } from '../endorsements.ts';
import { examine, type Examination, type ExamineOptions } from '../examine.ts';
import type { JsonObject } from '../json-object.ts';
import type { Check, EndorsementReading, Surroundings, Words } from '../verification.ts';

/** Each by its own issuer; whatever comes out, the badge's own verdict stays as it is. */
export async function checkEndorsements(
  { document, issuer }: { readonly document: JsonObject; readonly issuer: { readonly id: string } },
  surroundings: Surroundings,
  options: ExamineOptions,
): Promise<readonly Check[]> {
  const found = findEndorsements(document);
  const checked = found.slice(0, MAX_ENDORSEMENTS);
  const checks = await Promise.all(
    checked.map(async (one) =>
      judge(one, await examine(one.input, surroundings, options), issuer.id),
    ),
  );
  return found.length > checked.length ? [...checks, tooMany] : checks;
}

function judge({ host }: FoundEndorsement, examination: Examination, badgeIssuer: string): Check {
  const endorsement = readingOf(examination);
  const isEndorsement = examination.kind === 'endorsement';
  const said = endorsement ? { endorsement } : {};
  const details = examination.checks.map(
    ({ id, outcome, detail }) => `${id} ${outcome}: ${detail}`,
  );
  const detail = details.at(-1) ?? '';
  if (examination.authentic !== 'yes' || !isEndorsement) {
    const isWrong = examination.authentic === 'no' || examination.authentic === 'yes';
    return { ...answer(isWrong ? 'fail' : 'unknown'), ...said, detail };
  }
  if (examination.standing === 'unknown') return { ...answer('unknown'), ...said, detail };
  if (examination.standing !== 'valid') {
    return { ...answer('warn'), ...said, detail: `It is ${examination.standing}` };
  }
  if (endorsement && host !== undefined && endorsement.about !== host) {
    return { ...answer('warn'), ...said, detail: `It is about ${endorsement.about}` };
  }
  const { id } = examination.issuer;
  const sentence = id === badgeIssuer ? BY_THE_ISSUER : SENTENCES.pass;
  return { ...answer('pass'), sentence, ...said, detail: `Signed by ${id}` };
}

function readingOf({ read }: Examination): EndorsementReading | undefined {
  const reading = read?.of.reading;
  if (!reading) return undefined;
  const { id, name } = reading.issuer;
  return {
    by: { id, ...(name !== undefined && { name }) },
    about: reading.achievementId,
    ...(reading.description !== '' && { comment: reading.description }),
  };
}

const SENTENCES: Record<Check['outcome'], Words> = {
  pass: {
    fr: 'Quelqu’un d’autre appuie ce badge. Sa signature est juste.',
    en: 'Somebody else endorses this badge. Their signature is right.',
  },
  warn: {
    fr: 'Un appui à ce badge ne vaut pas, ou plus.',
    en: 'An endorsement of this badge does not count, or no longer.',
  },
  fail: {
    fr: 'Un appui à ce badge est faux.',
    en: 'An endorsement of this badge is false.',
  },
  unknown: {
    fr: 'Nous n’avons pas pu contrôler un appui à ce badge.',
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
