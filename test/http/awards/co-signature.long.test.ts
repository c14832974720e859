/** A second accompagnante confirms a badge: the journey, what is signed, and what is refused. */
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { decideAward } from '../../../src/features/portfolio/decide-award.ts';
import { sharePortfolio } from '../../../src/features/sharing/share-portfolio.ts';
import { isObject, type JsonObject } from '../../../src/credentials/bytes/json-object.ts';
import type { Award, Person } from '../../../src/storage/store.ts';
import {
  type Acceptance,
  awardTo,
  playAcceptance,
  playScene,
  reloadAward,
} from '../../support/scene.ts';
import { earlierOf } from '../../support/badges/earlier.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { createWorld, type World } from '../../support/world.ts';
import { formsWith, jsonOf, jwtOf } from '../../support/signed-texts.ts';

const SEEN = 'A gardé le sourire quand la file est devenue longue.';
const NAME = 'Leïla Benmansour';

let world: World;
let scene: Acceptance;
let leila: Person;
let colleague: TestVisitor;
let holder: TestVisitor;
beforeAll(async () => {
  world = await createWorld();
  leila = await world.add(world.hautsPres, NAME, 'accompagnant');
  colleague = await world.signIn(leila);
});
afterAll(() => world.destroy());
beforeEach(async () => {
  const { hautsPres: kpa, nadia: staff } = world;
  const person = await world.add(kpa, 'Awa Diallo', 'cooperant');
  scene = await playAcceptance(world, { kpa, staff, holder: person });
  holder = await world.signIn(person);
});

/** The same person, with a badge in each state. */
const wholeScene = () => playScene(world, { ...scene, others: [] });

const formOf = ({ id }: Award) => `/reconnaissances/${id}/confirmer`;
const now = (award: Award) => reloadAward(world, award);

async function confirm(award: Award, sentence = SEEN, by = colleague): Promise<Page> {
  return by.press(await by.get(formOf(award)), 'Signer', { sentence });
}

/** The form filled in, to be sent when called: as often and as late as the test likes. */
async function filled(award: Award, by: TestVisitor, sentence = SEEN) {
  const csrf = (await by.get('/')).$('[name=_csrf]').attr('value') ?? '';
  return () => by.post(formOf(award), { sentence, _csrf: csrf });
}

function documentOf(award: Award): JsonObject {
  const document: unknown = JSON.parse(jsonOf(award));
  return isObject(document) ? document : {};
}

const endorsements = z.array(
  z.looseObject({
    type: z.array(z.string()),
    credentialSubject: z.looseObject({ id: z.string(), endorsementComment: z.string() }),
  }),
);
const commentsIn = (award: Award) =>
  endorsements
    .parse(documentOf(award)['endorsement'] ?? [])
    .map(({ credentialSubject }) => credentialSubject.endorsementComment);

describe('confirming a badge that a colleague signed', () => {
  it('begins at the person or at the badge, and is read wherever the badge is', async () => {
    const person = await colleague.get(`/personnes/${scene.holder.id}`);
    const form = await colleague.click(person, /^Je l’ai vu aussi : Je travaille en équipe$/);
    const badge = await colleague.get(`/k/hauts-pres/credentials/${scene.accepted.id}`);
    expect((await colleague.click(badge, 'Confirmer ce badge')).path).toBe(form.path);
    expect(form.text).toContain('Confirmé par Nadia Roche');
    expect(form.text).toContain('« J’ai vu aussi. »');
    const team = world.services.definitions.findBadgeClass('travailler-en-equipe');
    expect(team?.criteria.length).toBeGreaterThan(0);
    for (const one of team?.criteria ?? []) expect(form.text).toContain(one);

    const done = await colleague.press(form, 'Signer', { sentence: SEEN });
    expect(done.path).toBe(`/k/hauts-pres/credentials/${scene.accepted.id}?confirme`);
    expect(done.text).toContain('Votre confirmation est ajoutée');
    expect(done.heading).toContain('Ce badge est authentique');
    // Nobody else is told so by that address.
    expect((await world.visitor().get(done.path)).text).not.toContain('Votre confirmation');
    expect(done.text).not.toContain('Confirmer ce badge');

    const shared = { label: 'Traiteur Petit', days: 30, awards: [scene.accepted.id] };
    const { token } = await sharePortfolio(world.services, scene.holder, {
      ...shared,
      experiences: [],
    });
    const employer = world.visitor();
    for (const page of [
      done,
      await employer.get(done.path),
      await holder.get(`/mes-badges/${scene.accepted.id}`),
      await employer.get(`/p/${token}`),
    ]) {
      expect(page.text).toContain(SEEN);
      expect(page.text).toContain(`Confirmé aussi par ${NAME}`);
    }
    for (const page of [
      await colleague.get(person.path),
      await employer.get(`/p/${token}/verification`),
    ]) {
      expect(page.text).toContain(`Aussi par ${NAME}.`);
    }
  });

  it('is shown to whoever verifies the file, in the name of who saw it', async () => {
    await confirm(scene.accepted);
    const award = await now(scene.accepted);
    const employer = world.visitor();
    const form = await employer.get('/verifier');
    for (const source of [jsonOf(award), jwtOf(award)]) {
      const page = await employer.press(form, 'Vérifier', { source });
      expect(page.heading).toContain('Ce badge est authentique');
      expect(page.text).toContain(`« ${SEEN} »`);
      expect(page.text).toContain(`Confirmé aussi par ${NAME}`);
      expect(page.text).toContain('C’est la forme la plus récente du badge.');
    }
  });

  it('is named by itself too, with how it stands', async () => {
    await confirm(scene.accepted);
    const { endorsement } = documentOf(await now(scene.accepted));
    const [alone] = endorsements.parse(endorsement);
    const employer = world.visitor();
    const source = JSON.stringify(alone);
    const page = await employer.press(await employer.get('/verifier'), 'Vérifier', { source });
    expect(page.heading).toBe('Ceci est une confirmation, pas un badge');
    expect(page.text).toContain(`Confirmé aussi par ${NAME}`);
    expect(page.text).toContain('Cette confirmation est authentique.');
    expect(page.text).toContain('Ce qu’elle dit');
  });

  it('each in their own name, also where two say the same', async () => {
    const karim = await world.add(world.hautsPres, 'Karim Benali', 'accompagnant');
    await confirm(scene.accepted);
    await confirm(scene.accepted, SEEN, await world.signIn(karim));
    const employer = world.visitor();
    const form = await employer.get('/verifier');
    const source = jsonOf(await now(scene.accepted));
    const page = await employer.press(form, 'Vérifier', { source });
    for (const name of [NAME, 'Karim Benali']) {
      expect(page.text.split(`Confirmé aussi par ${name}`)).toHaveLength(2);
    }
  });

  it('can come before the person answers', async () => {
    const { offered } = await wholeScene();
    await confirm(offered);
    const offer = await holder.get('/mes-badges');
    expect(offer.text).toContain(`Confirmé aussi par ${NAME}`);
    await holder.press(offer, /^Accepter/);
    const award = await now(offered);
    expect([award.state, commentsIn(award)]).toEqual(['accepted', [SEEN]]);
  });
});

describe('what is signed anew', () => {
  it('is the same credential in both forms, with the sentence in it and no name', async () => {
    const before = await now(scene.accepted);
    world.passTime(60);
    await confirm(scene.accepted);
    const after = await now(scene.accepted);
    const { proof, endorsement, ...said } = documentOf(after);
    const { proof: oldProof, ...saidBefore } = documentOf(before);
    expect(said).toEqual(saidBefore);
    expect(proof).not.toEqual(oldProof);
    expect(endorsement).toMatchObject([
      {
        type: ['VerifiableCredential', 'EndorsementCredential'],
        issuer: { id: 'did:web:badges.example:k:hauts-pres' },
        credentialSubject: {
          id: said['id'],
          type: ['EndorsementSubject'],
          endorsementComment: SEEN,
        },
        proof: [{ cryptosuite: 'eddsa-rdfc-2022' }],
      },
    ]);
    const claims = decodeJwt(jwtOf(after));
    expect(claims['endorsementJwt']).toHaveLength(1);
    expect(claims).not.toHaveProperty('endorsement');
    for (const text of [jsonOf(after), JSON.stringify(claims), jwtWithin(claims)]) {
      expect(/Leïla|Benmansour|Nadia/.exec(text)).toBeNull();
      expect(text).not.toContain(leila.id);
    }
  });

  it('keeps the bytes that it replaces, which stay authentic', async () => {
    const before = await now(scene.accepted);
    await confirm(scene.accepted);
    const after = await now(scene.accepted);
    const kept = (await earlierOf(world.services, after)).map(({ text }) => text);
    expect(kept.toSorted()).toEqual(Object.values(before.forms).toSorted());
    const { summary, checks, newest } = await world.services.verifyCredential(jsonOf(before));
    expect(summary).toMatchObject({ authentic: 'yes', standing: 'valid', issuerKnown: true });
    expect(checks.find(({ id }) => id === 'refresh')).toMatchObject({ outcome: 'warn' });
    expect(newest?.text).toBe(jsonOf(after));
    const jwt = await world.services.verifyCredential(jwtOf(before));
    expect(jwt.newest?.text).toBe(jwtOf(after));
  });

  it('is what the refresh address and every file give from now on', async () => {
    await confirm(scene.accepted);
    const after = await now(scene.accepted);
    const path = `/k/hauts-pres/credentials/${scene.accepted.id}`;
    expect((await world.visitor().send(`${path}.json`)).html).toBe(jsonOf(after));
    expect((await world.visitor().send(`${path}.jwt`)).html).toBe(jwtOf(after));
    const headers = { Accept: 'application/vc' };
    const refreshed = await world.visitor().send(`${path}/refresh`, { headers });
    expect(refreshed.html).toBe(jsonOf(after));
  });

  it('falls with the badge', async () => {
    const before = await now(scene.accepted);
    await confirm(scene.accepted);
    await colleague.press(
      await colleague.get(`/reconnaissances/${scene.accepted.id}/retirer`),
      /Retirer/,
      { reason: 'badge' },
    );
    const after = await now(scene.accepted);
    for (const text of [jsonOf(before), jsonOf(after), jwtOf(after)]) {
      const { summary } = await world.services.verifyCredential(text);
      expect(summary).toMatchObject({ authentic: 'yes', standing: 'revoked' });
    }
    const page = await world.visitor().get(`/k/hauts-pres/credentials/${scene.accepted.id}`);
    expect(page.text).toContain('celle-ci ne vaut plus');
    expect(page.$('.attribution.tone-ok')).toHaveLength(0);
    const own = await holder.get(`/mes-badges/${scene.accepted.id}`);
    expect(own.$('.attribution').length).toBe(2);
    expect(own.$('.attribution.tone-ok')).toHaveLength(0);
    expect(page.text).not.toContain('À mettre sur un CV');
  });
});

const jwtWithin = (claims: unknown) =>
  z
    .looseObject({ endorsementJwt: z.array(z.string()) })
    .parse(claims)
    .endorsementJwt.map((jwt) => JSON.stringify(decodeJwt(jwt)))
    .join('\n');

describe('at the same moment', () => {
  it('sent twice, at once or later, signs once', async () => {
    const press = await filled(scene.accepted, colleague);
    const pages = await Promise.all([press(), press()]);
    pages.push(await press());
    expect(pages.map(({ status }) => status)).toEqual([200, 200, 200]);
    const award = await now(scene.accepted);
    expect(award.endorsements).toHaveLength(1);
    expect(commentsIn(award)).toEqual([SEEN]);
    const kept = await earlierOf(world.services, award);
    expect(kept).toHaveLength(Object.keys(award.forms).length);
  });

  it('two colleagues both count', async () => {
    const karim = await world.add(world.hautsPres, 'Karim Benali', 'accompagnant');
    const theirs = 'A vérifié le froid avant de servir.';
    const both = [
      await filled(scene.accepted, colleague),
      await filled(scene.accepted, await world.signIn(karim), theirs),
    ];
    const pages = await Promise.all(both.map((press) => press()));
    expect(pages.map(({ status }) => status)).toEqual([200, 200]);
    const award = await now(scene.accepted);
    expect(commentsIn(award).toSorted()).toEqual([SEEN, theirs].toSorted());
    expect(award.endorsements?.map(({ sentence }) => sentence)).toEqual(commentsIn(award));
    const { summary, checks } = await world.services.verifyCredential(jwtOf(award));
    expect(summary.authentic).toBe('yes');
    expect(
      checks.filter(({ id, outcome }) => id === 'endorsement' && outcome === 'pass'),
    ).toHaveLength(2);
  });

  it('with the person’s answer, loses neither', async () => {
    const { offered } = await wholeScene();
    const press = await filled(offered, colleague);
    const accept = async () => decideAward(world.services, await now(offered), 'accepted');
    await Promise.all([press(), accept().catch(accept)]);
    const award = await now(offered);
    expect([award.state, commentsIn(award)]).toEqual(['accepted', [SEEN]]);
  });
});

describe('is refused, with a reason and nothing written', () => {
  async function expectRefused(award: Award, by: TestVisitor, reason: string | RegExp) {
    const before = await now(award);
    const page = await by.get(formOf(award));
    expect(page.status).toBe(200);
    expect(page.heading).toBe('Vous ne pouvez pas confirmer ce badge');
    expect(page.$('textarea')).toHaveLength(0);
    const sent = await (await filled(award, by))();
    expect(sent.status).toBe(409);
    for (const { text } of [page, sent]) expect(text).toMatch(reason);
    expect(await now(award)).toEqual(before);
    const badge = await by.get(`/k/hauts-pres/credentials/${award.id}`);
    expect(badge.text).not.toContain('Confirmer ce badge');
  }

  it('for who signed it', async () => {
    const nadia = await world.signIn(world.nadia);
    await expectRefused(scene.accepted, nadia, /Vous avez signé ce badge/);
    const person = await nadia.get(`/personnes/${scene.holder.id}`);
    expect(person.text).not.toContain('Je l’ai vu aussi');
  });

  it('for who holds it, also when they accompany others', async () => {
    const { hautsPres: kpa, nadia: staff } = world;
    const both = await world.add(kpa, 'Rosa Lopez', 'cooperant', 'accompagnant');
    const { experience } = scene;
    const badge = 'reperer-mes-talents';
    const award = await awardTo(world, { kpa, staff, holder: both, experience, badge });
    await expectRefused(award, await world.signIn(both), /Ce badge est à vous/);
  });

  it('for a badge on request: it stays between two people', async () => {
    const { hautsPres: kpa, nadia: staff } = world;
    const told = { kpa, staff, holder: scene.holder, experience: scene.experience };
    const award = await awardTo(world, { ...told, badge: 'tenir-mes-engagements', level: 1 });
    expect((await colleague.get(formOf(award))).status).toBe(404);
    expect((await (await filled(award, colleague))()).status).toBe(404);
    expect((await now(award)).endorsements ?? []).toHaveLength(0);
  });

  it('for a badge that was withdrawn; not for one that was set aside, which would tell', async () => {
    const { revoked, declined } = await wholeScene();
    await expectRefused(revoked, colleague, /Ce badge a été retiré/);
    await confirm(declined);
    const award = await now(declined);
    expect([award.state, commentsIn(award)]).toEqual(['declined', [SEEN]]);
  });

  it('with other words, once confirmed', async () => {
    await confirm(scene.accepted);
    const before = await now(scene.accepted);
    const page = await (await filled(scene.accepted, colleague, 'A aussi rangé la salle.'))();
    expect(page.status).toBe(409);
    expect(page.text).toContain('Vous avez déjà confirmé ce badge.');
    expect(await now(scene.accepted)).toEqual(before);
  });

  it('for a fifth signature', async () => {
    await confirm(scene.accepted);
    for (const name of ['Ali Moreau', 'Eva Petit']) {
      const other = await world.signIn(await world.add(world.hautsPres, name, 'accompagnant'));
      expect((await confirm(scene.accepted, SEEN, other)).status).toBe(200);
    }
    const last = await world.signIn(await world.add(world.hautsPres, 'Max Roy', 'accompagnant'));
    await expectRefused(scene.accepted, last, /déjà assez de signatures/);
  });

  it('when somebody wrote into what is stored: nothing of ours is signed over it', async () => {
    const stored = await now(scene.accepted);
    const json = jsonOf(stored).replace('relayé', 'remplacé');
    const forged = { ...stored, ...formsWith(stored, { json }) };
    await world.services.store.awards(scene.kpa.id).replace(forged);
    expect((await confirm(scene.accepted)).status).toBe(500);
    expect(jsonOf(await now(scene.accepted))).toBe(json);
  });
});
