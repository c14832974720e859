/** « Ce qui m’attend »: what somebody of the team has to do, and what they never read there. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordExperience } from '../../../src/features/experiences/record-experience.ts';
import { decideAward } from '../../../src/features/portfolio/decide-award.ts';
import { tell } from '../../../src/notices/tell.ts';
import { type Letter, MailError } from '../../../src/outside/mailer.ts';
import type { Award, Experience, Person, Stored } from '../../../src/storage/store.ts';
import { recognised } from '../../support/recognition.ts';
import { awardTo, reloadAward, SENTENCE } from '../../support/scene.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { createWorld, type World } from '../../support/world.ts';

const PAGE = '/ce-qui-m-attend';
const SEEN_TOO = 'J’ai vu ce travail, moi aussi.';
const DAY = 24 * 60;

let world: World;
let karim: Person;
let atNadia: TestVisitor;
let atKarim: TestVisitor;
let experience: Experience;
const refused = new Set<string>();
const sent: Letter[] = [];

// A world of its own for each: what waits, waits for the whole KPA.
beforeEach(async () => {
  refused.clear();
  sent.length = 0;
  world = await createWorld({
    mailer: {
      send(letter) {
        if (refused.has(letter.to))
          return Promise.reject(new MailError('EENVELOPE 550', 'refused'));
        sent.push(letter);
        return Promise.resolve();
      },
    },
  });
  karim = await world.add(world.hautsPres, 'Karim Benali', 'accompagnant');
  atNadia = await world.signIn(world.nadia);
  atKarim = await world.signIn(karim);
  experience = await worked([world.awa, world.bruno, karim]);
});
afterEach(() => world.destroy());

function worked(people: readonly Person[], by = world.nadia): Promise<Experience> {
  const values = {
    ...({ title: 'Buffet de 60 personnes', kind: 'prestation', date: '2026-10-12' } as const),
    ...{ place: 'Maison de quartier', people: people.map(({ id }) => id) },
  };
  return recordExperience(world.services, { values, participants: people, by });
}

const give = (holder: Person, badge: string, of = experience): Promise<Stored<Award>> =>
  awardTo(world, { kpa: world.hautsPres, staff: world.nadia, holder, experience: of, badge });

const sectionOf = (page: Page, id: string) => page.$(`section#${id}`).text();
const rowsOf = (page: Page) => page.$('input[name=awards]').toArray();

async function withoutAddress({ id }: Person): Promise<void> {
  await world.services.store.people(world.hautsPres.id).update(id, (now) => {
    const { email: _, emailSlot: __, ...rest } = now;
    return rest;
  });
}

/** Through the form, so that they are told. */
async function sign(holder: Person, badge = 'realiser-une-prestation'): Promise<void> {
  const form = await atNadia.get(`/experiences/${experience.id}/reconnaitre`);
  const said = recognised(holder.id, badge, { sentence: SENTENCE });
  const preview = await atNadia.press(form, 'Relire avant de signer', said);
  await atNadia.press(preview, 'Signer 1 badge');
}

async function sendLetters(): Promise<void> {
  world.passTime(8);
  await world.services.outbox.sendDue();
}

it('is where one of the team comes in, and says that nothing waits', async () => {
  const token = await world.services.createSignInLink(karim, { minutes: 10 });
  const visitor = world.visitor();
  const home = await visitor.press(await visitor.get(`/connexion/lien/${token}`), 'Entrer');
  expect([home.path, home.heading]).toEqual([PAGE, 'Ce qui m’attend']);
  expect(home.text).toContain('Rien ne vous attend.');
  const next = await visitor.click(home, 'Ajouter une expérience');
  expect(next.path).toBe('/experiences/nouvelle');
});

describe('badges to confirm as well', () => {
  it('are those that a colleague signed, of work at which one was, and one press confirms several', async () => {
    const first = await give(world.awa, 'realiser-une-prestation');
    const second = await give(world.bruno, 'lancer-une-activite');
    await give(world.awa, 'lancer-une-activite', await worked([world.awa]));
    const page = await atKarim.get(PAGE);
    expect(rowsOf(page)).toHaveLength(2);
    expect(sectionOf(page, 'a-confirmer')).toContain('Je réalise une prestation');
    expect(sectionOf(page, 'a-confirmer')).toContain(SENTENCE);
    expect(rowsOf(await atNadia.get(PAGE))).toHaveLength(0);

    const done = await atKarim.press(page, 'Je les ai vus aussi', {
      awards: [first.id, second.id],
    });
    expect(done.path).toBe(`${PAGE}?confirmes=2`);
    expect(done.text).toContain('2 badges confirmés.');
    expect(rowsOf(done)).toHaveLength(0);
    for (const award of [first, second]) {
      const { endorsements = [] } = await reloadAward(world, award);
      expect(endorsements.map(({ by, sentence }) => [by.name, sentence])).toEqual([
        ['Karim Benali', SEEN_TOO],
      ]);
    }
    // Sent again, it is the same.
    const again = await atKarim.press(page, 'Je les ai vus aussi', { awards: [first.id] });
    expect(again.text).toContain('1 badge confirmé.');
    expect((await reloadAward(world, first)).endorsements).toHaveLength(1);
  });

  it('are asked for by nobody who was not there, nor of oneself, nor after a month', async () => {
    const lea = await world.signIn(await world.add(world.hautsPres, 'Léa Petit', 'accompagnant'));
    const both = await world.add(world.hautsPres, 'Sam Roy', 'cooperant', 'accompagnant');
    const ofBoth = await worked([both, world.awa]);
    await give(both, 'realiser-une-prestation', ofBoth);
    await give(world.awa, 'realiser-une-prestation');
    expect(rowsOf(await lea.get(PAGE))).toHaveLength(0);
    expect(rowsOf(await (await world.signIn(both)).get(PAGE))).toHaveLength(0);
    expect(rowsOf(await atKarim.get(PAGE))).toHaveLength(1);
    world.passTime(31 * DAY);
    expect(rowsOf(await (await world.signIn(karim)).get(PAGE))).toHaveLength(0);
  });

  it('are not confirmed by who was not there, whatever they send', async () => {
    const award = await give(world.awa, 'realiser-une-prestation');
    const lea = await world.signIn(await world.add(world.hautsPres, 'Léa Petit', 'accompagnant'));
    const csrf = (await lea.get('/')).$('[name=_csrf]').attr('value') ?? '';
    const refused = await lea.post('/a-confirmer', { awards: [award.id, award.id], _csrf: csrf });
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('Ce travail ne dit pas que vous y étiez.');
    expect((await reloadAward(world, award)).endorsements ?? []).toHaveLength(0);
  });

  it('say of each that stands no more why, and confirm the others', async () => {
    const gone = await give(world.awa, 'realiser-une-prestation');
    const there = await give(world.bruno, 'realiser-une-prestation');
    const page = await atKarim.get(PAGE);
    const asked = await atNadia.get(`/reconnaissances/${gone.id}/retirer`);
    // Who gets a sheet gets no letter.
    expect(asked.text).toContain('Si la nouvelle n’est pas encore partie, elle ne part pas.');
    // What the person asked for is for the team alone.
    const request = asked.$('[name=reason][value=request]').closest('label, .choice');
    expect(request.text()).toContain('Cela ne se lit pas.');
    await atNadia.press(asked, 'Annuler le badge', { reason: 'badge' });
    const some = await atKarim.press(page, 'Je les ai vus aussi', { awards: [gone.id, there.id] });
    expect(some.status).toBe(409);
    expect(some.text).toContain('1 badge confirmé.');
    expect(some.$('.errors li')).toHaveLength(1);
    expect((await reloadAward(world, there)).endorsements).toHaveLength(1);
    expect((await reloadAward(world, gone)).endorsements ?? []).toHaveLength(0);
  });

  it('want one to be ticked, and are of one’s own KPA', async () => {
    const award = await give(world.awa, 'realiser-une-prestation');
    const none = await atKarim.press(await atKarim.get(PAGE), 'Je l’ai vu aussi');
    expect([none.status, none.text.includes('Cochez au moins un badge.')]).toEqual([422, true]);
    const ines = await world.signIn(world.ines);
    const csrf = (await ines.get('/')).$('[name=_csrf]').attr('value') ?? '';
    const foreign = await ines.post('/a-confirmer', { awards: [award.id], _csrf: csrf });
    expect(foreign.status).toBe(409);
    expect((await reloadAward(world, award)).endorsements ?? []).toHaveLength(0);
  });

  it('do not tell what its person did with it: one that was put aside is there, too', async () => {
    const award = await give(world.awa, 'realiser-une-prestation');
    const kept = await give(world.bruno, 'realiser-une-prestation');
    await decideAward(world.services, award, 'declined');
    await decideAward(world.services, kept, 'accepted');
    expect(rowsOf(await atKarim.get(PAGE))).toHaveLength(2);
    const text = (await atKarim.get(`/experiences/${experience.id}`)).text;
    expect(text.match(/La personne a répondu/gu)).toHaveLength(2);
    expect(text).not.toMatch(/mis de côté|Accepté/iu);
  });
});

describe('a badge of objective 6', () => {
  it('is on no page of the team, but for who signed it', async () => {
    await give(world.awa, 'fixer-mon-cap');
    world.passTime(5 * DAY);
    const pages = [
      ...[PAGE, '/a-confirmer', `${PAGE}/badges`, `/experiences/${experience.id}`],
      ...[`/personnes/${world.awa.id}`, `/personnes/${world.awa.id}/retirer`],
      ...[`/experiences/${experience.id}/retirer`, `/personnes/${world.awa.id}/feuille`],
    ];
    for (const path of pages) {
      const page = await (await world.signIn(karim)).get(path);
      expect([path, page.status, page.text.includes('Je fixe mon cap')]).toEqual([
        path,
        200,
        false,
      ]);
    }
    const people = await (await world.signIn(karim)).get('/personnes');
    expect(people.text).not.toMatch(/1\sbadge/u);
    const list = await (await world.signIn(karim)).get('/experiences');
    expect(list.text).not.toContain('1 badge remis');
    const own = await (await world.signIn(world.nadia)).get(`/personnes/${world.awa.id}`);
    expect(own.text).toContain('Je fixe mon cap');
  });

  it('is not there for the others of the team, whoever knows its address', async () => {
    const { id } = await give(world.awa, 'fixer-mon-cap');
    const acts = ['retirer', 'corriger', 'confirmer'].map((act) => `/reconnaissances/${id}/${act}`);
    for (const path of [`/k/hauts-pres/credentials/${id}`, ...acts]) {
      expect([path, (await atKarim.get(path)).status]).toEqual([path, 404]);
    }
    expect((await atNadia.get(`/k/hauts-pres/credentials/${id}`)).status).toBe(200);
  });

  it('is told on paper by who gave it, and by nobody else', async () => {
    await withoutAddress(world.awa);
    const person = { ...world.awa, email: undefined };
    const award = await give(world.awa, 'fixer-mon-cap');
    const news = { act: 'badge-given', award, by: world.nadia, personal: true } as const;
    await tell(world.services, person, news);
    expect(sectionOf(await atKarim.get(PAGE), 'feuilles')).toBe('');
    const others = await atKarim.get(`/personnes/${person.id}/feuille`);
    expect(others.text).not.toContain('badge vous attend');
    const page = await atNadia.get(PAGE);
    expect(sectionOf(page, 'feuilles')).toContain('Awa Diallo');
    const sheet = await atNadia.click(page, /^Imprimer : Awa/u);
    expect(sheet.text).toContain('Un badge vous attend');
    expect(sheet.text).not.toContain('Je fixe mon cap');
  });
});

it('a sheet tells of words from outside, too', async () => {
  await withoutAddress(world.awa);
  const award = await give(world.awa, 'realiser-une-prestation');
  const acts = ['witness-asked', 'badge-witnessed', 'word-taken-back'] as const;
  for (const act of acts) {
    await tell(world.services, { ...world.awa, email: undefined }, { act, award, by: world.nadia });
  }
  const { text } = await atKarim.get(`/personnes/${world.awa.id}/feuille`);
  expect(text).toContain('L’équipe vous propose de demander un mot sur un de vos badges.');
  expect(text).toContain('Une personne de l’extérieur a écrit un mot sur un de vos badges.');
  expect(text).toContain('Un mot de l’extérieur sur un de vos badges est retiré.');
});

describe('badges that wait for an answer', () => {
  it('are told after three days, by person, the longest wait first', async () => {
    await give(world.awa, 'realiser-une-prestation');
    expect(sectionOf(await atKarim.get(PAGE), 'badges')).toBe('');
    world.passTime(DAY);
    await give(world.bruno, 'realiser-une-prestation');
    await give(world.awa, 'lancer-une-activite');
    world.passTime(4 * DAY);
    const page = await (await world.signIn(karim)).get(PAGE);
    const names = page.$('section#badges li b').map((_, one) => page.$(one).text());
    expect(names.get()).toEqual(['Awa Diallo', 'Bruno Martin']);
    expect(page.text).toMatch(/2\sbadges, depuis le 14\soctobre/u);
    const all = await (await world.signIn(karim)).get(`${PAGE}/badges`);
    expect(all.$('main li')).toHaveLength(2);
  });

  it('are no more, once they are answered', async () => {
    const award = await give(world.awa, 'realiser-une-prestation');
    world.passTime(4 * DAY);
    await decideAward(world.services, award, 'declined');
    expect(sectionOf(await (await world.signIn(karim)).get(PAGE), 'badges')).toBe('');
  });
});

describe('a sheet of paper', () => {
  it('is for who has no address; it says all, in their language, and is told once given', async () => {
    await withoutAddress(world.awa);
    await world.services.store
      .people(world.hautsPres.id)
      .update(world.awa.id, (now) => ({ ...now, language: 'en' }));
    await sign(world.awa);
    const page = await atKarim.get(PAGE);
    expect(page.text).toContain('Une feuille est à donner.');
    const work = await atNadia.get(`/experiences/${experience.id}`);
    const link = work.$('#badges li:contains("Une feuille est à donner.") a[href$="/feuille"]');
    expect(link.attr('href')).toBe(`/personnes/${world.awa.id}/feuille`);
    const sheet = await atKarim.click(page, /^Imprimer : Awa/u);
    const printed = sheet.$('.news-sheet');
    expect(printed.attr('lang')).toBe('en');
    expect(printed.text()).toContain('A badge is waiting for you');
    expect(printed.text()).toContain(SENTENCE);
    expect(printed.text()).toContain('badges.example/carte');
    const after = await atKarim.press(sheet, 'La feuille est donnée');
    expect([after.path, sectionOf(after, 'feuilles')]).toEqual([PAGE, '']);
  });
});

describe('a letter that did not arrive', () => {
  it('is told, and sent again to the address that is put right', async () => {
    refused.add(world.awa.email ?? '');
    await sign(world.awa);
    await sendLetters();
    const page = await (await world.signIn(karim)).get(PAGE);
    expect(page.text).toContain('Une lettre n’est pas arrivée.');
    const visitor = await world.signIn(karim);
    const form = await visitor.click(await visitor.get(PAGE), /^Corriger : Awa/u);
    const corrected = await visitor.press(form, 'Enregistrer', {
      email: 'awa.juste@exemple.example',
    });
    expect(corrected.status).toBe(200);
    expect(sectionOf(await visitor.get(PAGE), 'lettres')).toBe('');
    await sendLetters();
    const letter = sent.find(({ subject }) => subject === 'Des nouvelles de vos badges');
    expect(letter?.to).toBe('awa.juste@exemple.example');
  });
});

describe('whose work had no badge for three months', () => {
  it('are there, and lead to where it is recognised', async () => {
    world.passTime(100 * DAY);
    const recent = await recordExperience(world.services, {
      values: {
        ...({ title: 'Grand nettoyage', kind: 'support', date: '2027-01-20' } as const),
        ...{ place: undefined, people: [world.bruno.id] },
      },
      ...{ participants: [world.bruno], by: world.nadia },
    });
    const visitor = await world.signIn(karim);
    const page = await visitor.get(PAGE);
    expect(sectionOf(page, 'a-reconnaitre')).toContain('Bruno Martin');
    const form = await visitor.click(page, /^Reconnaître : Bruno/u);
    expect(form.path).toBe(`/experiences/${recent.id}/reconnaitre?people=${world.bruno.id}`);
  });
});

describe('drafts', () => {
  it('are there, with who began, and can be finished', async () => {
    const form = await atNadia.get(`/experiences/${experience.id}/reconnaitre`);
    const said = recognised(world.awa.id, 'realiser-une-prestation', { sentence: SENTENCE });
    await atNadia.press(form, 'Finir plus tard', said);
    const page = await atKarim.get(PAGE);
    expect(page.text).toContain('Brouillon : Buffet de 60 personnes');
    expect(page.text).toContain('Commencé par Nadia Roche');
    const there = await atKarim.click(page, /^Finir ce brouillon/u);
    expect(there.heading).toBe('Qui a montré quoi ?');
  });
});

it('of another KPA nothing is there', async () => {
  await withoutAddress(world.awa);
  await sign(world.awa);
  await tell(world.services, world.awa, {
    ...{ act: 'badge-confirmed', award: await give(world.bruno, 'transmettre') },
    by: world.nadia,
  });
  world.passTime(5 * DAY);
  const ines = await world.signIn(world.ines);
  expect((await ines.get(PAGE)).text).toContain('Rien ne vous attend.');
  expect((await ines.get(`/personnes/${world.awa.id}/feuille`)).status).toBe(404);
});

describe('several badges that wait for one person', () => {
  it('are accepted at one press: those that the page showed, and no other', async () => {
    await give(world.awa, 'realiser-une-prestation');
    await give(world.awa, 'lancer-une-activite');
    const atAwa = await world.signIn(world.awa);
    const page = await atAwa.get('/mes-badges');
    const later = await give(world.awa, 'transmettre');
    const gone = await give(world.bruno, 'transmettre');
    const done = await atAwa.press(page, 'Accepter ces 2 badges');
    expect(done.text).toContain('2 badges acceptés.');
    expect((await reloadAward(world, later)).state).toBe('offered');
    const csrf = done.$('[name=_csrf]').attr('value') ?? '';
    await atAwa.post('/mes-badges/accepter-tout', { awards: [gone.id], _csrf: csrf });
    expect((await reloadAward(world, gone)).state).toBe('offered');
  });
});
