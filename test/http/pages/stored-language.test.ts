/** The language that a person chose, as it is stored: gone since, or chosen in the moment of another change. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createInterruptibleWorld,
  type InterruptibleWorld,
} from '../../support/storage/interruptible.ts';

let world: InterruptibleWorld;
beforeAll(async () => {
  world = await createInterruptibleWorld();
});
afterAll(() => world.destroy());

const awaNow = () => world.services.store.people(world.hautsPres.id).findById(world.awa.id);

describe('a language whose file is gone', () => {
  beforeAll(async () => {
    await world.services.store
      .people(world.hautsPres.id)
      .update(world.awa.id, (now) => ({ ...now, language: 'eo' }));
  });

  it('is none: pages are in the one that the browser asks for', async () => {
    const awa = await world.signIn(world.awa);
    for (const path of ['/mes-badges', '/badges', '/no-such-page']) {
      const french = await awa.get(path);
      expect([french.status, french.$('html').attr('lang')]).toEqual([
        path === '/no-such-page' ? 404 : 200,
        'fr',
      ]);
      const english = await awa.send(path, { headers: { 'Accept-Language': 'en' } });
      expect(english.html).toContain('<html lang="en"');
    }
  });

  it('is none for the letter either', async () => {
    const browser = world.visitor();
    const email = world.awa.email ?? '';
    await browser.press(await browser.get('/connexion'), 'Recevoir le lien', { email });
    expect((await world.letterTo(email)).text).toContain('Bonjour Awa Diallo,');
  });

  it('gives way to the next choice', async () => {
    const awa = await world.signIn(world.awa);
    const english = await awa.press(await awa.get('/mes-badges'), 'English', { language: 'en' });
    expect(english.$('html').attr('lang')).toBe('en');
    expect((await awaNow())?.language).toBe('en');
  });
});

describe('two changes of one person at the same moment', () => {
  const INTRODUCTION = 'Je cuisine pour cinquante personnes.';

  it('are both kept, whichever comes first', async () => {
    const [phone, computer] = [await world.signIn(world.awa), await world.signIn(world.awa)];
    const introduce = async (introduction: string) => {
      const form = await computer.get('/mes-badges/presentation');
      return computer.press(form, /Garder|Save/u, { introduction });
    };
    const choose = async (words: string, language: string) =>
      phone.press(await phone.get('/mes-badges'), words, { language });

    world.interrupt('people', 1, () => introduce(INTRODUCTION));
    await choose('Français', 'fr');
    expect(await awaNow()).toMatchObject({ language: 'fr', introduction: INTRODUCTION });

    world.interrupt('people', 1, () => choose('English', 'en'));
    await introduce(`${INTRODUCTION} Et je sers.`);
    expect(await awaNow()).toMatchObject({
      language: 'en',
      introduction: `${INTRODUCTION} Et je sers.`,
    });
  });
});
