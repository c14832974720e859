/** What documents name is there: commands, files and folders, pages, addresses, names of the code. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { helpFor } from '../src/admin/commands.ts';

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));

/** Not the CHANGELOG, which tells what was. */
const DOCUMENTS = [
  ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'templates/README.md'],
  ...['badge-definitions/README.md', ...filesIn('docs').filter((file) => file.endsWith('.md'))],
].map((name) => ({ name, text: readFileSync(name, 'utf8') }));

/** Of Node, of the system, of another issuer, and made by the build. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  ...['eventLoopUtilization', '/etc/hosts', 'openbadges-bakery', 'dist/'],
]);

const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));

const HOUSE = [
  'src',
  'test',
  'bench',
  'scripts',
  'page-scripts',
  'templates',
  'docs',
  'assets',
  'badge-definitions',
];
const files = [...HOUSE, 'languages'].flatMap(filesIn).map((file) => `/${file}`);
const code = files
  .filter((file) => /\.(ts|hbs|service)$/.test(file) && file !== '/test/documents.test.ts')
  .map((file) => readFileSync(file.slice(1), 'utf8'))
  .concat(readFileSync('package.json', 'utf8'))
  .join('\n');
const words = new Set(code.match(/[a-z_$][\w$]*/gi));

/** With a capital within, or a word by itself that begins with one. */
const NAME = /\b(?:[a-z]+|[A-Z][a-z]+)[A-Z]\w*\b|^[A-Z][a-z]\w*$/g;

/** What stands between backticks, by how it is written. */
const KINDS: readonly (readonly [string, RegExp, (name: string) => boolean])[] = [
  ['path', new RegExp(`^(?:${HOUSE.join('|')}|languages)/[^<*]*$`), existsSync],
  ['file', /^[\w./-]+\.ts$/, (name) => files.some((file) => file.endsWith(`/${name}`))],
  ['folder', /^(?:[\w-]+\/)+$/, (name) => files.some((file) => file.includes(`/${name}`))],
  ['address', /^(?:[A-Z]+ )?\/[\w./-]+$/, (name) => code.includes(name.replace(/^\w+ /, ''))],
  ['option', /^--[\w-]+$/, (name) => code.includes(`'${name.slice(2)}'`) || code.includes(name)],
  ['term', /^[a-z\d]+(?:-[a-z\d]+)+$/, (name) => code.includes(name)],
  ['name', /^[^/…]+$/, (name) => missingIn(name).length === 0],
];

const missingIn = (text: string) =>
  (text.match(NAME) ?? []).filter((name) => !words.has(name) && !ELSEWHERE.has(name));

it('the runbook has each command of an operator in its table', () => {
  const [, part = ''] = readFileSync('docs/runbook.md', 'utf8').split(/^## Commands$/m);
  const [table = ''] = part.split(/^## /m);
  const named = all(table, /`([a-z]+-?[a-z]+)`/g).sort();
  expect(named).toEqual(all(helpFor([]), /^ {2}([a-z-]+) /gm).sort());
});

const all = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map(([, found = '']) => found);

describe.each(DOCUMENTS)('$name', ({ name: document, text }) => {
  it.each(KINDS)('names no %s that is not there', (_, kind, isThere) => {
    const named = all(text, /`([^`\n]+)`/g).filter((name) => kind.test(name));
    expect(named.filter((name) => !isThere(name) && !ELSEWHERE.has(name))).toEqual([]);
  });

  it('gives no command that is not there', () => {
    const asked = all(text, /npm run ([\w:-]+)/g);
    expect(asked.filter((name) => !(name in scripts))).toEqual([]);
    const programs = all(text, /npx (?:tsx|vitest run) ([a-z][\w./-]*)/g);
    expect(programs.filter((name) => !files.some((file) => file.startsWith(`/${name}`)))).toEqual(
      [],
    );
    const admin = all(text, /(?:\badmin\.js|\badmin --|`admin) ([a-z-]+)/g);
    expect(admin.filter((name) => helpFor([name]) === helpFor([]))).toEqual([]);
  });

  it('leads to pages that are there', () => {
    const links = all(text, /\]\(([^)#\s:]+)[)#]/g);
    expect(links.filter((link) => !existsSync(join(dirname(document), link)))).toEqual([]);
  });
});
