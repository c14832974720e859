/** What one badge class must be true to beyond its own file. */
import { type References, checkContent } from './check-content.ts';
import type { ProblemAt } from './check-languages.ts';
import type { Report } from './problems.ts';
import type { ClassFile, Folder } from './read-folder.ts';
import type { ObjectiveFile } from './schemas.ts';

export function checkBadgeClass(badgeClass: ClassFile, folder: Folder, report: Report): void {
  const { file, value, lineOf } = badgeClass;
  const faults = [
    ...checkFileName(badgeClass),
    ...checkPlace(badgeClass, folder.objectives?.value),
    ...checkContent(value, aroundOf(folder)),
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

const aroundOf = ({ objectives, frameworks, unread }: Folder): References => ({
  objectives: objectives?.value,
  frameworks: frameworks.map(({ value }) => value),
  unread,
});

function* checkPlace(
  { value, folder }: ClassFile,
  objectives: readonly ObjectiveFile[] | undefined,
): Generator<ProblemAt> {
  const objective = objectives?.find(({ number }) => number === value.objective);
  if (!objective) return;
  const home = `${objective.number}-${objective.slug}`;
  if (folder !== home) {
    yield {
      at: ['objective'],
      message: `objective ${objective.number} is not the objective of the folder ${folder}`,
      remedy: `Move the file to ${home}/, or correct the objective.`,
    };
  }
}
