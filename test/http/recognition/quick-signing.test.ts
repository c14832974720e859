/** What helps an accompagnant·e who signs for a group, standing, with a phone. */
import { afterAll, describe, expect, it } from 'vitest';
import { sharePortfolio } from '../../../src/features/sharing/share-portfolio.ts';
import { decideAward } from '../../../src/features/portfolio/decide-award.ts';
import type { Person } from '../../../src/storage/store.ts';
import { fold } from '../../support/forms.ts';
import { recognised } from '../../support/recognition.ts';
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

const cardOf = ({ $ }: Page, { id }: Person) => $(`#person-${id}`);

/** The badges of a card that are in sight, and all of them. */
function badgesOf(page: Page, person: Person) {
  const { $ } = page;
  const slugs = (selector: string) => [
    ...new Set(
      cardOf(page, person)
        .find(selector)
        .toArray()
        .map((one) => String($(one).attr('value')).split(':')[0]),
    ),
  ];
  return { first: slugs('.rulers:not(.is-more) input'), all: slugs('.rulers input') };
}

const written = (badge: string, sentence: string, level?: number) =>
  recognised(bruno.id, badge, { sentence, ...(level !== undefined && { level }) });

describe('the badges to choose from', () => {
  it('are three that fit what each person did, and all the others in a fold', async () => {
    const page = await staff.get(form);
    const { first, all } = badgesOf(page, awa);
    // « accueil et service »
    expect(first).toEqual([
      'rencontrer-la-clientele',
      'travailler-en-equipe',
      'realiser-une-prestation',
    ]);
    expect(badgesOf(page, bruno).first).toEqual([
      'travailler-en-equipe',
      'realiser-une-prestation',
      'trouver-des-solutions',
    ]);
    const { badgeClasses } = world.services.definitions;
    const offered = badgeClasses.filter(({ sensitive }) => !sensitive);
    expect(all.toSorted()).toEqual(offered.map(({ slug }) => slug).toSorted());
  });

  it('do not change with what anybody got before', async () => {
    const before = badgesOf(await staff.get(form), bruno).first;
    await awardTo(world, {
      ...cast,
      holder: bruno,
      experience,
      badge: 'participer-au-cadre-commun',
    });
    expect(badgesOf(await staff.get(form), bruno).first).toEqual(before);
  });

  it('keep in sight the one that was chosen, when something else is missing', async () => {
    const page = await staff.get(form);
    const refused = await staff.press(page, 'Relire avant de signer', {
      ...written('animer-une-reunion', '', 2),
    });
    expect(refused.status).toBe(422);
    expect(badgesOf(refused, bruno).first).toContain('animer-une-reunion');
    expect(refused.$(`[name=badge-${bruno.id}]:checked`).attr('value')).toBe(
      'animer-une-reunion:2',
    );
    expect(refused.$(`#sentence-${bruno.id}-error`).text()).toContain(
      'Écrivez une phrase pour Bruno',
    );
  });

  it('say what somebody has for this work already', async () => {
    const page = await staff.get(form);
    expect(cardOf(page, awa).text()).toContain('Je travaille en équipe, niveau');
    const twice = await staff.press(page, 'Relire avant de signer', {
      [`badge-${bruno.id}`]: 'none',
      ...recognised(awa.id, 'travailler-en-equipe', {
        level: 3,
        sentence: 'A servi trois tables.',
      }),
    });
    expect(twice.$(`[id="badge-${awa.id}-error"]`).text()).toContain('Awa a déjà ce badge');
  });
});

describe('one form', () => {
  it('gives each their own badge, and nothing to whom nothing was chosen for', async () => {
    const page = await staff.get(form);
    const preview = await staff.press(page, 'Relire avant de signer', {
      ...recognised(awa.id, 'participer-a-une-decision', {
        level: 1,
        sentence: 'A voté, et dit pourquoi.',
      }),
      [`badge-${bruno.id}`]: 'none',
    });
    expect([preview.status, preview.$('main li h2').length]).toEqual([200, 1]);
    expect(preview.text).toContain('Signer 1 badge');
  });

  it('asks for a badge where there is a sentence alone, and for one at least', async () => {
    const page = await staff.get(form);
    const lonely = { [`badge-${bruno.id}`]: '', [`sentence-${bruno.id}`]: 'A rangé la salle.' };
    const refused = await staff.press(page, 'Relire avant de signer', lonely);
    expect(refused.text).toContain('Choisissez un badge pour Bruno, ou enlevez sa phrase.');
    expect(refused.$(`#sentence-${bruno.id}`).val()).toContain('A rangé la salle.');
    const nothing = { [`badge-${awa.id}`]: '', [`sentence-${awa.id}`]: '', ...written('', '') };
    const none = await staff.press(page, 'Relire avant de signer', nothing);
    expect(none.text).toContain('Choisissez un badge pour une personne au moins.');
  });
});

describe('the same badge for several', () => {
  const shared = 'A rangé la cuisine jusqu’au bout.';
  const own = 'A proposé une règle pour le rangement.';
  const none = { [`badge-${awa.id}`]: '', [`sentence-${awa.id}`]: '', ...written('', '') };
  const same = { all: [awa.id, bruno.id], 'badge-all': 'transmettre', 'sentence-all': shared };

  it('goes to those whose own card says nothing else, and is read again before signing', async () => {
    const page = await staff.get(form);
    const preview = await staff.press(page, 'Relire avant de signer', {
      ...none,
      ...same,
      ...recognised(awa.id, 'suivre-une-tresorerie', { level: 2, sentence: own }),
    });
    const read = (id: string) =>
      ['badge', 'sentence'].map((what) => preview.$(`input[name="${what}-${id}"]`).attr('value'));
    expect([preview.status, read(awa.id), read(bruno.id)]).toEqual([
      200,
      ['suivre-une-tresorerie:2', own],
      ['transmettre', shared],
    ]);
    expect(preview.text).toContain(`« ${shared} »`);
  });

  it('may be the sentence alone, or leave somebody out', async () => {
    const page = await staff.get(form);
    const preview = await staff.press(page, 'Relire avant de signer', {
      ...none,
      ...same,
      'badge-all': '',
      [`badge-${awa.id}`]: 'lancer-une-activite',
      [`badge-${bruno.id}`]: 'none',
    });
    expect(preview.$('main li h2')).toHaveLength(1);
    expect(preview.$(`input[name="sentence-${awa.id}"]`).attr('value')).toBe(shared);
  });

  it('is refused like any other when it names somebody, once, where it was typed', async () => {
    const page = await staff.get(form);
    const refused = await staff.press(page, 'Relire avant de signer', {
      ...none,
      ...same,
      'sentence-all': 'A rangé avec Bruno jusqu’au bout.',
    });
    expect([refused.status, refused.$('.errors a').length]).toEqual([422, 1]);
    expect(refused.$('#sentence-all').attr('aria-invalid')).toBe('true');
    expect(refused.$('#sentence-all').text()).toContain('avec Bruno');
    expect(refused.$('[name=all][checked]')).toHaveLength(2);
    const preview = await staff.press(refused, 'Relire avant de signer', {
      'sentence-all': shared,
    });
    expect(preview.$('main li h2')).toHaveLength(2);
  });

  it('asks for whom, and which badge', async () => {
    const page = await staff.get(form);
    const nobody = await staff.press(page, 'Relire avant de signer', { ...none, ...same, all: [] });
    expect(nobody.$('#all-error').text()).toContain('Cochez au moins une personne.');
    expect(nobody.$('#sentence-all').val()).toContain(shared);
    // One error for all of them, and the sentence stays where it was typed.
    for (const sentence of ['', shared]) {
      const nothing = { ...none, all: [awa.id, bruno.id], 'sentence-all': sentence };
      const empty = await staff.press(page, 'Relire avant de signer', nothing);
      expect(empty.$('.errors a')).toHaveLength(1);
      expect(empty.$('#badge-all-error').text()).toContain('Choisissez un badge.');
      expect(empty.$('#sentence-all').val()).toBe(sentence);
      expect(empty.$('[name=all][checked]')).toHaveLength(2);
    }
  });

  it('is not offered for one person', async () => {
    const page = await staff.get(`${form}?people=${awa.id}`);
    expect([page.status, page.$('#sentence-all').length]).toEqual([200, 0]);
    expect(page.$('.recognise')).toHaveLength(1);
  });
});

it('a form that was shown before two records became one is read under the one that stays', async () => {
  const twin = await world.add(hautsPres, 'Bruno MARTIN', 'cooperant');
  const people = world.services.store.people(hautsPres.id);
  await people.update(bruno.id, (now) => ({ ...now, mergedFrom: [twin.id] }));
  const page = await staff.get(form);
  const said = recognised(twin.id, 'presenter-mon-parcours', {
    sentence: 'A parlé de son travail.',
  });
  const none = { [`badge-${awa.id}`]: '', [`sentence-${awa.id}`]: '' };
  page.$(`[name$="${bruno.id}"]`).remove();
  const preview = await staff.press(page, 'Relire avant de signer', { ...none, ...said });
  expect(preview.$(`input[name="badge-${bruno.id}"]`).attr('value')).toBe('presenter-mon-parcours');
  await people.update(bruno.id, ({ mergedFrom: _, ...now }) => now);
});

it('an address says who, and which badge: words and ticks are those of whoever signs', async () => {
  const said = `badge-${bruno.id}=transmettre&sentence-${bruno.id}=A+dirigé+toute+l’équipe`;
  const page = await staff.get(
    `${form}?people=${bruno.id}&${said}&sentence-all=Tout&all=${bruno.id}`,
  );
  expect(page.$(`[name=badge-${bruno.id}]:checked`).attr('value')).toBe('transmettre');
  expect(page.html).not.toContain('A dirigé');
  const asked = `badge-${bruno.id}=fixer-mon-cap&asked-${bruno.id}=yes`;
  const path = form.replace('/reconnaitre', '/demande');
  const request = await staff.get(`${path}?people=${bruno.id}&${asked}`);
  expect(request.$('input[checked]')).toHaveLength(0);
});

it('what is told of the work beside a badge is read again where it changed', async () => {
  const page = await staff.get(form);
  const said = recognised(bruno.id, 'lancer-une-activite', {
    sentence: 'A lancé la vente de pain.',
  });
  const none = { [`badge-${awa.id}`]: '', [`sentence-${awa.id}`]: '' };
  const preview = await staff.press(page, 'Relire avant de signer', { ...none, ...said });
  const experiences = world.services.store.experiences(hautsPres.id);
  await experiences.update(experience.id, (now) => ({ ...now, place: 'Salle des fêtes' }));
  const again = await staff.press(preview, 'Signer 1 badge');
  expect([again.status, again.text.includes('Des mots ont changé depuis.')]).toEqual([422, true]);
  // Nor is it signed by a form that says nothing of it.
  const without = await staff.press(again, 'Signer 1 badge', { facts: '' });
  expect([without.status, without.text.includes('Des mots ont changé depuis.')]).toEqual([
    422,
    true,
  ]);
  expect(again.text).toContain('Salle des fêtes');
  const signed = await staff.press(again, 'Signer 1 badge');
  expect(signed.text).toContain('1 badge signé.');
  expect(signed.text).toContain('La personne apprend la nouvelle');
});

it('a level is read again by the word that was touched, and by its whole name', async () => {
  const said = written('travailler-en-equipe', 'A relayé le service.', 2);
  const none = { [`badge-${awa.id}`]: '', [`sentence-${awa.id}`]: '' };
  const page = await staff.get(form);
  const preview = await staff.press(page, 'Relire avant de signer', { ...none, ...said });
  expect(preview.text).toContain('Sans aide : En autonomie');
  // Its buttons « Corriger » lead back, and make none.
  expect(preview.text).not.toContain('fait un nouveau badge');
});

it('who took no part, or has left, is not passed over in silence', async () => {
  const page = await staff.get(form);
  const omar = recognised(world.omar.id, 'transmettre', { sentence: 'A montré la recette.' });
  const refused = await staff.press(page, 'Relire avant de signer', { ...omar });
  expect([refused.status, refused.$('#cards-error').length]).toEqual([422, 1]);
  const nobody = await staff.get(`${form}?people=${world.omar.id}`);
  expect(nobody.text).toContain('Personne à qui remettre un badge ici.');
  const none = await staff.post(`${form}/relire`, {
    _csrf: String(page.$('[name=_csrf]').val()),
    people: world.omar.id,
  });
  expect(none.status).toBe(422);
});

describe('while one writes and signs', () => {
  const badge = 'faire-avancer-un-desaccord';
  const criteria = world.services.definitions.findBadgeClass(badge)?.criteria ?? [];
  const fields = written(badge, 'A écouté les deux avis, puis proposé.', 2);

  it('the criteria are one tap away, on the same page', async () => {
    const page = await staff.get(form);
    const preview = await staff.press(page, 'Relire avant de signer', fields);
    expect(preview.status).toBe(200);
    expect(criteria.length).toBeGreaterThan(0);
    for (const { $ } of [page, preview]) {
      const folded = $('details')
        .toArray()
        .find(
          (one) => fold($(one).children('summary').text()) === `Les critères : ${nameOf(badge)}`,
        );
      for (const one of criteria) expect(fold($(folded ?? '').text())).toContain(one);
    }
  });

  it('a level has a short word after its badge, and the page explains them', async () => {
    const page = await staff.get(form);
    const cells = cardOf(page, bruno).find('[value^="travailler-en-equipe:"]').parent().toArray();
    expect(cells.map((one) => fold(page.$(one).text()))).toEqual([
      'Je travaille en équipe : Avec appui',
      'Je travaille en équipe : Sans aide',
      'Je travaille en équipe : S’adapte',
      'Je travaille en équipe : Transmet',
    ]);
    expect(page.text).toContain('S’adapte : En autonomie, même quand ça change.');
  });

  const nameOf = (slug: string) => world.services.definitions.findBadgeClass(slug)?.name ?? '';
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
