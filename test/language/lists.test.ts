import { describe, expect, it } from 'vitest';
import { loadLanguages } from '../../src/language/languages.ts';
import { conjunction, joined, quoted } from '../../src/language/lists.ts';
import { say, typed } from '../../src/language/message.ts';

const { source: french, english } = loadLanguages('languages');
const names = ['Awa', 'Bruno', 'Fatima'].map(typed);
const inBoth = (names: ReturnType<typeof conjunction>) =>
  [french, english].map((language) => language.text('revocation.as-stored', { reason: names }));

describe('a list within a sentence', () => {
  it('has commas, or the word of its language', () => {
    expect(inBoth(joined(names, 'list.comma'))).toEqual([
      'Awa, Bruno, Fatima',
      'Awa, Bruno, Fatima',
    ]);
    expect(inBoth(joined(names, 'list.and'))).toEqual([
      'Awa et Bruno et Fatima',
      'Awa and Bruno and Fatima',
    ]);
    expect(inBoth(conjunction(names))).toEqual(['Awa, Bruno et Fatima', 'Awa, Bruno and Fatima']);
  });

  it('of one is that one, and of nothing is a mistake', () => {
    expect(inBoth(conjunction(names.slice(0, 1)))).toEqual(['Awa', 'Awa']);
    expect(() => conjunction([])).toThrow('nothing');
  });

  it('sets apart what was typed, and keeps links', () => {
    const link = say('portfolio.seen-through', { label: typed('<b>'), href: '/partages/1' });
    expect(english.sayHtml(joined([quoted('A & B'), link], 'list.and'))).toBe(
      '“<bdi>A &amp; B</bdi>” and anybody who opens the share “<a href="/partages/1"><bdi>&lt;b&gt;</bdi></a>”',
    );
  });
});
