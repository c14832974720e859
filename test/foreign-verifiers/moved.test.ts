/** A service that moved, in the verifier of the consortium, which asks each host at its own name. */
import { verifyCredential } from '@digitalcredentials/verifier-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { isObject } from '../../src/credentials/bytes/json-object.ts';
import { revokeAward } from '../../src/features/revocations/revoke-award.ts';
import type { Award } from '../../src/storage/store.ts';
import { hasShared, readSharedText, skipReason } from '../credentials/support/others/shared.ts';
import { askAs, moveTo } from '../support/installations.ts';
import { awardTo, playScene, reloadAward, type Scene } from '../support/scene.ts';
import { jsonOf } from '../support/signed-texts.ts';
import { openTestDatabase, type TestDatabase } from '../support/storage/databases.ts';
import { createWorld, type World } from '../support/world.ts';

type Theirs = Parameters<typeof verifyCredential>[0]['credential'];
const theirs = z.custom<Theirs>(isObject);
const steps = z.array(z.looseObject({ id: z.string(), valid: z.boolean().optional() }));

/** It fetches the standard’s schema too. */
const SCHEMA = 'ob_v3p0_achievementcredential_schema.json';
const HOSTS = ['badges.example', 'portfolios.example'];

let place: TestDatabase;
let before: World;
let scene: Scene;
let moved: Awaited<ReturnType<typeof moveTo>>;
beforeAll(async () => {
  place = await openTestDatabase();
  before = await createWorld({ clock: () => new Date(), database: place.database });
  const { hautsPres: kpa, nadia: staff, awa: holder } = before;
  scene = await playScene(before, { kpa, staff, holder });
  moved = await moveTo(before, place.database, 'https://portfolios.example');
});
afterEach(() => vi.unstubAllGlobals());
afterAll(async () => {
  moved.close();
  await before.destroy();
  await place.destroy();
});

/** Its answer to each of its questions; none at all if the signature is not right. */
async function answers(award: Award) {
  vi.stubGlobal('fetch', async (input: string | URL | Request) => {
    const { host, pathname, href } = new URL(input instanceof Request ? input.url : input);
    if (href.endsWith(SCHEMA)) return new Response(readSharedText(`schemas/${SCHEMA}`));
    if (!HOSTS.includes(host)) throw new TypeError(`${href} is not asked in this test`);
    const { status, contentType, body } = await askAs(
      host,
      `${moved.origin}${pathname}`,
      'application/json',
    );
    return new Response(body.toString(), { status, headers: { 'Content-Type': contentType } });
  });
  const text = jsonOf(await reloadAward(before, award));
  const credential = theirs.parse(JSON.parse(text));
  const { log = [] } = await verifyCredential({ credential, knownDIDRegistries: [] });
  return Object.fromEntries(steps.parse(log).map(({ id, valid }) => [id, valid]));
}

const IN_FORCE = { valid_signature: true, expiration: true, revocation_status: true };
const WITHDRAWN = { ...IN_FORCE, revocation_status: false };

describe.skipIf(!hasShared)(`in the verifier of the consortium${skipReason}`, () => {
  it('badges from before the move are in force, or withdrawn: then or since', async () => {
    expect(await answers(scene.accepted)).toMatchObject(IN_FORCE);
    expect(await answers(scene.revoked)).toMatchObject(WITHDRAWN);
    expect(await answers(scene.offered)).toMatchObject(IN_FORCE);
    await revokeAward(moved.services, scene.kpa, scene.offered, scene.staff, 'badge');
    expect(await answers(scene.offered)).toMatchObject(WITHDRAWN);
  });

  it('so are badges of the new address', async () => {
    const badge = 'fixer-mon-cap';
    const award = await awardTo({ ...before, ...moved }, { ...scene, badge });
    expect(await answers(award)).toMatchObject(IN_FORCE);
    await revokeAward(moved.services, scene.kpa, award, scene.staff, 'badge');
    expect(await answers(award)).toMatchObject(WITHDRAWN);
  });
});
