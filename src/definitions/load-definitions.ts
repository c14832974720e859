import { checkFolder } from './check-folder.ts';
import type { Definitions } from './definitions.ts';
import { DefinitionsError, type Problem } from './problems.ts';
import { checkPublished, type Publishable, reportUnrecorded } from './published.ts';
import { type Folder, readFolder } from './read-folder.ts';
import type { Translate } from './in-language.ts';
import { resolveDefinitions } from './resolve-definitions.ts';

/**
 * Reads and checks a definitions folder. Throws `DefinitionsError` with every problem at once:
 * a service that starts has definitions it can stand by. `translate`: for further languages of pages.
 */
export async function loadDefinitions(
  path: string,
  translate: Translate = () => undefined,
): Promise<Definitions> {
  const { folder, problems, unrecorded } = await examineFolder(path);
  reportUnrecorded(unrecorded, (problem) => problems.push(problem));
  if (!folder || problems.length > 0) throw new DefinitionsError(problems);
  return resolveDefinitions(folder, translate);
}

interface Examined {
  readonly folder: Folder | undefined;
  readonly problems: Problem[];
  /** What was never published yet. */
  readonly unrecorded: readonly Publishable[];
}

export async function examineFolder(path: string): Promise<Examined> {
  const problems: Problem[] = [];
  const report = (problem: Problem) => void problems.push(problem);
  const folder = await readFolder(path, report);
  if (!folder) return { folder, problems, unrecorded: [] };
  checkFolder(folder, report);
  return { folder, problems, unrecorded: checkPublished(folder, report) };
}
