/** How a portfolio lays out what it shows: merged, folded, and telling nobody what is private. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decideAward } from '../../../src/features/portfolio/decide-award.ts';
import { revokeAward } from '../../../src/features/revocations/revoke-award.ts';
import { sharePortfolio } from '../../../src/features/sharing/share-portfolio.ts';
import type { Person } from '../../../src/storage/store.ts';
import { fold } from '../../support/forms.ts';
import { shareManyBadges, work } from '../../support/badges/many-badges.ts';
import { SENTENCE, awardTo, playScene, reloadAward } from '../../support/scene.ts';
import type { Page } from '../../support/visitor.ts';
import { type World, createWorld } from '../../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.destroy());

const add = () => world.add(world.hautsPres, 'Awa Diallo', 'cooperant');
const open = (token: string) => world.visitor().get(`/p/${token}`);
const wordsOf = ({ $ }: Page, selector: string) =>
  $(selector)
    .toArray()
    .map((one) => fold($(one).text()));

interface Given {
  readonly badge: string;
  readonly level?: number;
  readonly staff?: Person;
  readonly sentence?: string;
  readonly sameWork?: boolean;
}

/** Accepted, each for a piece of work of its own unless said otherwise, and shared. */
async function share(holder: Person, given: readonly Given[]) {
  const awards = [];
  let experience = await work(world, { holder });
  for (const [n, { staff = world.nadia, sameWork = false, ...told }] of given.entries()) {
    if (!sameWork) experience = await work(world, { holder, day: n + 2 });
    const award = await awardTo(world, {
      ...{ kpa: world.hautsPres, staff, holder, experience },
      ...told,
    });
    await decideAward(world.services, award, 'accepted');
    awards.push(await reloadAward(world, award));
  }
  const ids = awards.map(({ id }) => id);
  const form = { label: 'Traiteur Petit', days: 30, awards: ids, experiences: [] };
  return { awards, token: (await sharePortfolio(world.services, holder, form)).token };
}

const TEAM = 'travailler-en-equipe';

describe('a card', () => {
  it('prints the sentence that was signed, and says whose words the others are', async () => {
    const { token } = await share(await add(), [{ badge: TEAM, level: 3 }]);
    const [card = ''] = wordsOf(await open(token), '.badge-card');
    expect(card).toContain(`« ${SENTENCE} »`);
    const { employerSentence = '' } = world.services.definitions.findBadgeClass(TEAM) ?? {};
    expect(card).toContain(`Ce que demande ce badge : ${employerSentence}`);
  });

  it('does not print the same sentence twice, when the badge’s own was signed', async () => {
    const { employerSentence = '' } =
      world.services.definitions.findBadgeClass('fixer-mon-cap') ?? {};
    const { token } = await share(await add(), [
      { badge: 'fixer-mon-cap', sentence: employerSentence },
    ]);
    expect((await open(token)).text.split(employerSentence)).toHaveLength(2);
  });
});

describe('the same badge given several times', () => {
  it('is one card, at the highest level, and the others are folded into it', async () => {
    const karim = await world.add(world.hautsPres, 'Karim Benali', 'accompagnant');
    const { token } = await share(await add(), [
      { badge: TEAM, level: 2 },
      { badge: TEAM, level: 4, staff: karim },
      { badge: TEAM, level: 1 },
    ]);
    const page = await open(token);
    const cards = wordsOf(page, '.badge-card');
    expect(cards).toHaveLength(1);
    expect(cards[0]).toMatch(/^Je travaille en équipe ?Niveau 4 sur 4/);
    expect(wordsOf(page, '.badge-card details li p:first-child')).toEqual([
      expect.stringMatching(/^Niveau [12] sur 4, 14 octobre 2026$/),
      expect.stringMatching(/^Niveau [12] sur 4, 14 octobre 2026$/),
    ]);
  });

  it('does not owe its level to one that was taken back', async () => {
    const { awards, token } = await share(await add(), [
      { badge: TEAM, level: 4 },
      { badge: TEAM, level: 1 },
    ]);
    const [high] = awards;
    if (!high) throw new Error('No award');
    await revokeAward(world.services, world.hautsPres, high, world.nadia, 'level');
    const page = await open(token);
    expect(wordsOf(page, '.badge-card > div > p:first-of-type')[0]).toBe('Niveau 1 sur 4');
    expect(wordsOf(page, '.badge-card details')[0]).toMatch(/Niveau 4 sur 4.*Retiré/);
  });
});

describe('many badges', () => {
  it('are rows in groups, which count who confirms them', async () => {
    const karim = await world.add(world.hautsPres, 'Karim Benali', 'accompagnant');
    const { token } = await share(await add(), [
      ...[1, 2, 3, 4].map((level) => ({ badge: TEAM, level })),
      { badge: TEAM, level: 3, staff: karim },
      { badge: 'transmettre' },
      { badge: 'realiser-une-prestation' },
    ]);
    const page = await open(token);
    expect(wordsOf(page, '.fold > summary')).toEqual([
      expect.stringMatching(/^Les 5 expériences d’avant/),
      'Travailler avec les autres5 badges, jusqu’au niveau 4. 2 personnes le confirment',
      'Réaliser des prestations1 badge. 1 personne le confirme',
      'Apprendre et transmettre1 badge. 1 personne le confirme',
    ]);
    const [team = ''] = wordsOf(page, '.rows > li');
    expect(team).toContain('Niveau 4 sur 4');
    expect(team).toContain('Confirmé 5 fois par 2 personnes, dernière le 14 octobre 2026');
    expect(team).toContain('Les 4 autres fois');
    expect(team).toContain(`« ${SENTENCE} »`);
  });

  it('stand under words that tell nothing of objective 6, on no page of the link', async () => {
    const holder = await add();
    const slugs = [
      ...['travailler-en-equipe', 'realiser-une-prestation', 'suivre-une-tresorerie'],
      ...['animer-une-reunion', 'transmettre', 'tenir-mes-engagements', 'fixer-mon-cap'],
    ];
    const { token, awards } = await shareManyBadges(world, holder, 7, slugs);
    const page = await open(token);
    const groups = wordsOf(page, '#badges .fold h3');
    expect(groups).toEqual([
      'Travailler avec les autres',
      'Réaliser des prestations',
      'Argent, devis, clientèle',
      'Se réunir, décider, partager',
      'Apprendre et transmettre',
    ]);
    const sensitive = awards.find(({ badgeClass }) => badgeClass === 'tenir-mes-engagements');
    const paths = [`/verification`, `/badges/${sensitive?.id ?? ''}`];
    const pages = await Promise.all(paths.map((end) => open(`${token}${end}`)));
    const meaning = await world.visitor().get('/badges/tenir-mes-engagements/v1');
    for (const { status, text } of [page, ...pages, meaning]) {
      expect(status).toBe(200);
      expect(text).not.toMatch(/Avancer à son rythme|l’objectif «|coaching/i);
    }
  });
});

describe('an experience', () => {
  it('says a sentence once, however many badges it was signed for, and folds the many', async () => {
    const badges = ['transmettre', 'realiser-une-prestation', 'participer-au-cadre-commun'];
    const same = badges.map((badge) => ({ badge, sameWork: true }));
    const told = ['reperer-mes-talents', 'presenter-mon-parcours', 'explorer-plusieurs-metiers'];
    const others = told.map((badge, n) => ({
      ...{ badge, sameWork: true },
      sentence: `A servi la table numéro ${n + 1}.`,
    }));
    const { token } = await share(await add(), [...same, ...others]);
    const page = await open(token);
    expect(wordsOf(page, '.timeline .points > li').toSorted()).toEqual(
      [SENTENCE, ...others.map(({ sentence }) => sentence)].toSorted(),
    );
  });

  it('never says that nobody confirms what was told: other badges may not be on this link', async () => {
    const { hautsPres: kpa, nadia } = world;
    const holder = await add();
    const { experience, services } = {
      ...(await playScene(world, { kpa, staff: nadia, holder })),
      services: world.services,
    };
    const { token } = await sharePortfolio(services, holder, {
      ...{ label: 'Traiteur Petit', days: 30, awards: [] },
      experiences: [experience.id],
    });
    const page = await open(token);
    expect(page.text).toContain('Dit par Awa');
    expect(page.text).toContain('Avec ses mots. Personne ne les a signés.');
    expect(page.text).not.toContain('encore confirmé');
  });
});

describe('the way to the person', () => {
  const contact = async (given: { email?: string; phone?: string }) => {
    const { token } = await share(await add(), [{ badge: TEAM, level: 1 }]);
    const { kpas } = world.services.store;
    const kpa = await kpas.findById(world.hautsPres.id);
    if (!kpa) throw new Error('No KPA');
    await kpas.replace({ ...kpa, contact: given });
    return (await open(token)).text;
  };

  it.each([
    [{}, 'Répondez à la personne qui vous a envoyé cette page.'],
    [{ phone: '01 99 00 12 34' }, 'Téléphonez au KPA : il fait suivre.'],
    [{ email: 'contact@hauts-pres.example' }, 'Écrivez au KPA : il fait suivre.'],
  ])('with the contact %j', async (given, sentence) => {
    const text = await contact(given);
    expect(text).toContain(sentence);
    expect(text.includes('fait suivre')).toBe(Object.keys(given).length > 0);
  });
});
