/** Two records of one person become one: all that hangs on both is theirs, and nothing is lost (docs/adr/0047). */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { speakExperience, tellExperience } from '../../../src/experiences/tell-experience.ts';
import { completeMerges } from '../../../src/features/merging/complete-merges.ts';
import { markMerged } from '../../../src/features/merging/mark-merged.ts';
import { type Pair, pairOf } from '../../../src/features/merging/pair.ts';
import type { Person, Stored } from '../../../src/storage/store.ts';
import { enterWith, makeCardIn, PIN } from '../../support/cards.ts';
import { awardTo, reloadAward } from '../../support/scene.ts';
import { jwtOf } from '../../support/signed-texts.ts';
import { playTwins, type Twins } from '../../support/twins.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { createWorld, type World } from '../../support/world.ts';

const MERGE = 'Réunir les deux fiches';

let world: World;
let twins: Twins;
let manager: Person;
let nadia: TestVisitor;
let karim: TestVisitor;
beforeEach(async () => {
  world = await createWorld();
  const { hautsPres: kpa, nadia: staff } = world;
  manager = await world.add(kpa, 'Karim Benali', 'accompagnant', 'manager');
  twins = await playTwins(world, { kpa, staff }, 'Salima Haddad');
  nadia = await world.signIn(staff);
  karim = await world.signIn(manager);
});
afterEach(() => world.destroy());

const pathOf = (one: Person, other: Person) => `/personnes/${one.id}/reunir/${other.id}`;
const formOf = (browser = nadia, { first, second } = twins) =>
  browser.get(pathOf(first.person, second.person));

/** What the one record has, and what the other has, chosen by which of them it is of. */
const chosen = (name: Person, email: Person) => ({ name: name.id, email: email.id });

async function merge(name = twins.first.person, email = twins.first.person) {
  return nadia.press(await formOf(), MERGE, chosen(name, email));
}

async function stored({ kpaId, id }: Person): Promise<Stored<Person>> {
  const person = await world.services.store.people(kpaId).findById(id);
  if (!person) throw new Error('Nobody');
  return person;
}

const shown = async (token: string) => (await world.visitor().get(`/p/${token}`)).text;

async function verify(award: Twins['first']['award'], name: string): Promise<string> {
  const visitor = world.visitor();
  const source = jwtOf(await reloadAward(world, award));
  return (await visitor.press(await visitor.get('/verifier'), 'Vérifier', { source, name })).text;
}

const labelsIn = (page: Page, field: string) =>
  page
    .$(`#${field} .choice-text > span:first-child`)
    .toArray()
    .map((one) => page.$(one).text());

describe('before', () => {
  it('says what they have differently, what follows, and ticks nothing', async () => {
    const page = await formOf();
    expect(page.heading).toBe('Une seule personne ?');
    expect(labelsIn(page, 'name')).toEqual(['Salima Haddad', 'HADDAD Salima']);
    expect(labelsIn(page, 'email')).toEqual(['salima@un.example', 'salima@deux.example']);
    expect(page.$('#card')).toHaveLength(0);
    expect(page.$('[checked]')).toHaveLength(0);
    expect(page.text).toContain('Badges en tout : 2. Expériences en tout : 2.');
    expect(page.text).toContain('Les partages continuent, aux mêmes adresses : 2.');
    expect(page.text).toContain('La personne reçoit la nouvelle par e-mail.');
  });

  it('is found from the page of either, from the list, and from who is added once more', async () => {
    for (const { person } of [twins.first, twins.second]) {
      const page = await nadia.get(`/personnes/${person.id}`);
      expect(page.text).toContain('Deux fiches se ressemblent');
      const compare = await nadia.click(page, 'Comparer les deux fiches');
      expect(compare.heading).toBe('Une seule personne ?');
    }
    const alike = await nadia.click(await nadia.get('/personnes'), 'Fiches qui se ressemblent');
    expect(alike.$('main li')).toHaveLength(1);
    const add = await nadia.press(await nadia.get('/personnes/nouvelle'), 'Ajouter', {
      ...{ name: 'Salima Hadad', roles: ['cooperant'] },
    });
    expect(add.status).toBe(409);
    expect((await nadia.click(add, /^Voir la fiche/)).heading).toContain('Salima');
  });

  it('another record is found by its name, whatever it looks like', async () => {
    const page = await nadia.get(`/personnes/${world.bruno.id}`);
    const choose = await nadia.click(page, 'Chercher l’autre fiche');
    const found = await nadia.press(choose, 'Chercher', { search: 'awa' });
    expect((await nadia.click(found, /^Comparer/)).text).toContain('Awa Diallo');
  });

  it('wants each choice, and keeps those that are made', async () => {
    const refused = await nadia.press(await formOf(), MERGE, { name: twins.second.person.id });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Choisissez l’e-mail à garder.');
    expect(refused.$('#name [checked]').attr('value')).toBe(twins.second.person.id);
    expect(await stored(twins.second.person)).not.toHaveProperty('mergedInto');
  });

  it('is asked again where somebody corrects one of them meanwhile', async () => {
    const form = await formOf();
    const { person } = twins.first;
    const correct = await nadia.get(`/personnes/${person.id}/corriger`);
    await nadia.press(correct, 'Enregistrer', { email: 'autre@un.example' });
    const again = await nadia.press(form, MERGE, chosen(person, person));
    expect(again.status).toBe(409);
    expect(again.text).toContain('Une des fiches vient de changer.');
    expect(again.text).toContain('autre@un.example');
  });
});

describe('merged', () => {
  it('is one person with the badges, experiences and shares of both', async () => {
    const page = await merge();
    expect(page.path).toBe(`/personnes/${twins.first.person.id}?fait=reuni`);
    expect(page.text).toContain('Les deux fiches n’en font plus qu’une.');
    expect(page.heading).toBe('Salima Haddad');
    expect(page.$('#badges .rows > li')).toHaveLength(2);
    expect(page.$('#experiences .rows > li')).toHaveLength(2);
    expect(page.text).not.toContain('Deux fiches se ressemblent');
    for (const { token } of [twins.first, twins.second]) {
      expect(await shown(token)).toContain('authentique');
      expect(await shown(token)).toContain('Salima Haddad');
    }
    const salima = await world.signIn(twins.first.person);
    expect((await salima.get('/partages')).$('main li h2, main li h3').length).toBeGreaterThan(1);
  });

  it('has all badges signed in the name that was chosen', async () => {
    await merge(twins.second.person);
    for (const { award } of [twins.first, twins.second]) {
      expect(await verify(award, 'HADDAD Salima')).toContain('Ce badge est authentique');
      expect(await verify(award, 'Salima Haddade')).toMatch(/pas au nom|autre nom|un autre/);
    }
    expect(await stored(twins.first.person)).toMatchObject({ name: 'HADDAD Salima' });
    expect(await stored(twins.first.person)).not.toHaveProperty('nameToSign');
  });

  it('leads whoever opens the other record to the one that stays, in the list of nobody', async () => {
    await merge();
    const { first, second } = twins;
    for (const end of ['', '/corriger', '/depart', '/carte', '/retirer', '/reunir']) {
      const page = await nadia.get(`/personnes/${second.person.id}${end}`);
      expect(page.path).toBe(`/personnes/${first.person.id}${end}`);
    }
    expect((await nadia.get(pathOf(second.person, first.person))).path).toBe(
      `/personnes/${first.person.id}`,
    );
    const list = await nadia.get('/personnes');
    expect(list.text).not.toContain('HADDAD');
    const search = await nadia.press(list, 'Chercher', { search: 'haddad' });
    expect(search.$('main .ruled li')).toHaveLength(1);
    expect((await nadia.get('/experiences/nouvelle')).text).not.toContain('HADDAD');
    const stale = await nadia.post('/experiences', {
      ...{ title: 'Repas', kind: 'support', date: '2026-10-13', people: [second.person.id] },
    });
    expect(stale.status).not.toBe(200);
  });

  it.each(['un', 'deux'])('lets in by either e-mail, whichever is kept: %s', async (kept) => {
    const { first, second } = twins;
    await merge(first.person, kept === 'un' ? first.person : second.person);
    expect((await stored(first.person)).email).toBe(`salima@${kept}.example`);
    for (const email of ['salima@un.example', 'salima@deux.example']) {
      world.letters.length = 0;
      const browser = world.visitor();
      await browser.press(await browser.get('/connexion'), 'Recevoir le lien', { email });
      const { text } = await world.letterTo(email);
      expect(text).toContain('Salima Haddad');
      const link = /https:\/\/\S+/.exec(text)?.[0] ?? '';
      const page = await browser.press(await browser.get(link), 'Entrer');
      expect(page.path).toBe('/mes-badges');
      expect(page.$('main').text()).toContain('équipe');
    }
    // Both are hers: nobody else gets one of them.
    const add = await nadia.press(await nadia.get('/personnes/nouvelle'), 'Ajouter', {
      ...{ name: 'Zoé Petit', roles: ['cooperant'], email: 'salima@deux.example' },
    });
    expect(add.text).toContain('Cette adresse est déjà celle de Salima Haddad.');
  });

  it('closes the other address with the first correction of the e-mail', async () => {
    await merge();
    world.passTime(1);
    const correct = await nadia.get(`/personnes/${twins.first.person.id}/corriger`);
    await nadia.press(correct, 'Enregistrer', { email: 'salima@trois.example' });
    world.letters.length = 0;
    const browser = world.visitor();
    const email = 'salima@deux.example';
    await browser.press(await browser.get('/connexion'), 'Recevoir le lien', { email });
    await world.services.outbox.sendDue();
    expect(world.letters.filter(({ to }) => to === email)).toEqual([]);
    const add = await nadia.press(await nadia.get('/personnes/nouvelle'), 'Ajouter', {
      ...{ name: 'Zoé Petit', roles: ['cooperant'], email },
    });
    expect(add.status).toBe(200);
  });

  it('is told to both addresses, to the person, and to the register, once', async () => {
    await merge();
    await world.services.outbox.sendDue();
    const told = world.letters.filter(({ subject }) => subject === 'Vos deux fiches sont réunies');
    expect(told.map(({ to }) => to).toSorted()).toEqual([
      'salima@deux.example',
      'salima@un.example',
    ]);
    expect(told.map(({ text }) => text).join()).not.toContain('Salima');
    const salima = await world.signIn(twins.first.person);
    expect((await salima.get('/mon-compte')).text).toContain('a réuni vos deux fiches');
    const register = await karim.get('/kpa/journal');
    expect(register.text).toContain('Nadia Roche a réuni deux fiches de Salima Haddad.');
    expect(register.text).not.toContain('HADDAD');
  });

  it('keeps two badges for the same work, and says so before', async () => {
    const { hautsPres: kpa, nadia: staff } = world;
    const [first, second] = [twins.first.person, twins.second.person];
    const { store } = world.services;
    const experience = await store.experiences(kpa.id).update(twins.first.experience.id, (now) => ({
      ...now,
      participants: [...now.participants, { personId: second.id, task: 'la caisse' }],
    }));
    if (!experience) throw new Error('No experience');
    const badge = 'travailler-en-equipe';
    await awardTo(world, { kpa, staff, holder: second, experience, badge, level: 2 });
    const form = await formOf();
    expect(form.text).toContain('Des badges sont là deux fois, pour un même travail : 1.');
    const page = await nadia.press(form, MERGE, chosen(first, first));
    expect(page.$('#badges .rows > li')).toHaveLength(3);
    const after = await store.experiences(kpa.id).findById(experience.id);
    expect(after?.participants).toEqual([{ personId: first.id, task: 'la caisse' }]);
  });

  it('leaves the person signed in where they were, as who they are', async () => {
    const salima = await world.signIn(twins.second.person);
    await merge();
    const page = await salima.get('/mes-badges');
    expect(page.path).toBe('/mes-badges');
    expect((await salima.get('/mon-compte')).text).toContain('Salima Haddad');
    const { store } = world.services;
    const of = [world.hautsPres.id, twins.second.person.id] as const;
    expect(await store.sessions.count({ index: 'byPerson', equals: of })).toBe(0);
  });
});

describe('their cards', () => {
  it('the only one goes on opening, with its code and secret code, and is stopped from there', async () => {
    const { code } = await makeCardIn(nadia, twins.second.person);
    await merge();
    const page = await enterWith(world.visitor(), code, PIN);
    expect(page.path).toBe('/mes-badges');
    const salima = await nadia.get(`/personnes/${twins.first.person.id}`);
    expect(salima.text).toContain('Renouveler la carte');
    await nadia.post(`/personnes/${twins.first.person.id}/carte/arreter`, {
      _csrf: salima.$('[name=_csrf]').attr('value') ?? '',
    });
    expect((await enterWith(world.visitor(), code, PIN)).status).toBe(422);
  });

  it('of two the one that is chosen; a new one ends it as well', async () => {
    const one = await makeCardIn(nadia, twins.first.person);
    const other = await makeCardIn(nadia, twins.second.person);
    const { first, second } = twins;
    const inside = world.visitor();
    await enterWith(inside, one.code, PIN);
    const form = await formOf();
    const without = await nadia.press(form, MERGE, chosen(first.person, first.person));
    expect(without.text).toContain('Choisissez la carte à garder.');
    await nadia.press(form, MERGE, {
      ...chosen(first.person, first.person),
      card: second.person.id,
    });
    expect((await inside.get('/mes-badges')).path).toBe('/connexion');
    expect((await enterWith(world.visitor(), one.code, PIN)).status).toBe(422);
    expect((await enterWith(world.visitor(), other.code, PIN)).path).toBe('/mes-badges');
    const next = await makeCardIn(nadia, first.person);
    expect((await enterWith(world.visitor(), other.code, PIN)).status).toBe(422);
    expect((await enterWith(world.visitor(), next.code, PIN)).path).toBe('/mes-badges');
  });
});

describe('at one moment', () => {
  it('the same form many times, and the other way round, come to one outcome', async () => {
    const { first, second } = twins;
    const forms = await Promise.all([formOf(), nadia.get(pathOf(second.person, first.person))]);
    const pages = await Promise.all(
      [0, 1, 0, 1, 0, 1].map((at) =>
        nadia.press(
          at === 0 ? forms[0] : forms[1],
          MERGE,
          chosen(at === 0 ? first.person : second.person, second.person),
        ),
      ),
    );
    expect(pages.map(({ status, path }) => [status, path])).toEqual(
      pages.map(() => [200, `/personnes/${first.person.id}?fait=reuni`]),
    );
    const left = await nadia.get(`/personnes/${first.person.id}`);
    expect(left.$('#badges .rows > li')).toHaveLength(2);
    expect(await stored(first.person)).not.toHaveProperty('mergedInto');
    const names = [first.person.name, second.person.name];
    expect(names).toContain((await stored(first.person)).name);
    for (const { award } of [first, second]) {
      expect(await verify(award, left.heading)).toContain('Ce badge est authentique');
    }
    await world.services.outbox.sendDue();
    const told = world.letters.filter(({ subject }) => subject === 'Vos deux fiches sont réunies');
    expect(told).toHaveLength(2);
  });

  it('of three records in a chain, all is of the one that stays', async () => {
    const { services } = world;
    const [first, second] = [twins.first.person, twins.second.person];
    world.passTime(60);
    const third = await world.add(world.hautsPres, 'Salima Hadad', 'cooperant');
    const [one, two, three] = await Promise.all([first, second, third].map(stored));
    if (!one || !two || !three) throw new Error('Nobody');
    const by = world.nadia;
    const mark = (pair: Pair, { id }: Person) =>
      markMerged(services, { pair, chosen: { name: id, email: id, card: id }, by });
    // The second is merged into the first before it has taken up the third.
    await mark(pairOf(two, three), third);
    await mark(pairOf(one, two), first);
    await completeMerges(services, new AbortController().signal);
    for (const { id } of [second, third]) {
      expect((await nadia.get(`/personnes/${id}`)).path).toBe(`/personnes/${first.id}`);
      expect((await stored({ ...first, id })).mergedInto).toBe(first.id);
    }
    expect((await stored(first)).mergedFrom?.toSorted()).toEqual([second.id, third.id].toSorted());
    const page = await nadia.get(`/personnes/${first.id}`);
    expect(page.$('#badges .rows > li')).toHaveLength(2);
  });
});

describe('two people', () => {
  it('are never proposed again', async () => {
    const after = await nadia.press(await formOf(), 'Ce sont deux personnes');
    expect(after.path).toBe(`/personnes/${twins.first.person.id}`);
    for (const { person } of [twins.first, twins.second]) {
      const page = await nadia.get(`/personnes/${person.id}`);
      expect(page.text).not.toContain('Deux fiches se ressemblent');
    }
    const alike = await nadia.get('/personnes/semblables');
    expect(alike.text).toContain('Aucune fiche ne ressemble à une autre ici.');
    expect((await karim.get('/kpa/journal')).text).toContain('sont de deux personnes');
  });

  it('nor after who adds one says so', async () => {
    const form = await nadia.get('/personnes/nouvelle');
    const name = 'Bruno Martín';
    const asked = await nadia.press(form, 'Ajouter', { name, roles: ['cooperant'] });
    const page = await nadia.press(asked, 'Ajouter', { another: 'yes' });
    expect(page.heading).toBe(name);
    expect(page.text).not.toContain('Deux fiches se ressemblent');
  });
});

describe('refused', () => {
  it('to who may not correct both, and with the ids of another KPA', async () => {
    const { bruno, omar, nadia: staff } = world;
    expect((await nadia.get(pathOf(bruno, staff))).status).toBe(403);
    expect((await nadia.get(pathOf(staff, bruno))).status).toBe(403);
    expect((await nadia.get(pathOf(bruno, omar))).status).toBe(404);
    expect((await nadia.get(pathOf(omar, bruno))).status).toBe(404);
    const awa = await world.signIn(world.awa);
    expect((await awa.get(pathOf(bruno, world.awa))).status).toBe(403);
  });

  it('with itself: it is one already', async () => {
    const page = await nadia.get(pathOf(world.bruno, world.bruno));
    expect(page.path).toBe(`/personnes/${world.bruno.id}`);
  });

  it('where one signed a badge of the other', async () => {
    const page = await karim.get(pathOf(world.nadia, twins.first.person));
    expect(page.text).toContain('Une des deux fiches a signé un badge de l’autre.');
    expect(page.$('button').text()).not.toContain(MERGE);
    const path = pathOf(world.nadia, twins.first.person);
    const sent = await karim.post(path, { _csrf: page.$('[name=_csrf]').attr('value') ?? '' });
    expect(sent.status).toBe(409);
  });

  it('where both told the same experience: the person says which text stays', async () => {
    const { store } = world.services;
    const [first, second] = [twins.first.person, twins.second.person];
    const experiences = store.experiences(world.hautsPres.id);
    const experience = await experiences.update(twins.first.experience.id, (now) => ({
      ...now,
      participants: [...now.participants, { personId: second.id }],
    }));
    if (!experience) throw new Error('No experience');
    const tell = (one: Person) =>
      tellExperience(store, experience, one, { words: 'J’ai tenu.', shownToTeam: false });
    await tell(first);
    await speakExperience(store, experience, second, true);
    // A sound is no text: there is nothing to choose.
    expect((await formOf()).text).not.toContain('Les deux fiches racontent');
    await tell(second);
    const page = await formOf();
    expect(page.text).toContain('Les deux fiches racontent « Atelier du lundi ».');
  });

  it('where one is of the network: who runs it does it, and goes on running it', async () => {
    const { store } = world.services;
    world.passTime(1);
    const other = await world.add(world.hautsPres, 'Zoé Petit', 'manager');
    await store.people(other.kpaId).update(other.id, (now) => ({ ...now, network: true }));
    const refused = await karim.get(pathOf(manager, other));
    expect(refused.status).toBe(403);
    expect(refused.text).toContain('Demandez cela à quelqu’un du réseau.');
    const runner = await world.signIn(other);
    const form = await runner.get(pathOf(manager, other));
    await runner.press(form, MERGE, chosen(manager, manager));
    const all = [await stored(manager), await stored(other)];
    expect(all.filter((one) => !one.mergedInto).map(({ network }) => network)).toEqual([true]);
  });
});

describe('of the team', () => {
  it('keeps the roles of both, and whoever is signed in shows again who they are', async () => {
    const older = await world.add(world.hautsPres, 'Lina Roux', 'cooperant');
    world.passTime(60);
    const other = await world.add(world.hautsPres, 'Lina Rous', 'accompagnant');
    karim = await world.signIn(manager);
    const lina = await world.signIn(older);
    const given = await world.services.createSignInLink(older, { minutes: 30 });
    world.passTime(1);
    const form = await karim.get(pathOf(older, other));
    expect(form.text).toContain(
      'Les rôles des deux fiches restent. Il faut se connecter de nouveau.',
    );
    await karim.press(form, MERGE, chosen(older, older));
    expect((await stored(older)).roles.toSorted()).toEqual(['accompagnant', 'cooperant']);
    expect((await lina.get('/personnes')).path).toBe('/connexion');
    expect((await world.visitor().get(`/connexion/lien/${given}`)).status).toBe(410);
    expect((await (await world.signIn(older)).get('/personnes')).status).toBe(200);
  });

  it.each(['cooperant', 'accompagnant'] as const)(
    'a card of who could do less opens nothing more: the older is %s',
    async (role) => {
      const older = await world.add(world.hautsPres, 'Lina Roux', role);
      world.passTime(60);
      const otherRole = role === 'cooperant' ? 'accompagnant' : 'cooperant';
      const other = await world.add(world.hautsPres, 'Lina Rous', otherRole);
      const lesser = role === 'cooperant' ? older : other;
      // Whoever helped the coopérant·e may know it.
      [nadia, karim] = [await world.signIn(world.nadia), await world.signIn(manager)];
      const { code } = await makeCardIn(nadia, lesser);
      expect((await enterWith(world.visitor(), code, PIN)).status).toBe(200);
      world.passTime(1);
      const form = await karim.get(pathOf(older, other));
      expect(form.text).toContain('Les cartes d’avant n’ouvrent plus rien.');
      await karim.press(form, MERGE, chosen(older, older));
      expect((await enterWith(world.visitor(), code, PIN)).status).toBe(422);
      expect((await karim.get(`/personnes/${older.id}`)).text).toContain(
        'Faite avant son nouveau rôle. Elle n’ouvre plus rien.',
      );
    },
  );

  it('the last manager goes on managing, in whichever record', async () => {
    const bruno = await world.add(world.hautsPres, 'Karim Benalli', 'cooperant');
    world.passTime(60);
    karim = await world.signIn(manager);
    const query = { index: 'byName' } as const;
    const people = world.services.store.people(world.hautsPres.id);
    // Of the two, the manager is the one that goes.
    const [older, younger] = [bruno, manager].toSorted((a, b) =>
      a.createdAt === b.createdAt ? (a.id < b.id ? -1 : 1) : a.createdAt < b.createdAt ? -1 : 1,
    );
    if (!older || !younger) throw new Error('Nobody');
    await karim.press(await karim.get(pathOf(older, younger)), MERGE, chosen(manager, manager));
    const all = await people.all(query).toArray();
    const managers = all.filter((one) => one.roles.includes('manager') && !one.mergedInto);
    expect(managers.map(({ id }) => id)).toEqual([older.id]);
    const page = await (await world.signIn(older)).get('/kpa');
    expect(page.status).toBe(200);
    // Who confirmed or signed as one of them does not confirm it as the other.
    expect((await stored(older)).mergedFrom).toEqual([younger.id]);
  });

  it('who is there in one record is there; who had left gets no role back by it', async () => {
    const left = await world.add(world.hautsPres, 'Ines Roy', 'accompagnant');
    const people = world.services.store.people(world.hautsPres.id);
    await people.update(left.id, (now) => ({ ...now, leftOn: '2026-10-14' }));
    world.passTime(60);
    const here = await world.add(world.hautsPres, 'Inès Roy', 'cooperant');
    karim = await world.signIn(manager);
    await karim.press(await karim.get(pathOf(left, here)), MERGE, chosen(here, here));
    const now = await stored(left);
    expect(now).toMatchObject({ roles: ['cooperant'], name: 'Inès Roy' });
    expect(now).not.toHaveProperty('leftOn');
    expect((await nadia.get(`/personnes/${left.id}/corriger`)).status).toBe(403);
  });
});
