import { describe, expect, it } from 'vitest';
import { createAnswerCache } from '../../src/outside/answer-cache.ts';

const START = new Date('2026-11-20T10:00:00Z');
const later = (milliseconds: number) => new Date(START.getTime() + milliseconds);

const cache = (limits: { entries?: number; bytes?: number; times?: number; clock?: () => Date }) =>
  createAnswerCache<{ body: string }>({
    entries: 10,
    bytes: 1000,
    ageMs: 60_000,
    times: 100,
    clock: () => START,
    ...limits,
  });

describe('an answer cache', () => {
  it('knows when an answer was given after it has let go of it', () => {
    let now = START;
    const kept = cache({ times: 2, clock: () => now });
    kept.keep('a', { body: 'A' });
    now = later(61_000);
    expect([kept.find('a'), kept.lastKept('a')]).toEqual([undefined, START]);
    kept.keep('a', { body: 'A' });
    kept.keep('b', { body: 'B' });
    expect([kept.lastKept('a'), kept.lastKept('c')]).toEqual([later(61_000), undefined]);
    kept.keep('c', { body: 'C' });
    expect([kept.lastKept('a'), kept.lastKept('b')]).toEqual([undefined, later(61_000)]);
  });

  it('lets go of the least recently used when there are too many', () => {
    const kept = cache({ entries: 2 });
    kept.keep('a', { body: 'A' });
    kept.keep('b', { body: 'B' });
    kept.find('a');
    kept.keep('c', { body: 'C' });
    expect([kept.find('a')?.body, kept.find('b'), kept.find('c')?.body]).toEqual([
      'A',
      undefined,
      'C',
    ]);
  });

  it('lets go of the least recently used when they are too long together', () => {
    const kept = cache({ bytes: 10 });
    kept.keep('a', { body: '12345' });
    kept.keep('b', { body: '12345' });
    kept.keep('c', { body: '1' });
    expect([kept.find('a'), kept.find('b')?.body, kept.find('c')?.body]).toEqual([
      undefined,
      '12345',
      '1',
    ]);
  });

  it('counts a body that is replaced once', () => {
    const kept = cache({ bytes: 10 });
    kept.keep('a', { body: '1234' });
    for (let times = 0; times < 5; times += 1) kept.keep('b', { body: '123456' });
    expect([kept.find('a')?.body, kept.find('b')?.body]).toEqual(['1234', '123456']);
  });

  it('keeps an answer for as long as it is told, however often it is asked for', () => {
    let now = START;
    const kept = cache({ clock: () => now });
    kept.keep('a', { body: '' });
    now = later(59_999);
    expect(kept.find('a')).toEqual({ body: '' });
    now = later(60_000);
    expect(kept.find('a')).toBeUndefined();
  });

  it('keeps nothing that is too long alone', () => {
    const kept = cache({ bytes: 10 });
    kept.keep('a', { body: '12345678901' });
    expect(kept.find('a')).toBeUndefined();
  });
});
