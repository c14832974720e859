/** One message, in the alphabet that every telephone has. */
import { expect, it } from 'vitest';
import { shortMessage } from '../../src/notices/short-message.ts';

const write = (name: string) => `${name} : à lire ici : https://badges.example/mes-badges`;

it('keeps the accents that telephones have, and lets go of the others', () => {
  expect(shortMessage('KPA de l’Île-à-Vâches, ça et là « œuvre »', write)).toBe(
    'KPA de l\'Ile-à-Vaches, ca et là " oeuvre " : à lire ici : https://badges.example/mes-badges',
  );
});

it('is of 160 signs at most, whatever the name: the address is whole', () => {
  const text = shortMessage('Coopérative '.repeat(20), write);
  expect(text.length).toBeLessThanOrEqual(160);
  expect(text).toMatch(/^Coopérative .*https:\/\/badges\.example\/mes-badges$/);
});

it('stays as it is in another script', () => {
  expect(shortMessage('تعاونية', (name) => `${name}: جديد`)).toBe('تعاونية: جديد');
});
