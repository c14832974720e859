/**
 * What is said can be read by whoever reads with difficulty, at work, on a phone: short sentences, words
 * that one hears, nothing that hurts. What it finds is mended in the text; a word that is rare and right
 * is added to `known-words.txt`, where a review sees it.
 */
import { describe, expect, it } from 'vitest';
import {
  FORBIDDEN_IN_ENGLISH,
  FORBIDDEN_IN_FRENCH,
  forbiddenIn,
} from './support/forbidden-words.ts';
import { lengthOf, sentencesOf, wordsOf } from './support/french-sentences.ts';
import { frenchTexts, messagesOf } from './support/french-texts.ts';
import { isFrequent, knownWords } from './support/frequent-words.ts';

const MOST_WORDS = 20;

/** Areas of the catalogue whose readers are not those of pages: sentences and words may be theirs. */
const OF_ENGINEERS: Readonly<Record<string, string>> = {
  cli: 'typed and read on a command line',
  note: 'how a badge departs from the standard: for who wrote the software that made it',
};
const forPeople = frenchTexts.filter(({ where }) => !OF_ENGINEERS[where.split('.')[0] ?? '']);

describe('French', () => {
  it('has sentences of at most 20 words', () => {
    const long = forPeople.flatMap(({ text, where }) =>
      sentencesOf(text)
        .filter((sentence) => lengthOf(sentence) > MOST_WORDS)
        .map((sentence) => `${where}: ${lengthOf(sentence)} words: ${sentence}`),
    );
    expect(long).toEqual([]);
  });

  it('has words that everybody hears, or that stand in known-words.txt', () => {
    const known = new Set(knownWords);
    const rare = forPeople.flatMap(({ text, where }) =>
      wordsOf(text)
        .filter((word) => !isFrequent(word) && !known.has(word))
        .map((word) => `${where}: ${word}: ${text}`),
    );
    expect(rare).toEqual([]);
  });

  it('says none of the words that hurt or promise too much', () => {
    const found = frenchTexts.flatMap(({ text, where }) => {
      const said = forbiddenIn(text, FORBIDDEN_IN_FRENCH);
      return said ? [{ ...said, where, text }] : [];
    });
    expect(found).toEqual([]);
  });

  /** Names of fields, buttons, headings, links: none of them ends with a full stop. */
  const isLabel = (text: string) => !/[.…]$/.test(text) || lengthOf(text) <= 4;

  it('has no middle dot in a label, where a screen reader stumbles on it', () => {
    const dotted = frenchTexts.filter(({ text }) => isLabel(text) && /[·•‧⋅・]/.test(text));
    expect(dotted).toEqual([]);
  });
});

describe('English', () => {
  it('says none of the words that hurt or promise too much', () => {
    const found = Object.entries(messagesOf('en')).flatMap(([where, text]) => {
      const said = forbiddenIn(text, FORBIDDEN_IN_ENGLISH);
      return said ? [{ ...said, where, text }] : [];
    });
    expect(found).toEqual([]);
  });
});

describe('known-words.txt', () => {
  it('is sorted, and holds each word once', () => {
    expect(knownWords).toEqual([...new Set(knownWords)].toSorted());
  });

  it('holds no word that is frequent, or that nobody says any more', () => {
    const said = new Set(forPeople.flatMap(({ text }) => wordsOf(text)));
    expect(knownWords.filter((word) => isFrequent(word) || !said.has(word))).toEqual([]);
  });
});

describe('sentences', () => {
  it.each([
    ['Le code a 8 chiffres. Il marche {minutes} minutes.', 2],
    ['En signant, vous dites : « Je l’ai vu. » Relisez avant.', 2],
    ['Ouvert {count} fois, p. ex. le {on, day}.', 1],
    ['Open Badges 2.0 ou avant, pour M. {name}.', 1],
    ['<b>Le partage est fait.</b> Personne ne l’a encore.', 2],
  ])('of « %s »: %i', (text, count) => {
    expect(sentencesOf(text)).toHaveLength(count);
  });

  it('are as long as one counts them', () => {
    expect(lengthOf('« {name} » : 2 badges, le {on, dateTime} !')).toBe(5);
  });

  it('are made of words, and of what is elided before them', () => {
    expect(wordsOf('Qu’avez-vous vu aujourd’hui, {name, of} ? prenom@exemple.fr')).toEqual([
      ...["qu'", 'avez-vous', 'vu', "aujourd'hui"],
    ]);
  });
});
