/** Fifty people come in at once, by a letter, a card, an account and a passkey: each is in, once. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { RETURN } from '../../support/ways/accounts.ts';
import { type Door, peopleAtTheDoor, sessionsOf } from '../../support/ways/four-ways.ts';
import { startProvider, type TestProvider } from '../../support/ways/openid-provider.ts';
import { type World, createWorld } from '../../support/world.ts';

let provider: TestProvider;
let world: World;
beforeAll(async () => {
  provider = await startProvider([RETURN]);
  world = await createWorld({ guardedExchange: provider.guardedExchange });
});
afterAll(async () => {
  await world.destroy();
  await provider.close();
});

it('fifty at once: nothing is lost or doubled, and nothing fails', async () => {
  const door: Door = {
    services: world.services,
    kpa: world.hautsPres,
    browserAt: () => world.visitor(),
    provider,
    linkTo: async (email) => {
      const { text } = await world.letterTo(email);
      return /https:\S+(\/connexion\/lien\/\S+)/.exec(text)?.[1] ?? '';
    },
  };
  const entries = await peopleAtTheDoor(door, 50);
  const pages = await Promise.all(entries.map(({ enter }) => enter()));
  expect(pages.map(({ status, path }) => [status, path])).toEqual(
    pages.map(() => [200, '/mes-badges']),
  );
  expect(await sessionsOf(door, entries)).toEqual(entries.map(() => 1));
  // Each of them is in as themselves.
  expect(pages.map(({ $ }) => $('.site-header a[href="/mon-compte"]').text())).toEqual(
    entries.map(({ person }) => person.name),
  );
});
