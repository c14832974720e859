/** Nobody signs unknowing what may be about somebody's life: whichever way a badge is given. */
import { afterAll, describe, expect, it } from 'vitest';
import { privateLifeIn } from '../../../src/definitions/definitions.ts';
import { handIn, lineOf, sheet } from '../../support/badges/sheets.ts';
import { recognised } from '../../support/recognition.ts';
import { awardTo, playScene } from '../../support/scene.ts';
import { createWorld } from '../../support/world.ts';

const world = await createWorld();
afterAll(() => world.destroy());
const { hautsPres, nadia, awa, bruno } = world;
const { experience } = await playScene(world, {
  ...{ kpa: hautsPres, staff: nadia, holder: awa, others: [bruno] },
});
const staff = await world.signIn(nadia);
const path = `/experiences/${experience.id}/reconnaitre`;
const badges = () => world.services.store.awards(hautsPres.id).count({ index: 'byDate' });
const PRIVATE = 'A servi les plats jusqu’au soir malgré son divorce.';

describe('the words', () => {
  it.each([
    'A tenu la caisse malgré son chômage.',
    'Est venu malgré un problème de garde d’enfant.',
    'A cousu, malgré sa dépression et ses dettes.',
    'Served the meals in spite of a divorce.',
    'Cooked for thirty while unemployed.',
  ])('are a doubt: %s', (sentence) => {
    expect(privateLifeIn(sentence)).toBeDefined();
  });

  it.each([
    'A réussi l’insertion d’une fermeture à glissière.',
    'A livré les paniers dans tout le quartier.',
    'A expliqué la recette, malgré sa difficulté.',
    'A réglé les freins de trois vélos.',
    'Delivered the baskets in the district.',
  ])('are none: %s', (sentence) => {
    expect(privateLifeIn(sentence)).toBeUndefined();
  });
});

describe('is asked about before it is signed', () => {
  it('with the others of one work, and kept by a tick for that sentence alone', async () => {
    const fields = {
      ...recognised(awa.id, 'travailler-en-equipe', { sentence: PRIVATE, level: 2 }),
      ...recognised(bruno.id, 'travailler-en-equipe', {
        ...{ sentence: 'A porté les tables avec les autres.', level: 2 },
      }),
    };
    const before = await badges();
    const page = await staff.press(await staff.get(path), 'Relire avant de signer', fields);
    expect(page.text).toContain('Cette phrase parle peut-être de la vie privée : « divorce ».');
    const field = `keep-${awa.id}`;
    expect(page.$('input[name^=keep-]').attr('name')).toBe(field);
    expect(page.$('input[name^=keep-]')).toHaveLength(1);
    const refused = await staff.press(page, 'Signer 2 badges');
    expect([refused.status, await badges()]).toEqual([422, before]);
    expect(refused.text).toContain(PRIVATE);
    expect(refused.$(`#${field}-error`)).toHaveLength(1);
    const wrong = await staff.press(refused, 'Signer 2 badges', { [field]: 'another' });
    expect([wrong.status, await badges()]).toEqual([422, before]);
    const value = wrong.$(`[name=${field}]`).attr('value') ?? '';
    const signed = await staff.press(wrong, 'Signer 2 badges', { [field]: value });
    expect([signed.status, await badges()]).toEqual([200, before + 2]);
  });

  it('where a badge is corrected', async () => {
    const old = await awardTo(world, {
      ...{ kpa: hautsPres, staff: nadia, holder: awa, experience },
      ...{ badge: 'rencontrer-la-clientele', level: 2 },
    });
    const form = await staff.get(`/reconnaissances/${old.id}/corriger`);
    const page = await staff.press(form, 'Voir ce qui change', { sentence: PRIVATE });
    expect(page.text).toContain('« divorce »');
    const before = await badges();
    const refused = await staff.press(page, 'Retirer et remettre');
    expect([refused.status, await badges()]).toEqual([422, before]);
    const keep = refused.$('[name=keep]').attr('value') ?? '';
    expect((await staff.press(refused, 'Retirer et remettre', { keep })).status).toBe(200);
    expect(await badges()).toBe(before + 1);
  });

  it('in a list, by one tick for all of them', async () => {
    const lines = ['Awa Diallo', 'Bruno Martin'].map((name, at) =>
      lineOf(name, { title: 'Une autre fête', ...(at === 0 && { sentence: PRIVATE }) }),
    );
    const page = await staff.click(await handIn(staff, sheet(lines)), /^Relire/);
    expect(page.text).toContain('Ligne 2 : « divorce »');
    const refused = await staff.press(page, 'Signer 2 badges');
    expect([refused.status, refused.heading]).toEqual([422, 'Relire et signer']);
    const keep = refused.$('[name=keep]').attr('value') ?? '';
    const signed = await staff.press(refused, 'Signer 2 badges', { keep });
    expect(signed.heading).toBe('0 badge signé sur 2');
  });
});
