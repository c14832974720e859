import { decodeProtectedHeader } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { signDocument } from '../../../src/credentials/write/sign.ts';
import { keysIn } from '../../../src/awards/forms.ts';
import { type ReissueRow, reissueAwards } from '../../../src/awards/reissue-awards.ts';
import { endorseAward } from '../../../src/features/endorsements/endorse-award.ts';
import { decideAward } from '../../../src/features/portfolio/decide-award.ts';
import type { Award } from '../../../src/storage/store.ts';
import { earlierOf } from '../../support/badges/earlier.ts';
import { type LeakedKey, playLeakedKey, WHY } from '../../support/badges/leaked-key.ts';
import { reloadAward, type Scene } from '../../support/scene.ts';
import type { World } from '../../support/world.ts';
import { awardOf } from '../awards/support.ts';
import { formsWith, jsonOf, jwtOf, textsUnder } from '../../support/signed-texts.ts';

let world: World;
let scene: Scene;
let disown: LeakedKey['disown'];
let reissue: LeakedKey['reissue'];
beforeEach(async () => {
  ({ world, scene, disown, reissue } = await playLeakedKey());
});
afterEach(() => world.destroy());

const signed = z.looseObject({
  proof: z.tuple([z.looseObject({ verificationMethod: z.string(), created: z.string() })]),
});
const read = (award: Award) => signed.parse(JSON.parse(jsonOf(award)));
const keyOf = (award: Award) => read(award).proof[0].verificationMethod.split('#')[1];
const jwtKeyOf = (award: Award) => decodeProtectedHeader(jwtOf(award)).kid?.split('#')[1];
const now = (award: Award) => reloadAward(world, award);
const earlier = (award: Award) => earlierOf(world.services, award);
const summaryOf = async (text: string | undefined) =>
  (await world.services.verifyCredential(text ?? '')).summary;

describe('a key that leaked', () => {
  it('verifies nothing any more, at once', async () => {
    const credential = jsonOf(scene.accepted);
    expect(await summaryOf(credential)).toMatchObject({ authentic: 'yes', standing: 'valid' });
    await disown();
    expect(await summaryOf(credential)).toMatchObject({ authentic: 'no' });
  });

  it('leaves the status of every badge readable: the lists are signed anew with it', async () => {
    const es256 = jwtOf(scene.revoked);
    await disown();
    expect(await summaryOf(es256)).toMatchObject({ authentic: 'yes', standing: 'revoked' });
    const standing = { authentic: 'yes', standing: 'valid' };
    expect(await summaryOf(jwtOf(scene.accepted))).toMatchObject(standing);
  });
});

describe('reissuing', () => {
  it('takes the awards that stand, each with its own row', async () => {
    await disown();
    const rows = await reissue('key-1');
    const outcomes = Object.fromEntries(
      Object.values(rows).map(({ awardId, outcome }) => [awardId, outcome]),
    );
    expect(outcomes).toEqual({
      [scene.offered.id]: 'reissued',
      [scene.accepted.id]: 'reissued',
      [scene.declined.id]: 'declined',
      [scene.revoked.id]: 'revoked',
    });
  });

  it('gives the same credential with a proof of its own day, and keeps the old bytes', async () => {
    const before = await now(scene.accepted);
    world.passTime(60);
    await disown();
    await reissue('key-1');
    const after = await now(scene.accepted);
    const { proof, ...said } = read(after);
    const { proof: oldProof, ...saidBefore } = read(before);
    expect(said).toEqual(saidBefore);
    expect(keyOf(after)).toBe('key-3');
    expect(proof[0].created > oldProof[0].created).toBe(true);
    expect(await earlier(after)).toEqual(
      textsUnder('Ed25519', before).map((text) => {
        return { text, at: '2026-10-14T17:30:00.000Z', ...WHY };
      }),
    );
    expect(jwtOf(after)).toBe(jwtOf(before));
    expect(await summaryOf(jsonOf(after))).toMatchObject({
      signature: 'right',
      standard: 'followed',
      authentic: 'yes',
      standing: 'valid',
      issuerKnown: true,
    });
  });

  it('is served at the address of the credential', async () => {
    await disown();
    await reissue('key-1');
    const path = `/k/${scene.kpa.slug}/credentials/${scene.accepted.id}.json`;
    const { html } = await world.visitor().send(path, { headers: { Accept: 'application/vc' } });
    expect(html).toBe(jsonOf(await now(scene.accepted)));
    expect(html).toContain('#key-3');
  });

  it('keeps the status entry: a badge reissued can still be withdrawn', async () => {
    await disown();
    await reissue('key-1');
    const after = await now(scene.accepted);
    expect(after.statusIndex).toBe(scene.accepted.statusIndex);
    const page = `/reconnaissances/${scene.accepted.id}/retirer`;
    const nadia = await world.signIn(world.nadia);
    await nadia.press(await nadia.get(page), /Retirer/, { reason: 'badge' });
    expect(await summaryOf(jsonOf(after))).toMatchObject({ authentic: 'yes', standing: 'revoked' });
  });

  it('of the key of the JWTs signs those anew, and leaves the rest byte for byte', async () => {
    const before = await now(scene.accepted);
    await disown('key-2');
    expect(await summaryOf(jwtOf(before))).toMatchObject({ authentic: 'no' });
    await reissue('key-2');
    const after = await now(scene.accepted);
    expect(jsonOf(after)).toBe(jsonOf(before));
    expect(jwtKeyOf(after)).toBe('key-3');
    expect((await earlier(after)).map(({ text }) => text)).toEqual([jwtOf(before)]);
    expect(await summaryOf(jwtOf(after))).toMatchObject({ authentic: 'yes' });
  });

  it('run again, or twice at once, signs nothing twice', async () => {
    await disown();
    const both = await Promise.all([reissue('key-1'), reissue('key-1')]);
    const reissued = both.flatMap((rows) =>
      Object.values(rows).filter(({ outcome }) => outcome === 'reissued'),
    );
    expect(reissued.map(({ awardId }) => awardId).sort()).toEqual(
      [scene.offered.id, scene.accepted.id].sort(),
    );
    const after = await now(scene.accepted);
    await reissue('key-1');
    expect(await now(scene.accepted)).toEqual(after);
    expect(await earlier(after)).toHaveLength(textsUnder('Ed25519', after).length);
  });

  it('takes an award that another process, with a signer of before, finishes behind it', async () => {
    const { version, ...late } = await awardOf(world.services, scene.kpa, world.bruno);
    const awards = world.services.store.awards(scene.kpa.id);
    await awards.remove(late.id);
    await disown();
    const rows: ReissueRow[] = [];
    const request = { ...WHY, signedWith: ['key-1'] };
    for await (const row of reissueAwards(world.services, scene.kpa, request)) {
      const issuedAt = '2020-01-01T00:00:00.000Z';
      if (rows.length === 0) await world.services.awardRows.insert({ ...late, issuedAt });
      rows.push(row);
    }
    expect(rows.find(({ awardId }) => awardId === late.id)).toMatchObject({ outcome: 'reissued' });
    expect(rows).toHaveLength(5);
  });

  it('and the person who accepts meanwhile sign an award anew once, whoever is first', async () => {
    await disown();
    const offered = await now(scene.offered);
    const [rows, isAccepted] = await Promise.all([
      reissue('key-1'),
      decideAward(world.services, offered, 'accepted').then(
        () => true,
        () => false,
      ),
    ]);
    // The other one finds it done; the person may be asked to try again.
    expect([undefined, 'reissued']).toContain(rows[offered.id]?.outcome);
    const after = await now(offered);
    expect(keyOf(after)).toBe('key-3');
    expect(await earlier(after)).toHaveLength(textsUnder('Ed25519', after).length);
    expect(after.state).toBe(isAccepted ? 'accepted' : 'offered');
  });

  it('signs no document that somebody wrote into the store, and goes on with the others', async () => {
    await disown();
    const stored = await now(scene.accepted);
    const forged = jsonOf(stored).replace('relayé', 'remplacé');
    const changed = { ...stored, ...formsWith(stored, { json: forged }) };
    await world.services.store.awards(scene.kpa.id).replace(changed);
    const rows = await reissue('key-1');
    expect(rows[scene.accepted.id]).toEqual({
      awardId: scene.accepted.id,
      outcome: 'failed',
      detail: 'The stored credential is not as it was signed',
    });
    expect(jsonOf(await now(scene.accepted))).toBe(forged);
    expect(rows[scene.offered.id]).toMatchObject({ outcome: 'reissued' });
  });

  it('signs no credential of another award', async () => {
    await disown();
    const stored = await now(scene.accepted);
    const json = jsonOf(await now(scene.offered));
    const changed = { ...stored, ...formsWith(stored, { json }) };
    await world.services.store.awards(scene.kpa.id).replace(changed);
    expect((await reissue('key-1'))[scene.accepted.id]).toMatchObject({
      outcome: 'failed',
      detail: 'The stored credential is not the one of this award',
    });
  });

  it('touches no other KPA', async () => {
    const theirs = await awardOf(world.services, world.moulins, world.ines);
    await disown();
    await reissue('key-1');
    expect(await reloadAward(world, theirs)).toEqual(theirs);
    expect(await summaryOf(jsonOf(theirs))).toMatchObject({ authentic: 'yes' });
  });
});

describe('reissuing a badge that others confirmed', () => {
  const SEEN = 'A gardé le sourire quand la file est devenue longue.';
  const ALSO = 'A vérifié le froid avant de servir.';
  const endorse = async (name: string, sentence: string) => {
    const by = await world.add(scene.kpa, name, 'accompagnant');
    return endorseAward(world.services, scene.kpa, scene.accepted.id, by, sentence);
  };
  /** What each embedded endorsement comes to, in a form of the badge. */
  const confirmedIn = async (text: string | undefined) => {
    const { summary, checks } = await world.services.verifyCredential(text ?? '');
    expect(summary).toMatchObject({ authentic: 'yes', standing: 'valid', issuerKnown: true });
    return checks
      .filter(({ id }) => id === 'endorsement')
      .map(({ outcome, endorsement }) => [outcome, endorsement?.comment]);
  };

  it('signs what they said anew with it, and changes no word of it', async () => {
    await endorse('Leïla Benmansour', SEEN);
    const before = await endorse('Karim Benali', ALSO);
    await disown();
    await reissue('key-1');
    const after = await now(scene.accepted);
    expect(keysIn(after)).toEqual(['key-3', 'key-2']);
    expect(jsonOf(after)).not.toContain('#key-1');
    expect(withoutProofs(jsonOf(after))).toEqual(withoutProofs(jsonOf(before)));
    expect(after.endorsements).toEqual(before.endorsements);
    expect(jwtOf(after)).toBe(jwtOf(before));
    for (const text of [jsonOf(after), jwtOf(after)]) {
      expect(await confirmedIn(text)).toEqual([
        ['pass', SEEN],
        ['pass', ALSO],
      ]);
    }
  });

  it('signs the JWTs within the JWT anew when their key leaked', async () => {
    const before = await endorse('Leïla Benmansour', SEEN);
    await disown('key-2');
    await reissue('key-2');
    const after = await now(scene.accepted);
    expect(keysIn(after)).toEqual(['key-1', 'key-3']);
    expect(jsonOf(after)).toBe(jsonOf(before));
    expect(await confirmedIn(jwtOf(after))).toEqual([['pass', SEEN]]);
  });

  it('leaves a badge that was confirmed under a later key: all in it is of that key', async () => {
    await endorse('Leïla Benmansour', SEEN);
    await world.services.keys.rotate(scene.kpa.id, { algorithm: 'Ed25519' }, WHY);
    const before = await endorse('Karim Benali', ALSO);
    expect(keysIn(before)).toEqual(['key-3', 'key-2']);
    await disown();
    expect(await reissue('key-1')).not.toHaveProperty(scene.accepted.id);
    expect(await now(scene.accepted)).toEqual(before);
    expect(await confirmedIn(jsonOf(before))).toEqual([
      ['pass', SEEN],
      ['pass', ALSO],
    ]);
  });

  it('finds nothing to do for a badge that was confirmed after its key was lost', async () => {
    await disown();
    const confirmed = await endorse('Leïla Benmansour', SEEN);
    expect(keysIn(confirmed)).toEqual(['key-3', 'key-2']);
    expect(await confirmedIn(jsonOf(confirmed))).toEqual([['pass', SEEN]]);
    expect(await reissue('key-1')).not.toHaveProperty(scene.accepted.id);
  });

  it('takes a badge in which only what somebody confirmed is of the lost key', async () => {
    const credential = jsonOf(await endorse('Leïla Benmansour', SEEN));
    await world.services.keys.rotate(scene.kpa.id, { algorithm: 'Ed25519' }, WHY);
    const shape = z.looseObject({ '@context': z.array(z.string()), proof: z.unknown() });
    const { proof, ...unsigned } = shape.parse(JSON.parse(credential));
    expect(proof).toBeDefined();
    const { keys, clock } = world.services;
    const did = 'did:web:badges.example:k:hauts-pres';
    const signer = await keys.signer(scene.kpa.id, did, 'Ed25519');
    const mixed = JSON.stringify(await signDocument(unsigned, signer, clock()));
    const stored = await now(scene.accepted);
    await world.services.awardRows.replace(stored, {
      ...stored,
      ...formsWith(stored, { json: mixed }),
    });
    await disown();
    const rows = await reissue('key-1');
    expect(rows[scene.accepted.id]).toMatchObject({ outcome: 'reissued' });
    const after = await now(scene.accepted);
    expect(keysIn(after)).toEqual(['key-3', 'key-2']);
    expect(await confirmedIn(jsonOf(after))).toEqual([['pass', SEEN]]);
  });
});

/** All that is said, at any depth. */
function withoutProofs(text: string): unknown {
  return JSON.parse(text, (key, value: unknown) => (key === 'proof' ? undefined : value));
}
