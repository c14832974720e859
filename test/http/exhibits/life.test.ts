/** A photo from the telephone: added, seen by those who may, shown by its person, and gone again. */
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../../../src/storage/store.ts';
import { addExhibit, countStored, exhibitsOf, getPicture, SEEN } from '../../support/exhibits.ts';
import { sendExhibit } from '../../support/exhibits.ts';
import { pdf, photo, PLACE } from '../../support/photos.ts';
import { type Scene, playScene } from '../../support/scene.ts';
import type { TestVisitor } from '../../support/visitor.ts';
import { type World, createWorld } from '../../support/world.ts';

let world: World;
let scene: Scene;
let holder: Person;
let awa: TestVisitor;
let nadia: TestVisitor;
beforeAll(async () => {
  world = await createWorld();
  nadia = await world.signIn(world.nadia);
});
afterAll(() => world.destroy());
beforeEach(async () => {
  holder = await world.add(world.hautsPres, 'Awa Diallo', 'cooperant');
  const cast = { kpa: world.hautsPres, staff: world.nadia, holder, others: [world.bruno] };
  scene = await playScene(world, cast);
  awa = await world.signIn(holder);
});

const add = (people: readonly Person[] = [holder], bytes?: Buffer) =>
  addExhibit(world, nadia, { experience: scene.experience, people, ...(bytes && { bytes }) });
const shared = () => world.visitor().get(`/p/${scene.token}`);
const sharedPicture = (id: string, file = 'petite') =>
  getPicture(world, world.visitor(), `/p/${scene.token}/preuves/${id}/${file}`);
const show = async (id: string) => awa.press(await awa.get(`/mes-preuves/${id}`), 'Montrer');

describe('a photo', () => {
  it('is on the page of its experience, drawn anew, upright, and says nothing of its place', async () => {
    const id = await add();
    const page = await nadia.get(`/experiences/${scene.experience.id}`);
    expect(page.text).toContain(SEEN);
    expect(page.text).toContain('Travail de Awa Diallo. Ajouté par Nadia Roche, le');
    const src = page.$('#preuves img').attr('src') ?? '';
    expect(src).toBe(`/preuves/${id}/petite`);
    for (const [path, side] of [
      [src, 480],
      [`/preuves/${id}/1`, 1_200],
    ] as const) {
      const { status, headers, bytes } = await getPicture(world, nadia, path);
      expect(status).toBe(200);
      expect(headers.get('content-type')).toBe('image/jpeg');
      expect(bytes.includes(PLACE)).toBe(false);
      const { exif, icc, xmp, width, height } = await sharp(bytes).metadata();
      expect({ exif, icc, xmp }).toEqual({ exif: undefined, icc: undefined, xmp: undefined });
      expect([width, height]).toEqual([(side * 3) / 4, side]);
    }
  });

  it('comes from where nothing runs, and stays in no cache', async () => {
    const id = await add();
    await show(id);
    const answers = [await getPicture(world, nadia, `/preuves/${id}/1`), await sharedPicture(id)];
    for (const { status, headers } of answers) {
      expect(status).toBe(200);
      expect(Object.fromEntries(headers)).toMatchObject({
        'content-security-policy': "sandbox; default-src 'none'",
        'x-content-type-options': 'nosniff',
        'cross-origin-resource-policy': 'same-origin',
        'cache-control': 'private, no-store',
        'x-robots-tag': 'noindex, nofollow',
        'referrer-policy': 'no-referrer',
      });
      expect(headers.get('set-cookie')).toBeNull();
    }
  });

  it('is stored once by the same form, sent twice at once and again', async () => {
    const page = await nadia.get(`/experiences/${scene.experience.id}/preuves/nouvelle`);
    const said = { words: SEEN, people: [holder.id], consent: 'written' };
    const file = new File([new Uint8Array(await photo().jpeg().toBuffer())], 'a.jpg');
    const send = () => nadia.press(page, 'Ajouter', said, file);
    const before = await countStored(world);
    await Promise.all([send(), send()]);
    await send();
    expect(await exhibitsOf(world, scene.experience)).toHaveLength(1);
    expect(await countStored(world)).toEqual({
      documents: before.documents + 1,
      blobs: before.blobs + 2,
    });
    const other = await nadia.press(
      page,
      'Ajouter',
      { ...said, words: 'Une autre salle, le soir.' },
      file,
    );
    expect(other.status).toBe(409);
    expect(other.text).toContain('Ce formulaire a déjà ajouté un autre fichier');
    expect(await exhibitsOf(world, scene.experience)).toHaveLength(1);
  });
});

describe('a document', () => {
  it('is pages of pictures: nothing of the file itself is kept', async () => {
    const extra = '/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>';
    const id = await add([holder], pdf({ pages: 2, extra }));
    const page = await nadia.get(`/experiences/${scene.experience.id}`);
    expect(page.$('#preuves a').text()).toContain('Page 2');
    for (const file of ['1', '2', 'petite']) {
      const { bytes } = await getPicture(world, nadia, `/preuves/${id}/${file}`);
      expect(bytes.includes('JavaScript') || bytes.includes('Cachette')).toBe(false);
      const { data } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
      const [red = 0, green = 255] = data;
      expect(red > 200 && green < 60).toBe(true);
    }
    expect((await getPicture(world, nadia, `/preuves/${id}/3`)).status).toBe(404);
    await show(id);
    const second = (await shared()).$('.exhibits .actions a').attr('href');
    expect(second).toBe(`/p/${scene.token}/preuves/${id}/2`);
    expect((await sharedPicture(id, '2')).status).toBe(200);
  });

  it('of five pages is not taken, and what was typed is kept', async () => {
    const people = [holder];
    const bytes = pdf({ pages: 5 });
    const page = await sendExhibit(nadia, { experience: scene.experience, people, bytes });
    expect(page.status).toBe(422);
    expect(page.text).toContain('Ce document a plus de 4 pages');
    expect(page.$('[name=words]').text()).toBe(SEEN);
    expect(page.$(`[name=people][value=${holder.id}]`).attr('checked')).toBe('checked');
  });
});

describe('its person', () => {
  it('shows it or not: nobody else sees it until then', async () => {
    const id = await add();
    expect((await awa.get('/mes-badges')).$(`a[href="/mes-preuves/${id}"]`).text()).toContain(SEEN);
    expect((await getPicture(world, awa, `/preuves/${id}/petite`)).status).toBe(200);
    expect((await shared()).text).not.toContain(SEEN);
    expect((await sharedPicture(id)).status).toBe(404);
    expect((await show(id)).text).toContain('Montré dans vos partages');
    const page = await shared();
    expect(page.text).toContain(SEEN);
    expect(page.$('.exhibits img').attr('src')).toBe(`/p/${scene.token}/preuves/${id}/petite`);
    expect((await sharedPicture(id)).status).toBe(200);
    await awa.press(await awa.get(`/mes-preuves/${id}`), 'Ne plus montrer');
    expect((await shared()).text).not.toContain(SEEN);
    expect((await sharedPicture(id)).status).toBe(404);
  });

  it('sees it end with the link', async () => {
    const id = await add();
    await show(id);
    await awa.press(await awa.get(`/partages/${scene.link.id}`), /^Fermer/);
    expect((await sharedPicture(id)).status).toBe(404);
  });

  it('takes it off their pages; with the last of them it is gone, blobs and all', async () => {
    const before = await countStored(world);
    const id = await add([holder, world.bruno]);
    await awa.press(await awa.get(`/mes-preuves/${id}`), 'Enlever');
    expect((await awa.get(`/mes-preuves/${id}`)).status).toBe(404);
    expect((await nadia.get(`/experiences/${scene.experience.id}`)).text).toContain(
      'Travail de Bruno Martin.',
    );
    const bruno = await world.signIn(world.bruno);
    await bruno.press(await bruno.get(`/mes-preuves/${id}`), 'Enlever');
    expect(await countStored(world)).toEqual(before);
    expect((await getPicture(world, nadia, `/preuves/${id}/1`)).status).toBe(404);
  });
});

describe('the team', () => {
  it('takes one away, and the badge goes on verifying', async () => {
    const before = await countStored(world);
    const id = await add();
    await show(id);
    const path = `/experiences/${scene.experience.id}/preuves/${id}/supprimer`;
    const question = await nadia.get(path);
    expect(question.text).toContain('Les badges ne changent pas.');
    const done = await nadia.press(question, 'Supprimer');
    expect(done.text).toContain('C’est supprimé');
    expect(await countStored(world)).toEqual(before);
    // The same form again has done it.
    expect((await nadia.press(question, 'Supprimer')).text).toContain('C’est supprimé');
    const page = await world.visitor().get(`/p/${scene.token}/badges/${scene.accepted.id}`);
    expect(page.text).toContain('Ce badge est authentique');
    expect((await shared()).text).not.toContain(SEEN);
  });

  it('takes away nothing that a colleague added, unless responsible for the KPA', async () => {
    const id = await add();
    const path = `/experiences/${scene.experience.id}/preuves/${id}/supprimer`;
    const colleague = await world.signIn(
      await world.add(world.hautsPres, 'Leïla Ben', 'accompagnant'),
    );
    expect((await colleague.get(path)).status).toBe(403);
    expect((await colleague.get(`/experiences/${scene.experience.id}`)).html).not.toContain(path);
    const karim = await world.signIn(await world.add(world.hautsPres, 'Karim Benali', 'manager'));
    expect((await karim.press(await karim.get(path), 'Supprimer')).status).toBe(200);
    expect(await exhibitsOf(world, scene.experience)).toEqual([]);
  });
});
