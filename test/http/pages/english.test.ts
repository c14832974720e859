/** What somebody reads who reads English: pages, what a form says of its fields, the letter. */
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Page } from '../../support/visitor.ts';
import { createWorld } from '../../support/world.ts';

const world = await createWorld();
afterAll(() => world.destroy());

const { languages } = world.services;
const EMAIL = 'awa@hauts-pres.example';

/** Karim chose English. */
const karim = await world.add(world.hautsPres, 'Karim Benali', 'accompagnant', 'manager');
const reader = await world.signIn(karim);
await reader.press(await reader.get('/vos-donnees'), 'English', { language: 'en' });

const ANYBODY = ['/', '/badges', '/referentiels', '/vos-donnees', '/accessibilite', '/connexion'];
const STAFF = ['/personnes', '/personnes/nouvelle', '/experiences', '/experiences/nouvelle'];

/** What a page says that the catalogue has in French, and otherwise in English. */
function frenchOn({ $ }: Page): readonly string[] {
  const said = $('body, body *')
    .toArray()
    .map((element) => $(element).clone().children().remove().end().text())
    .map((text) => text.trim().replaceAll('\u00a0', ' '));
  return said.filter((text) => languages.english.text(text) !== text);
}

describe('a page', () => {
  it.each(ANYBODY)('%s is in English when its address says so', async (path) => {
    const page = await world.visitor().get(`${path}?lang=en`);
    expect(page.$('html').attr('lang')).toBe('en');
    expect(frenchOn(page)).toEqual([]);
    expect(page.text).toContain('A KPA is a local cooperative.');
  });

  it.each(STAFF)('%s is in English for who chose it', async (path) => {
    const page = await reader.get(path);
    expect(page.status).toBe(200);
    expect(page.$('html').attr('lang')).toBe('en');
    expect(frenchOn(page)).toEqual([]);
  });

  it('is known to be French by the same look', async () => {
    expect(frenchOn(await world.visitor().get('/vos-donnees'))).toContain('Ce que nous gardons');
  });

  it('says what is not there', async () => {
    const page = await reader.get('/personnes/nobody');
    expect([page.status, page.text]).toEqual([404, expect.stringContaining('does not exist.')]);
  });
});

describe('a form', () => {
  it('says what is left to put right', async () => {
    const form = await reader.get('/experiences/nouvelle');
    const refused = await reader.press(form, 'Keep without a badge', { title: 'Buffet' });
    expect(refused.$('.errors h2').text()).toBe('2\u00a0things to put right');
    expect(refused.$('#kind .field-error').text()).toBe('Error: Choose what it was.');
  });

  it('sets apart the name that is left to take out', async () => {
    const form = await reader.get('/experiences/nouvelle');
    const filled = { kind: 'training', people: world.awa.id, title: 'Cours avec Awa' };
    const refused = await reader.press(form, 'Keep without a badge', filled);
    const said = refused.$('#title-error');
    expect(said.text()).toContain('Take out the name “Awa”: this text is read with the badge');
    expect(said.find('bdi').text()).toBe('Awa');
  });

  it('says whose an address is, whatever the name holds', async () => {
    const form = () => reader.get('/personnes/nouvelle');
    const filled = { name: '<i>Ada</i> {name}', roles: 'cooperant', email: 'ada@example.org' };
    await reader.press(await form(), 'Add', filled);
    const refused = await reader.press(await form(), 'Add', { ...filled, name: 'Ada Two' });
    expect(refused.$('#email-error').text()).toContain('already belongs to <i>Ada</i> {name}.');
  });
});

describe('the letter with the link', () => {
  // Letters to one address are counted by the hour.
  beforeEach(() => {
    world.passTime(60);
  });

  async function ask(path: string, button: string): Promise<{ subject: string; text: string }> {
    world.letters.length = 0;
    const browser = world.visitor();
    await browser.press(await browser.get(path), button, { email: EMAIL });
    return world.letterTo(EMAIL);
  }

  it('is in the language of the page on which it was asked for', async () => {
    const letter = await ask('/connexion?lang=en', 'Get the link');
    expect(letter.subject).toBe('Your link to sign in to KPA-Cité');
    expect(letter.text).toMatch(
      /^Hello Awa Diallo,\n\nOpen this link to sign in:\nhttps:\S+\?lang=en$/m,
    );
    expect(letter.text).not.toMatch(/Bonjour|lien et/);
  });

  it('is in the one that its person chose, wherever it was asked for', async () => {
    const awa = await world.signIn(world.awa);
    await awa.press(await awa.get('/vos-donnees'), 'English', { language: 'en' });
    expect((await ask('/connexion', 'Recevoir le lien')).text).toMatch(/^Hello Awa.*\?lang=en$/ms);
    await awa.press(await awa.get('/vos-donnees'), 'Français', { language: 'fr' });
    const { text } = await ask('/connexion?lang=en', 'Get the link');
    expect(text).toContain('Bonjour Awa Diallo,');
    // A browser that asks for nothing gets French pages anyway.
    expect(text).not.toContain('?lang=');
  });
});
