/** Who is there where the service runs as processes: a KPA, who accompanies, and who took part. */
import { pino } from 'pino';
import { readConfig } from '../../src/config.ts';
import { recordExperience } from '../../src/features/experiences/record-experience.ts';
import { createKpa } from '../../src/features/kpas/create-kpa.ts';
import { addPerson } from '../../src/features/people/add-person.ts';
import { createServices } from '../../src/services.ts';
import type { Award, Experience } from '../../src/storage/store.ts';
import type { Page, TestVisitor } from './visitor.ts';

const BADGE = 'realiser-une-prestation';
const SENTENCE = 'A servi soixante personnes sans faire attendre.';
export const SIGN = /^Signer \d+ badges?$/;

const NAMES = { name: 'KPA des Hauts-Prés', place: 'Villeneuve', description: 'Cuisine et bois.' };

export type Cast = Awaited<ReturnType<typeof createCast>>;

/** `env`: of the processes. `services` look into the same storage, and are in no process of theirs. */
export async function createCast(
  env: Readonly<Record<string, string>>,
  namesOfHolders: readonly string[],
) {
  const services = await createServices(
    readConfig(env),
    { log: pino({ level: 'silent' }) },
    'make',
  );
  const details = { slug: 'hauts-pres', ...NAMES, contact: {}, memberSince: 2023 };
  const kpa = await createKpa(services, details);
  const add = (name: string, role: 'accompagnant' | 'cooperant') =>
    addPerson(services, kpa.id, { name, roles: [role], email: undefined, title: undefined });
  const member = await add('Nadia Roche', 'accompagnant');
  const holders = await Promise.all(namesOfHolders.map((name) => add(name, 'cooperant')));

  return {
    services,
    kpa,
    holders,
    /** Who signs in. */
    member,
    /** Once is enough: the session is stored, and survives the service. `on`: as below. */
    async signIn(browser: TestVisitor, on = services) {
      const token = await on.createSignInLink(member, { minutes: 10 });
      return browser.press(await browser.get(`/connexion/lien/${token}`), 'Entrer');
    },
    /** `on`: others that look into the storage, once these were closed. */
    recordExperience(title: string, on = services) {
      const details = { title, kind: 'prestation', date: '2026-10-12', place: undefined } as const;
      const values = { ...details, people: holders.map(({ id }) => id) };
      return recordExperience(on, { values, participants: holders, by: member });
    },
  };
}

/** The form that signs one badge for each of the people, read through and ready to send. */
export async function fillForm(
  browser: TestVisitor,
  { holders }: Cast,
  { id }: Pick<Experience, 'id'>,
): Promise<Page> {
  const form = await browser.get(`/experiences/${id}/reconnaitre`);
  if (form.$('[name=badge-all]').length === 0) return fillReleasedForm(browser, holders, id);
  return browser.press(form, 'Relire avant de signer', {
    all: holders.map((one) => one.id),
    'badge-all': BADGE,
    'sentence-all': SENTENCE,
  });
}

/** The same of version 0.3.0, which asks who gets a badge before it asks for a sentence of each. */
async function fillReleasedForm(
  browser: TestVisitor,
  holders: Cast['holders'],
  experience: string,
): Promise<Page> {
  const query = new URLSearchParams({ badge: BADGE });
  const written: Record<string, string> = {};
  for (const { id } of holders) {
    query.append('people', id);
    written[`sentence-${id}`] = SENTENCE;
  }
  const path = `/experiences/${experience}/reconnaitre/phrases?${query.toString()}`;
  return browser.press(await browser.get(path), 'Relire avant de signer', written);
}

/** What is stored of an experience, whoever else is writing. */
export async function storedAwards(
  { services, kpa }: Pick<Cast, 'services' | 'kpa'>,
  { id }: Pick<Experience, 'id'>,
): Promise<readonly Award[]> {
  const query = { index: 'byExperience', equals: [id], limit: 500 } as const;
  return (await services.store.awards(kpa.id).find(query)).items;
}
