/** While somebody has a hostile badge verified, everybody else is served as ever. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pino } from 'pino';
import { createThreads } from '../../src/features/verification/threads.ts';
import { signed } from '../credentials/support/issuer.ts';
import { type Scene, playScene } from '../support/scene.ts';
import { type World, createWorld } from '../support/world.ts';

const program = new URL('../features/verification/fixture-thread.ts', import.meta.url);
/** Long beside what a page takes, short beside what a test may. */
const MILLISECONDS = 1_500;

let world: World;
let scene: Scene;
beforeAll(async () => {
  world = await createWorld({
    threads: createThreads(pino({ level: 'silent' }), {
      program,
      milliseconds: MILLISECONDS,
      megabytes: 64,
      threads: 2,
      waiting: 2,
    }),
  });
  const { hautsPres, nadia, awa } = world;
  scene = await playScene(world, { kpa: hautsPres, staff: nadia, holder: awa });
});
afterAll(async () => {
  await world.services.strangers.close();
  await world.destroy();
});

/** As a script would: nothing but the one request. */
function verify(source: string) {
  const body = new FormData();
  body.append('source', source);
  return world.visitor().post('/verifier', body);
}

const evil = (name: string) => JSON.stringify({ ...signed, name });

describe('a badge that takes all the time or memory there is', () => {
  it.each(['for ever', 'much memory'])('gets a page that says so: %s', async (name) => {
    const page = await verify(evil(name));
    expect(page.status).toBe(200);
    expect(page.text).toContain('Nous n’avons pas pu contrôler ce badge');
    expect(page.text).not.toContain('est authentique');
    const next = await verify(scene.accepted.credential);
    expect(next.heading).toContain('Ce badge est authentique');
  });

  it('holds up no other page', async () => {
    const under = Promise.all([verify(evil('for ever')), verify(evil('for ever'))]);
    let served = 0;
    const over = under.then(() => true);
    while (
      !(await Promise.race([
        over,
        world
          .visitor()
          .get('/')
          .then(() => false),
      ]))
    )
      served += 1;
    // Each of them by itself, while both threads are taken.
    expect(served).toBeGreaterThan(10);
    for (const page of await under) expect(page.status).toBe(200);
  });

  it('makes others wait, and too many come back later', async () => {
    const pages = await Promise.all(Array.from({ length: 6 }, () => verify(evil('for ever'))));
    const busy = pages.filter(({ status }) => status === 503);
    expect(busy).toHaveLength(2);
    for (const page of busy) {
      expect(page.text).toContain('Réessayez dans un instant.');
      expect(page.headers.get('retry-after')).toBe('10');
    }
    expect(pages.filter(({ status }) => status === 200)).toHaveLength(4);
  });
});
