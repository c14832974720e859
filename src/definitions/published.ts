/**
 * The lock of what was published (docs/adr/0016). A published version never changes: people hold
 * credentials that say what it said.
 */
import { createHash } from 'node:crypto';
import type { Report } from './problems.ts';
import type { ClassFile, Folder } from './read-folder.ts';
import type { LevelFile } from './schemas.ts';
import type { YamlFile } from './yaml-file.ts';

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
    const [, slug = '', version = '', language] = KEY.exec(key) ?? [];
    if (present.has(key) || unread.has(slug) || (slug === LEVELS && !levels)) continue;
    // Of a version that is gone, one line is enough.
    if (language !== undefined && !present.has(`${slug}@${version}`)) continue;
    report({
      file: published.file,
      line: published.lineOf(key),
      message: `${slug} version ${version}${language === undefined ? '' : ` in ${language}`} was published, but no file has it`,
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
/** `levels`, `travailler-en-equipe@1`, `travailler-en-equipe@1.en` */
const KEY = /^([^@.]+)(?:@(\d+))?(?:\.([a-z]+))?$/u;

function publishables({ levels, classes }: Folder): Publishable[] {
  return [...(levels ? ofLevels(levels) : []), ...classes.flatMap(ofClass)];
}

/** Each language has a lock of its own: adding one does not change what was published before. */
function ofLevels({ file, value, lineOf }: YamlFile<readonly LevelFile[]>): Publishable[] {
  const remedy = 'Restore it: badges that people hold name these four levels.';
  const french = value.map((level) => ({ ...level, en: undefined }));
  const english = value.map(({ en }) => en);
  const place = { file, line: lineOf(0), remedy };
  return [
    { ...place, key: LEVELS, digest: digestOf(french), subject: 'The rubric' },
    { ...place, key: `${LEVELS}.en`, digest: digestOf(english), subject: 'The rubric in English' },
  ];
}

function ofClass({ file, value, named, lineOf }: ClassFile): Publishable[] {
  const { slug, version, en } = value;
  // The rank among others, and where it is proposed, are no part of what a badge means. Who confirms it is
  // said in words, which are; `check-content.ts` holds what the pages do to them.
  const besides = { order: undefined, proposedFor: undefined, confirmedBy: undefined };
  const french = { ...value, ...besides, en: undefined };
  const key = `${slug}@${version}`;
  const subject = `${slug} version ${version}`;
  const remedy =
    named.version === undefined
      ? `Restore it, or copy what was published to ${slug}.v${version}.yaml and raise version to ${version + 1} here.`
      : 'Restore it: an older version stays as it was published.';
  return [
    { key, digest: digestOf(french), file, line: lineOf('version'), subject, remedy },
    {
      ...{ key: `${key}.en`, digest: digestOf(en), file, line: lineOf('en'), remedy },
      subject: `${subject} in English`,
    },
  ];
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
