/** Where a badge says that its newest form lies: whoever holds an older copy gets the bytes of today. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decideAward } from '../../../src/features/portfolio/decide-award.ts';
import { isObject } from '../../../src/credentials/bytes/json-object.ts';
import type { Award } from '../../../src/storage/store.ts';
import { type LeakedKey, playLeakedKey } from '../../support/badges/leaked-key.ts';
import { reloadAward, type Scene } from '../../support/scene.ts';
import type { World } from '../../support/world.ts';
import { jsonOf, jwtOf } from '../../support/signed-texts.ts';

let world: World;
let scene: Scene;
let disown: LeakedKey['disown'];
let reissue: LeakedKey['reissue'];
beforeEach(async () => {
  ({ world, scene, disown, reissue } = await playLeakedKey());
});
afterEach(() => world.destroy());

/** The path that stands in the badge itself. */
function pathIn(award: Award): string {
  const document: unknown = JSON.parse(jsonOf(award));
  const service = isObject(document) && document['refreshService'];
  expect(service).toMatchObject({ type: '1EdTechCredentialRefresh' });
  return isObject(service) ? new URL(String(service['id'])).pathname : '';
}

const ask = (award: Award, accept = '*/*') =>
  world.visitor().send(pathIn(award), { headers: { Accept: accept } });

describe('the refresh address', () => {
  it.each([
    ['anything', '*/*', 'application/vc', jsonOf],
    ['a badge in JSON', 'application/vc', 'application/vc', jsonOf],
    ['plain JSON', 'application/json', 'application/json', jsonOf],
    ['JSON-LD', 'application/ld+json', 'application/ld+json', jsonOf],
    ['a page', 'text/html,application/xhtml+xml,*/*;q=0.8', 'application/vc', jsonOf],
    ['a JWT', 'application/vc+jwt', 'application/vc+jwt', jwtOf],
    [
      'a JWT, or else JSON',
      'application/vc+jwt, application/vc;q=0.5',
      'application/vc+jwt',
      jwtOf,
    ],
  ] as const)('gives whoever wants %s the badge as it is kept', async (_, accept, type, textOf) => {
    const answer = await ask(scene.accepted, accept);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe(type);
    expect(answer.html).toBe(textOf(scene.accepted));
    expect(answer.headers.get('vary')).toContain('Accept');
    expect(answer.headers.get('cache-control')).toContain('no-store');
  });

  it('shows what the person has not accepted to nobody', async () => {
    for (const award of [scene.offered, scene.declined]) {
      expect((await ask(award)).status).toBe(404);
    }
    await decideAward(world.services, scene.offered, 'accepted');
    expect((await ask(scene.offered)).status).toBe(200);
    await decideAward(world.services, await reloadAward(world, scene.offered), 'declined');
    expect((await ask(scene.offered)).status).toBe(404);
  });

  it('gives a revoked badge, whose status tells the rest', async () => {
    expect((await ask(scene.revoked)).html).toBe(jsonOf(scene.revoked));
  });

  it('leads from a copy of before a theft of the key to the bytes signed anew', async () => {
    const old = scene.accepted;
    await disown();
    const rows = Object.values(await reissue('key-1'));
    expect(rows.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
    const { html } = await ask(old);
    expect(html).not.toBe(jsonOf(old));
    const { summary } = await world.services.verifyCredential(html);
    expect(summary).toMatchObject({ authentic: 'yes', standing: 'valid', issuerKnown: true });
  });
});

describe('our own verifier', () => {
  const refreshOf = async (text: string | undefined) => {
    const { checks } = await world.services.verifyCredential(text);
    return checks.find(({ id }) => id === 'refresh')?.outcome;
  };

  it('says of the newest form that it is, of each signature, from the store', async () => {
    expect(await refreshOf(jsonOf(scene.accepted))).toBe('pass');
    expect(await refreshOf(jwtOf(scene.accepted))).toBe('pass');
  });

  it('says nothing of newer forms on pages that show what the store holds', async () => {
    const awa = await world.signIn(world.awa);
    for (const { id } of [scene.offered, scene.accepted, scene.declined]) {
      const page = await awa.get(`/k/hauts-pres/credentials/${id}`);
      expect(page.status).toBe(200);
      expect(page.text).not.toContain('forme plus récente');
      expect(page.text).not.toContain('forme la plus récente');
    }
  });
});
