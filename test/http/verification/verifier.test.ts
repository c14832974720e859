/** /verifier: anybody brings a badge as a link, as text or as a file, and gets an answer. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isObject } from '../../../src/credentials/bytes/json-object.ts';
import { changed, nudge } from '../../credentials/support/faults/mutations.ts';
import { type Scene, playScene } from '../../support/scene.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { type World, createWorld } from '../../support/world.ts';
import { jsonOf, jwtOf } from '../../support/signed-texts.ts';

const NAME = 'Zoé Müller';
const PUBLIC = 'https://badges.example';

let world: World;
let scene: Scene;
let employer: TestVisitor;
let form: Page;
beforeAll(async () => {
  world = await createWorld();
  const { hautsPres, nadia } = world;
  const holder = await world.add(hautsPres, NAME, 'cooperant');
  scene = await playScene(world, { kpa: hautsPres, staff: nadia, holder });
});
afterAll(() => world.destroy());
beforeEach(async () => {
  employer = world.visitor();
  form = await employer.get('/verifier');
});

const verify = (source: string, name = '') => employer.press(form, 'Vérifier', { source, name });
const upload = (content: string | Uint8Array<ArrayBuffer>, fileName: string, name = '') =>
  employer.press(form, 'Vérifier', { name }, new File([content], fileName));
const linkTo = (award: { readonly id: string }) => `${PUBLIC}/k/hauts-pres/credentials/${award.id}`;

describe('a true badge', () => {
  it.each<[string, () => Promise<Page>]>([
    ['its link', () => verify(linkTo(scene.accepted))],
    ['its link with spaces around', () => verify(`  ${linkTo(scene.accepted)}\n`)],
    ['the link of its file', () => verify(`${linkTo(scene.accepted)}.json`)],
    ['its link without https://', () => verify(linkTo(scene.accepted).replace('https://', ''))],
    [
      'its link in a sentence',
      () => verify(`Bonjour, voici mon badge : ${linkTo(scene.accepted)}.`),
    ],
    [
      'its link in a mail, among others',
      () =>
        verify(`De : awa@x.example\nVoir <https://x.example/a>, (${linkTo(scene.accepted)})\nAwa`),
    ],
    ['its link in a sentence in capitals', () => verify(`LIEN:${linkTo(scene.accepted)} !`)],
    ['its text, pasted', () => verify(jsonOf(scene.accepted))],
    [
      'its text, laid out anew',
      () => verify(JSON.stringify(JSON.parse(jsonOf(scene.accepted)), null, 4)),
    ],
    ['its file', () => upload(jsonOf(scene.accepted), 'badge.json')],
    [
      'its file with a byte order mark',
      () => upload(`\uFEFF${jsonOf(scene.accepted)}`, 'badge.txt'),
    ],
  ])('is authentic from %s', async (_, ask) => {
    const page = await ask();
    expect(page.status).toBe(200);
    expect(page.heading).toContain('Ce badge est authentique');
    expect(page.text).toContain('Je travaille en équipe');
    expect(page.text).not.toContain(NAME);
  });

  it('leads from a share link to the portfolio’s own check', async () => {
    for (const end of ['', '/verification']) {
      const page = await verify(`${PUBLIC}/p/${scene.token}${end}`);
      expect(page.path).toBe(`/p/${scene.token}/verification`);
      expect(page.text).toContain(`Les badges de ${NAME}`);
    }
  });

  it('is not led to under another name, as long as the share link is open', async () => {
    const link = `${PUBLIC}/p/${scene.token}`;
    const page = await verify(link, 'Bruno Martin');
    expect(page.status).toBe(422);
    expect(page.$('#name-error').text()).toContain('d’une personne qui porte un autre nom');
    expect(page.$('[name=source]').val()).toBe(link);
    const same = await verify(link, 'muller zoe');
    expect(same.path).toBe(`/p/${scene.token}/verification?nom`);
    expect(same.text).toMatch(/écrit un nom pour le contrôle\s\? C’est bien celui-ci\./);
    // What has ended tells nothing, neither that the name is not the one.
    const { shareLinks } = world.services.store;
    const open = await shareLinks.findById(scene.link.id);
    if (!open) throw new Error('No link');
    const ended = await shareLinks.replace({ ...open, withdrawnAt: new Date().toISOString() });
    try {
      expect((await verify(link, 'Bruno Martin')).status).toBe(410);
    } finally {
      const { withdrawnAt, ...again } = ended;
      await shareLinks.replace(again);
    }
  });

  it('leads from a badge opened in a share link to its page there, which says whose it is', async () => {
    const path = `/p/${scene.token}/badges/${scene.accepted.id}`;
    for (const end of ['', '/evidence']) {
      const page = await verify(`${PUBLIC}${path}${end}`);
      expect(page.path).toBe(path);
      expect(page.heading).toContain('Ce badge est authentique');
      expect(page.text).toContain(`Ce badge est au nom de ${NAME}.`);
    }
  });

  it.each([
    ['the name', NAME],
    ['the name with spaces around', `  ${NAME} `],
    ['the name in another Unicode spelling', NAME.normalize('NFD')],
    ['no accent', 'Zoe Muller'],
    ['the family name first', 'MÜLLER Zoé'],
    ['a title', 'Mme Zoé Müller'],
  ])('is in this name: %s', async (_, name) => {
    const page = await verify(linkTo(scene.accepted), name);
    expect(page.heading).toContain('Ce badge est authentique');
    expect(page.text).toContain('Le badge est bien à ce nom.');
    expect(page.text).toContain(`Remis à${NAME}`);
  });

  it.each([
    ['somebody else', 'Bruno Martin'],
    ['the first name only', 'Zoé'],
  ])('is not in that name: %s', async (_, name) => {
    const page = await upload(jsonOf(scene.accepted), 'badge.json', name);
    expect(page.status).toBe(200);
    expect(page.heading).not.toContain('authentique');
    expect(page.text).toContain('Le badge n’est pas à ce nom.');
  });

  it('that was revoked is said to be, from its file too', async () => {
    for (const page of [await verify(linkTo(scene.revoked)), await verify(jsonOf(scene.revoked))]) {
      expect(page.heading).toContain('Ce badge a été retiré');
    }
  });
});

describe('what is no true badge', () => {
  it('is told after one changed character, in any part of it', async () => {
    const credential: unknown = JSON.parse(jsonOf(scene.accepted));
    for (const path of [
      ['credentialSubject', 'narrative'],
      ['credentialSubject', 'identifier', 0, 'identityHash'],
      ['issuer', 'name'],
      ['proof', 0, 'proofValue'],
    ]) {
      const page = await verify(
        JSON.stringify(changed(credential, path, (text) => nudge(String(text)))),
      );
      expect([path, page.heading]).toEqual([path, 'La signature est fausse']);
    }
  });

  it('is told after a property that no context defines is added', async () => {
    const added = changed(JSON.parse(jsonOf(scene.accepted)), ['credentialSubject'], (subject) =>
      isObject(subject) ? { ...subject, motivation: 'forte' } : subject,
    );
    const { heading } = await verify(JSON.stringify(added));
    expect(['La signature est fausse', 'Nous ne pouvons pas répondre']).toContain(heading);
  });
});

it('with a key twice can mislead, and is no badge', async () => {
  const text = jsonOf(scene.accepted).replace('{', '{"id":"urn:uuid:1",');
  const page = await verify(text);
  expect([page.status, page.heading]).toEqual([200, 'Ce fichier peut tromper']);
});

it('an answer stays in the browser that asked, so that « back » finds it, and in no other cache', async () => {
  for (const source of [jsonOf(scene.accepted), 'x', 'x'.repeat(1_100_000)]) {
    const { headers } = await verify(source, NAME);
    expect(headers.get('cache-control')).toBe('private, no-cache');
    expect(headers.get('vary')).toContain('Cookie');
  }
});

describe('what is no badge', () => {
  it.each([
    ['nothing', ''],
    ['a word', 'bonjour'],
    ['half of a badge', () => jsonOf(scene.accepted).slice(0, 2_000)],
    ['a hidden prototype', '{"__proto__":{"type":"x"}}'],
    ['a deep nest', '['.repeat(100_000)],
    ['a long text', 'x'.repeat(300_000)],
    ['a link that is not one', 'https://'],
    ['a badge that nobody accepted', () => linkTo(scene.offered)],
    ['a badge its holder set aside', () => linkTo(scene.declined)],
    ['a page of ours that is no badge', `${PUBLIC}/badges`],
    ['a link elsewhere that does not answer', 'https://elsewhere.example/badge.json'],
  ])('gets a sentence, and what was typed: %s', async (_, given) => {
    const source = typeof given === 'string' ? given : given();
    const page = await verify(source, NAME);
    expect(page.status).toBe(422);
    expect(page.$('.errors a').attr('href')).toBe('#source');
    expect(page.$('#source-error').text()).toMatch(/^Erreur.*\p{Lu}.+\.$/su);
    expect(page.$('[name=name]').val()).toBe(NAME);
    expect(String(page.$('[name=source]').val())).toContain(source);
  });

  it('is refused as a file too: a picture, something else, beside the file', async () => {
    for (const content of [
      new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 255, 254]),
      '%PDF-1.7',
      '{',
    ]) {
      const page = await upload(content, 'badge.json');
      expect(page.status).toBe(422);
      expect(page.$('.errors a').attr('href')).toBe('#file');
      expect(page.$('#file-error').text()).toMatch(/\p{Lu}.+\.$/su);
      expect(page.$('#source-error')).toHaveLength(0);
    }
    const empty = await upload('', 'badge.json');
    expect(empty.$('#file-error').text()).toContain('Ce fichier est vide.');
    // As some browsers send it where none was chosen.
    const pasted = { source: jsonOf(scene.accepted) };
    const page = await employer.press(form, 'Vérifier', pasted, new File([], 'badge.json'));
    expect(page.heading).toContain('Ce badge est authentique');
  });

  it('is refused when it is too heavy, and what was typed stays', async () => {
    const file = new File([new Uint8Array(1_200_000)], 'badge.png');
    const page = await employer.press(
      form,
      'Vérifier',
      { source: 'https://a.example', name: NAME },
      file,
    );
    expect(page.status).toBe(413);
    expect(page.$('.errors a').attr('href')).toBe('#file');
    expect(page.$('#file-error').text()).toContain('1 Mo au plus');
    expect(page.$('#file').attr('aria-describedby')).toBe('file-hint file-error');
    expect(page.$('[name=source]').val()).toContain('https://a.example');
    expect(page.$('[name=name]').val()).toBe(NAME);
  });

  it('says what a name can be', async () => {
    const page = await verify(jsonOf(scene.accepted), 'a'.repeat(81));
    expect(page.status).toBe(422);
    expect(page.$('#name-error').text()).toContain('80 caractères au plus');
    expect(page.$('[name=source]').val()).toContain(jsonOf(scene.accepted));
  });
});

describe('a name that is asked for', () => {
  it('is compared with each badge of a file', async () => {
    const credential = jsonOf(scene.accepted);
    const page = await verify(`[${credential},${credential}]`, 'ZOE MULLER');
    expect(page.$('.several > li').length).toBe(2);
    for (const one of page.$('.several > li').toArray()) {
      expect(page.$(one).text()).toContain(`Au nom de ${NAME}.`);
    }
    const other = await verify(`[${credential},${credential}]`, 'Bruno Martin');
    for (const one of other.$('.several > li').toArray()) {
      expect(other.$(one).text()).toContain('Ce badge n’est pas au nom de Bruno Martin');
    }
  });
});

describe('a result', () => {
  it('compares another name without asking for the badge again', async () => {
    const credential = jsonOf(scene.accepted);
    for (const first of [
      await verify(linkTo(scene.accepted)),
      await upload(credential, 'badge.json'),
      await verify(credential, 'Bruno Martin'),
    ]) {
      expect(first.$('main form:not([hidden]) [name=source]').length).toBe(1);
      const second = await employer.press(first, 'Comparer', { name: NAME });
      expect(second.text).toContain(`Le nom ${NAME} est bien celui du badge.`);
      expect(second.$('main form:not([hidden])')).toHaveLength(0);
    }
  });

  it('of a badge of ours leads to what was done, and says who confirmed it', async () => {
    const named = await verify(linkTo(scene.accepted), 'Bruno Martin');
    expect(named.text).toMatch(/Confirmé par\s*Nadia Roche/);
    const proof = await employer.click(named, 'Ce qui a été fait');
    expect(proof.path).toBe(`/k/hauts-pres/credentials/${scene.accepted.id}/evidence`);
    // That address finds the badge, too.
    expect((await verify(`${PUBLIC}${proof.path}`)).heading).toContain('authentique');
  });

  it('is given on one thing: a link and a file are asked about', async () => {
    const source = linkTo(scene.accepted);
    const file = new File([jsonOf(scene.accepted)], 'badge.json');
    const page = await employer.press(form, 'Vérifier', { source }, file);
    expect(page.status).toBe(422);
    expect(page.$('#source-error').text()).toContain('ne choisissez pas de fichier');
    expect(page.$('[name=source]').val()).toBe(source);
  });

  it('is given on a JWT that a mail has folded', async () => {
    const jwt = jwtOf(scene.accepted);
    const folded = jwt.replace(/.{76}/g, '$&\r\n ');
    expect((await verify(`\n${folded}\n`)).heading).toContain('authentique');
  });
});
