/** People at the door, each with one of the four ways in, and one step before it: then all go in at once. */
import { randomUUID } from 'node:crypto';
import { groupsOf } from '../../../src/features/cards/card-code.ts';
import { makeCard } from '../../../src/features/cards/make-card.ts';
import { addPerson } from '../../../src/features/people/add-person.ts';
import { accountOf, linkIdOf } from '../../../src/features/providers/accounts.ts';
import { secretContext } from '../../../src/features/providers/oidc.ts';
import type { Services } from '../../../src/services.ts';
import type { Kpa, Person } from '../../../src/storage/store.ts';
import { PIN } from '../cards.ts';
import type { Page, TestVisitor } from '../visitor.ts';
import { setOut, START } from './accounts.ts';
import { createAuthenticator } from './authenticator.ts';
import { CLIENT, ISSUER, type TestProvider } from './openid-provider.ts';
import { addPasskeyIn, askToEnter, sendToEnter } from './passkeys.ts';

const WAYS = ['letter', 'card', 'provider', 'passkey'] as const;

export interface Door {
  /** They look into the storage of those that are visited. */
  readonly services: Services;
  /** With the slug `hauts-pres`. */
  readonly kpa: Kpa;
  /** A browser of somebody else each time; at whichever process. */
  readonly browserAt: (at: number) => TestVisitor;
  readonly provider: TestProvider;
  /** The path of the link in the letter to this address. */
  readonly linkTo: (email: string) => Promise<string>;
}

export interface Entry {
  readonly way: (typeof WAYS)[number];
  readonly person: Person;
  readonly enter: () => Promise<Page>;
}

/** One after the other, so that only the last step is at once. */
export async function peopleAtTheDoor(door: Door, count: number): Promise<readonly Entry[]> {
  await nameProvider(door);
  const entries: Entry[] = [];
  for (let at = 0; at < count; at += 1) {
    const way = WAYS[at % WAYS.length] ?? 'letter';
    const person = await addPerson(door.services, door.kpa.id, {
      ...{ name: `Personne ${at}`, email: `personne.${at}@hauts-pres.example` },
      ...{ roles: ['cooperant'], title: undefined },
    });
    entries.push({ way, person, enter: await PREPARE[way](door, person, at) });
  }
  return entries;
}

async function nameProvider({ services, kpa }: Door): Promise<void> {
  const { custody, store } = services;
  const at = services.clock().toISOString();
  await store.signInProviders.insert({
    ...{ id: kpa.id, kpaId: kpa.id, name: 'La Fabrique', issuer: ISSUER, createdAt: at },
    ...{ clientId: CLIENT.clientId, changedAt: at },
    sealedSecret: await custody.seal(CLIENT.secret, secretContext(kpa.id)),
  });
}

type Prepare = (door: Door, person: Person, at: number) => Promise<Entry['enter']>;

const PREPARE: Readonly<Record<Entry['way'], Prepare>> = {
  async letter({ browserAt, linkTo }, { email = '' }, at) {
    const browser = browserAt(at);
    await browser.press(await browser.get('/connexion'), 'Recevoir le lien', { email });
    const page = await browser.get(await linkTo(email));
    return () => browser.press(page, 'Entrer');
  },
  async card({ browserAt, services }, person, at) {
    const { code } = await makeCard(services, person, { pin: PIN, act: randomUUID() });
    const browser = browserAt(at);
    const typed = { code: groupsOf(code).join(' ') };
    const page = await browser.press(await browser.get('/carte'), 'Continuer', typed);
    return () => browser.press(page, 'Entrer', { pin: PIN });
  },
  async provider({ browserAt, services, provider }, person, at) {
    await services.store.linkedAccounts.insert({
      ...{ id: linkIdOf(person), kpaId: person.kpaId, personId: person.id },
      account: accountOf(person.kpaId, ISSUER, person.id),
      linkedAt: services.clock().toISOString(),
    });
    const browser = browserAt(at);
    const back = await provider.browser().signIn(await setOut(browser, START), person.id);
    return () => browser.get(back);
  },
  async passkey({ browserAt, services }, person, at) {
    const device = createAuthenticator(services.addresses.publicUrl);
    const before = browserAt(at);
    const token = await services.createSignInLink(person, { minutes: 30 });
    await before.press(await before.get(`/connexion/lien/${token}`), 'Entrer');
    await addPasskeyIn(before, device);
    const browser = browserAt(at);
    const answer = device.get(await askToEnter(browser));
    return () => sendToEnter(browser, answer);
  },
};

/** How many sessions each has that was opened in this way. */
export async function sessionsOf({ services }: Door, entries: readonly Entry[]) {
  return Promise.all(
    entries.map(async ({ way, person }) => {
      const query = { index: 'byPerson', equals: [person.kpaId, person.id] } as const;
      const open = await services.store.sessions.all(query).toArray();
      return open.filter((session) => session.way === way).length;
    }),
  );
}
