/** The addresses the demo prints: one a line, labelled, ready to open. */
import { groupsOf } from '../features/cards/card-code.ts';
import { makeCard } from '../features/cards/make-card.ts';
import { grantableRoles } from '../features/people/grantable-roles.ts';
import { keepList } from '../features/people/import/import-drafts.ts';
import { judgeRows } from '../features/people/import/judge-rows.ts';
import { readList } from '../features/people/import/read-list.ts';
import { sealContext } from '../features/sharing/share-portfolio.ts';
import { createSignInLink } from '../features/sign-in/create-link.ts';
import { newAct } from '../web/acts/act-of-form.ts';
import { FormUsedError } from '../web/acts/made-once.ts';
import type { Services } from '../services.ts';
import type { Kpa, Person } from '../storage/store.ts';
import { CARD_FORM, KPA, NEW_KPA, PASTED_LIST, PEOPLE, PIN } from './cast.ts';

/** Throws when the data folder holds no demo. */
export async function addressesToTry(services: Services): Promise<string> {
  const { addresses, store } = services;
  const [kpa] = (await store.kpas.find({ index: 'bySlug', equals: [KPA.slug], limit: 1 })).items;
  if (!kpa) throw new Error('The demo was not seeded');
  const who = (name: keyof typeof PEOPLE) => find(services, kpa, PEOPLE[name].name);
  const [karim, nadia, awa] = [await who('karim'), await who('nadia'), await who('awa')];
  return [
    `Accueil: ${addresses.home}`,
    `Accompagnant·e: ${await signIn(services, nadia)}`,
    `Responsable: ${await signIn(services, karim)}`,
    `Réseau: ${await signIn(services, await who('zoe'))}`,
    `KPA qui commence: ${await signIn(services, await findNewManager(services))}`,
    `Coopérant·e: ${await signIn(services, awa)}`,
    `Carte: ${await card(services, await who('bruno'))}`,
    `Liste à relire, en tant que responsable: ${await pastedList(services, karim)}`,
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

async function findNewManager(services: Services): Promise<Person> {
  const [kpa] = (
    await services.store.kpas.find({ index: 'bySlug', equals: [NEW_KPA.slug], limit: 1 })
  ).items;
  if (!kpa) throw new Error('The demo has lost its second KPA');
  return find(services, kpa, NEW_KPA.person);
}

/** What is on the card, and in the head of its person: the same card at each start, until it is stopped. */
async function card(services: Services, person: Person): Promise<string> {
  const made = await makeCard(services, person, { pin: PIN, act: CARD_FORM }).catch(
    (error: unknown) => {
      if (!(error instanceof FormUsedError)) throw error;
      return makeCard(services, person, { pin: PIN, act: newAct() });
    },
  );
  const code = groupsOf(made.code).join(' ');
  return `${services.addresses.card()}  code de la carte: ${code}  code secret: ${PIN}`;
}

/** Read and not added yet, for an hour: whoever comes in as a manager reads it again. */
async function pastedList(services: Services, by: Person): Promise<string> {
  const table = readList(PASTED_LIST.join('\n'), undefined, false);
  if ('message' in table) throw new Error('The list of the demo cannot be read');
  const judging = { ...services, grantable: grantableRoles(by) };
  const rows = [...(await judgeRows(judging, by.kpaId, table.rows))];
  const id = await keepList(services, by, newAct(), { rows, ignored: [] });
  return `${services.addresses.publicUrl}/personnes/ajouter/${id}`;
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
