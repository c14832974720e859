/** Who is there while processes are killed: a KPA, who accompanies, and who took part. */
import { pino } from 'pino';
import { readConfig } from '../../src/config.ts';
import { recordExperience } from '../../src/features/experiences/record-experience.ts';
import { createKpa } from '../../src/features/kpas/create-kpa.ts';
import { addPerson } from '../../src/features/people/add-person.ts';
import { createServices } from '../../src/services.ts';
import { createVisitor } from '../../test/support/visitor.ts';
import type { Place } from './place.ts';

export const BADGE = 'realiser-une-prestation';
const NAMES = ['Awa', 'Bruno', 'Fatima'];
const DESCRIPTION = 'Cuisine, bois et couture, montés ensemble.';

export type Cast = Awaited<ReturnType<typeof createCast>>;

/** `services`: look into the same storage, and are never killed. */
export async function createCast(place: Place) {
  const config = readConfig({ ...place.env });
  const services = await createServices(config, { log: pino({ level: 'silent' }) }, 'make');
  const names = { name: 'KPA des Hauts-Prés', place: 'Villeneuve', description: DESCRIPTION };
  const details = { slug: 'hauts-pres', ...names, contact: {}, memberSince: 2023 };
  const kpa = await createKpa(services, details);
  const none = { email: undefined, title: undefined };
  const staff = await addPerson(services, kpa.id, {
    ...none,
    name: 'Nadia Roche',
    roles: ['accompagnant'],
  });
  const holders = await Promise.all(
    NAMES.map((name) => addPerson(services, kpa.id, { ...none, name, roles: ['cooperant'] })),
  );
  const levels = services.definitions.findBadgeClass(BADGE)?.levels ?? [];
  return {
    services,
    kpa,
    holders,
    hasLevels: levels.length > 0,
    /** A browser at one of the processes, in which `staff` is in. */
    async signIn(origin: string) {
      const browser = createVisitor(origin, place.url);
      const token = await services.createSignInLink(staff, { minutes: 10 });
      await browser.press(await browser.get(`/connexion/lien/${token}`), 'Entrer');
      return browser;
    },
    recordExperience: (title: string) =>
      recordExperience(services, {
        values: {
          ...{ title, kind: 'prestation', date: '2026-10-12', place: undefined },
          people: holders.map(({ id }) => id),
        },
        participants: holders,
        by: staff,
      }),
  };
}
