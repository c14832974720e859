/** What must be true across the files of a definitions folder. */
import { basename } from 'node:path';
import { checkEnglish } from './check-languages.ts';
import { checkBadgeClass } from './check-badge-class.ts';
import type { Report } from './problems.ts';
import type { ClassFile, Folder } from './read-folder.ts';
import type { BadgeClassFile, FrameworkFile, ObjectiveFile } from './schemas.ts';
import type { YamlFile } from './yaml-file.ts';

export function checkFolder(folder: Folder, report: Report): void {
  if (folder.objectives) checkObjectives(folder.objectives, report);
  for (const framework of folder.frameworks) checkFramework(framework, report);
  for (const badgeClass of folder.classes) checkBadgeClass(badgeClass, folder, report);
  checkVersions(folder, report);
  checkNames(folder.classes, report, ({ name }) => name, ['name']);
  checkNames(folder.classes, report, ({ en }) => en.name, ['en', 'name']);
}

function checkObjectives(
  { file, value, lineOf }: YamlFile<readonly ObjectiveFile[]>,
  report: Report,
): void {
  for (const { at, message, remedy } of value.flatMap((one, at) => [...checkEnglish(one, [at])])) {
    report({ file, line: lineOf(...at), message, remedy });
  }
}

function checkFramework({ file, value, lineOf }: YamlFile<FrameworkFile>, report: Report): void {
  if (basename(file) !== `${value.slug}.yaml`) {
    const message = `slug ${value.slug} is not the name of the file`;
    const remedy = `Rename the file to ${value.slug}.yaml, or correct the slug.`;
    report({ file, line: lineOf('slug'), message, remedy });
  }
  const seen = new Set<string>();
  for (const [index, { id }] of value.competences.entries()) {
    if (seen.has(id)) {
      const line = lineOf('competences', index, 'id');
      const remedy = 'Remove one of the two, or correct its id.';
      report({ file, line, message: `competence ${id} is already in ${value.slug}`, remedy });
    }
    seen.add(id);
  }
}

/** One file per version; the newest is `<slug>.yaml`, older ones lie beside it. */
function checkVersions({ classes, unread }: Folder, report: Report): void {
  const files = new Map<string, string>();
  for (const { file, value, lineOf } of classes) {
    const key = `${value.slug} version ${value.version}`;
    const first = files.get(key);
    if (first !== undefined) {
      const remedy = 'Give one of the two another slug or another version.';
      report({ file, line: lineOf('slug'), message: `${key} is already in ${first}`, remedy });
    }
    files.set(key, first ?? file);
  }
  for (const { file, value, named, lineOf } of classes) {
    if (named.version === undefined || unread.has(value.slug)) continue;
    const newest = classes.find(
      (other) => other.named.version === undefined && other.value.slug === value.slug,
    );
    if (newest && newest.value.version >= value.version) continue;
    const message = `${value.slug}.yaml holds no version newer than ${value.version}`;
    const remedy = `Keep the newest version in ${value.slug}.yaml, and older ones beside it.`;
    report({ file, line: lineOf('version'), message, remedy });
  }
}

function checkNames(
  classes: readonly ClassFile[],
  report: Report,
  nameIn: (value: BadgeClassFile) => string,
  at: readonly string[],
): void {
  const named = new Map<string, string>();
  for (const { file, value, named: fileName, lineOf } of classes) {
    if (fileName.version !== undefined) continue;
    const name = nameIn(value);
    const first = named.get(name.toLocaleLowerCase('fr'));
    if (first !== undefined && first !== value.slug) {
      const message = `“${name}” is already the name of ${first}`;
      const remedy = 'Give each badge class a name of its own.';
      report({ file, line: lineOf(...at), message, remedy });
    }
    named.set(name.toLocaleLowerCase('fr'), first ?? value.slug);
  }
}
