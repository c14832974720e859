import { describe, expect, it } from 'vitest';
import { loadLanguages } from '../../src/language/languages.ts';
import { alternatives, conjunction, quoted } from '../../src/language/lists.ts';
import { say, typed } from '../../src/language/message.ts';

const { source: french, english } = loadLanguages('languages');
const names = ['Awa', 'Bruno', 'Fatima'].map(typed);
const inBoth = (names: ReturnType<typeof conjunction>) =>
  [french, english].map((language) => language.text('revocation.as-stored', { reason: names }));

describe('a list within a sentence', () => {
  it('has the marks and the words of its language', () => {
    expect(inBoth(conjunction(names))).toEqual(['Awa, Bruno et Fatima', 'Awa, Bruno and Fatima']);
    expect(inBoth(alternatives(names))).toEqual(['Awa, Bruno ou Fatima', 'Awa, Bruno or Fatima']);
  });

  it('of two has no comma, of one is that one, and of nothing is a mistake', () => {
    expect(inBoth(conjunction(names.slice(1)))).toEqual(['Bruno et Fatima', 'Bruno and Fatima']);
    expect(inBoth(conjunction(names.slice(0, 1)))).toEqual(['Awa', 'Awa']);
    expect(() => conjunction([])).toThrow('nothing');
  });

  it('sets apart what was typed, and keeps links', () => {
    const link = say('readers.through', { label: typed('<b>'), href: '/partages/1' });
    const reason = conjunction([quoted('A & B'), link]);
    expect(english.html('revocation.as-stored', { reason })).toBe(
      '“<bdi>A &amp; B</bdi>” and anyone who opens the link “<a href="/partages/1"><bdi>&lt;b&gt;</bdi></a>”',
    );
  });
});
