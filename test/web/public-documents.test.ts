/** What is kept of a document that everybody is served, and for how long. */
import { beforeEach, describe, expect, it } from 'vitest';
import { type Built, createPublicDocuments, type Recipe } from '../../src/web/public-documents.ts';

let now: number;
let version: string | undefined;
let built: Built | undefined;
let builds: number;
const recipe: Recipe = {
  name: 'one',
  versions: () => Promise.resolve(version),
  build: () => {
    builds += 1;
    return Promise.resolve(built);
  },
};
const create = () => createPublicDocuments(() => new Date(now));
let find: ReturnType<typeof create>;
const read = async () => (await find(recipe))?.body.toString();

beforeEach(() => {
  now = 1_000;
  version = 'a 1';
  built = { text: 'first' };
  builds = 0;
  find = create();
});

describe('a public document', () => {
  it('is built once for as long as what it is made of has the same versions', async () => {
    const first = await find(recipe);
    expect([await read(), await read(), builds]).toEqual(['first', 'first', 1]);
    version = 'a 2';
    built = { text: 'second' };
    expect([await read(), builds]).toEqual(['second', 2]);
    expect((await find(recipe))?.tag).not.toBe(first?.tag);
    built = { text: 'first' };
    version = 'a 3';
    expect((await find(recipe))?.tag).toBe(first?.tag);
  });

  it('is built again once its time is over, or has not come', async () => {
    built = { text: 'first', from: 1_000, until: 2_000 };
    await read();
    now = 1_999;
    await read();
    expect(builds).toBe(1);
    now = 2_000;
    await read();
    expect(builds).toBe(2);
    built = { text: 'first', from: 2_000 };
    await read();
    expect(builds).toBe(3);
    now = 1_999;
    await read();
    expect(builds).toBe(4);
  });

  it('is none where there is none, and is asked for again', async () => {
    built = undefined;
    expect(await read()).toBeUndefined();
    built = { text: 'now' };
    expect(await read()).toBe('now');
    version = undefined;
    expect(await read()).toBeUndefined();
  });

  it('of which something changed while it was built is built again', async () => {
    const changing: Recipe = {
      ...recipe,
      build: () => {
        const made = recipe.build();
        version = 'a 2';
        return made;
      },
    };
    await find(changing);
    built = { text: 'second' };
    expect(await read()).toBe('second');
  });

  it('makes room for others: what is kept is bounded', async () => {
    built = { text: 'x'.repeat(1024 * 1024) };
    for (let at = 0; at < 40; at += 1) await find({ ...recipe, name: String(at) });
    builds = 0;
    await find({ ...recipe, name: '39' });
    expect(builds).toBe(0);
    await find({ ...recipe, name: '0' });
    expect(builds).toBe(1);
  });
});
