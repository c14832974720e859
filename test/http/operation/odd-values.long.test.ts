/** /verifier stands whatever a badge says, wherever in it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { changed, pathsOf } from '../../credentials/support/faults/mutations.ts';
import { type Scene, playScene } from '../../support/scene.ts';
import { type World, createWorld } from '../../support/world.ts';
import { jsonOf } from '../../support/signed-texts.ts';

let world: World;
let scene: Scene;
beforeAll(async () => {
  world = await createWorld();
  const { hautsPres, nadia, awa } = world;
  scene = await playScene(world, { kpa: hautsPres, staff: nadia, holder: awa });
});
afterAll(() => world.destroy());

it('never breaks the page, whatever stands in whatever place', async () => {
  const credential: unknown = JSON.parse(jsonOf(scene.accepted));
  const odd: readonly unknown[] = [
    null,
    'x',
    '',
    9e99,
    [],
    {},
    ['<script>'],
    '9999-99-99',
    'javascript:alert(1)',
  ];
  const paths = pathsOf(credential).filter((path) => path.length <= 3);
  const believed: string[] = [];
  for (const [at, path] of paths.entries()) {
    const mutant = changed(credential, path, () => odd[at % odd.length]);
    const body = multipart({ source: JSON.stringify(mutant) });
    const page = await world.visitor().post('/verifier', body);
    expect([200, 422]).toContain(page.status);
    expect(page.$('script, [href^="javascript:"]')).toHaveLength(0);
    if (/est authentique|bien signé/.test(page.heading)) believed.push(path.join('.'));
  }
  expect(paths.length).toBeGreaterThan(50);
  expect(believed).toEqual([]);
});

function multipart(fields: Readonly<Record<string, string>>): FormData {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  return body;
}
