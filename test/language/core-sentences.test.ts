/** What the core says, as whoever takes it without our catalogue puts it together (src/browser.ts). */
import { describe, expect, it } from 'vitest';
import { coreSentences } from '../../scripts/core-sentences.ts';
import type { Said } from '../../src/credentials/verification.ts';
import { languages } from '../support/languages/languages.ts';

const files = coreSentences('languages');

describe.each([...files])('the sentences of the core in %s', (code, sentences) => {
  it('hold plain values, and no mark', () => {
    const odd = Object.values(sentences).filter((one) => /[<>]|\{(?!\w+\})|\}\}/.test(one));
    expect(odd).toEqual([]);
    expect(Object.keys(sentences).length).toBeGreaterThan(140);
  });

  it('have no form for one and for many', () => {
    expect(Object.keys(sentences).filter((key) => /_[a-z]+$/.test(key))).toEqual([]);
  });

  it.each<Said>([
    { code: 'check.signature.right' },
    { code: 'check.recipient.spelling', values: { name: 'Awa <b>' } },
    { code: 'note.lacks', values: { what: { code: 'note.name.criteria' } } },
    {
      code: 'note.is-empty',
      values: { what: { code: 'note.name.other', values: { name: 'x$&' } } },
    },
  ])('are put together in one line: $code', (said) => {
    const say = ({ code: key, values = {} }: Said): string =>
      (sentences[key] ?? key).replace(/\{(\w+)\}/g, (_, name: string) => {
        const value = values[name] ?? '';
        return typeof value === 'object' ? say(value) : String(value);
      });
    expect(say(said)).toBe(languages.find(code)?.say(said));
  });
});
