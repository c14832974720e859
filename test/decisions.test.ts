/** docs/adr: no number is missing, and what each decision names is there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const FOLDER = 'docs/adr';
const HOUSE = /^(src|test|scripts|templates|docs|assets|badge-definitions)\//;

const decisions = readdirSync(FOLDER)
  .sort()
  .map((name) => ({ name, text: readFileSync(join(FOLDER, name), 'utf8') }));

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
const files = ['src', 'test', 'scripts'].flatMap(filesIn).filter((file) => file.endsWith('.ts'));

/** What stands between backticks. */
const namedIn = (text: string) => [...text.matchAll(/`([^`\n]+)`/g)].map(([, name = '']) => name);

it('are numbered without a gap, by their name and their title', () => {
  const numbers = decisions.map((_, index) => index + 1);
  expect(decisions.map(({ name }) => Number(name.slice(0, 4)))).toEqual(numbers);
  const titles = decisions.map(({ text }) => Number(/^# (\d+)\. /.exec(text)?.[1]));
  expect(titles).toEqual(numbers);
});

describe.each(decisions)('$name', ({ text }) => {
  it('says where it lives', () => {
    const [, , line = ''] = text.split('\n\n');
    expect(line).toMatch(/^Lives in: `.*`\.$/);
  });

  it('names only what is there', () => {
    const named = namedIn(text);
    const gone = [
      ...named.filter((name) => HOUSE.test(name) && !existsSync(name)),
      ...named.filter(
        (name) =>
          /^[\w./-]+\.ts$/.test(name) && !files.some((file) => `/${file}`.endsWith(`/${name}`)),
      ),
    ];
    expect(gone).toEqual([]);
  });

  it('leads to pages that are there', () => {
    const links = [...text.matchAll(/\]\(([^)#\s]+\.md)/g)].map(([, link = '']) => link);
    expect(links.filter((link) => !existsSync(join(FOLDER, link)))).toEqual([]);
  });
});

it('are there, whatever the code calls them by', () => {
  const known = decisions.map(({ name }) => name.slice(0, 4));
  const unknown = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/docs\/adr\/(\d{4}(?:, \d{4})*)/g)]
      .flatMap(([, numbers = '']) => numbers.split(', '))
      .filter((number) => !known.includes(number))
      .map((number) => `${file}: ${number}`),
  );
  expect(unknown).toEqual([]);
});
