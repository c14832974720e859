/** What a verification will ask is read from a text before anything in it is believed. */
import { describe, expect, it } from 'vitest';
import { foresee, nameOf } from '../../../src/credentials/read/foresee.ts';
import { type Surroundings, verifyCredential } from '../../../src/credentials/verify/verify.ts';
import { verifyPresentation } from '../../../src/credentials/verify/verify-presentation.ts';
import { holder, issuer, signed, STATUS_LIST, surroundings } from '../support/issuer.ts';
import { document, es256, payload, signJwt } from '../support/jwt-issuer.ts';

const REFRESH = 'https://badges.example/k/lyon/credentials/0d1f/refresh';
const jwt = signJwt(payload, es256);
const envelope = {
  '@context': 'https://www.w3.org/ns/credentials/v2',
  id: `data:application/vc+jwt,${jwt}`,
  type: 'EnvelopedVerifiableCredential',
};
const presentation = (...verifiableCredential: readonly unknown[]) => ({
  '@context': ['https://www.w3.org/ns/credentials/v2'],
  type: ['VerifiablePresentation'],
  holder: holder.did,
  verifiableCredential,
});

/** The names of all questions that a world was asked. */
function listening(changes: Partial<Surroundings> = {}) {
  const asked: string[] = [];
  const world = surroundings(changes);
  const note = <T>(answer: T, ...question: Parameters<typeof nameOf>): T => {
    asked.push(nameOf(...question));
    return answer;
  };
  return {
    asked,
    world: {
      ...world,
      resolveDid: (about) => note(world.resolveDid(about), { asks: 'resolveDid', about }),
      fetchStatusList: (about) =>
        note(world.fetchStatusList(about), { asks: 'fetchStatusList', about }),
      knownIssuer: (about) => note(world.knownIssuer(about), { asks: 'knownIssuer', about }),
      refresh: (about, form) =>
        note(Promise.resolve({ outcome: 'not-found', detail: 'none' }), {
          asks: 'refresh',
          about,
          form,
        }),
    } satisfies Surroundings,
  };
}

const foreseen = (given: unknown) =>
  foresee(typeof given === 'string' ? given : JSON.stringify(given)).questions.map(nameOf);

describe('nothing is asked that was not foreseen', () => {
  it.each<[string, unknown, Partial<Surroundings>]>([
    ['of a badge', signed, {}],
    ['of its JWT', jwt, { resolveDid: () => Promise.resolve({ outcome: 'found', document }) }],
    ['of its JWT, in an envelope', envelope, {}],
  ])('%s', async (_, given, changes) => {
    const { asked, world } = listening(changes);
    await verifyCredential(given, world);
    expect(asked.length).toBeGreaterThan(0);
    expect(foreseen(given)).toEqual(expect.arrayContaining(asked));
  });

  it('of a presentation and what is in it', async () => {
    const given = presentation(signed, jwt, envelope);
    const { asked, world } = listening();
    await verifyPresentation(given, world);
    expect(asked.length).toBeGreaterThan(3);
    expect(foreseen(given)).toEqual(expect.arrayContaining(asked));
  });
});

describe('what is foreseen', () => {
  it('is each question once, those of the outermost first', () => {
    expect(foreseen(signed)).toEqual([
      `resolveDid application/vc ${issuer.did}`,
      `knownIssuer application/vc ${issuer.did}`,
      `fetchStatusList application/vc ${STATUS_LIST}`,
      `refresh application/vc ${REFRESH}`,
    ]);
  });

  it.each<[string, unknown, readonly string[]]>([
    [
      'several statuses',
      {
        credentialStatus: [
          { statusListCredential: 'https://a.example/1' },
          { statusListCredential: ['https://a.example/2'] },
          { type: '1EdTechRevocationList', id: 'https://a.example/3' },
        ],
      },
      ['https://a.example/1', 'https://a.example/2', 'https://a.example/3'],
    ],
    [
      'an endorsement, which has no newer form',
      {
        endorsement: [
          {
            type: ['EndorsementCredential'],
            issuer: { id: 'did:web:a.example' },
            refreshService: { id: 'https://a.example/r' },
          },
        ],
      },
      ['did:web:a.example', 'did:web:a.example'],
    ],
    ['a key in the identifier', { issuer: 'did:key:z6Mk' }, ['did:key:z6Mk']],
    ['other schemes', { refreshService: { id: 'javascript:x' }, holder: 'urn:x' }, []],
    ['no object', 'half of {', []],
    ['a list', [{ issuer: 'did:web:a.example' }], ['did:web:a.example', 'did:web:a.example']],
  ])('of %s', (_, given, about) => {
    const text = typeof given === 'string' ? given : JSON.stringify(given);
    expect(foresee(text).questions.map((question) => question.about)).toEqual(about);
  });

  it('is bounded, and so is how deep it looks into JWTs', () => {
    const many = Array.from({ length: 500 }, (_, at) => ({ issuer: `did:web:a${at}.example` }));
    expect(foresee(JSON.stringify(many)).questions).toHaveLength(64);
    const wrap = (held: string) => signJwt({ vc: held, iss: 'did:web:a.example' }, es256);
    const deep = wrap(wrap(wrap(wrap(wrap(signJwt({ iss: 'did:web:deep.example' }, es256))))));
    expect(JSON.stringify(foresee(deep))).not.toContain('deep.example');
    const shallow = wrap(signJwt({ iss: 'did:web:deep.example' }, es256));
    expect(JSON.stringify(foresee(shallow))).toContain('deep.example');
  });

  it('counts what there is', () => {
    expect(foresee('{"a":[1,2,3]}').values).toBe(5);
  });
});
