/** Awards stored before their forms stood under the ids of their formats (docs/adr/0010, 0019). */
import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { IMAGE_FORMATS, SIGNATURE_FORMATS } from '../../src/credentials/formats/formats.ts';
import { readBadgeFile } from '../../src/credentials/formats/read-badge-file.ts';
import { reissueAwards } from '../../src/awards/reissue-awards.ts';
import { readConfig } from '../../src/config.ts';
import { disownKey } from '../../src/features/key-management/disown-key.ts';
import { findDoubtfulRows } from '../../src/features/key-management/doubtful-rows.ts';
import { rewrapSecrets } from '../../src/features/key-management/rewrap-secrets.ts';
import { secretContext } from '../../src/features/providers/oidc.ts';
import { sealContext } from '../../src/features/sharing/share-portfolio.ts';
import { createServices } from '../../src/services.ts';
import { earlierOf } from '../support/badges/earlier.ts';
import { jsonOf, jwtOf } from '../support/signed-texts.ts';
import { ids, oldRow, openOldHouse, rawRows, secrets, token } from './before-forms.ts';
import type { OldAward, OldHouse } from './before-forms.ts';

const why = { by: 'Karim Benali', reason: 'a test' };
const SEEN = 'A gardé le sourire quand la file est devenue longue.';
const pathOf = (id: string) => `/k/hauts-pres/credentials/${id}`;

let house: OldHouse;
afterEach(() => house.destroy());

const answerOn = async (id: string) =>
  (await house.services.awardJudge.judge(house.kpa, await house.award(id))).answer;

describe('a database from before', () => {
  it('is believed, row by row, and shown as it was', async () => {
    house = await openOldHouse();
    const answers = await Promise.all(Object.values(ids).map(answerOn));
    expect(answers).toEqual(['sound', 'sound', 'sound', 'revoked', 'sound']);
    const page = await house.visitor().get(`/p/${token}`);
    for (const words of [SEEN, 'Nadia Roche', 'Leïla Benmansour', 'retiré']) {
      expect(page.text).toContain(words);
    }
    expect(page.text).not.toContain('sans réponse');
    const rows = findDoubtfulRows(house.services, { id: house.kpa.id, kpa: house.kpa });
    expect(await rows.next()).toMatchObject({ done: true });
    expect(house.logged).toEqual([]);
  });

  it('gives its badges byte for byte, and verifies them', async () => {
    house = await openOldHouse();
    const { credential, credentialJwt = '' } = oldRow(ids.accepted);
    const visitor = house.visitor();
    const path = pathOf(ids.accepted);
    expect((await visitor.send(`${path}.json`)).html).toBe(credential);
    expect((await visitor.send(`${path}.jwt`)).html).toBe(credentialJwt);
    const headers = { Accept: 'application/vc+jwt' };
    expect((await visitor.send(`${path}/refresh`, { headers })).html).toBe(credentialJwt);
    const svg = new TextEncoder().encode((await visitor.send(`${path}.svg`)).html);
    expect(await readBadgeFile(svg)).toMatchObject({ ok: true, text: credential });
    for (const text of [credential, credentialJwt]) {
      const { summary, newest } = await house.services.verifyCredential(text);
      expect(summary).toMatchObject({ authentic: 'yes', standing: 'valid', issuerKnown: true });
      expect(newest).toBeUndefined();
    }
  });

  it('has badges without a JWT, as before', async () => {
    house = await openOldHouse();
    const path = pathOf(ids.withoutJwt);
    const page = await house.visitor().get(path);
    const files = page.$('a[download]').toArray();
    expect(files.map((link) => page.$(link).attr('href'))).toEqual(
      [...IMAGE_FORMATS.map(({ extension }) => extension), 'json'].map((one) => `${path}.${one}`),
    );
    const sent = await Promise.all(
      ['.json', '.jwt'].map(async (end) => (await house.visitor().send(`${path}${end}`)).status),
    );
    expect(sent).toEqual([200, 404]);
  });

  it('takes what people do: a withdrawal, an acceptance, a confirmation', async () => {
    house = await openOldHouse();
    const nadia = await house.signIn('Nadia Roche');
    const awa = await house.signIn('Awa Diallo');
    const leila = await house.signIn('Leïla Benmansour');
    const revoking = await nadia.get(`/reconnaissances/${ids.accepted}/retirer`);
    await nadia.press(revoking, /^(Annuler|Retirer) le badge$/u, { reason: 'badge' });
    await awa.press(await awa.get(`/mes-badges/${ids.offered}`), 'Accepter');
    const confirming = await leila.get(`/reconnaissances/${ids.withoutJwt}/confirmer`);
    await leila.press(confirming, 'Signer', { sentence: SEEN });

    const answers = await Promise.all(Object.values(ids).map(answerOn));
    expect(answers).toEqual(['revoked', 'sound', 'sound', 'revoked', 'sound']);
    const source = oldRow(ids.accepted).credential;
    const { summary } = await house.services.verifyCredential(source);
    expect(summary).toMatchObject({ authentic: 'yes', standing: 'revoked' });
    // Signed anew, it has every form of today, and keeps what it had.
    const confirmed = await house.award(ids.withoutJwt);
    expect(Object.keys(confirmed.forms)).toEqual(SIGNATURE_FORMATS.map(({ id }) => id));
    expect((await earlierOf(house.services, confirmed)).map(({ text }) => text)).toEqual([
      oldRow(ids.withoutJwt).credential,
    ]);
    expect(house.logged).toEqual([]);
  });

  it('is signed anew after a theft, but for what another key signed', async () => {
    house = await openOldHouse();
    const { services, kpa } = house;
    const keptBefore = await earlierOf(services, await house.award(ids.accepted));
    expect(keptBefore).toHaveLength(2);
    await disownKey(services, kpa, 'key-1', why);
    const outcomes = new Map<string, string>();
    for await (const row of reissueAwards(services, kpa, { ...why, signedWith: ['key-1'] })) {
      outcomes.set(row.awardId, row.outcome);
    }
    expect(Object.values(ids).map((id) => outcomes.get(id))).toEqual([
      ...['reissued', 'reissued', 'declined', 'revoked', 'reissued'],
    ]);
    const after = await house.award(ids.accepted);
    const before = oldRow(ids.accepted);
    expect(jsonOf(after)).toContain('#key-3');
    expect(jwtOf(after)).toBe(before.credentialJwt);
    // What the award held itself is moved out of it, as it was.
    expect(after).not.toHaveProperty('superseded');
    const [newest, ...kept] = (await earlierOf(services, after)).toReversed();
    expect(newest).toMatchObject({ text: before.credential, ...why });
    expect(kept).toHaveLength(2);
    expect(kept).toEqual(expect.arrayContaining(keptBefore));
    expect(await answerOn(ids.accepted)).toBe('sound');
    const verified = await services.verifyCredential(before.credentialJwt);
    expect(verified.newest).toBeUndefined();
  });

  it('goes under another master key, with its MACs', async () => {
    house = await openOldHouse();
    const config = readConfig({
      NODE_ENV: 'test',
      PUBLIC_URL: house.config.publicUrl,
      ...secrets,
      MASTER_KEY: randomBytes(32).toString('base64'),
      MASTER_KEY_PREVIOUS: secrets['MASTER_KEY'] ?? '',
    });
    const { database } = house;
    const log = pino({ level: 'silent' });
    const between = await createServices(config, { database, log });
    const done = await rewrapSecrets(
      { ...between, shareLinkContext: sealContext, providerContext: secretContext },
      why,
    );
    expect(done.awards).toEqual({ rewrapped: 5, current: 0, failed: [] });
    const { masterKeyPrevious, ...alone } = { masterKeyPrevious: [], ...config };
    const now = await createServices(alone, { database, log });
    const judged = await now.awardJudge.doubtOf(house.kpa, await house.award(ids.accepted));
    expect([masterKeyPrevious, judged]).toEqual([[], undefined]);
  });

  it('is left as it was by whoever reads it, and written in the shape of today', async () => {
    house = await openOldHouse();
    await house.visitor().get(pathOf(ids.accepted));
    const awa = await house.signIn('Awa Diallo');
    await awa.press(await awa.get(`/mes-badges/${ids.offered}`), 'Accepter');
    const { credential, credentialJwt } = oldRow(ids.offered);
    const raw = rawRows(house.database, 'awards');
    expect(await raw.findById(ids.accepted)).toEqual({ ...oldRow(ids.accepted), version: 1 });
    const written = await raw.findById(ids.offered);
    expect(written).toMatchObject({
      shape: 1,
      forms: { 'data-integrity': credential, 'vc-jwt': credentialJwt },
    });
    expect(written).not.toHaveProperty('credential');
    expect(written).not.toHaveProperty('credentialJwt');
  });
});

const other = () => oldRow(ids.withoutJwt);
const without = ({ credential, credentialJwt, ...rest }: OldAward) => rest;
const formsOf = ({ credential, credentialJwt }: OldAward) => ({
  'data-integrity': credential,
  'vc-jwt': credentialJwt,
});

/** Who writes in the database gains nothing by a text that goes from one shape into the other. */
describe('a row of before in which somebody wrote', () => {
  const changed = (change: (award: OldAward) => object) =>
    openOldHouse((award) => (award.id === ids.accepted ? change(award) : award));

  it('is what it was, in the shape of today', async () => {
    house = await changed((award) => ({ ...without(award), shape: 1, forms: formsOf(award) }));
    expect(await answerOn(ids.accepted)).toBe('sound');
    expect((await house.visitor().send(`${pathOf(ids.accepted)}.json`)).html).toBe(
      oldRow(ids.accepted).credential,
    );
  });

  it.each<[string, (award: OldAward) => object]>([
    ['the JWT in the place of the JSON', (row) => ({ ...row, credential: row.credentialJwt })],
    [
      'each in the place of the other',
      (row) => ({ ...row, credential: row.credentialJwt, credentialJwt: row.credential }),
    ],
    ['no JWT', ({ credentialJwt, ...row }) => row],
    ['the JSON of another award', (row) => ({ ...row, credential: other().credential })],
    [
      'the JSON of another award, in the shape of today',
      (row) => ({
        ...without(row),
        shape: 1,
        forms: { ...formsOf(row), 'data-integrity': other().credential },
      }),
    ],
    [
      'its forms under the names of the fields',
      ({ credential, credentialJwt, ...row }) => ({
        ...row,
        shape: 1,
        forms: { credential, credentialjwt: credentialJwt },
      }),
    ],
    [
      'a form more',
      (row) => ({ ...without(row), shape: 1, forms: { ...formsOf(row), 'not-ours': 'x' } }),
    ],
    ['no form', without],
    ['the MAC of another award', (row) => ({ ...row, mac: other()['mac'] })],
  ])('is not believed with %s', async (_, change) => {
    house = await changed(change);
    const doubt = await house.services.awardJudge.doubtOf(
      house.kpa,
      await house.award(ids.accepted),
    );
    expect(doubt?.why).toContain('row: changed');
    expect(await answerOn(ids.accepted)).toBe('unknown');
    const page = await house.visitor().get(pathOf(ids.accepted));
    expect(page.heading).toBe('Nous ne pouvons pas répondre');
  });

  it.each<[string, (award: OldAward) => object]>([
    ['both shapes', (row) => ({ ...row, forms: formsOf(other()) })],
    ['both shapes and the number of today', (row) => ({ ...row, shape: 1, forms: formsOf(row) })],
    ['the number of today alone', (row) => ({ ...row, shape: 1 })],
    ['a number to come', (row) => ({ ...without(row), shape: 2, forms: formsOf(row) })],
  ])('is not even read with %s', async (_, change) => {
    house = await changed(change);
    const reading = house.award(ids.accepted);
    await expect(reading).rejects.toMatchObject({ code: 'INVALID_DOCUMENT' });
    expect((await house.visitor().send(`${pathOf(ids.accepted)}.json`)).status).toBe(500);
  });
});
