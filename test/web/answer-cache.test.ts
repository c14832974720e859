import { describe, expect, it } from 'vitest';
import { createAnswerCache } from '../../src/web/answer-cache.ts';

const cache = (limits: { entries?: number; characters?: number }) =>
  createAnswerCache<{ text: string }>({
    entries: 10,
    characters: 1000,
    ageMs: 60_000,
    clock: () => new Date(0),
    ...limits,
  });

describe('an answer cache', () => {
  it('lets go of the least recently used when there are too many', () => {
    const kept = cache({ entries: 2 });
    kept.keep('a', { text: 'A' });
    kept.keep('b', { text: 'B' });
    kept.find('a');
    kept.keep('c', { text: 'C' });
    expect([kept.find('a')?.text, kept.find('b'), kept.find('c')?.text]).toEqual([
      'A',
      undefined,
      'C',
    ]);
  });

  it('lets go of the least recently used when they are too long together', () => {
    const kept = cache({ characters: 10 });
    kept.keep('a', { text: '12345' });
    kept.keep('b', { text: '12345' });
    kept.keep('c', { text: '1' });
    expect([kept.find('a'), kept.find('b')?.text, kept.find('c')?.text]).toEqual([
      undefined,
      '12345',
      '1',
    ]);
  });

  it('counts a text that is replaced once', () => {
    const kept = cache({ characters: 10 });
    kept.keep('a', { text: '1234' });
    for (let times = 0; times < 5; times += 1) kept.keep('b', { text: '123456' });
    expect([kept.find('a')?.text, kept.find('b')?.text]).toEqual(['1234', '123456']);
  });

  it('keeps nothing that is too long alone', () => {
    const kept = cache({ characters: 10 });
    kept.keep('a', { text: '12345678901' });
    expect(kept.find('a')).toBeUndefined();
  });
});
