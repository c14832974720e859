/** docs/adr: no number is missing; each says where it lives, which is there (documents.test.ts). */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const FOLDER = 'docs/adr';

const decisions = readdirSync(FOLDER)
  .sort()
  .map((name) => ({ name, text: readFileSync(join(FOLDER, name), 'utf8') }));

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
const files = ['src', 'test', 'scripts'].flatMap(filesIn).filter((file) => file.endsWith('.ts'));

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
