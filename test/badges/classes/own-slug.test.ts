import { expect, it } from 'vitest';
import { isOwnSlug, LONGEST_SLUG, ownSlug } from '../../../src/badges/classes/owners.ts';

const STORED = /^[a-z0-9]+(-[a-z0-9]+)*--[a-z0-9]+(-[a-z0-9]+)*$/;

it.each([
  ['Je cuisine pour cinquante', 'hauts-pres', 1, 'je-cuisine-pour-cinquante--hauts-pres'],
  ['J’accueille la clientèle', 'lys', 2, 'j-accueille-la-clientele-2--lys'],
  ['أطبخ', 'lys', 1, 'badge--lys'],
])('calls %s of %s, number %i: %s', (name, owner, number, slug) => {
  expect(ownSlug(name, owner, number)).toBe(slug);
});

it.each([1, 12])('is no longer than is stored, whatever its parts (number %i)', (number) => {
  for (const owner of ['a'.repeat(60), `${'a-'.repeat(29)}b`, 'lys']) {
    for (const name of ['Je '.repeat(26), 'x'.repeat(80), 'Je']) {
      const slug = ownSlug(name, owner, number);
      expect(slug.length).toBeLessThanOrEqual(LONGEST_SLUG);
      expect(slug).toMatch(STORED);
    }
  }
});

it('is told from one of a file', () => {
  expect([isOwnSlug('travailler-en-equipe'), isOwnSlug('je-cuisine--lys')]).toEqual([false, true]);
});
