/** What others say within a badge: each by its own key, and none changes the badge’s verdict. */
import { describe, expect, it } from 'vitest';
import { badgeDigests } from '../../../src/credentials/read/badge-digest.ts';
import { signDocument } from '../../../src/credentials/write/sign.ts';
import {
  type Check,
  type Surroundings,
  verifyCredential,
} from '../../../src/credentials/verify/verify.ts';
import { fullCredential, issuer, NOW, otherIssuer, surroundings } from '../support/issuer.ts';
import { es256, publishing, signJwt } from '../support/jwt-issuer.ts';

const contexts = fullCredential['@context'];
const achievementId = fullCredential.credentialSubject.achievement.id;

/** Said by the stranger about the badge class. */
function saying(comment: string, changes: object = {}) {
  return {
    '@context': contexts,
    id: `https://stranger.example/endorsements/${encodeURIComponent(comment)}`,
    type: ['VerifiableCredential', 'EndorsementCredential'],
    name: 'Un mot',
    issuer: { id: otherIssuer.did, type: ['Profile'], name: 'Une entreprise voisine' },
    validFrom: '2026-11-01T00:00:00Z',
    credentialSubject: {
      id: achievementId,
      type: ['EndorsementSubject'],
      endorsementComment: comment,
    },
    ...changes,
  };
}

const word = await signDocument(saying('Utile chez nous'), otherIssuer.signer, NOW);
/** The same in the stranger’s name, signed by the badge’s issuer. */
const byTheKpa = await signDocument(saying('Utile chez nous'), issuer.signer, NOW);

/** A badge whose class carries these endorsements. */
async function badgeWith(members: object, top: object = {}): Promise<unknown> {
  const { credentialSubject: subject } = fullCredential;
  const achievement = { ...subject.achievement, ...members };
  const credential = { ...fullCredential, ...top, credentialSubject: { ...subject, achievement } };
  return signDocument(credential, issuer.signer, NOW);
}

/** The stranger’s word on the badge itself, bound to it by these members. */
const onTheBadge = (comment: string, members: object) =>
  saying(comment, {
    credentialSubject: {
      id: fullCredential.id,
      type: ['EndorsementSubject'],
      endorsementComment: comment,
    },
    ...members,
  });

async function confirmedBy(members: object, by = otherIssuer): Promise<readonly string[]> {
  const word = await signDocument(
    { ...onTheBadge('Vu chez nous', members), issuer: { id: by.did, type: ['Profile'] } },
    by.signer,
    NOW,
  );
  const badge = await signDocument({ ...fullCredential, endorsement: [word] }, issuer.signer, NOW);
  return outcomes(badge);
}

async function said(badge: unknown, world = surroundings()): Promise<readonly Check[]> {
  const { summary, checks } = await verifyCredential(JSON.stringify(badge), world);
  expect(summary).toMatchObject({ authentic: 'yes', standing: 'valid', issuerKnown: true });
  return checks.filter(({ id }) => id === 'endorsement');
}

async function outcomes(badge: unknown, world?: Surroundings): Promise<readonly string[]> {
  return (await said(badge, world)).map(({ outcome }) => outcome);
}

describe('an endorsement counts for a badge', () => {
  it('when it comes from whoever answers for the badge’s address', async () => {
    expect(await confirmedBy({}, issuer)).toEqual(['pass']);
    expect(await confirmedBy({}, otherIssuer)).toEqual(['warn']);
  });

  it('or when it holds the digest of this very badge', async () => {
    const digests = await badgeDigests({ ...fullCredential });
    const others = await badgeDigests({ ...fullCredential, name: 'Un autre' });
    const held = (digest: string, id: string = fullCredential.id) =>
      digest.startsWith('sha') ? { id, digestSRI: digest } : { id, digestMultibase: digest };
    for (const digest of digests) {
      expect(await confirmedBy({ relatedResource: [held(digest)] })).toEqual(['pass']);
    }
    for (const digest of others) {
      expect(await confirmedBy({ relatedResource: [held(digest)] })).toEqual(['warn']);
    }
    const elsewhere = held(digests[0] ?? '', 'https://elsewhere.example/1');
    expect(await confirmedBy({ relatedResource: [elsewhere] })).toEqual(['warn']);
  });
});

describe('an endorsement', () => {
  it('is verified by its own issuer, and says who said what', async () => {
    expect(await said(await badgeWith({ endorsement: [word] }))).toMatchObject([
      {
        // Anybody can sign a word on a badge class: it is told, and does not count.
        outcome: 'warn',
        endorsement: {
          by: { id: otherIssuer.did, name: 'Une entreprise voisine' },
          about: achievementId,
          comment: 'Utile chez nous',
        },
      },
    ]);
  });

  it('is found at any depth', async () => {
    const about = (id: string) => ({
      credentialSubject: { id, type: ['EndorsementSubject'], endorsementComment: 'x' },
    });
    const onIssuer = await signDocument(saying('a', about(issuer.did)), otherIssuer.signer, NOW);
    const onBadge = await signDocument(saying('b'), otherIssuer.signer, NOW);
    const badge = await badgeWith(
      { endorsement: [onBadge] },
      { issuer: { ...fullCredential.issuer, endorsement: [onIssuer] } },
    );
    expect(await outcomes(badge)).toEqual(['warn', 'warn']);
  });

  it('holds none itself: a badge around it would be another document', async () => {
    const inner = await signDocument(saying('b'), otherIssuer.signer, NOW);
    const by = { id: otherIssuer.did, type: ['Profile'], endorsement: [inner] };
    const outer = await signDocument(saying('c', { issuer: by }), otherIssuer.signer, NOW);
    const { summary } = await verifyCredential(
      await badgeWith({ endorsement: [outer] }),
      surroundings(),
    );
    expect(summary.authentic).toBe('no');
  });

  it('can be a JWT, and hold others', async () => {
    const jwtIssuer = { id: issuer.did, type: ['Profile'], name: 'KPA-Cité Lyon' };
    const credential = saying('En JWT', { issuer: jwtIssuer });
    const claims = {
      iss: issuer.did,
      jti: credential.id,
      sub: achievementId,
      nbf: Date.parse(credential.validFrom) / 1000,
    };
    const world = surroundings({
      resolveDid: (did) =>
        Promise.resolve({
          outcome: 'found',
          document: did === issuer.did ? publishing([es256]) : otherIssuer.didDocument,
        }),
    });
    const text = signJwt({ ...credential, ...claims });
    const holding = signJwt({
      ...credential,
      issuer: { ...jwtIssuer, endorsementJwt: [text] },
      ...claims,
    });
    expect(await outcomes(await badgeWith({ endorsementJwt: [text] }), world)).toEqual(['warn']);
    const both = await said(await badgeWith({ endorsementJwt: [holding] }), world);
    // The second one is about the badge class, and stands on the issuer.
    expect(both.map(({ outcome }) => outcome)).toEqual(['warn', 'warn']);
  });

  it('does not count when it is about something else', async () => {
    const other = saying('Ailleurs', {
      credentialSubject: { id: 'https://elsewhere.example/1', type: ['EndorsementSubject'] },
    });
    const signed = await signDocument(other, otherIssuer.signer, NOW);
    expect(await outcomes(await badgeWith({ endorsement: [signed] }))).toEqual(['warn']);
  });

  it.each<[string, object]>([
    [
      'another comment',
      { credentialSubject: { ...word.credentialSubject, endorsementComment: 'x' } },
    ],
    ['another issuer', { issuer: issuer.did }],
    ['no proof', { proof: undefined }],
    ['no name', { name: undefined }],
  ])('with %s is false, and the badge stays as it is', async (_name, changes) => {
    // JSON leaves undefined members out, as a forger would.
    const forged: unknown = JSON.parse(JSON.stringify({ ...word, ...changes }));
    expect(await outcomes(await badgeWith({ endorsement: [forged] }))).toEqual(['fail']);
  });

  it('with a proof by the badge’s issuer is nobody’s word: its own may have keys not seen', async () => {
    expect(await outcomes(await badgeWith({ endorsement: [{ ...word, ...byTheKpa }] }))).toEqual([
      'unknown',
    ]);
  });

  it('that has expired no longer counts', async () => {
    const old = saying('Avant', { validUntil: '2026-11-10T00:00:00Z' });
    const signed = await signDocument(old, otherIssuer.signer, NOW);
    expect(await outcomes(await badgeWith({ endorsement: [signed] }))).toEqual(['warn']);
  });

  it('is unknown when its issuer does not answer', async () => {
    const world = surroundings({
      resolveDid: (did) =>
        did === issuer.did
          ? Promise.resolve({ outcome: 'found', document: issuer.didDocument })
          : Promise.resolve({ outcome: 'unreachable', detail: 'timeout' }),
    });
    expect(await outcomes(await badgeWith({ endorsement: [word] }), world)).toEqual(['unknown']);
  });

  it('is one of a dozen at most', async () => {
    const many = await Promise.all(
      Array.from({ length: 14 }, (_, n) =>
        signDocument(saying(String(n)), otherIssuer.signer, NOW),
      ),
    );
    let asked = 0;
    const world = surroundings();
    const counting = surroundings({
      resolveDid: (did) => {
        asked += 1;
        return world.resolveDid(did);
      },
    });
    const outcome = await outcomes(await badgeWith({ endorsement: many }), counting);
    expect(outcome).toEqual([...Array<string>(12).fill('warn'), 'unknown']);
    expect(asked).toBe(2);
  });

  it('is not looked at when the badge is not authentic', async () => {
    const badge = await badgeWith({ endorsement: [word] });
    const forged = JSON.stringify(badge).replace('Fait seul', 'Transmet bien');
    const { summary, checks } = await verifyCredential(forged, surroundings());
    expect(summary.authentic).toBe('no');
    expect(checks.map(({ id }) => id)).not.toContain('endorsement');
  });

  it('can be verified by itself, and is no badge', async () => {
    const { summary, kind, credential } = await verifyCredential(word, surroundings());
    expect(summary).toMatchObject({ authentic: 'yes', standing: 'valid', issuerKnown: false });
    expect({ kind, comment: credential?.description }).toEqual({
      kind: 'endorsement',
      comment: 'Utile chez nous',
    });
  });
});
