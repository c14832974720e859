/** What one badge class must be true to beyond its own file. */
import { checkEnglish, type ProblemAt } from './check-languages.ts';
import type { Report } from './problems.ts';
import type { ClassFile, Folder } from './read-folder.ts';
import type { BadgeClassFile, ObjectiveFile } from './schemas.ts';

/** Each badge class is understood in Europe and in France: one of each at least. */
const REQUIRED_FRAMEWORKS = ['esco', 'rome-4-0'];

export function checkBadgeClass(badgeClass: ClassFile, folder: Folder, report: Report): void {
  const { file, value, lineOf } = badgeClass;
  const faults = [
    ...checkFileName(badgeClass),
    ...checkObjective(badgeClass, folder.objectives?.value),
    ...checkLevels(value),
    ...checkAlignments(value, folder),
    ...checkEnglish(value),
  ];
  for (const { at, message, remedy } of faults) {
    report({ file, line: lineOf(...at), message, remedy });
  }
}

function* checkFileName({ value, named }: ClassFile): Generator<ProblemAt> {
  if (named.slug !== value.slug) {
    yield {
      at: ['slug'],
      message: `slug ${value.slug} is not the name of the file, ${named.slug}`,
      remedy: `Rename the file to ${value.slug}.yaml, or write slug: ${named.slug}.`,
    };
  }
  if (named.version !== undefined && named.version !== value.version) {
    yield {
      at: ['version'],
      message: `version ${value.version} is not the version in the name of the file`,
      remedy: `Write version: ${named.version}, or rename the file.`,
    };
  }
}

function* checkObjective(
  { value, folder }: ClassFile,
  objectives: readonly ObjectiveFile[] | undefined,
): Generator<ProblemAt> {
  if (!objectives) return;
  const at = ['objective'];
  const objective = objectives.find(({ number }) => number === value.objective);
  if (!objective) {
    const remedy = `Use a number from objectives.yaml: 1 to ${objectives.length}.`;
    yield { at, message: `objective ${value.objective} is unknown`, remedy };
    return;
  }
  const home = `${objective.number}-${objective.slug}`;
  if (folder !== home) {
    yield {
      at,
      message: `objective ${objective.number} is not the objective of the folder ${folder}`,
      remedy: `Move the file to ${home}/, or correct the objective.`,
    };
  }
  yield* checkSensitive(value, objective);
}

/** The person decides alone, and nothing about their life is kept (objective 6). */
function* checkSensitive(value: BadgeClassFile, objective: ObjectiveFile): Generator<ProblemAt> {
  if (objective.sensitive === true && value.sensitive !== true) {
    const message = `A badge class of objective ${objective.number} is sensitive`;
    yield { at: ['objective'], message, remedy: 'Write sensitive: true.' };
  }
  if (value.sensitive === true && value.evidence.length > 0) {
    const message = 'A sensitive badge class asks for no evidence';
    yield { at: ['evidence'], message, remedy: 'Write evidence: [].' };
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

function* checkAlignments({ alignments }: BadgeClassFile, folder: Folder): Generator<ProblemAt> {
  const cited = new Set<string>();
  for (const [index, { framework, competence }] of alignments.entries()) {
    const citation = `${framework} ${competence}`;
    if (cited.has(citation)) {
      const message = `alignments[${index}] repeats ${citation}`;
      yield { at: ['alignments', index], message, remedy: 'Remove one of the two.' };
    }
    cited.add(citation);
    yield* checkReference(index, framework, competence, folder);
  }
  for (const required of REQUIRED_FRAMEWORKS) {
    if (alignments.some(({ framework }) => framework === required)) continue;
    const message = `alignments has no competence of ${required}`;
    yield { at: ['alignments'], message, remedy: `Add one from frameworks/${required}.yaml.` };
  }
}

function* checkReference(
  index: number,
  framework: string,
  competence: string,
  { frameworks, unread }: Folder,
): Generator<ProblemAt> {
  if (unread.has(framework)) return;
  const found = frameworks.find(({ value }) => value.slug === framework)?.value;
  if (!found) {
    const known = frameworks.map(({ value }) => value.slug).join(', ');
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
