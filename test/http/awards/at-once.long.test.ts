/** The same thing twice, or two things at the same moment: once done, and nothing lost. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isObject } from '../../../src/credentials/bytes/json-object.ts';
import { readBit } from '../../credentials/support/read-bit.ts';
import type { Fields } from '../../support/forms.ts';
import { type Scene, playScene, reloadAward } from '../../support/scene.ts';
import type { TestVisitor } from '../../support/visitor.ts';
import { type World, createWorld } from '../../support/world.ts';
import { ofWork, reread } from '../../support/recognition.ts';

let world: World;
let scene: Scene;
let nadia: TestVisitor;
let karim: TestVisitor;
let awa: TestVisitor;
beforeAll(async () => {
  world = await createWorld();
  nadia = await world.signIn(world.nadia);
  karim = await world.signIn(await world.add(world.hautsPres, 'Karim Benali', 'accompagnant'));
});
afterAll(() => world.destroy());
beforeEach(async () => {
  const { hautsPres, bruno } = world;
  const holder = await world.add(hautsPres, 'Awa Diallo', 'cooperant');
  const cast = { kpa: hautsPres, staff: world.nadia, holder, others: [bruno] };
  scene = await playScene(world, cast);
  awa = await world.signIn(holder);
});

async function send(browser: TestVisitor, path: string, fields: Fields = {}) {
  const csrf = (await browser.get('/')).$('[name=_csrf]').attr('value') ?? '';
  return () => browser.post(path, { ...fields, _csrf: csrf });
}

const awards = () =>
  world.services.store
    .awards(world.hautsPres.id)
    .find({ index: 'byExperience', equals: [scene.experience.id], limit: 500 });

describe('the award form', () => {
  const path = (step: string) => `/experiences/${scene.experience.id}/reconnaitre/${step}`;
  const written = (badge = 'animer-une-reunion') => {
    const said = { level: 2, sentence: 'A tenu la caisse pendant tout le service.' };
    return {
      ...{ batch: randomUUID(), language: 'fr' },
      ...ofWork(scene.experience),
      ...reread(scene.holder.id, badge, said),
      ...reread(world.bruno.id, badge, said),
    };
  };
  const made = async () =>
    (await awards()).items.filter((one) => one.badgeClass === 'animer-une-reunion');

  it('sent twice signs once, and says the same', async () => {
    const press = await send(nadia, path('signer'), written());
    const [first, second] = [await press(), await press()];
    expect(first.text).toMatch(/2 badges (sont )?signés/);
    expect(second.text).toBe(first.text);
    expect(await made()).toHaveLength(2);
  });

  it('sent ten times at once signs once', async () => {
    const press = await send(nadia, path('signer'), written());
    const pages = await Promise.all(Array.from({ length: 10 }, press));
    expect(pages.map(({ status }) => status)).toEqual(Array(10).fill(200));
    const there = await made();
    expect(there.map(({ personId }) => personId).sort()).toEqual(
      [scene.holder.id, world.bruno.id].sort(),
    );
    expect(new Set(there.map(({ statusIndex }) => statusIndex)).size).toBe(2);
  });

  it('sent again with other words is refused: what is signed does not change', async () => {
    const fields = written();
    await (
      await send(nadia, path('signer'), fields)
    )();
    const before = await made();
    const changed = { ...fields, [`sentence-${world.bruno.id}`]: 'A préparé la salle avec soin.' };
    const page = await (await send(nadia, path('signer'), changed))();
    expect(page.status).toBe(409);
    expect(page.text).toContain('Ce formulaire a déjà servi à signer.');
    expect(await made()).toEqual(before);
  });

  it('for the same badge sent from two forms at once signs it once for each person', async () => {
    const forms = await Promise.all([
      send(nadia, path('signer'), written()),
      send(karim, path('signer'), written()),
    ]);
    const pages = await Promise.all(forms.map((press) => press()));
    const there = await made();
    expect(there.map(({ personId }) => personId).sort()).toEqual(
      [scene.holder.id, world.bruno.id].sort(),
    );
    expect(pages.some(({ status }) => status === 422)).toBe(true);
    for (const page of pages.filter(({ status }) => status === 422)) {
      expect(page.text).toContain('a déjà ce badge pour cette expérience.');
      // Each form may have signed for one of the two: it asks again for both, or for the other alone.
      const kept = page.$('[name^="sentence-"]:not([name="sentence-all"])').toArray();
      expect(kept.length).toBeGreaterThan(0);
      for (const field of kept) {
        expect(page.$(field).val()).toBe('A tenu la caisse pendant tout le service.');
      }
    }
  });

  it('for a badge that was taken back signs it again, as often as it is taken back', async () => {
    for (const count of [1, 2, 3]) {
      await (
        await send(nadia, path('signer'), written())
      )();
      const standing = (await made()).filter(({ standing: now }) => now === 'valid');
      expect([standing.length, (await made()).length]).toEqual([2, count * 2]);
      const ids = standing.map(({ id }) => id);
      const fields = { awards: ids, reason: 'sentence' };
      await (
        await send(nadia, `/experiences/${scene.experience.id}/retirer`, fields)
      )();
    }
  });

  it('sent by two people at once signs what each saw', async () => {
    const ours = await send(nadia, path('signer'), written('preparer-un-devis-et-une-facture'));
    const theirs = await send(karim, path('signer'), written('suivre-une-tresorerie'));
    const pages = await Promise.all([ours(), theirs()]);
    expect(pages.map(({ status }) => status)).toEqual([200, 200]);
    const signers = (await awards()).items.map(({ awardedBy }) => awardedBy.name);
    expect(signers.filter((name) => name === 'Karim Benali')).toHaveLength(2);
    expect(signers).toHaveLength(8);
  });
});

describe('a revocation', () => {
  async function bitOf(index: number): Promise<boolean> {
    const { html } = await world.visitor().send('/k/hauts-pres/status/1');
    const list: unknown = JSON.parse(html);
    const subject =
      isObject(list) && isObject(list['credentialSubject']) ? list['credentialSubject'] : {};
    return readBit(String(subject['encodedList']), index);
  }

  it('by two people at once is made once, with one reason', async () => {
    const path = `/reconnaissances/${scene.accepted.id}/retirer`;
    const presses = await Promise.all([
      send(nadia, path, { reason: 'level' }),
      send(karim, path, { reason: 'badge' }),
    ]);
    const pages = await Promise.all(presses.map((press) => press()));
    for (const { status, heading } of pages) {
      expect([status, heading]).toEqual([200, 'Ce badge a été retiré']);
    }
    const { standing, revocation, version } = await reloadAward(world, scene.accepted);
    expect([standing, version]).toEqual(['revoked', scene.accepted.version + 2]);
    expect(['Nadia Roche', 'Karim Benali']).toContain(revocation?.byName);
    expect(await bitOf(scene.accepted.statusIndex)).toBe(true);
  });

  it('by thirty at once is made once, and each of them reads that it is done', async () => {
    const path = `/reconnaissances/${scene.offered.id}/retirer`;
    const press = await send(nadia, path, { reason: 'level' });
    const pages = await Promise.all(Array.from({ length: 30 }, press));
    expect(new Set(pages.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await reloadAward(world, scene.offered)).toMatchObject({
      standing: 'revoked',
      version: scene.offered.version + 1,
    });
    expect(await bitOf(scene.offered.statusIndex)).toBe(true);
  });

  it('made again keeps the first date and reason', async () => {
    const path = `/reconnaissances/${scene.revoked.id}/retirer`;
    const before = await reloadAward(world, scene.revoked);
    await (
      await send(karim, path, { reason: 'level' })
    )();
    expect(await reloadAward(world, scene.revoked)).toEqual(before);
  });

  it('of several badges at once leaves none out of the list', async () => {
    const all = [scene.offered, scene.accepted, scene.declined];
    const presses = await Promise.all(
      all.map(({ id }, at) =>
        send(at % 2 ? karim : nadia, `/reconnaissances/${id}/retirer`, { reason: 'request' }),
      ),
    );
    await Promise.all(presses.map((press) => press()));
    for (const { statusIndex } of all) expect(await bitOf(statusIndex)).toBe(true);
  });
});

describe('a decision', () => {
  it('made twice at once is one decision', async () => {
    const accept = await send(awa, `/mes-badges/${scene.offered.id}/accepter`);
    const pages = await Promise.all([accept(), accept(), accept()]);
    for (const { status } of pages) expect([200, 409]).toContain(status);
    expect(await reloadAward(world, scene.offered)).toMatchObject({
      state: 'accepted',
      version: 2,
    });
    expect((await accept()).status).toBe(200);
  });

  it('against another at once leaves the one that came first', async () => {
    const presses = await Promise.all([
      send(awa, `/mes-badges/${scene.offered.id}/accepter`),
      send(awa, `/mes-badges/${scene.offered.id}/refuser`),
    ]);
    const pages = await Promise.all(presses.map((press) => press()));
    const conflict = pages.find(({ status }) => status === 409);
    if (conflict) expect(conflict.text).toContain('Rechargez la page et recommencez.');
    const { state } = await reloadAward(world, scene.offered);
    expect(['accepted', 'declined']).toContain(state);
  });

  it('and a revocation at once end in a badge that is revoked', async () => {
    const accept = await send(awa, `/mes-badges/${scene.offered.id}/accepter`);
    const path = `/reconnaissances/${scene.offered.id}/retirer`;
    const revoke = await send(nadia, path, { reason: 'badge' });
    const [, revoked] = await Promise.all([accept(), revoke()]);
    expect(revoked.status).toBe(200);
    expect(await reloadAward(world, scene.offered)).toMatchObject({ standing: 'revoked' });
    expect((await accept()).status).toBe(409);
  });
});
