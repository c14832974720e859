import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { createStore, type Database, type Person } from '../../../src/storage/store.ts';

const OURS = randomUUID();
const THEIRS = randomUUID();

function person(kpaId: string, name: string): Person {
  const email = `${name.toLowerCase()}@example.org`;
  const joinedOn = '2026-01-05';
  const createdAt = '2026-01-05T08:00:00Z';
  return { id: randomUUID(), kpaId, name, email, roles: ['cooperant'], joinedOn, createdAt };
}

export function tenancyTests(database: () => Database): void {
  it('shows a KPA its own documents only', async () => {
    const { people } = createStore(database());
    const alice = await people(OURS).insert(person(OURS, 'Alice'));
    const basile = await people(THEIRS).insert(person(THEIRS, 'Basile'));
    expect(await people(OURS).findById(alice.id)).toStrictEqual(alice);
    expect(await people(OURS).findById(basile.id)).toBeUndefined();
    expect(await people(OURS).findByIds([basile.id, alice.id])).toStrictEqual([alice]);
    expect((await people(OURS).find({ index: 'byName' })).items).toStrictEqual([alice]);
    expect(await people(OURS).count({ index: 'byName' })).toBe(1);
    expect(await people(OURS).count({ index: 'byName', equals: ['Basile'] })).toBe(0);
    expect(await people(OURS).versions({ index: 'byName' })).toBe(`${alice.id} 1`);
    expect(await people(OURS).all({ index: 'byName' }).toArray()).toStrictEqual([alice]);
    const query = { index: 'acrossByEmail', equals: ['basile@example.org'] } as const;
    expect((await people.across.find(query)).items).toStrictEqual([basile]);
    expect(await people.across.all(query).toArray()).toStrictEqual([basile]);
  });

  it("does not let a KPA write another KPA's document", async () => {
    const { people } = createStore(database());
    const theirs = await people(THEIRS).insert(person(THEIRS, 'Chloe'));
    const stolen = people(OURS).replace({ ...theirs, kpaId: OURS });
    await expect(stolen).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    await expect(people(OURS).replace(theirs)).rejects.toMatchObject({ code: 'INVALID_DOCUMENT' });
    await expect(people(OURS).insert(person(THEIRS, 'Denis'))).rejects.toMatchObject({
      code: 'INVALID_DOCUMENT',
    });
    const again = people(OURS).insert({ ...person(OURS, 'Emile'), id: theirs.id });
    await expect(again).rejects.toMatchObject({ code: 'DUPLICATE_KEY' });
    expect(await people(OURS).remove(theirs.id)).toBe(false);
    const renamed = people(OURS).update(theirs.id, (one) => ({ ...one, name: 'Clovis' }));
    expect(await renamed).toBeUndefined();
    const moved = people(THEIRS).update(theirs.id, (one) => ({ ...one, kpaId: OURS }));
    await expect(moved).rejects.toMatchObject({ code: 'INVALID_DOCUMENT' });
    expect(await people(THEIRS).findById(theirs.id)).toStrictEqual(theirs);
  });

  it('does not let a cursor of one KPA show it the documents of another', async () => {
    const { people } = createStore(database());
    const [ours, theirs] = [randomUUID(), randomUUID()];
    for (const name of ['Anne', 'Bruno', 'Claire']) {
      await people(ours).insert(person(ours, name));
      await people(theirs).insert(person(theirs, name));
    }
    const first = await people(theirs).find({ index: 'byName', limit: 1 });
    const page = await people(ours).find({
      index: 'byName',
      ...(first.next && { after: first.next }),
    });
    expect(page.items.length).toBeGreaterThan(0);
    expect(page.items.every(({ kpaId }) => kpaId === ours)).toBe(true);
    const [theirFirst] = first.items;
    if (!theirFirst) throw new Error('Nobody is there');
    const behind = await people(ours).find({ index: 'byName', after: theirFirst });
    expect(behind.items.length).toBeGreaterThan(0);
    expect(behind.items.every(({ kpaId }) => kpaId === ours)).toBe(true);
  });

  it('refuses an operator in place of a KPA', async () => {
    const { people } = createStore(database());
    const { kpaId } = Object.assign({ kpaId: OURS }, { kpaId: { $ne: null } });
    const find = people(kpaId).find({ index: 'byName' });
    await expect(find).rejects.toMatchObject({ code: 'INVALID_QUERY' });
    await expect(people(kpaId).count({ index: 'byName' })).rejects.toMatchObject({
      code: 'INVALID_QUERY',
    });
  });
}
