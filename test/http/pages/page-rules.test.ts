/** The rules for pages see what they are there to see: one page, one fault each. */
import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import type { Page } from '../../support/visitor.ts';
import { RULES } from './page-rules.ts';

const sound = (title: string, main: string) =>
  `<!doctype html><html lang="fr"><head><title>${title}</title></head><body><h1>Ici</h1>${main}</body></html>`;

function pageOf(html: string): Page {
  const $ = load(html);
  const heading = $('h1').text();
  return {
    status: 200,
    path: '/',
    headers: new Headers(),
    html,
    $,
    heading,
    text: $('body').text(),
  };
}

const brokenBy = (html: string) =>
  Object.keys(RULES).filter((name) => (RULES[name]?.(pageOf(html)) ?? []).length > 0);

describe('the rules for pages', () => {
  it('find nothing on a sound page', () => {
    const main = `<p>Oui\u00a0: «\u00a0un badge\u00a0»\u00a0!</p><code>a !b ;</code>
      <label for="a">A</label><input id="a" name="a"><label><input type="radio">B</label>
      <img src="/a.svg" alt=""><a href="mailto:a@b.example">Écrire</a><a href="#a">A</a>`;
    expect(brokenBy(sound('Ici', main))).toEqual([]);
  });

  it.each([
    [
      'speaks French, unless its address says otherwise',
      sound('Ici', '').replace('lang="fr"', 'lang="en"'),
    ],
    ['has one h1 and a title', sound('Ici', '<h1>Là</h1>')],
    [
      'has no script but one of ours, where its policy lets it, no style of its own, no frame',
      sound('Ici', '<p style="color:red">a</p>'),
    ],
    [
      'has no script but one of ours, where its policy lets it, no style of its own, no frame',
      sound('Ici', '<script>alert(1)</script>'),
    ],
    ['has no handler and no odd address', sound('Ici', '<p onclick="a()">a</p>')],
    [
      'refers to no other origin',
      sound('Ici', '<img alt="" src="https://elsewhere.example/a.png">'),
    ],
    ['refers to no other origin', sound('Ici', '<a href="//elsewhere.example/">a</a>')],
    ['says something for every image', sound('Ici', '<img src="/a.svg">')],
    ['labels every field', sound('Ici', '<input name="a">')],
    ['has no id twice, and none missing', sound('Ici', '<p id="a"></p><p id="a"></p>')],
    ['has no id twice, and none missing', sound('Ici', '<p aria-describedby="b"></p>')],
    ['breaks no line before : ; ! ? » nor after «, in French', sound('Ici', '<p>Oui :</p>')],
    ['breaks no line before : ; ! ? » nor after «, in French', sound('Qui ?', '')],
    ['breaks no line before : ; ! ? » nor after «, in French', sound('Ici', '<p>« un\u00a0»</p>')],
    [
      'leaves a space before ; ! ? » and after «, in French',
      sound('Ici', '<img src="/a" alt="Bravo!">'),
    ],
    ['calls each thing by its one name (templates/README.md)', sound('Ici', '<p>Refuser</p>')],
    [
      'calls each thing by its one name (templates/README.md)',
      sound('Ici', '<p>Coopérant·e depuis mars</p>'),
    ],
    ['says nothing that was left out', sound('Ici', '<p>le undefined</p>')],
  ])('%s', (rule, html) => {
    expect(brokenBy(html)).toEqual([rule]);
  });
});
