/** The language that a person chose, on the page that lets them in and on the one that follows when they leave. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { createWorld, type World } from '../../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.destroy());
// Letters to one address are counted by the hour.
beforeEach(() => {
  world.passTime(60);
});

const languageOf = ({ $ }: Page) => $('html').attr('lang');

const choose = (language: string | undefined) =>
  world.services.store.people(world.hautsPres.id).update(world.awa.id, (now) => {
    const { language: _, ...rest } = now;
    return language === undefined ? rest : { ...rest, language };
  });

const linkFor = async () =>
  `/connexion/lien/${await world.services.createSignInLink(world.awa, { minutes: 10 })}`;

describe('the page of a sign-in link', () => {
  it('is in the language that its person chose, and so is what follows', async () => {
    await choose('en');
    const browser = world.visitor();
    const page = await browser.get(await linkFor());
    expect([languageOf(page), page.heading]).toEqual(['en', 'Hello Awa Diallo']);
    expect(languageOf(await browser.press(page, 'Sign in'))).toBe('en');
  });

  it('is in another one for who asks for it there', async () => {
    await choose('en');
    const browser = world.visitor();
    const page = await browser.get(`${await linkFor()}?lang=fr`);
    expect([languageOf(page), page.heading]).toEqual(['fr', 'Bonjour Awa Diallo']);
  });

  it('is in that of the browser for who chose none, and for a link that opens nothing', async () => {
    await choose(undefined);
    const english = { headers: { 'Accept-Language': 'en' } };
    const browser = world.visitor();
    expect((await browser.send(await linkFor(), english)).html).toContain('<html lang="en"');
    await choose('en');
    expect(languageOf(await browser.get('/connexion/lien/none'))).toBe('fr');
  });
});

describe('who signs out', () => {
  const leave = async (browser: TestVisitor, words: string) =>
    browser.press(await browser.get('/mes-badges'), words);

  it('stays in the language that they chose, from page to page', async () => {
    await choose('en');
    const browser = await world.signIn(world.awa);
    const home = await leave(browser, 'Sign out');
    expect([languageOf(home), home.path]).toEqual(['en', '/?lang=en']);
    expect(languageOf(await browser.click(home, 'The badges'))).toBe('en');
  });

  it('is led home without a word on it where the browser asks for that language anyway', async () => {
    await choose('fr');
    const home = await leave(await world.signIn(world.awa), 'Se déconnecter');
    expect([languageOf(home), home.path]).toEqual(['fr', '/']);
  });
});
