/** Badges that somebody began to write, and a colleague finishes. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eraseWhatHangsOn, markErased } from '../../../src/features/erasure/erase-person.ts';
import { purgeExpired } from '../../../src/features/sign-in/purge-expired.ts';
import type { Experience } from '../../../src/storage/store.ts';
import { SEEN } from '../../support/exhibits.ts';
import { photoWithPlace } from '../../support/photos.ts';
import { recognised } from '../../support/recognition.ts';
import type { TestVisitor } from '../../support/visitor.ts';
import { createWorld, type World } from '../../support/world.ts';

const BADGE = 'travailler-en-equipe';
const OF_AWA = 'A servi la table des enfants.';
const OF_BRUNO = 'A rangé la salle jusqu’au bout.';

let world: World;
let nadia: TestVisitor;
let karim: TestVisitor;
let experience: Experience;
beforeAll(async () => {
  world = await createWorld();
  nadia = await world.signIn(world.nadia);
  karim = await world.signIn(await world.add(world.hautsPres, 'Karim Benali', 'accompagnant'));
});
afterAll(() => world.destroy());
beforeEach(async () => {
  const { services, hautsPres, nadia: by, awa, bruno } = world;
  experience = await services.store.experiences(hautsPres.id).insert({
    id: randomUUID(),
    kpaId: hautsPres.id,
    title: 'Buffet de 60 personnes',
    kind: 'prestation',
    date: '2026-10-12',
    participants: [awa, bruno].map(({ id }) => ({ personId: id })),
    createdBy: by.id,
    createdAt: services.clock().toISOString(),
  });
});

const page = () => `/experiences/${experience.id}`;
const form = (browser: TestVisitor) => browser.get(`${page()}/reconnaitre`);
const ofAwa = () => recognised(world.awa.id, BADGE, { level: 2, sentence: OF_AWA });
const ofBruno = () => recognised(world.bruno.id, 'transmettre', { sentence: OF_BRUNO });

const stored = async () => {
  const draft = await world.services.store.awardDrafts(world.hautsPres.id).findById(experience.id);
  return draft?.choices.map(({ personId }) => personId);
};

describe('a draft', () => {
  it('is finished by a colleague, who sees who began it', async () => {
    const left = await nadia.press(await form(nadia), 'Finir plus tard', ofAwa());
    expect([left.path, left.heading]).toEqual([`${page()}?brouillon`, 'Buffet de 60 personnes']);
    expect(left.text).toContain('Brouillon gardé');
    const seen = await karim.get(page());
    expect(seen.text).toMatch(/Brouillon commencé par Nadia Roche, gardé le .+ à .+\./);
    const there = await karim.click(seen, 'Finir ce brouillon');
    expect(there.text).toContain('Brouillon commencé par Nadia Roche');
    expect(there.$(`[name=badge-${world.awa.id}]:checked`).attr('value')).toBe(`${BADGE}:2`);
    const preview = await karim.press(there, 'Relire avant de signer', ofBruno());
    const signed = await karim.press(preview, 'Signer 2 badges');
    expect(signed.text).toContain('2 badges signés.');
    const { items } = await world.services.store
      .awards(world.hautsPres.id)
      .find({ index: 'byExperience', equals: [experience.id] });
    expect(items.map(({ sentence }) => sentence).toSorted()).toEqual([OF_BRUNO, OF_AWA].toSorted());
    expect(new Set(items.map(({ awardedBy }) => awardedBy.name))).toEqual(
      new Set(['Karim Benali']),
    );
    expect(await stored()).toEqual([]);
    expect((await nadia.get(page())).text).not.toContain('Brouillon');
  });

  it('waits while a photo is added from a card, which has it then', async () => {
    const shown = await nadia.press(await form(nadia), 'Ajouter une photo : Awa', {
      ...ofAwa(),
      ...ofBruno(),
    });
    expect(
      shown
        .$('[name=people]:checked')
        .get()
        .map((one) => one.attribs['value']),
    ).toEqual([world.awa.id]);
    const file = new File([new Uint8Array(await photoWithPlace())], 'IMG_2041.JPG');
    const said = { words: SEEN, consent: 'nobody' };
    // What is wrong is put right there, and the card is not forgotten.
    const wrong = await nadia.press(shown, 'Ajouter', { consent: 'nobody' }, file);
    expect(wrong.status).toBe(422);
    const cards = await nadia.press(wrong, 'Ajouter', said, file);
    expect(cards.path).toBe(`${page()}/reconnaitre?carte=${world.awa.id}`);
    const card = (id: string) => cards.$(`#person-${id}`);
    expect(card(world.awa.id).find('.exhibit').text()).toContain(SEEN);
    expect(card(world.awa.id).find('textarea').text()).toContain(OF_AWA);
    expect(card(world.bruno.id).find('.exhibit').length).toBe(0);
    expect(card(world.bruno.id).find('textarea').text()).toContain(OF_BRUNO);
    // Of nobody else’s card, and no address of somebody else.
    const forged = await nadia.get(`${page()}/preuves/nouvelle?carte=//ailleurs.example`);
    expect(forged.$('[name=carte]').length).toBe(0);
  });

  it('says on each card, and where it is read again, whose words stand there', async () => {
    await nadia.press(await form(nadia), 'Finir plus tard', ofAwa());
    const there = await karim.get(`${page()}/reconnaitre`);
    const writtenBy = 'Écrit par Nadia Roche. Signez seulement ce que vous avez vu, vous aussi.';
    const card = (shown: typeof there, id: string) => shown.$(`#person-${id}`).text();
    expect(card(there, world.awa.id)).toContain(writtenBy);
    expect(card(there, world.bruno.id)).not.toContain('Écrit par');
    const preview = await karim.press(there, 'Relire avant de signer', ofBruno());
    expect(preview.$('main li').first().text()).toContain(writtenBy);
    expect(preview.$('main li').last().text()).not.toContain('Écrit par');
    // Whoever changes them makes them their own.
    const mine = `${OF_AWA} Avec le sourire.`;
    const again = await karim.press(preview, /^Corriger : Awa/u, {
      [`sentence-${world.awa.id}`]: mine,
    });
    expect(again.$(`#sentence-${world.awa.id}`).val()).toContain(mine);
    expect(again.text).not.toContain('Écrit par');
    expect(card(await form(nadia), world.awa.id)).toContain('Écrit par Karim Benali.');
  });

  it('is kept with what is wrong in it, as soon as somebody wants to read it again', async () => {
    const refused = await nadia.press(await form(nadia), 'Relire avant de signer', {
      ...ofAwa(),
      [`sentence-${world.awa.id}`]: 'Court.',
    });
    expect(refused.status).toBe(422);
    expect((await form(karim)).$(`#sentence-${world.awa.id}`).val()).toContain('Court.');
  });

  it('of two who write at once has what both said', async () => {
    const pages = [await form(nadia), await form(karim)] as const;
    await Promise.all([
      nadia.press(pages[0], 'Finir plus tard', ofAwa()),
      karim.press(pages[1], 'Finir plus tard', ofBruno()),
    ]);
    expect((await stored())?.toSorted()).toEqual([world.awa.id, world.bruno.id].toSorted());
  });

  it('is not written over by who says nothing of a person, or what the form said already', async () => {
    const early = await form(karim);
    await nadia.press(await form(nadia), 'Finir plus tard', ofAwa());
    await karim.press(early, 'Finir plus tard', ofBruno());
    const there = await form(karim);
    const other = { ...ofAwa(), [`sentence-${world.awa.id}`]: 'A servi tous les plats chauds.' };
    await nadia.press(await form(nadia), 'Finir plus tard', other);
    // Karim’s page still has the words of before, which he did not touch.
    await karim.press(there, 'Finir plus tard', {
      [`sentence-${world.bruno.id}`]: 'A tout rangé.',
    });
    const now = await form(nadia);
    expect(now.$(`#sentence-${world.awa.id}`).val()).toContain('A servi tous les plats chauds.');
    expect(now.$(`#sentence-${world.bruno.id}`).val()).toContain('A tout rangé.');
  });

  it('does not come back once all of it is signed, from a page that was open', async () => {
    await nadia.press(await form(nadia), 'Finir plus tard', ofAwa());
    const open = await form(karim);
    const preview = await nadia.press(await form(nadia), 'Relire avant de signer');
    await nadia.press(preview, 'Signer 1 badge');
    const refused = await karim.press(open, 'Relire avant de signer', {
      [`sentence-${world.awa.id}`]: 'A servi les desserts.',
    });
    expect(refused.text).toContain('Awa a déjà ce badge');
    expect(await stored()).toEqual([]);
  });

  it('keeps what a colleague wrote of another badge, while one was signed', async () => {
    const preview = await nadia.press(await form(nadia), 'Relire avant de signer', ofAwa());
    const second = recognised(world.awa.id, 'transmettre', { sentence: 'A montré la recette.' });
    await karim.press(await form(karim), 'Finir plus tard', second);
    await nadia.press(preview, 'Signer 1 badge');
    expect((await form(karim)).$(`#sentence-${world.awa.id}`).val()).toContain('A montré');
  });

  it('is not written by its page in another language', async () => {
    const english = await nadia.press(await form(nadia), 'English', ofAwa());
    expect(english.$(`#sentence-${world.awa.id}`).val()).toContain(OF_AWA);
    expect(await stored()).toBeUndefined();
    await nadia.press(english, 'Finish later');
    expect(await stored()).toEqual([world.awa.id]);
    await nadia.press(await form(nadia), 'Français');
  });

  it('loses nothing where the session was over when it was left for later', async () => {
    const page = await form(nadia);
    const { sessions } = world.services.store;
    for (const { id } of await sessions.all({ index: 'byExpiry' }).toArray()) {
      await sessions.remove(id);
    }
    const asked = await nadia.press(page, 'Finir plus tard', ofAwa());
    expect(asked.path).toBe('/connexion');
    const token = await world.services.createSignInLink(world.nadia, { minutes: 10 });
    const again = await nadia.press(await nadia.get(`/connexion/lien/${token}`), 'Entrer');
    expect(again.$(`#sentence-${world.awa.id}`).val()).toContain(OF_AWA);
    expect(await stored()).toBeUndefined();
    await nadia.press(again, 'Finir plus tard');
    expect(await stored()).toEqual([world.awa.id]);
    karim = await world.signIn(await world.add(world.hautsPres, 'Karim Bis', 'accompagnant'));
  });

  it('is not left for later with words for several that are nobody’s', async () => {
    const words = { 'sentence-all': 'A rangé la salle jusqu’au bout.' };
    const refused = await nadia.press(await form(nadia), 'Finir plus tard', words);
    expect([refused.status, refused.$('#all-error').length]).toEqual([422, 1]);
    expect(refused.$('#sentence-all').text()).toContain('A rangé la salle');
  });

  it('says nothing of who gets no badge today, whatever was typed before', async () => {
    await nadia.press(await form(nadia), 'Finir plus tard', ofAwa());
    await nadia.press(await form(nadia), 'Finir plus tard', { [`badge-${world.awa.id}`]: 'none' });
    expect(await stored()).toEqual([]);
  });

  it('remembers the language that was chosen for it', async () => {
    const preview = await nadia.press(await form(nadia), 'Relire avant de signer', ofAwa());
    const english = await nadia.press(preview, /^Choisir une autre langue/);
    await nadia.press(english, 'Finir plus tard', {
      [`sentence-${world.awa.id}`]: 'Served the table of the children.',
    });
    const there = await form(karim);
    expect(there.text).toContain('Dites en anglais un fait');
    const again = await karim.press(there, 'Relire avant de signer');
    expect(again.text).toContain('Ce badge sera signé en anglais.');
  });

  it('keeps what is left when some are signed', async () => {
    const both = { ...ofAwa(), ...ofBruno() };
    await nadia.press(await form(nadia), 'Finir plus tard', both);
    const card = await karim.get(`${page()}/reconnaitre?people=${world.awa.id}`);
    const preview = await karim.press(card, 'Relire avant de signer');
    await karim.press(preview, 'Signer 1 badge');
    expect(await stored()).toEqual([world.bruno.id]);
    const rest = await form(nadia);
    expect(rest.$(`#sentence-${world.bruno.id}`).val()).toContain(OF_BRUNO);
    expect(rest.$(`[name=badge-${world.awa.id}]:checked`)).toHaveLength(0);
  });

  it('says nothing where nothing was chosen', async () => {
    await nadia.press(await form(nadia), 'Finir plus tard');
    expect(await stored()).toBeUndefined();
    expect((await karim.get(page())).text).not.toContain('Brouillon');
  });

  it('is nobody’s of another KPA', async () => {
    await nadia.press(await form(nadia), 'Finir plus tard', ofAwa());
    const ines = await world.signIn(world.ines);
    for (const end of ['', '/reconnaitre']) {
      const answer = await ines.get(`${page()}${end}`);
      expect([answer.status, answer.html.includes(OF_AWA)]).toEqual([404, false]);
    }
  });

  it('goes with its experience', async () => {
    await nadia.press(await form(nadia), 'Finir plus tard', ofAwa());
    const question = await nadia.get(`${page()}/supprimer`);
    await nadia.press(question, /^Supprimer/);
    expect(await stored()).toBeUndefined();
  });

  it('follows a record that was merged into another', async () => {
    const { services, hautsPres, awa } = world;
    const twin = await world.add(hautsPres, 'Awa DIALLO', 'cooperant');
    await nadia.press(await form(nadia), 'Finir plus tard', ofAwa());
    const people = services.store.people(hautsPres.id);
    await people.update(awa.id, (now) => ({ ...now, mergedFrom: [twin.id] }));
    await services.store.awardDrafts(hautsPres.id).update(experience.id, (now) => ({
      ...now,
      choices: now.choices.map((one) => ({ ...one, personId: twin.id })),
    }));
    const there = await form(karim);
    expect(there.$(`#sentence-${awa.id}`).val()).toContain(OF_AWA);
    const preview = await karim.press(there, 'Relire avant de signer');
    await karim.press(preview, 'Signer 1 badge');
    expect(await stored()).toEqual([]);
    await people.update(awa.id, ({ mergedFrom: _, ...now }) => now);
  });

  it('says nothing any more of somebody who is erased', async () => {
    const camille = await world.add(world.hautsPres, 'Camille Blanc', 'cooperant');
    await world.services.store.experiences(world.hautsPres.id).update(experience.id, (now) => ({
      ...now,
      participants: [...now.participants, { personId: camille.id }],
    }));
    const said = recognised(camille.id, 'transmettre', { sentence: 'A montré la recette.' });
    await nadia.press(await form(nadia), 'Finir plus tard', { ...ofAwa(), ...said });
    expect(await stored()).toHaveLength(2);
    const erased = await markErased(world.services, camille, {
      erasing: { act: 'person-erased', by: world.nadia.id },
      isDue: () => true,
    });
    if (erased) await eraseWhatHangsOn(world.services, erased);
    expect(await stored()).toEqual([world.awa.id]);
  });

  it('goes after thirty days', async () => {
    await nadia.press(await form(nadia), 'Finir plus tard', ofAwa());
    world.passTime(29 * 24 * 60);
    await purgeExpired(world.services);
    expect(await stored()).toEqual([world.awa.id]);
    world.passTime(24 * 60 + 120);
    expect((await purgeExpired(world.services)).awardDrafts).toBeGreaterThan(0);
    expect(await stored()).toBeUndefined();
  });
});
