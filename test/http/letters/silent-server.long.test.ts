/** A mail server that takes connections and says nothing holds a letter for seconds, and no page. */
import { expect, it } from 'vitest';
import { createSmtpMailer } from '../../../src/outside/mailer.ts';
import { startSilentServer } from '../../support/mail-server.ts';
import { createWorld } from '../../support/world.ts';

it('is left alone after ten seconds, and asked again later', async () => {
  const silent = await startSilentServer();
  const world = await createWorld({ mailer: createSmtpMailer(silent.url, 'badges@kpa.example') });
  const browser = world.visitor();
  const email = world.awa.email ?? '';
  const page = await browser.press(await browser.get('/connexion'), 'Recevoir le lien', { email });
  expect(page.path).toBe('/connexion/attente');
  await world.services.outbox.sendDue();
  const [row] = (await world.services.store.letters.find({ index: 'byDue' })).items;
  expect(row).toMatchObject({ state: 'waiting', attempts: 1, failure: 'ETIMEDOUT' });
  expect(silent.connections()).toBe(1);
  silent.stop();
  await world.destroy();
});
