/**
 * The lock of what was published (docs/adr/0016). A published version never changes: people hold
 * credentials that say what it said.
 */
import { createHash } from 'node:crypto';
import type { Report } from './problems.ts';
import type { ClassFile, Folder } from './read-folder.ts';

/** Something that stays as it was published. */
export interface Publishable {
  readonly key: string;
  readonly digest: string;
  readonly file: string;
  readonly line: number;
  readonly subject: string;
  /** What to do when it has changed. */
  readonly remedy: string;
}

/** Reports what changed or went missing. Returns what the lock does not have yet. */
export function checkPublished(folder: Folder, report: Report): Publishable[] {
  const { published, levels, unread } = folder;
  if (!published) return [];
  const all = publishables(folder);
  const lock = new Map(Object.entries(published.value));
  for (const { key, digest, file, line, subject, remedy } of all) {
    if (!lock.has(key) || lock.get(key) === digest) continue;
    report({ file, line, message: `${subject} has changed since it was published`, remedy });
  }
  const present = new Set(all.map(({ key }) => key));
  for (const key of lock.keys()) {
    const [slug = '', version = ''] = key.split('@');
    if (present.has(key) || unread.has(slug) || (key === LEVELS && !levels)) continue;
    report({
      file: published.file,
      line: published.lineOf(key),
      message: `${slug} version ${version} was published, but no file has it`,
      remedy: `Restore it from version control, as ${slug}.v${version}.yaml if there is a newer one.`,
    });
  }
  return all.filter(({ key }) => !lock.has(key));
}

export function reportUnrecorded(unrecorded: readonly Publishable[], report: Report): void {
  for (const { file, line, subject } of unrecorded) {
    report({
      file,
      line,
      message: `${subject} is not recorded as published`,
      remedy: 'Read it once more, then run: npm run check:badges -- --record',
    });
  }
}

const LEVELS = 'levels';

function publishables({ levels, classes }: Folder): Publishable[] {
  const rubric = levels && {
    key: LEVELS,
    digest: digestOf(levels.value),
    file: levels.file,
    line: levels.lineOf(0),
    subject: 'The rubric',
    remedy: 'Restore it: badges that people hold name these four levels.',
  };
  return [...(rubric ? [rubric] : []), ...classes.map(ofClass)];
}

function ofClass({ file, value, named, lineOf }: ClassFile): Publishable {
  // The rank among other badge classes is no part of what a badge means.
  const meaning = { ...value, order: undefined };
  const { slug, version } = value;
  return {
    key: `${slug}@${version}`,
    digest: digestOf(meaning),
    file,
    line: lineOf('version'),
    subject: `${slug} version ${version}`,
    remedy:
      named.version === undefined
        ? `Restore it, or copy what was published to ${slug}.v${version}.yaml and raise version to ${version + 1} here.`
        : 'Restore it: an older version stays as it was published.',
  };
}

/** Of the parsed content: comments, quotes and the order of fields do not count. */
function digestOf(content: unknown): string {
  const bytes = JSON.stringify(sorted(content));
  return `sha256-${createHash('sha256').update(bytes).digest('base64url')}`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([key, one]: [string, unknown]) => [key, sorted(one)]);
  return Object.fromEntries(fields.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)));
}
