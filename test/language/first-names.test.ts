import { expect, it } from 'vitest';
import { firstName } from '../../src/language/names.ts';

it.each([
  ['Awa Diallo', 'Awa'],
  ['DIALLO Awa', 'Awa'],
  ['EL IDRISSI Yasmina', 'Yasmina'],
  ['J. Martin', 'J.'],
  ['AWA DIALLO', 'AWA'],
  ['ŞULE Yıldız', 'Yıldız'],
  ['فاطمة الزهراء', 'فاطمة'],
  ['Awa', 'Awa'],
])('%s is called %s', (name, first) => {
  expect(firstName(name)).toBe(first);
});
