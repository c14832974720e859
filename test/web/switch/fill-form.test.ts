import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import { fillForm } from '../../../src/web/switch/fill-form.ts';

const form = (inner: string) =>
  load(fillForm(`<form id="kept">${inner}</form>`, { a: ' checked ', b: '' }));
const box = (value: string, tick = '') =>
  `<input type="checkbox" name="a" value="${value}"${tick}>`;

describe('what was typed, in the form of a page', () => {
  it.each(['', ' checked'])('ticks a value as it is, whatever words it has', (tick) => {
    const $ = form(`${box(' checked ', tick)}${box('other', tick)}${box('a checked b', tick)}`);
    const boxes = $('input').toArray();
    expect(boxes.map((one) => $(one).attr('value'))).toEqual([' checked ', 'other', 'a checked b']);
    expect(boxes.map((one) => $(one).is(':checked'))).toEqual([true, false, false]);
  });

  it.each([
    ['a tick', box(' checked '), 1],
    ['no tick', box('other', ' checked'), 0],
    ['a text', '<input type="text" name="a" value="">', 1],
    ['no text', '<textarea name="b" class="x">\n</textarea>', 0],
    ['some lines', '<textarea name="a" class="x">\n</textarea>', 1],
    ['what nobody typed', '<input type="hidden" name="a" value="x">', 0],
  ])('opens a fold that holds %s', (_, inner, open) => {
    expect(form(`<details class="y">${inner}</details>`)('details[open]')).toHaveLength(open);
  });
});
