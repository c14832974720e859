/** What was typed when a session had ended is kept for its person alone, in that browser, for an hour (docs/adr/0046). */
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createApp } from '../../../src/app.ts';
import { purgeExpired } from '../../../src/features/sign-in/purge-expired.ts';
import { createServices } from '../../../src/services.ts';
import type { Person } from '../../../src/storage/store.ts';
import { enterWith, makeCardIn, PIN } from '../../support/cards.ts';
import { type Scene, playScene } from '../../support/scene.ts';
import { documentsOf } from '../../support/storage/documents.ts';
import { openTestDatabase, type TestDatabase } from '../../support/storage/databases.ts';
import { createVisitor, type Page, type TestVisitor } from '../../support/visitor.ts';
import { listen, threads, type World, createWorld } from '../../support/world.ts';

const TYPED = 'J’ai servi. <b>Puis</b> j’ai rangé.';
const KEPT = 'Ce que vous avez écrit est gardé une heure';

let opened: TestDatabase;
let world: World;
let scene: Scene;
let awa: TestVisitor;
beforeEach(async () => {
  opened = await openTestDatabase();
  world = await createWorld({ database: opened.database });
  const { hautsPres: kpa, nadia, awa: holder } = world;
  scene = await playScene(world, { kpa, staff: nadia, holder });
  awa = world.visitor();
  await enter(awa, holder);
});
afterEach(async () => {
  await world.destroy();
  await opened.destroy();
});

async function enter(browser: TestVisitor, person: Person): Promise<Page> {
  const token = await world.services.createSignInLink(person, { minutes: 30 });
  return browser.press(await browser.get(`/connexion/lien/${token}`), 'Entrer');
}
const story = () => `/mes-experiences/${scene.experience.id}`;
const words = ({ $ }: Page) => $('textarea[name=words]').text().replace(/^\n/, '');
const kept = () => world.services.store.keptForms.all({ index: 'byExpiry' }).toArray();
const expire = () => {
  world.passTime(12 * 60 + 1);
};

/** Her story, sent when her session is over. */
async function lose(browser = awa, text = TYPED): Promise<Page> {
  const form = await browser.get(story());
  expire();
  return browser.press(form, 'Garder', { words: text });
}

describe('a form that is sent after the session has ended', () => {
  it('comes back by a letter that is opened in the same browser', async () => {
    const asked = await lose();
    expect([asked.heading, asked.text]).toEqual(['Se connecter', expect.stringContaining(KEPT)]);
    const email = world.awa.email ?? '';
    await awa.press(asked, 'Recevoir le lien', { email });
    const link = /https:\/\/\S+/.exec((await world.letterTo(email)).text)?.[0] ?? '';
    const again = await awa.press(await awa.get(link), 'Entrer');
    expect([again.status, again.heading, words(again)]).toEqual([
      ...[200, 'Changer mon récit'],
      TYPED,
    ]);
    expect((await awa.press(again, 'Garder')).status).toBe(200);
    expect(words(await awa.get(story()))).toBe(TYPED);
  });

  it('comes back with the card', async () => {
    const nadia = await world.signIn(world.nadia);
    const { code } = await makeCardIn(nadia, world.awa);
    const asked = await lose();
    const card = await awa.click(asked, 'Entrer avec ma carte');
    expect(card.text).toContain(KEPT);
    expect(words(await enterWith(awa, code, PIN))).toBe(TYPED);
  });

  it('comes back when the session was closed elsewhere, and when the service was started again', async () => {
    const form = await awa.get(story());
    const elsewhere = world.visitor();
    await enter(elsewhere, world.awa);
    await elsewhere.press(await elsewhere.get('/mon-compte'), 'Fermer tous les autres');
    const { definitions, languages, log } = world.services;
    const given = { definitions, languages, log, threads, database: opened.database };
    const services = await createServices(world.config, { ...given, clock: world.services.clock });
    const server = createServer(createApp(services));
    try {
      const browser = createVisitor(await listen(server), world.config.publicUrl);
      for (const name of awa.cookies.names()) {
        browser.cookies.plant(name, awa.cookies.get(name) ?? '');
      }
      expect((await browser.press(form, 'Garder', { words: TYPED })).text).toContain(KEPT);
      expect(words(await enter(browser, world.awa))).toBe(TYPED);
    } finally {
      server.close();
    }
  });

  it('is shown at once to who is in again already', async () => {
    const form = await awa.get(story());
    await enter(awa, world.awa);
    const again = await awa.press(form, 'Garder', { words: TYPED });
    expect([again.status, words(again)]).toEqual([200, TYPED]);
    expect(again.text).toContain('Rien n’est encore envoyé');
    expect(words(await awa.get(story()))).not.toBe(TYPED);
  });

  it('comes back once: the next time one lands on the first page', async () => {
    await lose();
    const again = await enter(awa, world.awa);
    // Loaded again it is still there.
    expect(words(await awa.get(again.path))).toBe(TYPED);
    await awa.press(again, 'Se déconnecter');
    expect((await awa.get('/connexion')).text).not.toContain(KEPT);
    expect((await enter(awa, world.awa)).path).toBe('/mes-badges');
  });

  it('leads back to the page of a button on which nothing was typed', async () => {
    const page = await awa.get('/mes-badges');
    expire();
    await awa.press(page, /^Accepter/);
    const again = await enter(awa, world.awa);
    expect([again.heading, again.$('button').text()]).toEqual([
      page.heading,
      expect.stringContaining('Accepter'),
    ]);
  });

  it('says that a file is to be chosen again, and keeps what was pasted', async () => {
    const nadia = world.visitor();
    await enter(nadia, world.nadia);
    const form = await nadia.get('/personnes/ajouter');
    expire();
    const file = new File(['Prénom;Nom\nMarc;Noir'], 'liste.csv');
    await nadia.press(form, 'Relire la liste', { lines: 'Lucie Blanc' }, file);
    expect(JSON.stringify(await kept())).not.toContain('liste');
    const again = await enter(nadia, world.nadia);
    expect(again.$('textarea').text()).toContain('Lucie Blanc');
    expect(again.text).toContain('Si vous aviez choisi un fichier, choisissez-le de nouveau.');
  });

  it('is sent over what it was filled in over: who corrected meanwhile is not written over', async () => {
    const nadia = world.visitor();
    await enter(nadia, world.nadia);
    const path = `/personnes/${world.bruno.id}/corriger`;
    const form = await nadia.get(path);
    expire();
    await nadia.press(form, 'Enregistrer', { title: 'Cuisinier' });
    const { people } = world.services.store;
    await people(world.hautsPres.id).update(world.bruno.id, (now) => ({ ...now, title: 'Chef' }));
    const again = await enter(nadia, world.nadia);
    expect(again.$('[name=title]').attr('value')).toBe('Cuisinier');
    const answer = await nadia.press(again, 'Enregistrer');
    expect([answer.status, answer.text]).toEqual([409, expect.stringContaining('Chef')]);
  });
});

describe('what is kept', () => {
  it('can be read by nobody who has the store', async () => {
    await lose();
    const stored = JSON.stringify(await kept());
    expect(stored).not.toMatch(/servi|rang|mes-experiences/);
    expect(stored).toContain(world.awa.id);
  });

  it('is gone once somebody else comes in there, and they see nothing of it', async () => {
    await lose();
    const other = await enter(awa, world.bruno);
    expect([other.path, other.html.includes('j’ai rangé.')]).toEqual(['/mes-badges', false]);
    expect(await kept()).toEqual([]);
    expect((await enter(awa, world.awa)).path).toBe('/mes-badges');
  });

  it('is not shown to who came in before it was sent, and comes back to its person', async () => {
    const form = await awa.get(story());
    await enter(awa, world.bruno);
    const page = await awa.press(form, 'Garder', { words: TYPED });
    expect([page.status, page.heading]).toEqual([403, 'La page a expiré']);
    expect(page.text).toContain('Quelqu’un d’autre est entré ici depuis.');
    expect(page.html).not.toContain('j’ai rangé.');
    const [form1] = await kept();
    expect((await awa.get(`/reprise/${form1?.id ?? ''}`)).path).toBe('/mes-badges');
    expect(words(await enter(awa, world.awa))).toBe(TYPED);
  });

  it('is not for another browser of the same person', async () => {
    await lose();
    const elsewhere = world.visitor();
    expect((await enter(elsewhere, world.awa)).path).toBe('/mes-badges');
    const [form] = await kept();
    const page = await elsewhere.get(`/reprise/${form?.id ?? ''}`);
    expect([page.path, page.html.includes('j’ai rangé.')]).toEqual(['/mes-badges', false]);
    expect(words(await enter(awa, world.awa))).toBe(TYPED);
  });

  it('is gone after an hour, and removed with what has expired', async () => {
    await lose();
    world.passTime(60);
    expect((await enter(awa, world.awa)).path).toBe('/mes-badges');
    world.passTime(61);
    expect((await purgeExpired(world.services)).keptForms).toBe(1);
    expect(await kept()).toEqual([]);
  });

  it('has no secret code, of whatever form', async () => {
    const nadia = world.visitor();
    await enter(nadia, world.nadia);
    const form = await nadia.get(`/personnes/${world.bruno.id}/carte`);
    expire();
    await nadia.press(form, 'Faire ma carte', { pin: '49 28', again: '49 28' });
    const [stored] = await kept();
    const place = { kpaId: world.hautsPres.id, documentId: stored?.id ?? '', use: 'kept-form' };
    const text = await world.services.custody.open(stored?.sealed ?? '', place);
    expect(text).toContain(`/personnes/${world.bruno.id}/carte`);
    expect(text).not.toMatch(/"pin"|"again"|49 28/);
    expect((await enter(nadia, world.nadia)).heading).toBe('Une carte pour Bruno');
  });
});

describe('a stranger', () => {
  const stored = async () => (await kept()).length;
  const ticket = async (browser = awa) =>
    (await browser.get(story())).$('[name=_page]').first().attr('value') ?? '';

  it('has nothing kept, without a page that we showed to somebody', async () => {
    const [kpaId = '', personId = '', mac = '', page = ''] = (await ticket()).split(' ');
    const stranger = world.visitor();
    const forged = [
      undefined,
      '',
      page,
      [kpaId, world.bruno.id, mac, page].join(' '),
      [kpaId, personId, mac, '/mes-badges'].join(' '),
      [kpaId, personId, mac, '//evil.example'].join(' '),
      [kpaId, personId, '', page].join(' '),
    ];
    for (const _page of forged) {
      const answer = await stranger.post(story(), { words: TYPED, ...(_page && { _page }) });
      expect([answer.status, answer.heading]).toEqual([403, 'La page a expiré']);
    }
    expect(await stored()).toBe(0);
  });

  it('has nothing kept from a page of another site', async () => {
    const _page = await ticket();
    const answer = await world.visitor().post(story(), { words: TYPED, _page }, false);
    expect([answer.status, await stored()]).toEqual([403, 0]);
  });

  it('who has such a page fills five places at most, however many are sent at once', async () => {
    const _page = await ticket();
    const send = () => world.visitor().post(story(), { words: TYPED, _page });
    await Promise.all(Array.from({ length: 20 }, send));
    expect(await stored()).toBe(5);
  });

  it('and is told to copy it, where it is too much or too often from one place', async () => {
    const _page = await ticket();
    const stranger = world.visitor();
    const send = (text: string) => stranger.post(story(), { words: text, _page });
    // Each is a hundred thousand characters where it is written down.
    const long = await send(`a b${'\u0001'.repeat(33_700)}\u0001`);
    expect([long.status, long.heading]).toEqual([403, 'La page a expiré']);
    await Promise.all(Array.from({ length: 200 }, () => send('a b')));
    const refused = await send(TYPED);
    expect([refused.status, refused.$('.kept').text()]).toEqual([403, TYPED]);
    world.passTime(60);
    expect((await send(TYPED)).text).toContain(KEPT);
  });
});

describe('a page that says what went wrong', () => {
  it('leads back to what was typed', async () => {
    const { experiences } = world.services.store;
    const form = await awa.get(story());
    const collection = experiences(world.hautsPres.id);
    await collection.remove(scene.experience.id);
    const gone = await awa.press(form, 'Garder', { words: TYPED });
    expect([gone.status, gone.$('.kept').text()]).toEqual([404, TYPED]);
  });
});

it('does nothing by itself: what is stored of people is as it was', async () => {
  const without = async () => {
    const {
      sessions: _,
      signInLinks: __,
      keptForms: ___,
      ...rest
    } = await documentsOf(world.services.store);
    return rest;
  };
  const before = await without();
  await lose();
  await enter(awa, world.awa);
  expect(await without()).toEqual(before);
});

/** Those of pages whose address is a key, to who is not in yet. */
const BY_ADDRESS = ['sign-in/confirm.hbs', 'cards/pin.hbs'];

it('each form says where it is sent, wherever it is shown', () => {
  const templates = readdirSync('templates', { recursive: true, encoding: 'utf8' });
  const lacking = templates
    .filter((name) => name.endsWith('.hbs') && !BY_ADDRESS.includes(name))
    .filter((name) => /<form\b(?![^>]*\baction=)/.test(readFileSync(`templates/${name}`, 'utf8')));
  expect(lacking).toEqual([]);
});
