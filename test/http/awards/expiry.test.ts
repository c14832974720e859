/** A badge that ends: the date is signed, shown wherever the badge is, and a state once it has passed. */
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { decideAward } from '../../../src/features/portfolio/decide-award.ts';
import { sharePortfolio } from '../../../src/features/sharing/share-portfolio.ts';
import type { Award } from '../../../src/storage/store.ts';
import { definitionsWithEnd, FADING } from '../../support/badges/fading-badge.ts';
import { awardTo, playScene, reloadAward, type Scene, SENTENCE } from '../../support/scene.ts';
import { createWorld, type World } from '../../support/world.ts';
import { jsonOf, jwtOf } from '../../support/signed-texts.ts';
import { cardOf } from '../../support/recognition.ts';

const YEARS = 60 * 24 * 366;
const UNTIL = '14 avril 2028';

let world: World;
let scene: Scene;
let award: Award;
let token: string;
beforeAll(async () => {
  world = await createWorld({ definitions: await definitionsWithEnd('P1Y6M') });
  const { services, hautsPres: kpa, nadia: staff, awa: holder } = world;
  scene = await playScene(world, { kpa, staff, holder });
  const { experience } = scene;
  const offered = await awardTo(world, { kpa, staff, holder, experience, badge: FADING });
  await decideAward(services, offered, 'accepted');
  award = await reloadAward(world, offered);
  const shared = { label: 'Cantine', days: 90, awards: [award.id], experiences: [] };
  token = (await sharePortfolio(services, holder, shared)).token;
});
afterAll(() => world.destroy());

const dates = z.looseObject({ validFrom: z.string(), validUntil: z.string().optional() });
const badgePath = () => `/k/hauts-pres/credentials/${award.id}`;

describe('a badge with an end', () => {
  it('says so in both signed forms, to the same second', () => {
    const { validFrom, validUntil } = dates.parse(JSON.parse(jsonOf(award)));
    expect(validFrom).toBe('2026-10-14T16:30:00.000Z');
    expect(validUntil).toBe('2028-04-14T16:30:00.000Z');
    const claims = decodeJwt(jwtOf(award));
    expect(claims.exp).toBe(Date.parse('2028-04-14T16:30:00Z') / 1000);
    expect(claims['validUntil']).toBe(validUntil);
  });

  it('and one without say nothing of the other', () => {
    const { validUntil } = dates.parse(JSON.parse(jsonOf(scene.accepted)));
    expect(validUntil).toBeUndefined();
    expect(decodeJwt(jwtOf(scene.accepted))).not.toHaveProperty('exp');
  });

  it('tells it on its own page, before anybody has it', async () => {
    const page = await world.visitor().get(`/badges/${FADING}`);
    expect(page.text).toContain('Ce badge vaut 1 an et 6 mois, à partir du jour de la signature.');
    const endless = await world.visitor().get('/badges/transmettre');
    expect(endless.text).not.toContain('Combien de temps');
  });

  it('tells it before it is signed', async () => {
    const nadia = await world.signIn(world.nadia);
    const { id } = world.awa;
    const form = await nadia.get('/experiences/nouvelle');
    const made = await nadia.press(form, 'Garder sans badge', {
      title: 'Repas de quartier',
      kind: 'support',
      day: '2026-10-13',
      people: [id],
    });
    const step = await nadia.get(cardOf(made.path.replace('?ajoutee', ''), id, FADING));
    expect(made.text).toContain('Expérience ajoutée');
    const read = await nadia.press(step, 'Relire avant de signer', {
      [`sentence-${id}`]: SENTENCE,
    });
    expect(read.text).toContain(`Valable jusqu’au ${UNTIL}.`);
    expect(read.$('pre').text()).toContain('"validUntil": "2028-04-14T16:30:00.000Z"');
  });

  it('tells it wherever it is shown', async () => {
    const nadia = await world.signIn(world.nadia);
    const awa = await world.signIn(world.awa);
    const employer = world.visitor();
    const pages = [
      await nadia.get(`/personnes/${world.awa.id}`),
      await awa.get('/mes-badges'),
      await employer.get(`/p/${token}`),
      await employer.get(`/p/${token}/verification`),
    ];
    for (const page of pages) {
      expect([page.path, page.text]).toEqual([
        page.path,
        expect.stringContaining(`Valable jusqu’au ${UNTIL}.`),
      ]);
    }
    const badge = await employer.get(badgePath());
    expect(badge.heading).toContain('Ce badge est authentique');
    expect(badge.$('dl').text()).toContain('Valable jusqu’au');
  });
});

// Last, because time passes.
describe('a badge whose end has passed', () => {
  it('is in a state with a date, and no fault', async () => {
    world.passTime(2 * YEARS);
    const employer = world.visitor();
    const form = await employer.get('/verifier');
    for (const page of [
      await employer.get(badgePath()),
      await employer.press(form, 'Vérifier', { source: jsonOf(award) }),
      await employer.press(form, 'Vérifier', { source: jwtOf(award) }),
    ]) {
      expect(page.status).toBe(200);
      expect(page.heading).toBe('Ce badge n’est plus valable');
      expect(page.text).toContain(`Il valait jusqu’au ${UNTIL}. La signature est juste.`);
      expect(page.$('.tone-no')).toHaveLength(0);
    }
  });

  it('can no longer be confirmed by a colleague', async () => {
    const leila = await world.add(world.hautsPres, 'Leïla Benmansour', 'accompagnant');
    const colleague = await world.signIn(leila);
    const page = await colleague.get(`/reconnaissances/${award.id}/confirmer`);
    expect(page.heading).toBe('Vous ne pouvez pas confirmer ce badge');
    expect(page.text).toContain('Ce badge n’est plus valable. On ne peut plus le confirmer.');
  });

  it('is counted apart on a portfolio, and is not “without an answer”', async () => {
    const shared = { label: 'Crèche', days: 7, awards: [award.id, scene.accepted.id] };
    const { token: late } = await sharePortfolio(world.services, world.awa, {
      ...shared,
      experiences: [],
    });
    const employer = world.visitor();
    const portfolio = await employer.get(`/p/${late}`);
    expect(portfolio.text).toContain('1 badge authentique 1 badge dont la date est passée');
    expect(portfolio.text).toContain('1 badge dont la date est passée');
    expect(portfolio.text).not.toContain('sans réponse');
    expect(portfolio.text).toContain(`Ce badge n’est plus valable. Il valait jusqu’au ${UNTIL}.`);
    const checks = await employer.get(`/p/${late}/verification`);
    expect(checks.$('.outcome').text()).toContain('Plus valable');
    expect(checks.$('.outcome').text()).not.toContain('Sans réponse');
  });
});
