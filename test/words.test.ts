/**
 * docs/adr/0001, Words: what was called by a word that is gone is not called so again in src, and no
 * two types that others import have one name.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** The word, and what says it now. */
const GONE: readonly (readonly [RegExp, string])[] = [
  [/stranger/i, 'unknownIssuer, client, otherController'],
  [/world/i, 'surroundings'],
  [/settle|renew|resign/i, 'reissue, publish, rewrap'],
  [/withdr[ae]w/i, 'revoke; close, of a share link'],
];

/** A word of JavaScript, and one that is stored. */
const STAYS: ReadonlySet<string> = new Set(['allSettled', 'withdrawnAt']);

const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.ts'),
);

/** Comments and texts: what is in them is not a name. */
const ASIDE = /\/\*[^]*?\*\/|'(?:\\.|[^'\\\n])*'|\/\/.*/g;

function namesIn(file: string): ReadonlySet<string> {
  const code = readFileSync(join('src', file), 'utf8').replaceAll(ASIDE, '');
  return new Set(code.match(/[a-z_$][\w$]*/gi));
}

const named = files.flatMap((file) =>
  [file, ...namesIn(file)].filter((name) => !STAYS.has(name)).map((name) => ({ file, name })),
);

describe.each(GONE)('%s', (gone, instead) => {
  it(`names nothing: ${instead}`, () => {
    const found = named.filter(({ name }) => gone.test(name));
    expect(found.map(({ file, name }) => `src/${file}: ${name}`)).toEqual([]);
  });
});

/** In a declaration of a library (src/types), its own names stand, indented. */
const EXPORTED = /^export (?:type|interface|class|abstract class) (\w+)/gm;

it('no two types that others import have one name', () => {
  const declared = files.flatMap((file) =>
    [...readFileSync(join('src', file), 'utf8').matchAll(EXPORTED)].map(([, name = '']) => name),
  );
  expect(declared.length).toBeGreaterThan(200);
  expect(declared.filter((name, index) => declared.indexOf(name) !== index)).toEqual([]);
});
