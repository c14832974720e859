/** Every sentence is in every language, with what stands in it, and nothing else is. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadDefinitions } from '../../src/definitions/definitions.ts';
import { sentencesInCode, sentencesInTemplates } from './sentences-in-use.ts';

const file = z.object({ locale: z.string(), messages: z.record(z.string(), z.string()) });
const read = (name: string) => file.parse(JSON.parse(readFileSync(`languages/${name}`, 'utf8')));
const french = read('fr.json');
const others = readdirSync('languages').filter((name) => name !== 'fr.json');

const FORM = /_(zero|one|two|few|many|other)$/;
const withoutForm = (key: string) => key.replace(FORM, '');
/** `check.signature.right`, and no sentence. */
const isCode = (key: string) => /^[a-z][a-z-]*(\.[a-z0-9-]+)+$/.test(key);

const inTemplates = sentencesInTemplates();
const inCode = sentencesInCode();
const uses = [...inTemplates, ...inCode.said];
const codes = new Set(Object.keys(french.messages).map(withoutForm).filter(isCode));
const areas = new Set([...codes].map((code) => code.split('.')[0]));
const used = new Set([
  ...uses.map(({ key }) => key),
  ...[...inCode.texts].filter((text) => codes.has(text)),
]);
/** Which a language has that the files of the badges have not got: they may be there. */
const inBadges = JSON.stringify(await loadDefinitions('badge-definitions')).replaceAll(
  '\u00a0',
  ' ',
);
const isOfBadges = (key: string) => inBadges.includes(JSON.stringify(key));

/** Those that have forms for one and for many. */
const counted = new Set(
  Object.keys(french.messages)
    .filter((key) => FORM.test(key))
    .map(withoutForm),
);

const namesIn = (sentence: string) =>
  new Set([...sentence.matchAll(/\{(\w+)(?:, ?\w+)?\}/g)].map(([, name]) => name ?? ''));
const marksIn = (sentence: string) => (sentence.match(/<\/?[a-z]+\d?>/g) ?? []).toSorted();

/** As French has it: the sentence itself, unless it has a code or forms. */
const frenchOf = (key: string) => french.messages[key] ?? french.messages[`${key}_other`] ?? key;

describe('what is said', () => {
  it('by a code has a sentence in French', () => {
    const unknown = [...inCode.texts].filter(
      (text) => isCode(text) && areas.has(text.split('.')[0]) && !codes.has(text),
    );
    expect(toAdd('fr.json', unknown)).toEqual([]);
  });

  it('is given the values that stand in it', () => {
    const lacking = uses.flatMap(({ key, file: where, values }) =>
      [...namesIn(frenchOf(key))]
        .filter((name) => values && !values.includes(name))
        .map((name) => `${where}: ${key} lacks ${name}`),
    );
    expect(lacking).toEqual([]);
  });

  it('with a number has forms for one and for many', () => {
    const plain = [...used].filter(
      (key) => namesIn(frenchOf(key)).has('count') && !counted.has(key),
    );
    const forms = plain.flatMap((key) => [`${key}_one`, `${key}_other`]);
    expect(toAdd('fr.json', forms)).toEqual([]);
  });
});

describe.each(['fr.json', ...others])('%s', (name) => {
  const { locale, messages } = read(name);
  const keys = Object.keys(messages);

  it('has no sentence that nobody says', () => {
    const isSaid = (key: string) => used.has(withoutForm(key)) || used.has(key) || isOfBadges(key);
    const idle = keys.filter((key) => !isSaid(key));
    expect(idle.map((key) => `${placeOf(name, key)}: take out  ${key}`)).toEqual([]);
  });

  it('has all forms by number of its language', () => {
    const { pluralCategories } = new Intl.PluralRules(locale).resolvedOptions();
    // French has a form for millions, which is the other one.
    const forms = pluralCategories.filter((form) => form !== 'many' || !locale.startsWith('fr'));
    const lacking = [...counted].flatMap((key) =>
      forms
        .filter((form) => messages[`${key}_${form}`] === undefined)
        .map((form) => `${key}_${form}`),
    );
    expect(toAdd(name, lacking)).toEqual([]);
  });
});

describe.each(others)('%s', (name) => {
  const { messages } = read(name);

  it('says everything', () => {
    const lacking = [...used].filter((key) => !counted.has(key) && messages[key] === undefined);
    expect(toAdd(name, lacking)).toEqual([]);
  });

  it('has what stands in the French sentence, and its marks', () => {
    const differing = Object.entries(messages).filter(([key, sentence]) => {
      const source = frenchOf(withoutForm(key));
      const [here, there] = [namesIn(sentence), namesIn(source)];
      // One may be said by a word: “a badge”.
      there.delete('count');
      here.delete('count');
      return !setsAgree(here, there) || marksIn(sentence).join() !== marksIn(source).join();
    });
    expect(differing).toEqual([]);
  });

  it('uses the ways of writing names that are French for nothing', () => {
    expect(
      Object.values(messages).filter((one) =>
        /, ?(of|that|theKpa|theKpaAtStart|ofKpa)\}/.test(one),
      ),
    ).toEqual([]);
  });
});

/** « languages/en.json:12: add  "Fermer": "…", », for each, in the order of the file. */
function toAdd(name: string, lacking: Iterable<string>): readonly string[] {
  const keys = Object.keys(read(name).messages);
  return [...lacking].toSorted().map((key) => {
    const next = keys.find((one) => one > key) ?? '';
    return `${placeOf(name, next)}: add  ${JSON.stringify(key)}: "…",`;
  });
}

/** Where a sentence stands; without one, the end of the file. */
function placeOf(name: string, key: string): string {
  const lines = readFileSync(`languages/${name}`, 'utf8').split('\n');
  const at = lines.findIndex((line) => line.trimStart().startsWith(`${JSON.stringify(key)}:`));
  return `languages/${name}:${at < 0 ? lines.length - 3 : at + 1}`;
}

const setsAgree = (a: ReadonlySet<string>, b: ReadonlySet<string>) =>
  a.size === b.size && [...a].every((one) => b.has(one));
