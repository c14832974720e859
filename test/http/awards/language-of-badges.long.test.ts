/** A badge is signed in the language in which it was reread, says so, and stays so. */
import { recordExperience } from '../../../src/features/experiences/record-experience.ts';
import type { Page } from '../../support/visitor.ts';
import { SIGNATURE_FORMATS } from '../../../src/credentials/formats/formats.ts';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { decideAward } from '../../../src/features/portfolio/decide-award.ts';
import { sharePortfolio } from '../../../src/features/sharing/share-portfolio.ts';
import { fold } from '../../support/forms.ts';
import { jsonOf } from '../../support/signed-texts.ts';
import { playScene, reloadAward } from '../../support/scene.ts';
import type { Person } from '../../../src/storage/store.ts';
import { createWorld } from '../../support/world.ts';
import { cardOf, recognised } from '../../support/recognition.ts';

const world = await createWorld();
afterAll(() => world.destroy());
const { services, hautsPres, nadia, awa, bruno } = world;
const cast = { kpa: hautsPres, staff: nadia, holder: awa, others: [bruno] };
const scene = await playScene(world, cast);
const staff = await world.signIn(nadia);
const reader = world.visitor();
const TEAM = 'travailler-en-equipe';
const SEEN = 'Shared out the work so that everyone could finish on time.';

const signed = z.object({
  name: z.string(),
  credentialSubject: z.object({
    achievement: z.object({
      id: z.string(),
      name: z.string(),
      inLanguage: z.string(),
      criteria: z.object({ narrative: z.string() }),
      alignment: z.array(z.object({ targetName: z.string() })),
      resultDescription: z.tuple([
        z.object({
          name: z.string(),
          rubricCriterionLevel: z.array(z.object({ name: z.string() })),
        }),
      ]),
    }),
  }),
  evidence: z.tuple([z.object({ name: z.string() })]),
});

/** The page on which Nadia rereads a badge for Bruno, in this language; the badge is in the usual one. */
async function previewAsUsual(code: string, level: number) {
  // What was begun before has the language that was chosen for it.
  await services.store.awardDrafts(hautsPres.id).remove(scene.experience.id);
  const path = cardOf(`/experiences/${scene.experience.id}`, bruno.id);
  const form = await staff.get(`${path}&lang=${code}`);
  const fields = recognised(bruno.id, TEAM, { level, sentence: SEEN });
  return staff.press(form, /Relire|Check/i, fields);
}

/** She chose English for the badge, and is asked for her sentences in it. */
async function inEnglish(code: string, level: number) {
  const page = await previewAsUsual(code, level);
  return staff.press(page, /^(Choisir une autre langue|Choose another language)/u, {
    another: 'en',
  });
}

/** The same, reread. */
async function preview(code: string, level: number) {
  return staff.press(await inEnglish(code, level), /Relire|Check/i);
}

const choose = (person: Person, language: string | undefined) =>
  services.store.people(hautsPres.id).update(person.id, (now) => {
    const { language: _, ...rest } = now;
    return language === undefined ? rest : { ...rest, language };
  });

async function brunosAward(level: number) {
  const query = { index: 'byPerson', equals: [bruno.id], limit: 100 } as const;
  const { items } = await services.store.awards(hautsPres.id).find(query);
  const award = items.find((one) => one.level === level);
  if (!award) throw new Error('Nothing was signed');
  return award;
}

describe('the page before a badge is signed', () => {
  const signedIn = async (page: Promise<Page>) => {
    const { $, text } = await page;
    const said = /(?:sera signé en|will be signed in) (\p{L}+)\./u.exec(text)?.[1];
    const inDocument = /"inLanguage": "([^"]+)"/u.exec($('pre').text())?.[1];
    return [said, inDocument, $('main li b').first().text()];
  };
  const IN_FRENCH = ['fr', 'Je travaille en équipe'];
  const IN_ENGLISH = ['en', 'I work in a team'];

  it('says that it is in French, also to a mentor who reads English', async () => {
    expect(await signedIn(previewAsUsual('fr', 2))).toEqual(['français', ...IN_FRENCH]);
    expect(await signedIn(previewAsUsual('en', 2))).toEqual(['French', ...IN_FRENCH]);
    const page = await previewAsUsual('en', 2);
    expect(page.$('main li b').first().attr('lang')).toBe('fr');
    expect(page.$('ol.points').attr('lang')).toBe('fr');
  });

  it('takes the language that the person who gets it chose', async () => {
    await choose(bruno, 'en');
    expect(await signedIn(previewAsUsual('fr', 2))).toEqual(['anglais', ...IN_ENGLISH]);
    await choose(bruno, undefined);
  });

  it('takes French where the people of a group have not chosen the same', async () => {
    const moussa = await world.add(hautsPres, 'Moussa Traoré', 'cooperant');
    const { id } = await recordExperience(services, {
      values: {
        ...{ title: 'Soupe', kind: 'prestation', date: '2026-10-13' },
        people: [bruno.id, moussa.id],
      },
      participants: [bruno, moussa],
      by: nadia,
    });
    await choose(bruno, 'en');
    const path = `/experiences/${id}/reconnaitre`;
    expect((await staff.get(path)).text).toContain('Dites en français un fait');
    await choose(moussa, 'en');
    expect((await staff.get(path)).text).toContain('Dites en anglais un fait');
    // Of those who get a badge by this form, and not of who took part besides.
    await choose(moussa, undefined);
    const alone = recognised(bruno.id, TEAM, { level: 2, sentence: SEEN });
    const read = staff.press(await staff.get(path), 'Relire avant de signer', alone);
    expect(await signedIn(read)).toEqual(['anglais', ...IN_ENGLISH]);
    await choose(bruno, undefined);
  });

  it('lets another language be chosen, which stays through a correction', async () => {
    expect(await signedIn(preview('fr', 2))).toEqual(['anglais', ...IN_ENGLISH]);
    const form = await staff.press(await preview('fr', 2), 'Revenir en arrière');
    expect(form.text).toContain('Dites en anglais un fait');
    expect(await signedIn(staff.press(form, /Relire/u))).toEqual(['anglais', ...IN_ENGLISH]);
  });

  it('is shown again when its language is gone by the time of signing', async () => {
    const count = async () =>
      (await services.store.awards(hautsPres.id).all({ index: 'byDate' }).toArray()).length;
    const before = await count();
    const again = await staff.press(await preview('en', 2), /^Sign \d/u, { language: 'eo' });
    expect(again.status).toBe(422);
    expect(await signedIn(Promise.resolve(again))).toEqual(['French', ...IN_FRENCH]);
    expect(await count()).toBe(before);
  });

  it('says of a confirmation that it is in the language of the badge', async () => {
    const other = await world.signIn(await world.add(hautsPres, 'Lou Petit', 'accompagnant'));
    const page = await other.get(`/reconnaissances/${scene.accepted.id}/confirmer?lang=en`);
    expect(page.text).toContain('Like the badge, your sentence will be signed in French.');
  });
});

it('a form that says no language signs nothing: it is reread first', async () => {
  const page = await preview('en', 4);
  page.$('[name=language]').remove();
  const again = await staff.press(page, /^Sign \d/u);
  expect(again.status).toBe(422);
  expect(again.text).toContain('Some words have changed since.');
  expect(again.text).toContain('This badge will be signed in French.');
});

it('asks for sentences in the language that was chosen, with those that are there', async () => {
  const page = await inEnglish('fr', 2);
  expect(page.text).toContain('Dites en anglais un fait');
  expect(page.text).toContain('Exemple : « Helped to serve without being asked. »');
  expect(page.$(`[name=sentence-${bruno.id}]`).text().trim()).toBe(SEEN);
});

it('shows the names of the page beside those that are signed, before they are', async () => {
  const { text } = await previewAsUsual('en', 2);
  for (const name of ['Je travaille en équipe', 'I work in a team', 'En autonomie (On my own)']) {
    expect(text).toContain(name);
  }
});

describe('a badge that was reread in English', () => {
  it('is shown in English before it is signed', async () => {
    const page = await preview('en', 2);
    expect(page.$('main li b').first().text()).toBe('I work in a team');
    expect(page.$('pre').text()).toContain('"inLanguage": "en"');
    expect(page.text).toContain('I held a clear role in at least two jobs.');
  });

  it('is not signed again in another language by the same form', async () => {
    const page = await preview('en', 1);
    await staff.press(page, /^(Signer|Sign) \d/u);
    const again = await staff.press(page, /^(Signer|Sign) \d/u, {
      ...{ language: 'fr', [`reread-${bruno.id}`]: 'fr:1' },
    });
    expect(again.status).toBe(409);
    expect((await brunosAward(1)).language).toBe('en');
  });

  it('is signed in English, whatever the language of the page is by then', async () => {
    const page = await preview('en', 2);
    page.$('form').attr('action', `/experiences/${scene.experience.id}/reconnaitre/signer?lang=fr`);
    await staff.press(page, /^(Signer|Sign) \d/u);
    const award = await brunosAward(2);
    expect(award.language).toBe('en');
    const { name, credentialSubject, evidence } = signed.parse(JSON.parse(jsonOf(award)));
    const { achievement } = credentialSubject;
    expect([name, achievement.name, achievement.inLanguage]).toEqual([
      'I work in a team',
      'I work in a team',
      'en',
    ]);
    expect(achievement.criteria.narrative).toContain('- I held a clear role');
    expect(achievement.alignment.map(({ targetName }) => targetName)).toEqual(
      expect.arrayContaining(['work in teams', 'Avoir l’esprit d’équipe']),
    );
    const [rubric] = achievement.resultDescription;
    expect([rubric.name, rubric.rubricCriterionLevel[1]?.name]).toEqual(['Autonomy', 'On my own']);
    expect(evidence[0].name).toBe('Job for clients');
  });

  it('stays as it is signed on a French page, with our French words beside it', async () => {
    await decideAward(services, await reloadAward(world, await brunosAward(2)), 'accepted');
    const { id } = await brunosAward(2);
    const { $, text, status } = await reader.get(`/k/hauts-pres/credentials/${id}`);
    expect(status).toBe(200);
    expect($('h1').text()).toContain('authentique');
    expect($('h2[lang=en]').text()).toBe('I work in a team');
    expect(text).toContain('Je travaille en équipe');
    expect($('dd bdi[lang=en]').text()).toBe('On my own');
    expect(text).toContain('A tenu un rôle précis dans une équipe');
  });

  it('is not believed when its row says another language than what was signed', async () => {
    const award = await brunosAward(2);
    const { language: _, ...french } = award;
    await services.awardRows.replace(award, french);
    const { doubt } = await services.awardJudge.judge(hautsPres, await brunosAward(2));
    const others = SIGNATURE_FORMATS.slice(1).map(({ name }) => `${name}: language`);
    expect(doubt?.why).toEqual(['language', ...others]);
    const now = await brunosAward(2);
    await services.awardRows.replace(now, { ...now, language: 'en' });
  });
});

describe('a badge that was signed in French', () => {
  it('is in French as it always was, in a row that says nothing of it', () => {
    expect(scene.accepted.language).toBeUndefined();
    const { credentialSubject, evidence } = signed.parse(JSON.parse(jsonOf(scene.accepted)));
    expect(credentialSubject.achievement.inLanguage).toBe('fr');
    expect(evidence[0].name).toBe('Prestation');
  });

  it('keeps its words on an English page, marked as French, with ours beside them', async () => {
    const { $, text } = await reader.get(`/p/${scene.token}/badges/${scene.accepted.id}?lang=en`);
    expect($('h2[lang=fr]').text()).toBe('Je travaille en équipe');
    expect(text).toContain('I work in a team');
    expect($('dd > bdi[lang=fr]').text()).toBe('En autonomie, même quand ça change');
    expect(text).toContain('Held a clear role in a team, for at least two jobs');
  });

  it('has both names on the page of its holder and on a portfolio', async () => {
    const holder = await world.signIn(awa);
    for (const page of [
      await holder.get(`/mes-badges/${scene.accepted.id}?lang=en`),
      await reader.get(`/p/${scene.token}?lang=en`),
    ]) {
      expect(page.$('[lang=fr]').text()).toContain('Je travaille en équipe');
      expect(page.text).toContain('I work in a team');
    }
  });

  it('needs no such marks on a French page', async () => {
    const { $ } = await reader.get(`/p/${scene.token}/badges/${scene.accepted.id}`);
    expect($('main [lang=fr]').length).toBe(0);
  });
});

describe('the catalogue in English', () => {
  it('is in English, but for the labels that exist in French only', async () => {
    const { $, text, heading } = await reader.get(`/badges/${TEAM}/v1?lang=en`);
    expect(heading).toBe('I work in a team');
    expect(text).toContain('I do it without help, in a situation that I know.');
    expect(text).toContain('A mentor of the KPA');
    expect($('img.art').first().attr('alt')).toMatch(/^Square badge:/u);
    const french = $('a[lang=fr]')
      .toArray()
      .map((one) => fold($(one).text()));
    expect(french).toContain('Avoir l’esprit d’équipe');
    expect(french).not.toContain('work in teams');
  });

  it('says “version” before a number alone', async () => {
    const { text } = await reader.get('/referentiels');
    expect(text).toContain('France Travail, version 4.60.');
    expect(text).toContain('Certif’Pro. Sept domaines.');
  });

  it('says on the page of a competence in which language its label is', async () => {
    const rome = await reader.get('/referentiels/rome-4-0/300465?lang=en');
    expect(rome.$('h1').attr('lang')).toBe('fr');
    expect(rome.text).toContain('The label of this skill exists in French only.');
    const esco = await reader.get('/referentiels/esco/60c78287?lang=en');
    expect([esco.heading, esco.$('h1').attr('lang')]).toEqual(['work in teams', undefined]);
    expect(esco.$('dd[lang=fr]').text()).toBe('travailler en équipe');
  });
});

describe('the document of a badge class', () => {
  const document = z.object({ id: z.string(), name: z.string(), inLanguage: z.string() });
  const ask = async (language: string) => {
    const headers = { Accept: 'application/ld+json', 'Accept-Language': language };
    const answer = await reader.send(`/badges/${TEAM}/v1`, { headers });
    return { ...answer, document: document.parse(JSON.parse(answer.html)) };
  };

  it('is one, in the language that is asked for, and in French for whoever asks for none', async () => {
    const [english, french, any, other] = await Promise.all(['en', 'fr', '*', 'nl'].map(ask));
    expect(english?.document).toMatchObject({ name: 'I work in a team', inLanguage: 'en' });
    expect(english?.headers.get('Content-Language')).toBe('en');
    expect(english?.headers.get('Vary')).toContain('Accept-Language');
    for (const one of [french, any, other]) {
      expect(one?.document).toMatchObject({ name: 'Je travaille en équipe', inLanguage: 'fr' });
      expect(one?.document.id).toBe(english?.document.id);
    }
  });
});

it('a badge in English needs no such marks on an English portfolio', async () => {
  await decideAward(services, await reloadAward(world, await brunosAward(2)), 'accepted');
  const { token } = await sharePortfolio(services, bruno, {
    label: 'Traiteur Petit',
    days: 30,
    awards: [(await brunosAward(2)).id],
    experiences: [],
  });
  const { $ } = await reader.get(`/p/${token}?lang=en`);
  expect($('.badge-card h3').text()).toBe('I work in a team');
  expect($('.badge-card [lang]').length).toBe(0);
});
