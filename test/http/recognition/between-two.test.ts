/**
 * A badge of objective 6 stays between two people: a colleague who looks everywhere, and tries, reads the
 * same whether or not there is one (docs/adr/0049).
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findInSlot } from '../../../src/features/awards/award-slot.ts';
import { signatureOf } from '../../../src/features/awards/draft.ts';
import { addPerson } from '../../../src/features/people/add-person.ts';
import { recordExperience } from '../../../src/features/experiences/record-experience.ts';
import type { Award, Experience, Person } from '../../../src/storage/store.ts';
import { recognised } from '../../support/recognition.ts';
import { growAwards, growExperiences } from '../../support/badges/grown-kpa.ts';
import { awardTo, playAcceptance, reloadAward } from '../../support/scene.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { createWorld, type World } from '../../support/world.ts';

const BADGE = 'tenir-mes-engagements';
const SEVERAL = ['lancer-une-activite', 'realiser-une-prestation', 'transmettre'];

interface Told {
  readonly world: World;
  readonly karim: TestVisitor;
  /** With badges that all of the team knows, and with none. */
  readonly experience: Experience;
  readonly bare: Experience;
  readonly twin: Person;
  readonly hidden: Award | undefined;
}

/** The same days in two worlds: in one of them Nadia gave such a badge between the others. */
async function play(isGiven: boolean): Promise<Told> {
  const world = await createWorld();
  const { hautsPres: kpa, nadia, awa, bruno } = world;
  world.passTime(1);
  const colleague = await world.add(kpa, 'Karim Benali', 'accompagnant', 'manager');
  world.passTime(1);
  const twin = await addPerson(world.services, kpa.id, {
    ...{ name: 'Martin Bruno', email: undefined, roles: ['cooperant'], title: undefined },
  });
  const worked = (title: string, date: string) =>
    recordExperience(world.services, {
      values: {
        ...({ title, kind: 'training', date, place: undefined } as const),
        people: [awa.id, bruno.id],
      },
      participants: [awa, bruno],
      by: nadia,
    });
  const experience = await worked('Atelier du lundi', '2026-10-12');
  const bare = await worked('Atelier du mardi', '2026-10-13');
  const atNadia = await world.signIn(nadia);
  const cast = { kpa, staff: nadia, experience };
  for (const badge of SEVERAL) {
    await awardTo(world, { ...cast, holder: awa, badge });
    world.passTime(1);
  }
  const asked = isGiven
    ? [await giveOnRequest(atNadia, experience, bruno), await giveOnRequest(atNadia, bare, bruno)]
    : [];
  world.passTime(1);
  await awardTo(world, { ...cast, holder: bruno, badge: 'lancer-une-activite' });
  const query = { index: 'byPerson', equals: [bruno.id], limit: 1 } as const;
  const { items } = await world.services.store.awards(kpa.id).find(query);
  expect(asked.map(({ path }) => path.endsWith('?signes=1'))).toEqual(asked.map(() => true));
  world.passTime(1);
  const karim = await world.signIn(colleague);
  return { world, karim, experience, bare, twin, hidden: isGiven ? items[0] : undefined };
}

const reading = (holder: Person) => ({
  ...recognised(holder.id, BADGE, { level: 2 }),
  [`asked-${holder.id}`]: 'yes',
});

async function giveOnRequest(by: TestVisitor, { id }: Experience, holder: Person): Promise<Page> {
  const form = await by.get(`/experiences/${id}/demande?people=${holder.id}`);
  const read = await by.press(form, 'Relire avant de signer', reading(holder));
  return by.press(read, 'Signer 1 badge');
}

let without: Told;
let withOne: Told;
beforeAll(async () => {
  [without, withOne] = await Promise.all([play(false), play(true)]);
});
afterAll(() => Promise.all([without.world.destroy(), withOne.world.destroy()]));

/** What is drawn for each page or each world: ids, tokens, digests, counts of bytes. */
const sameFor = ({ html }: Pick<Page, 'html'>): string =>
  html
    .replaceAll(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, 'ID')
    .replaceAll(/[\w-]{43}/g, 'DRAWN')
    .replaceAll(/[\da-f]{64}/g, 'DIGEST');

const pages = ({ world, experience, bare, twin }: Told): readonly string[] => [
  ...['/ce-qui-m-attend', '/ce-qui-m-attend/badges', '/ce-qui-m-attend/feuilles'],
  ...['/experiences', '/experiences/nouvelle', '/personnes', '/personnes/semblables'],
  ...['/kpa', '/kpa/journal', '/badges', '/chemin', '/chemin/reconnaitre'],
  ...[experience, bare].flatMap(({ id }) =>
    ['', '/retirer', '/reconnaitre', '/demande'].map((step) => `/experiences/${id}${step}`),
  ),
  ...['/corriger', '/supprimer'].map((step) => `/experiences/${experience.id}${step}`),
  `/experiences/${experience.id}/demande?people=${world.bruno.id}`,
  ...['', '/retirer', '/corriger', '/chemin', '/feuille', '/depart', '/effacer'].map(
    (step) => `/personnes/${world.bruno.id}${step}`,
  ),
  `/personnes/${world.bruno.id}/reunir/${twin.id}`,
];

describe('a colleague finds out nothing', () => {
  it('on any page of the team', async () => {
    const [one, other] = [pages(without), pages(withOne)];
    for (const [at, path] of one.entries()) {
      const left = await without.karim.get(path);
      const right = await withOne.karim.get(other[at] ?? '');
      expect([path, right.status]).toEqual([path, left.status]);
      expect(sameFor(right)).toBe(sameFor(left));
    }
  });

  it('by giving the same badge: each who is asked may give it, and it stands twice', async () => {
    const given = [];
    for (const { karim, experience, world } of [without, withOne]) {
      given.push(await giveOnRequest(karim, experience, world.bruno));
    }
    const [left, right] = given.map(sameFor);
    expect(right).toBe(left);
    const { store } = withOne.world.services;
    const query = { index: 'byPerson', equals: [withOne.world.bruno.id] } as const;
    const all = await store.awards(withOne.world.hautsPres.id).all(query).toArray();
    const names = all.flatMap(({ badgeClass, awardedBy, experienceId }) =>
      badgeClass === BADGE && experienceId === withOne.experience.id ? [awardedBy.name] : [],
    );
    expect(names.toSorted()).toEqual(['Karim Benali', 'Nadia Roche']);
  });

  it('by correcting a name', async () => {
    const said = await Promise.all(
      [without, withOne].map(async ({ karim, world }) => {
        const form = await karim.get(`/personnes/${world.awa.id}/corriger`);
        const question = await karim.press(form, 'Enregistrer', { name: 'Awa Diop' });
        return sameFor(question);
      }),
    );
    expect(said[1]).toBe(said[0]);
  });
});

it('whose experience nobody removes, nor takes its holder out of: this shows, and nothing is lost', async () => {
  const { karim, bare, world } = withOne;
  const { store } = world.services;
  const form = await karim.get(`/experiences/${bare.id}/corriger`);
  const out = await karim.press(form, 'Garder', { people: [world.awa.id] });
  const question = await karim.get(`/experiences/${bare.id}/supprimer`);
  expect([out.status, question.$('main form').length]).toEqual([422, 0]);
  const now = await store.experiences(world.hautsPres.id).findById(bare.id);
  expect(now?.participants.map(({ personId }) => personId)).toContain(world.bruno.id);
});

it('a part of a list is full whatever its reader may not know of, and names nothing of it', async () => {
  const world = await createWorld();
  const { hautsPres: kpa, nadia: staff, awa: holder } = world;
  const { accepted } = await playAcceptance(world, { kpa, staff, holder });
  const made = await growExperiences(world, holder, { count: 45 });
  const hidden = new Set<string>();
  const rows = made.map(({ id: experienceId, createdAt: issuedAt }, at) => {
    const id = randomUUID();
    if (at % 2 === 1) hidden.add(id);
    return { id, experienceId, issuedAt, ...(at % 2 === 1 && { badgeClass: BADGE }) };
  });
  await growAwards(world, await reloadAward(world, accepted), rows);
  for (const { id } of rows) {
    const noted = { kpaId: kpa.id, by: staff.id, about: id };
    await world.services.register.note({ ...noted, act: 'badge-signed' });
    world.passTime(1);
  }
  const karim = await world.signIn(await world.add(kpa, 'Karim Benali', 'accompagnant', 'manager'));
  const readBy = async (
    visitor: TestVisitor,
    path: string,
    [row, further]: readonly [string, string],
  ) => {
    const counts: number[] = [];
    for (let next: string | undefined = path; next !== undefined;) {
      const page = await visitor.get(next);
      counts.push(page.$(row).length);
      const named = [...page.html.matchAll(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g)];
      if (visitor === karim) expect(named.filter(([id]) => hidden.has(id))).toEqual([]);
      next = page.$(further).attr('href');
    }
    return counts;
  };
  const badges = ['#badges h3 a', 'a[href*="badges=apres-"][href$="#badges"]'] as const;
  const path = `/personnes/${holder.id}`;
  expect(await readBy(karim, path, badges)).toEqual([20, 4]);
  expect(await readBy(await world.signIn(staff), path, badges)).toEqual([20, 20, 6]);
  expect(await readBy(karim, '/kpa/journal', ['main time', 'a[href*="page=apres-"]'])).toEqual([
    20, 3,
  ]);
  await world.destroy();
}, 30_000);

describe('who signed it', () => {
  it('reads it, and cannot give it once more', async () => {
    const { world, experience } = withOne;
    const nadia = await world.signIn(world.nadia);
    const form = await nadia.get(`/experiences/${experience.id}/demande?people=${world.bruno.id}`);
    const again = await nadia.press(form, 'Relire avant de signer', reading(world.bruno));
    expect(again.status).toBe(422);
    expect(again.text).toContain('Bruno a déjà ce badge');
  });

  it('cannot under another record of theirs, either', async () => {
    const { world, experience } = withOne;
    const { hautsPres: kpa, nadia } = world;
    const stays = await world.add(kpa, 'Nadia Roche', 'accompagnant');
    await world.services.store
      .people(kpa.id)
      .update(stays.id, (now) => ({ ...now, mergedFrom: [nadia.id] }));
    const visitor = await world.signIn(stays);
    const form = await visitor.get(
      `/experiences/${experience.id}/demande?people=${world.bruno.id}`,
    );
    const again = await visitor.press(form, 'Relire avant de signer', reading(world.bruno));
    expect([again.status, again.text.includes('Bruno a déjà ce badge')]).toEqual([422, true]);
  });

  it('cannot either where the record that they came in with is merged in that moment', async () => {
    const { world, experience, hidden } = withOne;
    const { services, hautsPres: kpa, nadia, bruno } = world;
    const badge = services.definitions.findBadgeClass(BADGE);
    if (!badge) throw new Error('No such class');
    const gone = await world.add(kpa, 'Nadia Roche', 'accompagnant');
    const people = services.store.people(kpa.id);
    await people.update(nadia.id, (now) => ({ ...now, mergedFrom: [gone.id] }));
    await people.update(gone.id, (now) => ({ ...now, mergedInto: nadia.id }));
    const there = await findInSlot(services, {
      ...{ awardId: randomUUID(), kpa, badge, experience, person: bruno, level: 2 },
      ...{ sentence: 'Encore.', awardedBy: signatureOf(gone) },
    });
    expect(there).toBeDefined();
    const award = await services.store.awards(kpa.id).findById(there ?? '');
    expect(award?.awardedBy.personId).toBe(hidden?.awardedBy.personId);
  });

  it('and its person have it', async () => {
    const { world, hidden } = withOne;
    const { store } = world.services;
    expect(await store.awards(world.hautsPres.id).findById(hidden?.id ?? '')).toBeDefined();
    for (const person of [world.bruno, world.nadia]) {
      const visitor = await world.signIn(person);
      const page = await visitor.get(`/k/hauts-pres/credentials/${hidden?.id}`);
      expect(page.status).toBe(200);
    }
  });
});
