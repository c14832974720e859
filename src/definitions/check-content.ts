/** What a badge class must be true to wherever it comes from: a file, or a form of a KPA. */
import { checkEnglish, type ProblemAt } from './check-languages.ts';
import type { BadgeClassFile, FrameworkFile, ObjectiveFile } from './schemas.ts';

/** Each badge class is understood in Europe and in France: one of each at least. */
const REQUIRED_FRAMEWORKS = [
  { required: 'esco', code: 'class.no-esco' },
  { required: 'rome-4-0', code: 'class.no-rome' },
] as const;

/** What it refers to. `unread`: frameworks of which it is not known what they hold. */
export interface References {
  readonly objectives: readonly Pick<ObjectiveFile, 'number' | 'sensitive'>[] | undefined;
  readonly frameworks: readonly {
    readonly slug: string;
    readonly competences: readonly Pick<FrameworkFile['competences'][number], 'id'>[];
  }[];
  readonly unread: ReadonlySet<string>;
}

export function* checkContent(value: BadgeClassFile, around: References): Generator<ProblemAt> {
  yield* checkObjective(value, around.objectives);
  yield* checkLevels(value);
  yield* checkAlignments(value, around);
  yield* checkConfirmations(value);
  yield* checkEnglish(value);
  yield* checkVoice(value, FRENCH_VOICE, []);
  yield* checkVoice(value.en, ENGLISH_VOICE, ['en']);
}

interface Voice {
  /** How a name begins, which says what somebody can say of themselves. */
  readonly first: RegExp;
  /** What an employer does not read: a gender, or the first person. */
  readonly notOfOthers: RegExp;
}

const FRENCH_VOICE: Voice = {
  first: /^J(?:e |’)/u,
  notOfOthers: /(?<!\p{L})(?:ils?|elles?|je|j|mon|ma|mes|nous)(?!\p{L})/iu,
};
const ENGLISH_VOICE: Voice = {
  first: /^I /u,
  notOfOthers: /(?<!\p{L})(?:he|she|his|her|i|my|we)(?!\p{L})/iu,
};

function* checkVoice(
  { name, employerSentence }: Pick<BadgeClassFile, 'name' | 'employerSentence'>,
  { first, notOfOthers }: Voice,
  place: readonly PropertyKey[],
): Generator<ProblemAt> {
  if (!first.test(name)) {
    const message = 'name is not in the first person';
    const remedy = 'Begin it with “Je”, in English with “I”.';
    yield { at: [...place, 'name'], message, remedy, code: 'class.first-person' };
  }
  if (notOfOthers.test(employerSentence)) {
    const message = 'employerSentence is not in the third person without a gender';
    const remedy = 'Begin with what was done: “A tenu …”, in English “Held …”.';
    yield { at: [...place, 'employerSentence'], message, remedy, code: 'class.third-person' };
  }
}

function* checkObjective(
  value: BadgeClassFile,
  objectives: References['objectives'],
): Generator<ProblemAt> {
  if (!objectives) return;
  const objective = objectives.find(({ number }) => number === value.objective);
  if (!objective) {
    const remedy = `Use a number from objectives.yaml: 1 to ${objectives.length}.`;
    yield { at: ['objective'], message: `objective ${value.objective} is unknown`, remedy };
    return;
  }
  yield* checkSensitive(value, objective);
}

/** The person decides alone, and nothing about their life is kept (objective 6). */
function* checkSensitive(
  value: BadgeClassFile,
  objective: Pick<ObjectiveFile, 'number' | 'sensitive'>,
): Generator<ProblemAt> {
  if (objective.sensitive === true && value.sensitive !== true) {
    const message = `A badge class of objective ${objective.number} is sensitive`;
    yield { at: ['objective'], message, remedy: 'Write sensitive: true.' };
  }
  if (value.sensitive === true && value.proposedFor) {
    const message = 'A sensitive badge class is never proposed';
    yield { at: ['proposedFor'], message, remedy: 'Remove proposedFor.' };
  }
  if (value.sensitive === true && value.evidence.length > 0) {
    const message = 'A sensitive badge class asks for no evidence';
    yield { at: ['evidence'], message, remedy: 'Write evidence: [].', code: 'class.no-evidence' };
  }
}

function* checkLevels({ kind, leveled }: BadgeClassFile): Generator<ProblemAt> {
  const expected = kind === 'competence';
  if ((leveled === true) === expected) return;
  yield {
    at: [expected ? 'kind' : 'leveled'],
    message: `A badge class of kind ${kind} has ${expected ? 'the four levels' : 'no levels'}`,
    remedy: expected ? 'Write leveled: true.' : 'Remove leveled, or write kind: competence.',
  };
}

function* checkAlignments(
  { alignments }: BadgeClassFile,
  around: References,
): Generator<ProblemAt> {
  const cited = new Set<string>();
  for (const [index, { framework, competence }] of alignments.entries()) {
    const citation = `${framework} ${competence}`;
    if (cited.has(citation)) {
      const message = `alignments[${index}] repeats ${citation}`;
      yield { at: ['alignments', index], message, remedy: 'Remove one of the two.' };
    }
    cited.add(citation);
    yield* checkReference(index, framework, competence, around);
  }
  for (const { required, code } of REQUIRED_FRAMEWORKS) {
    if (alignments.some(({ framework }) => framework === required)) continue;
    const message = `alignments has no competence of ${required}`;
    const remedy = `Add one from frameworks/${required}.yaml.`;
    yield { at: ['alignments'], message, remedy, code };
  }
}

function* checkReference(
  index: number,
  framework: string,
  competence: string,
  { frameworks, unread }: References,
): Generator<ProblemAt> {
  if (unread.has(framework)) return;
  const found = frameworks.find(({ slug }) => slug === framework);
  if (!found) {
    const known = frameworks.map(({ slug }) => slug).join(', ');
    const at = ['alignments', index, 'framework'];
    yield { at, message: `framework ${framework} is unknown`, remedy: `Use one of: ${known}.` };
  } else if (!found.competences.some(({ id }) => id === competence)) {
    yield {
      at: ['alignments', index, 'competence'],
      message: `competence ${competence} is not in ${framework}`,
      remedy: `Use an id from frameworks/${framework}.yaml, or add the competence there.`,
    };
  }
}

/** In a line that names somebody who is not of the KPA. */
const OUTSIDE = /client|partenaire|extérieur|porteuse|autre KPA|employeu/iu;
/** In one that names the group, or so many of it. One of « l’équipe » may be of the team of the KPA. */
const GROUP =
  /(?<!\p{L})groupes?(?!\p{L})|personnes de l’équipe(?! du KPA)|personnes? (?:présentes?|qui (?:ont|a) appris|qui étai(?:en)?t)/iu;
const GROUP_IN_ENGLISH =
  /\bgroups?\b|\bpeople from the team(?! of the KPA)|\b(?:people|person|somebody|someone) (?:who learned|who (?:were|was) there)/iu;
/** In one that says that one person is not enough. */
const TWO = /il faut (?:deux|2) personnes|une deuxième personne/iu;
const ALONE = /quelqu’un|some(?:body|one)/giu;
const COUNTED = /(?<count>\p{L}+|\d+) (?:autres? |other )?(?:personnes?|person|people)(?!\p{L})/giu;
const COUNTS = [
  ...['une one', 'deux two', 'trois three', 'quatre four', 'cinq five', 'six', 'sept seven'],
  ...['huit eight', 'neuf nine', 'dix ten'],
].map((words) => words.split(' '));

type Confirmed = Pick<
  BadgeClassFile,
  'criteria' | 'recognisedBy' | 'confirmedBy' | 'sensitive' | 'en'
>;

/** Its words, which are published, and what the pages let people do (docs/adr/0054, 0056), are one. */
function* checkConfirmations(written: Confirmed): Generator<ProblemAt> {
  if (written.sensitive === true && written.confirmedBy) {
    const message = 'A sensitive badge class stays between two people';
    const remedy = 'Remove confirmedBy.';
    yield { at: ['confirmedBy'], message, remedy, code: 'class.stays-between-two' };
    return;
  }
  const en = { ...written.en, recognisedBy: written.en.recognisedBy.map(asPrinted) };
  const value = { ...written, recognisedBy: written.recognisedBy.map(asPrinted), en };
  yield* checkOutside(value);
  yield* checkSeen(value);
  yield* checkGroup(value);
  yield* checkSecond(value);
}

function* checkOutside({ recognisedBy, confirmedBy }: Confirmed): Generator<ProblemAt> {
  const isSaid = recognisedBy.some((line) => OUTSIDE.test(line));
  if (isSaid === (confirmedBy?.outside === true)) return;
  yield {
    at: ['recognisedBy'],
    message: isSaid
      ? 'recognisedBy names somebody who is not of the KPA, and confirmedBy does not'
      : 'confirmedBy lets somebody confirm who is not of the KPA, and recognisedBy names nobody',
    remedy: isSaid
      ? 'Write confirmedBy: { outside: true }.'
      : 'Name them in recognisedBy (a client, a partner, the host organisation), or remove confirmedBy.',
    ...(isSaid && { code: 'class.outside-not-ticked' }),
  };
}

/** What somebody from outside is offered to tick is there, in the order in which it is read. */
function* checkSeen({ criteria, confirmedBy }: Confirmed): Generator<ProblemAt> {
  const sees = confirmedBy?.outsideSees;
  if (!sees) return;
  if (confirmedBy.outside !== true) {
    const message = 'outsideSees is for somebody from outside, and none confirms';
    yield { at: ['confirmedBy'], message, remedy: 'Remove outsideSees.' };
  }
  const inOrder = sees.every((one, at) => one > (sees[at - 1] ?? 0) && one <= criteria.length);
  if (inOrder) return;
  const message = 'outsideSees does not number criteria, in their order';
  yield { at: ['confirmedBy'], message, remedy: `Use numbers from 1 to ${criteria.length}.` };
}

function* checkGroup({ recognisedBy, confirmedBy, en }: Confirmed): Generator<ProblemAt> {
  const group = confirmedBy?.group;
  const lines = recognisedBy.filter((line) => GROUP.test(line));
  if (group === undefined) {
    const isInEnglish = en.recognisedBy.some((line) => GROUP_IN_ENGLISH.test(line));
    if (lines.length === 0 && !isInEnglish) return;
    yield {
      at: lines.length > 0 ? ['recognisedBy'] : ['en', 'recognisedBy'],
      message: 'recognisedBy names the group, and confirmedBy does not',
      remedy: 'Write confirmedBy: { group: 2 }, with how many of it must have seen it.',
      code: 'class.group-not-chosen',
    };
    return;
  }
  if (lines.length === 0) {
    const message = 'confirmedBy lets the group confirm, and recognisedBy does not name it';
    const remedy = 'Name it in recognisedBy (“Deux personnes du groupe”), or remove group.';
    yield { at: ['recognisedBy'], message, remedy };
    return;
  }
  const english = en.recognisedBy.filter((line) => GROUP_IN_ENGLISH.test(line));
  const other = otherCount(lines, group);
  const said = other ?? otherCount(english, group);
  if (said === undefined) return;
  const at = other === undefined ? ['en', 'recognisedBy'] : ['recognisedBy'];
  const message = `${at.join('.')} says ${said} of the group, and confirmedBy ${group}`;
  const remedy = `Write group: ${said}, or the other number in ${at.join('.')}.`;
  yield { at, message, remedy, code: 'class.group-other-number' };
}

const otherCount = (lines: readonly string[], group: number): number | undefined =>
  lines.flatMap(countsIn).find((count) => count !== group);

function* checkSecond({ recognisedBy, confirmedBy }: Confirmed): Generator<ProblemAt> {
  const isSaid = recognisedBy.some((line) => TWO.test(line));
  if (isSaid === (confirmedBy?.people === 2)) return;
  yield {
    at: ['recognisedBy'],
    message: isSaid
      ? 'recognisedBy says that it takes two people, and confirmedBy does not'
      : 'confirmedBy needs two people, and recognisedBy does not say so',
    remedy: isSaid
      ? 'Write confirmedBy: { people: 2 }.'
      : 'Say it in recognisedBy (“Il faut deux personnes”), or remove people.',
    ...(isSaid && { code: 'class.second-not-ticked' }),
  };
}

/** Whom a line says, beside the team. */
export function confirmersIn(line: string) {
  const printed = asPrinted(line);
  return { outside: OUTSIDE.test(printed), group: GROUP.test(printed), second: TWO.test(printed) };
}

/** As a keyboard writes it, or a printer: it is the same line. */
const asPrinted = (line: string) =>
  line.normalize('NFC').replaceAll("'", '’').replaceAll(/\s+/gu, ' ');

/** How many a line asks for, wherever it says so; « Le groupe » says no number. */
function countsIn(line: string): readonly number[] {
  const counted = line.replaceAll(ALONE, '1 person').matchAll(COUNTED);
  return [...counted].flatMap(({ groups }) => {
    const word = groups?.['count']?.toLowerCase() ?? '';
    const count = Number(word) || COUNTS.findIndex((words) => words.includes(word)) + 1;
    return count > 0 ? [count] : [];
  });
}
