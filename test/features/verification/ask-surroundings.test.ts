/** What is asked of the world for one verification, and what it may take. */
import { describe, expect, it, vi } from 'vitest';
import type { Question } from '../../../src/credentials/read/foresee.ts';
import {
  type AskingLimits,
  createAsking,
} from '../../../src/features/verification/ask-surroundings.ts';
import type { SurroundingTexts } from '../../../src/features/verification/surroundings.ts';
import { recall } from '../../../src/features/verification/told.ts';
import { createSurroundingTexts } from './surrounding-texts.ts';

const resolve = (at: number): Question => ({ asks: 'resolveDid', about: `did:web:a${at}.example` });
const never = () => new Promise<never>(() => undefined);

function start(changes: Partial<SurroundingTexts>, limits: Partial<AskingLimits> = {}) {
  const asking = createAsking(createSurroundingTexts(changes), limits);
  return { ...asking, retold: () => recall(asking.told).surroundings };
}

describe('asking', () => {
  it('tells what was answered, and that something was not', async () => {
    const asking = start({
      resolveDid: (did) =>
        did.includes('a1')
          ? Promise.reject(new Error('nobody is there'))
          : Promise.resolve({ outcome: 'found', text: did }),
      knownIssuer: (did) =>
        did === 'did:x' ? Promise.reject(new Error('no list')) : Promise.resolve(undefined),
    });
    const known = ['did:x', 'did:y'].map((about): Question => ({ asks: 'knownIssuer', about }));
    await asking.ask([resolve(0), resolve(1), ...known]);
    const world = asking.retold();
    expect(await world.resolveDid('did:web:a0.example')).toMatchObject({ outcome: 'found' });
    expect(await world.resolveDid('did:web:a1.example')).toEqual({
      outcome: 'unreachable',
      detail: 'nobody is there',
    });
    expect(await world.knownIssuer('did:y')).toBeUndefined();
    await expect(world.knownIssuer('did:x')).rejects.toThrow('no list');
  });

  it('does not wait for ever, and takes no answer that comes too late', async () => {
    let answer: (text: string) => void = () => undefined;
    const late = new Promise<string>((done) => (answer = done));
    const asking = start(
      {
        resolveDid: (did) =>
          did.includes('a1') ? never() : late.then((text) => ({ outcome: 'found', text })),
        knownIssuer: never,
      },
      { milliseconds: 20 },
    );
    await asking.ask([resolve(0), { asks: 'knownIssuer', about: 'did:x' }]);
    answer('late');
    await late;
    expect(await asking.retold().resolveDid('did:web:a0.example')).toMatchObject({
      detail: 'There was no answer in time',
    });
    await expect(asking.retold().knownIssuer('did:x')).rejects.toThrow('no answer in time');
    // The time is of all questions together.
    await asking.ask([resolve(1)]);
    expect(await asking.retold().resolveDid('did:web:a1.example')).toMatchObject({
      outcome: 'unreachable',
    });
  });

  it('waits once for what is asked at once', async () => {
    vi.useFakeTimers();
    try {
      const after = (milliseconds: number) =>
        new Promise<{ outcome: 'found'; text: string }>((done) => {
          setTimeout(() => {
            done({ outcome: 'found', text: '{}' });
          }, milliseconds);
        });
      const asking = start(
        { resolveDid: (did) => after(did.includes('a3') ? 50 : 60) },
        { milliseconds: 100 },
      );
      const both = Promise.all([asking.ask([resolve(0)]), asking.ask([resolve(1)])]);
      await vi.advanceTimersByTimeAsync(60);
      await both;
      // 40 are left of them: not none, and not 50.
      const last = Promise.all([resolve(2), resolve(3)].map((one) => asking.ask([one])));
      await vi.advanceTimersByTimeAsync(39);
      expect(asking.told.texts.size).toBe(2);
      await vi.advanceTimersByTimeAsync(1);
      await last;
      expect(await asking.retold().resolveDid('did:web:a1.example')).toMatchObject({ text: '{}' });
      expect(await asking.retold().resolveDid('did:web:a3.example')).toMatchObject({
        detail: 'There was no answer in time',
      });
    } finally {
      vi.useRealTimers();
    }
  });

  it('is bounded in number and in length', async () => {
    const asked: string[] = [];
    const asking = start(
      {
        resolveDid: (did) => {
          asked.push(did);
          return Promise.resolve({ outcome: 'found', text: 'x'.repeat(60) });
        },
      },
      { questions: 3, characters: 100 },
    );
    await asking.ask([resolve(0), resolve(1)]);
    await asking.ask([resolve(2), resolve(3)]);
    expect(asked).toHaveLength(3);
    const outcomes = await Promise.all(
      [0, 1, 2, 3].map((at) => asking.retold().resolveDid(`did:web:a${at}.example`)),
    );
    expect(outcomes.map((one) => (one.outcome === 'found' ? 'found' : one.detail))).toEqual([
      'found',
      'The answer is longer than what is read',
      'The answer is longer than what is read',
      'One answer is not worth more questions',
    ]);
  });
});

it('what was not told is a question, and fails', async () => {
  const { surroundings: world, untold } = recall({ texts: new Map(), facts: new Map() });
  await expect(world.refresh('https://a.example/', 'application/vc+jwt')).rejects.toThrow();
  await expect(world.knownIssuer('did:x')).rejects.toThrow();
  expect(untold()).toEqual([
    { asks: 'refresh', about: 'https://a.example/', form: 'application/vc+jwt' },
    { asks: 'knownIssuer', about: 'did:x' },
  ]);
});
