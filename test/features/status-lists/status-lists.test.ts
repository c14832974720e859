import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { revokeAward } from '../../../src/features/revocations/revoke-award.ts';
import { revokeAwards } from '../../../src/features/revocations/revoke-awards.ts';
import { createKpa } from '../../../src/features/kpas/create-kpa.ts';
import { catchUp } from '../../../src/features/status-lists/catch-up.ts';
import { createStatusLists } from '../../../src/features/status-lists/status-lists.ts';
import type { Award, Kpa, StatusList, Stored } from '../../../src/storage/store.ts';
import { createWorld, type World } from '../../support/world.ts';
import { bitsOf, insertAwards, sorted } from './support.ts';

let world: World;
let kpa: Kpa;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.destroy());
beforeEach(async () => {
  const { name, place, description, contact, memberSince } = world.hautsPres;
  const slug = `kpa-${randomUUID()}`;
  kpa = await createKpa(world.services, { slug, name, place, description, contact, memberSince });
});

const lists = () => world.services.statusLists;
const insert = (count: number) => insertAwards(world.services, kpa, lists().draw, count);

async function list(number = 1): Promise<Stored<StatusList>> {
  const query = { index: 'byNumber', equals: [number] } as const;
  const [found] = (await world.services.store.statusLists(kpa.id).find(query)).items;
  if (!found) throw new Error(`no list ${number}`);
  return found;
}

async function mark(award: Award): Promise<void> {
  const awards = world.services.store.awards(kpa.id);
  const stored = await awards.findById(award.id);
  if (stored) await world.services.awardRows.replace(stored, { ...stored, standing: 'revoked' });
}

async function revoke(award: Award): Promise<void> {
  const stored = await world.services.store.awards(kpa.id).findById(award.id);
  if (stored) await revokeAward(world.services, kpa, stored, world.nadia, 'badge');
}

const indexes = (awards: readonly Award[]) => sorted(awards.map(({ statusIndex }) => statusIndex));

describe('a list', () => {
  it('has the bits of every revocation made at once, in few signatures', async () => {
    const awards = await insert(200);
    await Promise.all(awards.slice(0, 150).map(revoke));
    const { credential, version } = await list();
    expect(bitsOf(credential)).toEqual(indexes(awards.slice(0, 150)));
    expect(version).toBeLessThan(20);
  });

  it('takes a mark that another process made and did not publish', async () => {
    const [lost, ours] = await insert(2);
    if (!lost || !ours) throw new Error('no awards');
    await mark(lost);
    await revoke(ours);
    expect(bitsOf((await list()).credential)).toEqual(indexes([lost, ours]));
  });

  it('takes no mark that somebody else wrote', async () => {
    const [marked, ours] = await insert(2);
    if (!marked || !ours) throw new Error('no awards');
    const awards = world.services.store.awards(kpa.id);
    const row = await awards.findById(marked.id);
    if (row) await awards.replace({ ...row, standing: 'revoked' });
    await revoke(ours);
    await lists().publishAll(kpa);
    expect(bitsOf((await list()).credential)).toEqual(indexes([ours]));
    await expect(revoke(marked)).rejects.toThrow('not as we wrote it');
    const act = { by: world.nadia, reason: 'badge' } as const;
    const rows = await revokeAwards(world.services, kpa, [marked.id], act);
    expect(rows).toMatchObject([{ outcome: 'failed' }]);
    expect(bitsOf((await list()).credential)).toEqual(indexes([ours]));
  });

  it('is signed over no bits that somebody else wrote into it', async () => {
    const [first, second] = await insert(2);
    if (!first || !second) throw new Error('no awards');
    await revoke(first);
    const before = await list();
    const full = gzipSync(Buffer.alloc(before.size / 8, 0xff)).toString('base64url');
    const forged = before.credential.replace(/"encodedList":"[^"]+"/, `"encodedList":"u${full}"`);
    const { statusLists } = world.services.store;
    const written = await statusLists(kpa.id).replace({ ...before, credential: forged });
    await expect(revoke(second)).rejects.toThrow('not as we signed it');
    expect((await list()).credential).toBe(forged);
    // Put back, it takes what was marked meanwhile.
    await statusLists(kpa.id).replace({ ...before, version: written.version });
    await lists().publishAll(kpa);
    expect(bitsOf((await list()).credential)).toEqual(indexes([first, second]));
  });

  it('is not signed again when nothing changed', async () => {
    const [award] = await insert(1);
    if (!award) throw new Error('no award');
    await revoke(award);
    const before = await list();
    await revoke(award);
    await lists().publishAll(kpa);
    expect(await list()).toEqual(before);
  });

  it('keeps a bit whose award is gone', async () => {
    const awards = await insert(3);
    const [gone, next] = awards;
    if (!gone || !next) throw new Error('no awards');
    await revoke(gone);
    await world.services.store.awards(kpa.id).remove(gone.id);
    await revoke(next);
    await lists().publish(kpa, gone.statusListId);
    expect(bitsOf((await list()).credential)).toEqual(indexes([gone, next]));
  });

  it('is signed anew with a key that counts, once its own was revoked', async () => {
    const [award] = await insert(1);
    if (!award) throw new Error('no award');
    await revoke(award);
    await world.services.keys.revoke(kpa.id, 'key-1', { by: 'Karim', reason: 'it leaked' });
    await catchUp(world.services);
    const { credential } = await list();
    expect(credential).toContain('#key-3');
    expect(bitsOf(credential)).toEqual(indexes([award]));
  });

  it('is completed at the next start after a crash between mark and publication', async () => {
    const [award] = await insert(1);
    if (!award) throw new Error('no award');
    await mark(award);
    expect(bitsOf((await list()).credential)).toEqual([]);
    await catchUp(world.services);
    expect(bitsOf((await list()).credential)).toEqual(indexes([award]));
  });

  it('is completed when the next process is first asked for it, before it answers', async () => {
    const [published, lost] = await insert(2);
    if (!published || !lost) throw new Error('no awards');
    await revoke(published);
    await mark(lost);
    expect(bitsOf((await list()).credential)).toEqual([published.statusIndex]);
    const next = createStatusLists(world.services);
    const found = await next.find(kpa, 1);
    expect(bitsOf(found?.credential ?? '')).toEqual(indexes([published, lost]));
    expect(await next.find(kpa, 1)).toEqual(await list());
    const { version } = await list();
    expect(version).toBe(3);
  });

  it('is read mark by mark where an award is gone, and another one’s mark may be missing', async () => {
    const [published, gone, lost] = await insert(3);
    if (!published || !gone || !lost) throw new Error('no awards');
    await revoke(gone);
    await world.services.store.awards(kpa.id).remove(gone.id);
    await revoke(published);
    await mark(lost);
    // As many marks as bits, so that counting them shows nothing: a start reads them all.
    await catchUp(world.services);
    expect(bitsOf((await list()).credential)).toEqual(indexes([published, gone, lost]));
  });
});

describe('entries', () => {
  it('go to a second list once the first is full, all different and in no order', async () => {
    const small = createStatusLists(world.services, { fullAt: 40 });
    const awards: Award[] = [];
    while (awards.length < 50) {
      awards.push(...(await insertAwards(world.services, kpa, small.draw, 1)));
    }
    const first = await list(1);
    const second = await list(2);
    const inFirst = awards.filter(({ statusListId }) => statusListId === first.id);
    expect(inFirst).toHaveLength(40);
    expect(awards.length - inFirst.length).toBe(
      awards.filter(({ statusListId }) => statusListId === second.id).length,
    );
    const drawn = inFirst.map(({ statusIndex }) => statusIndex);
    expect(new Set(drawn).size).toBe(40);
    expect(drawn).not.toEqual(sorted(drawn));
    const [old] = inFirst;
    if (!old) throw new Error('no award');
    await revoke(old);
    expect(bitsOf((await list(1)).credential)).toEqual([old.statusIndex]);
    expect(bitsOf((await list(2)).credential)).toEqual([]);
  });

  it('begin one list, also when many ask for the first at once', async () => {
    const drawn = await Promise.all(Array.from({ length: 20 }, () => lists().draw(kpa)));
    expect(new Set(drawn.map(({ listId }) => listId)).size).toBe(1);
  });
});

describe('the served list', () => {
  it('has a strong tag, answers 304, is open to other sites and kept for a minute only', async () => {
    const [award] = await insert(1);
    if (!award) throw new Error('no award');
    const path = `/k/${kpa.slug}/status/1`;
    const read = (headers: Record<string, string> = {}) =>
      world.visitor().send(path, { headers: { Accept: 'application/vc', ...headers } });
    const before = await read();
    const etag = before.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[\w-]{43}"$/);
    expect(before.headers.get('access-control-allow-origin')).toBe('*');
    expect(before.headers.get('cache-control')).toBe('public, no-cache');
    expect(JSON.parse(before.html)).toMatchObject({ credentialSubject: { ttl: 60_000 } });
    expect(await read({ 'If-None-Match': etag })).toMatchObject({ status: 304, html: '' });
    await revoke(award);
    const after = await read({ 'If-None-Match': etag });
    expect(after.status).toBe(200);
    expect(bitsOf(after.html)).toEqual([award.statusIndex]);
  });
});
