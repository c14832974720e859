/** A KPA of 10,000 people in a network of 200, its register of years: no page reads or says more for it. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { growPeople } from '../../support/badges/grown-kpa.ts';
import { createFarWorld, type FarWorld } from '../../support/far-world.ts';
import { playScene, type Scene } from '../../support/scene.ts';
import type { TestVisitor } from '../../support/visitor.ts';

/** More than two parts of any list. */
const FEW = { people: 300, kpas: 50, entries: 60 };
const MANY = { people: 10_000, kpas: 200, entries: 3_000 };

const WHO = ['nobody', 'nadia', 'manager', 'network'] as const;
type Who = (typeof WHO)[number];
const PAGES: Readonly<Record<Who, readonly string[]>> = {
  nobody: ['/connexion', '/connexion/carte', '/k/hauts-pres'],
  nadia: [
    ...['/personnes', '/personnes?lettre=a', '/personnes/ajouter', '/personnes/nouvelle'],
    ...['', '/corriger', '/depart', '/carte', '/reunir'].map((end) => `/personnes/PERSON${end}`),
    ...['/corriger', '/supprimer'].map((end) => `/experiences/EXPERIENCE${end}`),
    ...['/reconnaissances/AWARD/corriger', '/mon-compte', '/mon-compte/effacer'],
  ],
  manager: ['/kpa', '/kpa/cles', '/kpa/journal', '/bienvenue', '/mon-compte'],
  network: ['/reseau', '/reseau?cherche=hauts', '/reseau/hauts-pres', '/reseau/nouveau'],
};
const ALL = WHO.flatMap((who) => PAGES[who].map((path) => [who, path] as const));

type Reading = Readonly<Record<'documents' | 'characters', number>>;

let world: FarWorld;
let scene: Scene;
let browsers: Record<Who, TestVisitor>;
const readings: Record<'few' | 'many', Record<string, Reading>> = { few: {}, many: {} };

async function grow(from: typeof FEW, to: typeof FEW): Promise<void> {
  const { hautsPres, services } = world;
  const { store } = services;
  // Of each letter some, as the letters have one link each.
  for (let letter = 0; letter < 10_000; letter += 1_000) {
    const [first, count] = [letter + from.people / 10, (to.people - from.people) / 10];
    await growPeople(world, hautsPres, { from: first, count });
  }
  for (let n = from.kpas; n < to.kpas; n += 1) {
    const name = `KPA du Pont ${n}`;
    const { place, description, contact, memberSince, createdAt } = hautsPres;
    const said = { name, place, description, contact, memberSince, createdAt };
    await store.kpas.insert({ id: randomUUID(), slug: `pont-${n}`, ...said });
  }
  for (let n = from.entries; n < to.entries; n += 1) {
    const at = new Date(Date.parse('2024-01-01T08:00:00Z') + n * 60_000).toISOString();
    const entry = { id: randomUUID(), kpaId: hautsPres.id, at, by: world.nadia.id };
    const about = { act: 'person-added', about: world.bruno.id } as const;
    await store.registerEntries(hautsPres.id).insert({ ...entry, ...about });
  }
}

async function readAll(): Promise<Record<string, Reading>> {
  const found: Record<string, Reading> = {};
  for (const [who, path] of ALL) {
    const address = path
      .replace('AWARD', scene.accepted.id)
      .replace('EXPERIENCE', scene.experience.id)
      .replace('PERSON', world.awa.id);
    // What a process finds out once is known by then.
    await browsers[who].get(address);
    let characters = 0;
    const { documents } = await world.journeyOf(async () => {
      const { status, html } = await browsers[who].get(address);
      characters = status === 200 ? html.length : NaN;
    });
    found[`${who} ${path}`] = { documents, characters };
  }
  return found;
}

beforeAll(async () => {
  world = await createFarWorld();
  const { hautsPres: kpa, moulins, nadia: staff, awa: holder, services } = world;
  scene = await playScene(world, { kpa, staff, holder });
  const zoe = await world.add(moulins, 'Zoé Petit', 'manager');
  await services.store.people(moulins.id).update(zoe.id, (now) => ({ ...now, network: true }));
  const karim = await world.add(kpa, 'Karim Benali', 'manager');
  const [nadia, manager, network] = await Promise.all([staff, karim, zoe].map(world.signIn));
  if (!nadia || !manager || !network) throw new Error('Nobody');
  browsers = { nobody: world.visitor(), nadia, manager, network };
  await grow({ people: 0, kpas: 0, entries: 0 }, FEW);
  readings.few = await readAll();
  await grow(FEW, MANY);
  readings.many = await readAll();
}, 300_000);
afterAll(() => world.destroy());

describe.each(ALL)('%s %s', (who, path) => {
  it('reads as many documents, and is as long', () => {
    const name = `${who} ${path}`;
    const [few, many] = [readings.few[name], readings.many[name]];
    expect(many?.documents).toBe(few?.documents);
    expect(many?.characters).toBeLessThan((few?.characters ?? NaN) * 1.1);
  });
});
