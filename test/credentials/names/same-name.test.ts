/** Names that are both written in clear: one person writes theirs in several ways. */
import { describe, expect, it } from 'vitest';
import { isSameName } from '../../../src/credentials/names/spellings.ts';

describe('two names are one', () => {
  it.each([
    ['Fatou N’Diaye', 'Fatou Ndiaye'],
    ['Fatou N’Diaye', 'N DIAYE fatou'],
    ['Jean-Marc Le Goff', 'LE GOFF Jean Marc'],
    ['Anne-Marie d’Almeida', 'Annemarie Dalmeida'],
    ['Zoé Müller', 'Mme Muller Zoe'],
  ])('%s, %s', (one, other) => {
    expect([isSameName(one, other), isSameName(other, one)]).toEqual([true, true]);
  });
});

describe('two names are not one', () => {
  it.each([
    ['Awa Diallo', 'Awa'],
    ['Awa Diallo', 'Bruno Diallo'],
    ['Awa Diallo', 'Awad Iallo'],
    ['', ''],
    ['’', '-'],
  ])('%j, %j', (one, other) => {
    expect([isSameName(one, other), isSameName(other, one)]).toEqual([false, false]);
  });
});
