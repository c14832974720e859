import { describe, expect, it } from 'vitest';
import { coalesce } from '../../../src/features/status-lists/coalesce.ts';

/** Runs that end when told, each with what it was given. */
function held() {
  const runs: { key: string; batch: readonly number[]; end: (error?: Error) => void }[] = [];
  const request = coalesce<number>(
    (key, batch) =>
      new Promise((resolve, reject) => {
        const end = (error?: Error) => {
          if (error) reject(error);
          else resolve();
        };
        runs.push({ key, batch, end });
      }),
  );
  return { runs, request, turn: () => new Promise((resolve) => setImmediate(resolve)) };
}

describe('coalesced work', () => {
  it('takes what arrives meanwhile together, once', async () => {
    const { runs, request, turn } = held();
    const first = request('a', 1);
    await turn();
    const others = [request('a', 2), request('a', 3)];
    await turn();
    expect(runs.map(({ batch }) => batch)).toEqual([[1]]);
    runs[0]?.end();
    await first;
    await turn();
    expect(runs.map(({ batch }) => batch)).toEqual([[1], [2, 3]]);
    runs[1]?.end();
    expect(await Promise.all(others)).toEqual([undefined, undefined]);
  });

  it('resolves nobody before a run that began after they asked', async () => {
    const { runs, request, turn } = held();
    void request('a', 1);
    await turn();
    let isDone = false;
    const second = request('a', 2).then(() => (isDone = true));
    runs[0]?.end();
    await turn();
    expect(isDone).toBe(false);
    runs[1]?.end();
    await second;
    expect(isDone).toBe(true);
  });

  it('does different things at the same time', async () => {
    const { runs, request, turn } = held();
    void request('a', 1);
    void request('b', 2);
    await turn();
    expect(runs.map(({ key }) => key)).toEqual(['a', 'b']);
  });

  it('tells a failure to those of its run, and goes on', async () => {
    const { runs, request, turn } = held();
    const first = request('a', 1);
    await turn();
    const second = request('a', 2);
    runs[0]?.end(new Error('no key'));
    await expect(first).rejects.toThrow('no key');
    await turn();
    runs[1]?.end();
    await second;
    const third = request('a', 3);
    await turn();
    runs[2]?.end();
    await third;
    expect(runs.map(({ batch }) => batch)).toEqual([[1], [2], [3]]);
  });
});
