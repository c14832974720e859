/** The files of a definitions folder, each read and checked on its own. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from './problems.ts';
import { badgeClassFile, frameworkFile, levelsFile, objectivesFile } from './schemas.ts';
import { type BadgeClassFile, type FrameworkFile, publishedFile } from './schemas.ts';
import type { LevelFile, ObjectiveFile, PublishedFile } from './schemas.ts';
import { codeOf, readYaml, type YamlFile } from './yaml-file.ts';

/** Far more than a network will ever write; a wrong folder stops here. */
const MOST_ENTRIES = 1000;

export interface ClassFile extends YamlFile<BadgeClassFile> {
  /** The folder it lies in, such as `2-equipe`. */
  readonly folder: string;
  /** What its name says: `<slug>.yaml`, or `<slug>.v<N>.yaml` for an older version. */
  readonly named: { readonly slug: string; readonly version?: number };
}

/** What could not be read is absent, and was reported. */
export interface Folder {
  readonly objectives: YamlFile<readonly ObjectiveFile[]> | undefined;
  readonly levels: YamlFile<readonly LevelFile[]> | undefined;
  readonly published: YamlFile<PublishedFile> | undefined;
  readonly frameworks: readonly YamlFile<FrameworkFile>[];
  readonly classes: readonly ClassFile[];
  /** File names without their extension, of frameworks and of badge classes. */
  readonly unread: ReadonlySet<string>;
}

export async function readFolder(folder: string, report: Report): Promise<Folder | undefined> {
  const entries = await list(folder, report);
  if (!entries) return undefined;
  for (const { name, isFolder } of entries) {
    if (isFolder || FILES.has(name)) continue;
    report({
      file: join(folder, name),
      line: 1,
      message: 'Nothing reads this file',
      remedy: 'Move it into the folder of its objective or into frameworks/, or remove it.',
    });
  }
  const unread = new Set<string>();
  const folders = entries.filter(({ name, isFolder }) => isFolder && name !== 'frameworks');
  const [objectives, levels, published, frameworks, ...classes] = await Promise.all([
    readYaml(join(folder, 'objectives.yaml'), objectivesFile, report),
    readYaml(join(folder, 'levels.yaml'), levelsFile, report),
    readYaml(join(folder, 'published.yaml'), publishedFile, report),
    readFrameworks(join(folder, 'frameworks'), unread, report),
    ...folders.map(({ name }) => readClasses(folder, name, unread, report)),
  ]);
  return { objectives, levels, published, frameworks, classes: classes.flat(), unread };
}

const FILES = new Set(['objectives.yaml', 'levels.yaml', 'published.yaml']);

async function readFrameworks(folder: string, unread: Set<string>, report: Report) {
  const read = (await listYaml(folder, report)).map(async ({ file, named }) => {
    const framework = await readYaml(file, frameworkFile, report);
    if (!framework) unread.add(named.slug);
    return framework;
  });
  return (await Promise.all(read)).filter((framework) => framework !== undefined);
}

async function readClasses(root: string, folder: string, unread: Set<string>, report: Report) {
  const read = (await listYaml(join(root, folder), report)).map(async ({ file, named }) => {
    const badgeClass = await readYaml(file, badgeClassFile, report);
    if (!badgeClass) unread.add(named.slug);
    return badgeClass && { ...badgeClass, folder, named };
  });
  return (await Promise.all(read)).filter((badgeClass) => badgeClass !== undefined);
}

interface Listed {
  readonly file: string;
  readonly named: ClassFile['named'];
}

async function listYaml(folder: string, report: Report): Promise<Listed[]> {
  return ((await list(folder, report)) ?? []).flatMap(({ name, isFolder }) => {
    const file = join(folder, name);
    const match = /^([a-z0-9-]+)(?:\.v([1-9]\d{0,4}))?\.yaml$/u.exec(name);
    if (match?.[1] !== undefined && !isFolder) {
      const version = match[2] === undefined ? {} : { version: Number(match[2]) };
      return [{ file, named: { slug: match[1], ...version } }];
    }
    const remedy = 'Name it <slug>.yaml, or <slug>.v1.yaml for an older version, or remove it.';
    report({ file, line: 1, message: 'Nothing reads a file of this name', remedy });
    return [];
  });
}

async function list(folder: string, report: Report) {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    const kept = entries.filter(({ name }) => !name.startsWith('.') && name !== 'README.md');
    if (kept.length <= MOST_ENTRIES) {
      return kept
        .map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() }))
        .sort((a, b) => (a.name < b.name ? -1 : 1));
    }
    const message = `The folder has more than ${MOST_ENTRIES} entries`;
    report({ file: folder, line: 1, message, remedy: 'Give the folder badge-definitions.' });
  } catch (error) {
    const message = `Cannot read the folder (${codeOf(error)})`;
    report({ file: folder, line: 1, message, remedy: 'Check its path and who may read it.' });
  }
  return undefined;
}
