/** What stands in a sentence: by whom it is said decides on its markup, and nothing in it is markup. */
import { describe, expect, it } from 'vitest';
import { createLanguages } from '../../src/language/languages.ts';
import { claimed, foreign, say, site, typed } from '../../src/language/message.ts';

const file = (messages: Record<string, string>) =>
  ({ locale: 'en-GB', name: '', direction: 'ltr', messages }) as const;
const { english } = createLanguages({
  fr: file({}),
  en: file({
    named: 'It calls itself “{name}”, and signs with {site}.',
    accept: 'Accept<aloud>: {name}</aloud>',
    at: 'Since <time>{datetime, dateTime}</time>.',
  }),
});

describe('a word in a sentence', () => {
  it('of a stranger is set apart, and a site is bold and keeps its full stop', () => {
    const message = say('named', { name: claimed('Le <b>vrai</b>'), site: site('badges.example') });
    expect(english.sayHtml(message)).toBe(
      'It calls itself “<bdi class="claim">Le &lt;b&gt;vrai&lt;/b&gt;</bdi>”, and signs with <span class="site"><b>badges.example</b>.</span>',
    );
    expect(english.say(message)).toBe(
      'It calls itself “Le <b>vrai</b>”, and signs with badges.example.',
    );
  });

  it.each(['{site}', '{name}', '$&', '$t(at)', '<a>', '</b></span>.'])(
    'says nothing for the sentence: %s',
    (name) => {
      const message = say('named', { name: typed(name), site: site('badges.example') });
      expect(english.say(message)).toBe(
        `It calls itself “${name}”, and signs with badges.example.`,
      );
      expect(english.sayHtml(message).match(/<\/?(\w+)/g)).toEqual([
        ...['<bdi', '</bdi', '<span', '<b', '</b', '</span'],
      ]);
    },
  );

  it('from right to left turns only itself, where there is no markup', () => {
    const message = say('named', { name: claimed('محمد'), site: site('badges.example') });
    expect(english.say(message)).toContain('“\u2068محمد\u2069”');
  });

  it('that is said aloud alone is hidden from the eye', () => {
    expect(english.html('accept', { name: typed('<b>') })).toBe(
      'Accept<span class="visually-hidden">: <bdi>&lt;b&gt;</bdi></span>',
    );
    expect(english.text('accept', { name: '<aloud>' })).toBe('Accept: <aloud>');
  });

  it('in another language says so, where it is another', () => {
    const [french, own] = ['fr', 'en'].map((code) => ({ name: foreign('A & B', code) }));
    expect(english.html('accept', french)).toContain('<bdi lang="fr">A &amp; B</bdi>');
    expect(english.html('accept', own)).toContain(': A &amp; B</span>');
  });

  it('of a time says which, to programs too', () => {
    const datetime = '2026-10-14T16:30:00.000Z';
    expect(english.html('at', { datetime })).toMatch(
      /^Since <time datetime="2026-10-14T16:30:00.000Z">14\u00a0October 2026, 18:30<\/time>\.$/,
    );
    expect(english.text('at', { datetime })).toBe('Since 14\u00a0October 2026, 18:30.');
  });
});
