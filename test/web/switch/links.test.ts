import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import { keepLanguage } from '../../../src/web/switch/links.ts';

const link = (address: string) => `<p><a class="button" href="${address}">Voir</a></p>`;

describe('the links of a page whose address has a language', () => {
  it.each([
    ['/badges', '/badges?lang=en'],
    ['/badges?q=1&amp;r=2#top', '/badges?q=1&r=2&lang=en#top'],
  ])('%s has it, too', (address, kept) => {
    expect(load(keepLanguage(link(address), 'en'))('a').attr('href')).toBe(kept);
  });

  it.each([
    ['says another', '/badges?lang=fr'],
    ['has letters that are not ASCII', '/k/coopérative'],
    ['leads to another host in some browser', '/\\evil.example'],
    ['leads elsewhere', 'https://example.org/badges'],
    ['stays on the page', '#qui'],
  ])('one that %s stays as it is', (_, address) => {
    expect(keepLanguage(link(address), 'en')).toBe(link(address));
  });
});
