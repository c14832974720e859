/** The addresses the demo prints: one a line, labelled, ready to open. */
import { sealContext } from '../features/sharing/share-portfolio.ts';
import { createSignInLink } from '../features/sign-in/create-link.ts';
import type { Services } from '../services.ts';
import type { Kpa, Person } from '../storage/store.ts';
import { KPA, PEOPLE } from './cast.ts';

/** Throws when the data folder holds no demo. */
export async function addressesToTry(services: Services): Promise<string> {
  const { addresses, store } = services;
  const [kpa] = (await store.kpas.find({ index: 'bySlug', equals: [KPA.slug], limit: 1 })).items;
  if (!kpa) throw new Error('The demo was not seeded');
  const [karim, awa] = [
    await find(services, kpa, PEOPLE.karim.name),
    await find(services, kpa, PEOPLE.awa.name),
  ];
  return [
    `Accueil: ${addresses.home}`,
    `Accompagnant·e: ${await signIn(services, karim)}`,
    `Coopérant·e: ${await signIn(services, awa)}`,
    `Portfolio: ${await portfolio(services, awa)}`,
    `Badge: ${await badge(services, kpa, awa)}`,
    `Vérifier: ${addresses.publicUrl}/verifier`,
  ].join('\n');
}

async function find({ store }: Services, kpa: Kpa, name: string): Promise<Person> {
  const page = await store.people(kpa.id).find({ index: 'byName', equals: [name], limit: 1 });
  const [person] = page.items;
  if (!person) throw new Error(`The demo has lost ${name}`);
  return person;
}

/** Good for many visits, unlike a real one: a demo is opened again and again. */
async function signIn(services: Services, person: Person): Promise<string> {
  const token = await createSignInLink(services, person, { minutes: 24 * 60, uses: 100 });
  return services.addresses.signInLink(token);
}

async function portfolio({ store, custody, addresses }: Services, person: Person): Promise<string> {
  const query = { index: 'byPerson', equals: [person.kpaId, person.id], limit: 1 } as const;
  const [link] = (await store.shareLinks.find(query)).items;
  if (!link) throw new Error('The demo has lost its share link');
  const token = await custody.open(link.sealedToken, sealContext(link.kpaId, link.id));
  return addresses.shareLink(token);
}

async function badge({ store, addresses }: Services, kpa: Kpa, person: Person): Promise<string> {
  const page = await store
    .awards(kpa.id)
    .find({ index: 'byPerson', equals: [person.id], limit: 100 });
  const award = page.items.find(
    ({ state, standing }) => state === 'accepted' && standing === 'valid',
  );
  if (!award) throw new Error('The demo has lost its badges');
  return addresses.credential(kpa.slug, award.id);
}
