import { describe, expect, it } from 'vitest';
import { spaceFrench } from '../../src/language/french-typography.ts';
import { isolate, typed } from '../../src/language/message.ts';
import { french } from '../support/languages/languages.ts';

const NB = '\u00a0';

describe('the spaces of French typography', () => {
  it('do not break before : ; ! ? » € % nor after «', () => {
    expect(spaceFrench('<p>« Oui ! » : 180 €, 5 % ; vrai ?</p>')).toBe(
      `<p>«${NB}Oui${NB}!${NB}»${NB}: 180${NB}€, 5${NB}%${NB}; vrai${NB}?</p>`,
    );
  });

  it('are put across the elements of a sentence', () => {
    expect(spaceFrench('« <b>Oui</b> »')).toBe(`«${NB}<b>Oui</b>${NB}»`);
  });

  it.each([
    '<textarea name="a">\nun : deux</textarea>',
    '<pre tabindex="0">{ "a" : 1 }</pre>',
    '<code>did : web</code>',
    '<input value="un : deux">',
    '<p>10:30 et https://exemple.fr</p>',
  ])('leave alone %s', (html) => {
    expect(spaceFrench(html)).toBe(html);
  });
});

describe('the name of a KPA in a sentence', () => {
  it.each([
    ['KPA des Hauts-Prés', 'le KPA des Hauts-Prés', 'du KPA des Hauts-Prés'],
    ['Les Moulins', 'Les Moulins', 'de Les Moulins'],
    ['Atelier du port', 'Atelier du port', 'd’Atelier du port'],
  ])('%s', (name, subject, complement) => {
    expect(french.text('{name, theKpa}|{name, ofKpa}', { name }).split('|')).toEqual([
      subject,
      complement,
    ]);
  });
});

describe('a name from right to left in a sentence', () => {
  it('turns itself, and nothing around it', () => {
    const name = 'محمد';
    expect(french.text('Ce {name, that} sait faire', { name: typed(name) })).toBe(
      'Ce que \u2068محمد\u2069 sait faire',
    );
    expect(french.text('{name, of}', { name: typed(name) })).toBe('de \u2068محمد\u2069');
    expect(isolate('Awa محمد')).toBe('\u2068Awa محمد\u2069');
  });

  it('leaves the others as they are', () => {
    const said = (format: string, name: string) =>
      french.text(`{name, ${format}}`, { name: typed(name) });
    expect([said('of', 'Karim'), said('of', 'Awa'), said('that', 'Inès'), isolate('Şule')]).toEqual(
      ['de Karim', 'd’Awa', 'qu’Inès', 'Şule'],
    );
  });
});
