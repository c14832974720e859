import { expect, it } from 'vitest';
import { createWriter } from '../../src/storage/sqlite/writer.ts';

/** A thread of another kind, in its own words. */
const threadThat = (does: string) =>
  new URL(
    `data:text/javascript,${encodeURIComponent(
      `import { parentPort } from 'node:worker_threads'; parentPort.once('message', (asked) => { ${does} });`,
    )}`,
  );

it.each([
  ['ends', 'process.exit(0);'],
  ['fails', "throw new Error('out of memory');"],
])('tells whoever waits that its thread %s, and starts another for the next', async (_, does) => {
  const writer = createWriter(threadThat(does));
  for (const file of ['a', 'b']) {
    const both = [writer.commit(file, []), writer.commit(file, [])];
    const outcomes = await Promise.allSettled(both);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(both[0]).rejects.toThrow('The thread that writes has ended');
  }
});

it('rejects a commit that failed, in the words of SQLite', async () => {
  const does = "parentPort.postMessage({ number: asked.number, failure: 'disk I/O error' });";
  await expect(createWriter(threadThat(does)).commit('a', [])).rejects.toThrow('disk I/O error');
});
