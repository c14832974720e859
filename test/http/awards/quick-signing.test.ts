/** What helps an accompagnant·e who signs for a group, standing, with a phone. */
import { afterAll, describe, expect, it } from 'vitest';
import { sharePortfolio } from '../../../src/features/sharing/share-portfolio.ts';
import { decideAward } from '../../../src/features/portfolio/decide-award.ts';
import { encode, fold } from '../../support/forms.ts';
import { awardTo, playScene } from '../../support/scene.ts';
import type { Page } from '../../support/visitor.ts';
import { createWorld } from '../../support/world.ts';

const world = await createWorld();
afterAll(() => world.destroy());
const { hautsPres, nadia, awa, bruno } = world;
const cast = { kpa: hautsPres, staff: nadia, holder: awa, others: [bruno] };
const { experience } = await playScene(world, cast);
const staff = await world.signIn(nadia);
const form = `/experiences/${experience.id}/reconnaitre`;

/** The badges shown before « Voir les autres badges », and all of them. */
function badgesIn({ $ }: Page) {
  const slugs = (selector: string) =>
    $(selector)
      .toArray()
      .map((one) => $(one).attr('value') ?? '');
  const all = slugs('input[name=badge]');
  const others = new Set(slugs('details input[name=badge]'));
  return { all, first: all.filter((slug) => !others.has(slug)) };
}

describe('the badges to choose from', () => {
  it('begin with those this KPA awards, then all the others, each once', async () => {
    const { first, all } = badgesIn(await staff.get(form));
    expect(first.slice(0, 4).toSorted()).toEqual([
      'realiser-une-prestation',
      'transmettre',
      'travailler-en-equipe',
      'trouver-des-solutions',
    ]);
    expect(all.toSorted()).toEqual(
      world.services.definitions.badgeClasses.map(({ slug }) => slug).toSorted(),
    );
  });

  it('never push one that only the person may ask for, however often it was awarded', async () => {
    for (const badge of ['fixer-mon-cap', 'tenir-mes-engagements']) {
      const level = badge === 'tenir-mes-engagements' ? 2 : undefined;
      await awardTo(world, { ...cast, holder: bruno, experience, badge, level });
    }
    const { first } = badgesIn(await staff.get(form));
    expect(first).toHaveLength(5);
    expect(first).not.toContain('fixer-mon-cap');
    expect(first).not.toContain('tenir-mes-engagements');
  });

  it('keep in sight the one that was chosen, when something else is missing', async () => {
    const page = await staff.get(`${form}/phrases?badge=fixer-mon-cap`);
    expect(page.status).toBe(422);
    expect(badgesIn(page).first[0]).toBe('fixer-mon-cap');
    expect(page.$('input[name=badge]:checked').attr('value')).toBe('fixer-mon-cap');
  });
});

describe('one sentence for the whole group', () => {
  const people = [awa.id, bruno.id];
  const query = encode({ badge: 'participer-au-cadre-commun', people });
  const shared = 'A rangé la cuisine jusqu’au bout.';
  const own = 'A proposé une règle pour le rangement.';

  it('goes to those whose own is empty, and is read again before signing', async () => {
    const page = await staff.get(`${form}/phrases?${query}`);
    const fields = { 'sentence-all': shared, [`sentence-${awa.id}`]: own };
    const preview = await staff.press(page, 'Relire avant de signer', fields);
    const { $ } = preview;
    const read = (id: string) => $(`input[name="sentence-${id}"]`).attr('value');
    expect([preview.status, read(awa.id), read(bruno.id)]).toEqual([200, own, shared]);
    expect(preview.text).toContain(`« ${shared} »`);
  });

  it('is refused like any other when it names somebody, next to each person', async () => {
    const page = await staff.get(`${form}/phrases?${query}`);
    const refused = await staff.press(page, 'Relire avant de signer', {
      'sentence-all': 'A rangé avec Bruno jusqu’au bout.',
    });
    expect(refused.status).toBe(422);
    for (const id of people) {
      expect(refused.$(`#sentence-${id}`).attr('aria-invalid')).toBe('true');
      expect(refused.$(`#sentence-${id}`).text()).toContain('avec Bruno');
    }
  });

  it('is not offered for one person', async () => {
    const alone = `badge=participer-au-cadre-commun&people=${awa.id}`;
    const page = await staff.get(`${form}/phrases?${alone}`);
    expect(page.status).toBe(200);
    expect(page.$('#sentence-all')).toHaveLength(0);
  });
});

describe('while one writes and signs', () => {
  const badge = 'travailler-en-equipe';
  const people = [awa.id, bruno.id];
  const criteria = world.services.definitions.findBadgeClass(badge)?.criteria ?? [];
  const written = Object.fromEntries(
    people.flatMap((id, at) => [
      [`sentence-${id}`, `A servi la table numéro ${at + 1}.`],
      [`level-${id}`, String(at + 1)],
    ]),
  );

  it('the criteria are one tap away, on the same page', async () => {
    const page = await staff.get(`${form}/phrases?${encode({ badge, people })}`);
    const preview = await staff.press(page, 'Relire avant de signer', written);
    expect(preview.status).toBe(200);
    expect(criteria.length).toBeGreaterThan(0);
    for (const { $ } of [page, preview]) {
      const folded = $('details')
        .toArray()
        .find((one) => fold($(one).children('summary').text()).startsWith('Les critères'));
      for (const one of criteria) expect(fold($(folded ?? '').text())).toContain(one);
    }
  });

  it('a level has a short word, its full name, and what was chosen is kept', async () => {
    const page = await staff.get(`${form}/phrases?${encode({ badge, people })}`);
    const { $ } = await staff.press(page, 'Relire avant de signer', {
      ...written,
      [`sentence-${bruno.id}`]: '',
    });
    const levels = $(`[id="level-${bruno.id}"] label`).toArray();
    expect(levels.map((one) => fold($(one).text()))).toEqual([
      '1 Avec appui',
      '2 Sans aide : En autonomie',
      '3 S’adapte : En autonomie, même quand ça change',
      '4 Transmet : Je transmets',
    ]);
    expect($(`[name="level-${bruno.id}"]:checked`).attr('value')).toBe('2');
  });
});

describe('on the portfolio, what was done', () => {
  it('stays with the person who confirmed it, when two people did', async () => {
    const karim = await world.add(hautsPres, 'Karim Benali', 'accompagnant');
    const words = ['A tenu la caisse sans erreur.', 'A accueilli quarante personnes.'] as const;
    const confirm = { ...cast, experience };
    const awards = [
      await awardTo(world, {
        ...confirm,
        badge: 'suivre-une-tresorerie',
        level: 1,
        sentence: words[0],
      }),
      await awardTo(world, {
        ...confirm,
        staff: karim,
        badge: 'rencontrer-la-clientele',
        level: 1,
        sentence: words[1],
      }),
    ];
    for (const award of awards) await decideAward(world.services, award, 'accepted');
    const { token } = await sharePortfolio(world.services, awa, {
      label: 'Boulangerie',
      days: 7,
      awards: awards.map(({ id }) => id),
      experiences: [],
    });
    const { $ } = await world.visitor().get(`/p/${token}`);
    const accounts = $('.accounts .attribution')
      .toArray()
      .map((one) => [fold($(one).prev().text()), fold($(one).find('b').text())]);
    expect(accounts.toSorted()).toEqual([
      [words[1], 'Confirmé par Karim Benali'],
      [words[0], 'Confirmé par Nadia Roche'],
    ]);
  });
});
