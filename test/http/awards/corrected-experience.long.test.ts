/** An experience is corrected: its texts, its people, its badges as one chooses; or it is removed. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isObject } from '../../../src/credentials/bytes/json-object.ts';
import { earlierTexts } from '../../../src/awards/earlier/earlier-texts.ts';
import { recordExperience } from '../../../src/features/experiences/record-experience.ts';
import { tellExperience } from '../../../src/experiences/tell-experience.ts';
import { fold } from '../../support/forms.ts';
import { awardTo, playScene, reloadAward, type Scene } from '../../support/scene.ts';
import { jsonOf, jwtOf } from '../../support/signed-texts.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { createWorld, type World } from '../../support/world.ts';

let world: World;
let scene: Scene;
let nadia: TestVisitor;
beforeEach(async () => {
  world = await createWorld();
  const { hautsPres: kpa, nadia: staff, awa: holder, bruno } = world;
  scene = await playScene(world, { kpa, staff, holder, others: [bruno] });
  nadia = await world.signIn(staff);
});
afterEach(() => world.destroy());

const path = () => `/experiences/${scene.experience.id}/corriger`;
const SIGN = 'Garder la correction';

async function read() {
  const found = await world.services.store.experiences(scene.kpa.id).findById(scene.experience.id);
  if (!found) throw new Error('No experience');
  return found;
}

/** The form as it stands, with these fields changed, and what the badges shall do. */
async function correct(fields: Record<string, string | string[]>, badges?: 'keep' | 'sign') {
  const asked = await nadia.press(await nadia.get(path()), 'Garder', fields);
  return badges === undefined ? asked : nadia.press(asked, SIGN, { badges });
}

const evidenceOf = (text: string | undefined): unknown => JSON.parse(text ?? 'null');
const linesOf = ({ $ }: Page) =>
  $('dl.facts > div')
    .map((_, one) =>
      $(one)
        .find('dt, p')
        .map((__, part) => fold($(part).text()))
        .get()
        .join(' | '),
    )
    .get();

async function registered() {
  const { registerEntries } = world.services.store;
  const all = await registerEntries(scene.kpa.id).all({ index: 'byTime' }).toArray();
  return all.map(({ act, by, about }) => ({ act, by, about }));
}

describe('the form', () => {
  it('holds what is recorded, and is asked about before and after where badges tell of it', async () => {
    const form = await nadia.get(path());
    expect(form.$('[name=title]').val()).toBe('Buffet de 60 personnes');
    const asked = await nadia.press(form, 'Garder', { title: 'Buffet de 70 personnes' });
    expect(asked.heading).toBe('Ce qui change');
    expect(linesOf(asked)).toEqual([
      'Le titre | Avant : Buffet de 60 personnes | Après : Buffet de 70 personnes',
    ]);
    // Those that stand, also the one that was set aside: without it, the number would tell.
    expect(asked.text).toContain('3 badges racontent cette expérience.');
    expect(asked.$('[name=badges][checked]').val()).toBe('keep');
    expect((await read()).title).toBe('Buffet de 60 personnes');
  });

  it('says where to go back to what was typed', async () => {
    const asked = await correct({ title: 'Buffet de 70 personnes' });
    const form = await nadia.press(asked, 'Corriger');
    expect(form.$('[name=title]').val()).toBe('Buffet de 70 personnes');
  });

  it('refuses names in what badges show', async () => {
    const refused = await correct({ title: 'Buffet chez Bruno' });
    expect(refused.status).toBe(422);
    expect((await read()).title).toBe('Buffet de 60 personnes');
  });
});

describe('the badges', () => {
  it('keep the old text unless somebody says otherwise', async () => {
    await correct({ title: 'Buffet de 70 personnes', date: '2026-10-10' }, 'keep');
    expect(await read()).toMatchObject({ title: 'Buffet de 70 personnes', date: '2026-10-10' });
    const award = await reloadAward(world, scene.accepted);
    expect(award.forms).toEqual(scene.accepted.forms);
    const shared = await world.visitor().get(`/p/${scene.token}`);
    // What was signed is what is told.
    expect(shared.text).toContain('Buffet de 60 personnes');
    expect(shared.text).not.toContain('Buffet de 70 personnes');
    // Asked again later, with nothing else to change.
    const again = await nadia.press(await nadia.get(path()), 'Garder');
    expect(linesOf(again)[0]).toContain('Après : Buffet de 70 personnes');
  });

  it('are signed anew in their place: same id, same entry, another evidence', async () => {
    const before = scene.accepted;
    await correct({ title: 'Buffet de 70 personnes' }, 'sign');
    const award = await reloadAward(world, before);
    expect(evidenceOf(award.evidence)).toMatchObject({ title: 'Buffet de 70 personnes' });
    expect(award).toMatchObject({
      statusIndex: before.statusIndex,
      state: 'accepted',
      standing: 'valid',
      issuedAt: before.issuedAt,
    });
    for (const text of [jsonOf(award), jwtOf(award)]) {
      const { summary, credential } = await world.services.verifyCredential(text);
      expect(summary).toMatchObject({ authentic: 'yes', standing: 'valid' });
      expect(credential?.id).toBe(idIn(jsonOf(before)));
    }
    expect(jsonOf(award)).not.toBe(jsonOf(before));
    const texts: string[] = [];
    for await (const { text } of earlierTexts(world.services.store, award)) texts.push(text);
    expect(texts.sort()).toEqual(Object.values(before.forms).sort());
    const shared = await world.visitor().get(`/p/${scene.token}`);
    expect(shared.text).toContain('Buffet de 70 personnes');
    // One that was set aside says it, too, or the team would read which; the one withdrawn says what it said.
    const { evidence } = await reloadAward(world, scene.declined);
    expect(evidenceOf(evidence)).toMatchObject({ title: 'Buffet de 70 personnes' });
    expect((await reloadAward(world, scene.revoked)).forms).toEqual(scene.revoked.forms);
  });

  it('are signed once, however often the form is sent', async () => {
    const asked = await correct({ title: 'Buffet de 70 personnes' });
    await nadia.press(asked, SIGN, { badges: 'sign' });
    const once = await reloadAward(world, scene.accepted);
    await nadia.press(asked, SIGN, { badges: 'sign' });
    expect(await reloadAward(world, scene.accepted)).toEqual(once);
    const { id: by } = world.nadia;
    const noted = { act: 'experience-corrected', by, about: scene.experience.id };
    expect(await registered()).toEqual([noted]);
  });
});

describe('the people', () => {
  it('come in with their own lists, and the day of all follows', async () => {
    const zoe = await world.add(scene.kpa, 'Zoé Petit', 'cooperant');
    const people = [world.awa.id, world.bruno.id, zoe.id];
    await correct({ people, date: '2026-09-30' }, 'keep');
    expect((await read()).participants.map(({ personId }) => personId).sort()).toEqual(
      people.toSorted(),
    );
    for (const person of [zoe, world.awa]) {
      const own = await (await world.signIn(person)).get('/mes-experiences');
      expect(own.text).toContain('30 septembre 2026');
    }
  });

  it('leave, where nothing holds them', async () => {
    await correct({ people: [world.awa.id] }, 'keep');
    expect((await read()).participants).toHaveLength(1);
    const own = await (await world.signIn(world.bruno)).get('/mes-experiences');
    expect(own.text).not.toContain('Buffet');
  });

  it('stay where a badge stands for it, or where they told it: a sentence says so', async () => {
    const refused = await correct({ people: [world.bruno.id] }, 'keep');
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Awa Diallo a un badge pour cette expérience.');
    const told = { words: 'J’ai fait la salle.', shownToTeam: false };
    await tellExperience(world.services.store, await read(), world.bruno, told);
    const also = await correct({ people: [world.awa.id] }, 'keep');
    expect(also.status).toBe(422);
    expect(also.text).toContain('Bruno Martin a raconté cette expérience.');
    expect((await read()).participants).toHaveLength(2);
  });

  it('keep what they told meanwhile', async () => {
    const form = await nadia.get(path());
    const told = { words: 'J’ai fait la salle.', shownToTeam: false };
    await tellExperience(world.services.store, await read(), world.bruno, told);
    const asked = await nadia.press(form, 'Garder', { title: 'Buffet de 70 personnes' });
    await nadia.press(asked, SIGN);
    const { title, participants } = await read();
    expect(title).toBe('Buffet de 70 personnes');
    expect(participants.map(({ words }) => words)).toContain('J’ai fait la salle.');
  });
});

describe('a badge that is given in that very moment', () => {
  /** Before the next write of an experience, Bruno gets a badge for it. */
  function whileWriting() {
    const { store } = world.services;
    const { experiences } = store;
    let isGiven = false;
    Object.assign(store, {
      experiences: (kpaId: string) => ({
        ...experiences(kpaId),
        update: async (...asked: Parameters<ReturnType<typeof experiences>['update']>) => {
          if (!isGiven) {
            isGiven = true;
            await awardTo(world, {
              ...{ kpa: scene.kpa, staff: world.nadia, holder: world.bruno },
              ...{ experience: scene.experience, badge: 'transmettre' },
            });
          }
          return experiences(kpaId).update(...asked);
        },
      }),
    });
    return () => Object.assign(store, { experiences });
  }

  it('keeps its person in the experience', async () => {
    const asked = await correct({ people: [world.awa.id] });
    const end = whileWriting();
    const refused = await nadia.press(asked, SIGN);
    end();
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Bruno Martin a un badge pour cette expérience.');
    expect((await read()).participants.map(({ personId }) => personId)).toContain(world.bruno.id);
    const own = await (await world.signIn(world.bruno)).get('/mes-experiences');
    expect(own.text).toContain('Buffet');
  });

  it('keeps the experience', async () => {
    const { store } = world.services;
    const alone = await recordExperience(world.services, {
      values: { title: 'Repas', kind: 'support', date: '2026-10-10', people: [world.bruno.id] },
      ...{ participants: [world.bruno], by: world.nadia },
    });
    scene = { ...scene, experience: alone };
    const removal = await nadia.get(`/experiences/${alone.id}/supprimer`);
    const end = whileWriting();
    const kept = await nadia.press(removal, 'Supprimer');
    end();
    expect([kept.status, kept.heading]).toEqual([409, 'Cette expérience reste']);
    const there = await store.experiences(scene.kpa.id).findById(alone.id);
    expect(there?.participants).toEqual(alone.participants);
    expect(await registered()).toEqual([]);
  });
});

it('a correction that is refused leaves nothing in the lists of who would have come in', async () => {
  const zoe = await world.add(scene.kpa, 'Zoé Petit', 'cooperant');
  const refused = await correct({ people: [world.bruno.id, zoe.id] }, 'keep');
  expect(refused.status).toBe(422);
  expect((await nadia.get(`/personnes/${zoe.id}`)).text).toContain('Pas encore d’expérience.');
});

describe('several corrections', () => {
  it('from two forms: the second is shown what is there now, and writes it knowingly', async () => {
    const first = await correct({ title: 'Buffet de 70 personnes' });
    const second = await correct({ title: 'Buffet de 80 personnes' });
    await nadia.press(first, SIGN);
    const refused = await nadia.press(second, SIGN);
    expect(refused.status).toBe(409);
    expect(linesOf(refused)).toEqual(['Le titre | Buffet de 70 personnes']);
    expect(refused.$('[name=title]').val()).toBe('Buffet de 80 personnes');
    expect((await read()).title).toBe('Buffet de 70 personnes');
    await nadia.press(await nadia.press(refused, 'Garder'), SIGN);
    expect((await read()).title).toBe('Buffet de 80 personnes');
  });

  it('twenty at once: one of them is written, and each is answered', async () => {
    const asked = await Promise.all(
      Array.from({ length: 20 }, (_, at) => correct({ title: `Buffet de ${at + 10} assiettes` })),
    );
    const answers = await Promise.all(asked.map((page) => nadia.press(page, SIGN)));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, ...Array.from({ length: 19 }, () => 409)]);
    expect((await read()).title).toMatch(/^Buffet de \d\d assiettes$/);
    expect(await registered()).toHaveLength(1);
  });
});

describe('an experience', () => {
  it('with badges stays', async () => {
    const page = await nadia.get(`/experiences/${scene.experience.id}/supprimer`);
    expect(page.heading).toBe('Cette expérience reste');
    const answer = await nadia.press(
      await nadia.get('/experiences/nouvelle'),
      'Garder sans badge',
      {
        title: 'Repas',
        kind: 'support',
        day: '2026-10-10',
        people: [world.bruno.id],
      },
    );
    const id = answer.path.split('?')[0]?.split('/')[2] ?? '';
    const removal = await nadia.get(`/experiences/${id}/supprimer`);
    expect(removal.heading).toBe('Supprimer cette expérience ?');
    const list = await nadia.press(removal, 'Supprimer');
    expect(list.text).toContain('Expérience supprimée');
    expect(list.text).not.toContain('Repas');
    // The same form again is done; its entry is one.
    const again = await nadia.press(removal, 'Supprimer');
    expect([again.status, again.path]).toEqual([200, '/experiences?supprimee']);
    const removed = (await registered()).filter(({ act }) => act === 'experience-removed');
    expect(removed).toHaveLength(1);
    const own = await (await world.signIn(world.bruno)).get('/mes-experiences');
    expect(own.text).not.toContain('Repas');
  });

  it('of another KPA is not there', async () => {
    const ines = await world.signIn(world.ines);
    expect((await ines.get(path())).status).toBe(404);
    expect((await (await world.signIn(world.awa)).get(path())).status).toBe(403);
  });
});

function idIn(text: string): unknown {
  const document: unknown = JSON.parse(text);
  return isObject(document) ? document['id'] : undefined;
}
