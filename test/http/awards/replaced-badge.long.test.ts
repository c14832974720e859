/** A badge is taken back and given again, corrected: one act, whatever comes in between. */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { awardBadge } from '../../../src/features/awards/award-badge.ts';
import { completeReplacements } from '../../../src/features/awards/replace/replace-award.ts';
import { decideAward } from '../../../src/features/portfolio/decide-award.ts';
import type { Award } from '../../../src/storage/store.ts';
import { createOtherVerifier } from '../../credentials/support/others/other-verifier.ts';
import { playAcceptance, playScene, reloadAward, type Scene } from '../../support/scene.ts';
import { jsonOf, jwtOf } from '../../support/signed-texts.ts';
import type { TestVisitor } from '../../support/visitor.ts';
import { createWorld, type World } from '../../support/world.ts';

let world: World;
let scene: Scene;
let nadia: TestVisitor;
let awa: TestVisitor;
beforeEach(async () => {
  world = await createWorld();
  const { hautsPres: kpa, nadia: staff, awa: holder } = world;
  scene = await playScene(world, { kpa, staff, holder });
  nadia = await world.signIn(staff);
  awa = await world.signIn(holder);
});
afterEach(() => world.destroy());

const SENTENCE = 'A servi douze tables sans aide.';
const ACT = 'Retirer et remettre';
const path = () => `/reconnaissances/${scene.accepted.id}/corriger`;

async function question(fields: Record<string, string> = { sentence: SENTENCE, level: '2' }) {
  return nadia.press(await nadia.get(path()), 'Voir ce qui change', fields);
}

const standing = async (): Promise<readonly Award[]> => {
  const query = { index: 'byPersonBadge', equals: [world.awa.id, 'valid'] } as const;
  const all = await world.services.store.awards(scene.kpa.id).all(query).toArray();
  return all.filter(({ badgeClass }) => badgeClass === scene.accepted.badgeClass);
};

async function replaced(): Promise<Award> {
  await nadia.press(await question(), ACT);
  const [made] = await standing();
  if (!made) throw new Error('Nothing stands');
  return made;
}

/** What the published list says of an award, by the verifier of the page. */
async function verify(text: string) {
  const page = await world.visitor().post('/verifier', { source: text });
  return page.text;
}

const controller = z.looseObject({
  id: z.string(),
  verificationMethod: z.array(z.looseObject({ id: z.string() })),
});

/** By another library, with the keys that we publish. */
async function otherVerifier(award: Award) {
  const { html } = await world.visitor().send(`/k/${scene.kpa.slug}/did.json`);
  const check = createOtherVerifier(controller.parse(JSON.parse(html)), world.services.clock());
  return check(z.looseObject({}).parse(JSON.parse(jsonOf(award))));
}

describe('the page of what changes', () => {
  it('shows old and new side by side, and does nothing yet', async () => {
    const page = await question();
    expect(page.heading).toBe('Ce qui change');
    expect(page.text).toContain(SENTENCE);
    expect(page.text).toContain(scene.accepted.sentence);
    expect(page.text).toContain('Niveau 3 sur 4');
    expect(page.text).toContain('Niveau 2 sur 4');
    expect((await reloadAward(world, scene.accepted)).standing).toBe('valid');
    const form = await nadia.press(page, 'Corriger');
    expect(form.$('[name=sentence]').val()).toBe(SENTENCE);
  });

  it('is not reached where nothing changes', async () => {
    const same = await question({});
    expect(same.status).toBe(422);
    expect(same.text).toContain('Rien ne change.');
  });
});

describe('the act', () => {
  it('leaves one badge that stands, offered, and one that is withdrawn in its list', async () => {
    const made = await replaced();
    expect(await standing()).toHaveLength(1);
    expect(made).toMatchObject({ sentence: SENTENCE, level: 2, state: 'offered' });
    expect(made.id).not.toBe(scene.accepted.id);
    const old = await reloadAward(world, scene.accepted);
    expect(old).toMatchObject({ standing: 'revoked', replacedBy: made.id });
    expect(old.replacement).toBeUndefined();
    expect([made.statusListId, made.statusIndex]).not.toEqual([old.statusListId, old.statusIndex]);
    for (const text of [jsonOf(made), jwtOf(made)]) {
      const { summary } = await world.services.verifyCredential(text);
      expect(summary).toMatchObject({ authentic: 'yes', standing: 'valid' });
    }
    expect(await otherVerifier(made)).toMatchObject({ verified: true });
    expect(await verify(jsonOf(made))).toContain('authentique');
    expect(await verify(jsonOf(old))).toContain('retiré');
    const { summary } = await world.services.verifyCredential(jsonOf(old));
    expect(summary).toMatchObject({ authentic: 'yes', standing: 'revoked' });
  });

  it('happens once, however often the form is sent, and at once', async () => {
    const page = await question();
    const answers = await Promise.all(Array.from({ length: 6 }, () => nadia.press(page, ACT)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    expect(new Set(answers.map((one) => one.path)).size).toBe(1);
    expect(await standing()).toHaveLength(1);
    expect((await nadia.press(page, ACT)).status).toBe(200);
    expect(await standing()).toHaveLength(1);
    const { registerEntries } = world.services.store;
    const entries = await registerEntries(scene.kpa.id).all({ index: 'byTime' }).toArray();
    expect(entries.map(({ act, about }) => ({ act, about }))).toEqual([
      { act: 'badge-replaced', about: scene.accepted.id },
    ]);
  });

  it('is refused to whoever corrects it otherwise meanwhile', async () => {
    const mine = await question();
    const other = await question({ sentence: 'A servi trois tables sans aide.', level: '2' });
    await nadia.press(mine, ACT);
    const refused = await nadia.press(other, ACT);
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('Une autre personne vient de corriger ce badge.');
    expect((await standing()).map(({ sentence }) => sentence)).toEqual([SENTENCE]);
  });

  it('keeps what was typed on a form that comes too late', async () => {
    const other = await question({ sentence: 'A servi trois tables sans aide.', level: '2' });
    await replaced();
    const refused = await nadia.press(other, ACT);
    expect(refused.heading).toBe('Corriger ce badge');
    expect(refused.$('[name=sentence]').val()).toBe('A servi trois tables sans aide.');
    expect(refused.$('.errors').text()).toContain('Une autre personne vient de corriger ce badge.');
  });

  it('leads to what stands in its place, where another form gave the same meanwhile', async () => {
    const { services } = world;
    const page = await question();
    const before = { ...services.awardRows };
    const badge = services.definitions.findBadgeClass(scene.accepted.badgeClass);
    if (!badge) throw new Error('No such badge');
    const { sentence, awardedBy } = scene.accepted;
    const said = { badge, level: 2, sentence, awardedBy };
    const about = { kpa: scene.kpa, person: world.awa, experience: scene.experience };
    const twin = () => awardBadge(services, { awardId: randomUUID(), ...said, ...about });
    Object.assign(services.awardRows, {
      insert: async (award: Award) => {
        Object.assign(services.awardRows, before);
        await twin();
        return before.insert(award);
      },
    });
    const refused = await nadia.press(page, ACT);
    expect(refused.status).toBe(409);
    const [there] = await standing();
    const old = await reloadAward(world, scene.accepted);
    expect(old).toMatchObject({ standing: 'revoked', replacedBy: there?.id });
    const own = await awa.get(`/mes-badges/${old.id}`);
    expect((await awa.get(own.$('main a[href^="/mes-badges/"]').attr('href') ?? '')).status).toBe(
      200,
    );
  });

  it('left undone in one KPA, is completed in another', async () => {
    const { services, moulins } = world;
    const away = await playAcceptance(world, {
      ...{ kpa: moulins, staff: world.ines, holder: world.omar },
    });
    const ines = await world.signIn(world.ines);
    const theirs = await ines.press(
      await ines.get(`/reconnaissances/${away.accepted.id}/corriger`),
      'Voir ce qui change',
      { sentence: SENTENCE },
    );
    const page = await question();
    const before = { ...services.awardRows };
    const stops = () => Promise.reject(new Error('The machine stops'));
    Object.assign(services.awardRows, { insert: stops });
    await nadia.press(page, ACT);
    world.passTime(1);
    await ines.press(theirs, ACT);
    Object.assign(services.awardRows, before);
    const suspended = { since: services.clock().toISOString(), reason: 'to-review' as const };
    await services.store.kpas.update(scene.kpa.id, (now) => ({ ...now, suspended }));
    await completeReplacements(services, new AbortController().signal);
    const query = { index: 'byPersonStanding', equals: [world.omar.id, 'valid'] } as const;
    const all = await services.store.awards(moulins.id).all(query).toArray();
    expect(all.map(({ sentence }) => sentence)).toEqual([SENTENCE]);
    expect(await standing()).toEqual([]);
    await services.store.kpas.update(scene.kpa.id, ({ suspended: _, ...now }) => now);
    await completeReplacements(services, new AbortController().signal);
    expect(await standing()).toHaveLength(1);
  });

  it('cut short after the old one is withdrawn, is completed at the next start', async () => {
    const { services } = world;
    const page = await question();
    const before = { ...services.awardRows };
    const stops = () => Promise.reject(new Error('The machine stops'));
    Object.assign(services.awardRows, { insert: stops });
    expect((await nadia.press(page, ACT)).status).toBe(500);
    Object.assign(services.awardRows, before);
    expect(await standing()).toEqual([]);
    await completeReplacements(services, new AbortController().signal);
    expect((await standing()).map(({ sentence }) => sentence)).toEqual([SENTENCE]);
    const { summary } = await services.verifyCredential(jsonOf(scene.accepted));
    expect(summary.standing).toBe('revoked');
    // The form, sent again, finds it done.
    expect((await nadia.press(page, ACT)).status).toBe(200);
    expect(await standing()).toHaveLength(1);
  });
});

describe('the person', () => {
  it('is asked again; with the answer, the share shows the new one in place of the old', async () => {
    const made = await replaced();
    const before = await world.visitor().get(`/p/${scene.token}`);
    expect(before.text).not.toContain(SENTENCE);
    const own = await awa.get(`/mes-badges/${made.id}`);
    expect(own.text).toContain('Il prend la place d’un badge que le KPA a corrigé.');
    expect(own.text).toContain('vos partages le montrent à la place de l’ancien');
    await awa.press(own, 'Accepter');
    const shared = await world.visitor().get(`/p/${scene.token}`);
    expect(shared.text).toContain(SENTENCE);
    expect(shared.text).not.toContain('Le KPA a corrigé ce badge.');
    const link = await world.services.store.shareLinks.findById(scene.link.id);
    expect(link?.awardIds).toEqual([made.id, scene.revoked.id]);
    const instead = await world.visitor().get(`/p/${scene.token}/badges/${scene.accepted.id}`);
    expect(instead.heading).toBe('Remplacé par une version corrigée');
  });

  it('alone leads from the old one to the new: nobody outside does', async () => {
    const made = await replaced();
    await decideAward(world.services, await reloadAward(world, made), 'accepted');
    const address = `/k/${scene.kpa.slug}/credentials/${scene.accepted.id}`;
    const outside = await world.visitor().get(address);
    expect(outside.text).toContain('Le KPA a corrigé ce badge.');
    expect(outside.html).not.toContain(made.id);
    expect((await nadia.get(address)).html).toContain(made.id);
    const own = await awa.get(`/mes-badges/${scene.accepted.id}`);
    expect(own.html).toContain(`/mes-badges/${made.id}`);
  });
});

describe('who may', () => {
  it('is the team of this KPA, and never the person', async () => {
    expect((await awa.get(path())).status).toBe(403);
    expect((await (await world.signIn(world.ines)).get(path())).status).toBe(404);
  });

  it('finds a withdrawn badge corrected no more', async () => {
    const gone = await nadia.get(`/reconnaissances/${scene.revoked.id}/corriger`);
    expect(gone.status).toBe(409);
  });
});
