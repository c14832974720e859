/** POST /api/verify, /credentials/verify and /presentations/verify: answers for programs. */
import { ed25519 } from '@noble/curves/ed25519.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { signDocument } from '../../../src/credentials/write/sign.ts';
import { presentationAnswer, verifyAnswer } from '../../../src/features/vc-api/messages.ts';
import { verificationSchema } from '../../../src/web/api/verification-schema.ts';
import { changed, nudge } from '../../credentials/support/faults/mutations.ts';
import { olderBadges } from '../../credentials/support/older-badges.ts';
import { type ApiAnswer, send, sendJson, type Sent } from '../../support/visits/api.ts';
import { type Scene, playScene } from '../../support/scene.ts';
import { type World, createWorld } from '../../support/world.ts';
import { encodeEd25519Multikey } from '../../credentials/support/multikey.ts';
import { jsonOf } from '../../support/signed-texts.ts';
import { english, french } from '../../support/languages/languages.ts';

const NAME = 'Zoé Müller';
const PUBLIC = 'https://badges.example';
/** The least that a credential says, beside its issuer. */
const plain = {
  '@context': ['https://www.w3.org/ns/credentials/v2'],
  type: ['VerifiableCredential'],
  credentialSubject: { id: 'did:example:1' },
};

let world: World;
let scene: Scene;
beforeAll(async () => {
  world = await createWorld();
  const { hautsPres, nadia } = world;
  const holder = await world.add(hautsPres, NAME, 'cooperant');
  scene = await playScene(world, { kpa: hautsPres, staff: nadia, holder });
});
afterAll(() => world.destroy());

const verify = (sent: Sent) => send(world, '/api/verify', sent);
const text = (body: string, type = 'text/plain') =>
  verify({ headers: { 'Content-Type': type }, body });
const addressOf = ({ id }: { readonly id: string }) => `/k/hauts-pres/credentials/${id}`;

async function fileOf(extension: string): Promise<Uint8Array<ArrayBuffer>> {
  const answer = await fetch(`${world.origin}${addressOf(scene.accepted)}.${extension}`);
  expect(answer.status).toBe(200);
  return new Uint8Array(await answer.arrayBuffer());
}

function form(fields: Readonly<Record<string, string | Blob>>): Sent {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  return { body };
}

/** What is described is all that is answered. */
function described<T>(schema: z.ZodType<T>, { json }: ApiAnswer): T {
  const parsed = schema.parse(json);
  expect(json).toEqual(parsed);
  return parsed;
}

describe('POST /api/verify: a true badge', () => {
  it.each(['json', 'jwt', 'png', 'svg'])(
    'as the bytes of its %s, whatever they are called',
    async (extension) => {
      for (const type of ['application/octet-stream', 'text/plain', 'application/json']) {
        const answer = await verify({
          headers: { 'Content-Type': type },
          body: await fileOf(extension),
        });
        expect(answer.status).toBe(200);
        expect(described(verificationSchema, answer)).toMatchObject({
          summary: {
            signature: 'right',
            standard: 'followed',
            authentic: 'yes',
            standing: 'valid',
            issuerKnown: true,
          },
          kind: 'badge',
          issuer: { name: 'KPA des Hauts-Prés' },
          credential: { name: 'Je travaille en équipe' },
        });
      }
    },
  );

  it('as its address', async () => {
    const answer = await text(`${PUBLIC}${addressOf(scene.accepted)}\n`);
    expect(answer.json).toMatchObject({ summary: { authentic: 'yes', standing: 'valid' } });
  });

  it('as a file in a form, compared with a name', async () => {
    const file = new File([await fileOf('png')], 'badge.png');
    const same = described(verificationSchema, await verify(form({ file, name: NAME })));
    expect(same.checks).toContainEqual(
      expect.objectContaining({ id: 'recipient', outcome: 'pass' }),
    );
    const other = described(verificationSchema, await verify(form({ file, name: 'Bruno Martin' })));
    expect(other.checks).toContainEqual(
      expect.objectContaining({ id: 'recipient', outcome: 'fail' }),
    );
    expect(world.logged.join('\n')).not.toContain('Bruno Martin');
  });

  it('as text in a form', async () => {
    const answer = await verify(form({ source: jsonOf(scene.accepted) }));
    expect(answer.json).toMatchObject({ summary: { authentic: 'yes' } });
  });

  it.each(Object.getOwnPropertyNames(Object.prototype).filter((name) => !/^_|tor$/.test(name)))(
    'is answered, and ends no thread, with a member named %s',
    async (name) => {
      const forged = jsonOf(scene.accepted).replace(/"name":"[^"]*"/, `"name":{"${name}":5}`);
      const { checks } = described(verificationSchema, await text(forged));
      expect(checks.map(({ id }) => id)).toContain('signature');
    },
  );

  it('says in English what was checked, by codes that other languages have', async () => {
    const { checks } = described(verificationSchema, await text(jsonOf(scene.accepted)));
    expect(checks.length).toBeGreaterThan(5);
    for (const { code, values, sentence, explanation = [], detail } of checks) {
      for (const one of [{ code, values, sentence }, ...explanation]) {
        expect(one.sentence).toBe(english.say(one));
        expect(one.sentence).toMatch(/^[A-Z].*\.$/);
        expect(french.say(one)).toMatch(/^\p{Lu}.*\.$/u);
        expect(french.say(one)).not.toBe(one.sentence);
      }
      expect(detail).not.toBe('');
    }
  });

  it('may be asked from a page elsewhere, and is not kept by anybody', async () => {
    const answer = await text(jsonOf(scene.accepted));
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('set-cookie')).toBeNull();
    const preflight = await fetch(`${world.origin}/api/verify`, { method: 'OPTIONS' });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toBe('Content-Type');
  });
});

describe('POST /api/verify: what is no true badge', () => {
  it('is a badge whose state is told, and no error: revoked, changed', async () => {
    const revoked = described(verificationSchema, await text(jsonOf(scene.revoked)));
    expect(revoked.summary).toMatchObject({ authentic: 'yes', standing: 'revoked' });
    const document: unknown = JSON.parse(jsonOf(scene.accepted));
    const forged = changed(document, ['credentialSubject', 'narrative'], (value) =>
      nudge(String(value)),
    );
    const answer = described(verificationSchema, await text(JSON.stringify(forged)));
    expect(answer.summary).toMatchObject({
      authentic: 'no',
      standing: 'unknown',
      issuerKnown: false,
    });
  });

  it.each<[string, Sent, number]>([
    ['nothing', { body: '' }, 400],
    ['a form without a badge', form({ name: NAME }), 400],
    ['a name without end', form({ source: '{}', name: 'x'.repeat(81) }), 400],
    ['a word', { body: 'bonjour' }, 422],
    ['an address that does not answer', { body: 'https://elsewhere.example/badge.json' }, 422],
    ['a portfolio', { body: `${PUBLIC}/p/abcdefghijklmnopqrstuv` }, 422],
    ['bytes', { body: new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 255]) }, 422],
    ['two megabytes', { body: new Uint8Array(2_000_000) }, 413],
    ['a file of 1.2 MB in a form', form({ file: new Blob([new Uint8Array(1_200_000)]) }), 413],
    [
      'half a form',
      { body: '--x\r\nContent-', headers: { 'Content-Type': 'multipart/form-data; boundary=x' } },
      400,
    ],
    ['a compressed bomb that is none', { body: 'x', headers: { 'Content-Encoding': 'gzip' } }, 400],
  ])('gets a sentence: %s', async (_, sent, status) => {
    const answer = await verify(sent);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.json['detail']).toMatch(/^.{10,200}$/s);
  });
});

describe('POST /credentials/verify', () => {
  const ask = (verifiableCredential: unknown) =>
    sendJson(world, '/credentials/verify', {
      verifiableCredential,
      options: { checks: ['proof'] },
    });

  it('takes a badge of ours as JSON, as a JWT and in an envelope', async () => {
    const jwt = new TextDecoder().decode(await fileOf('jwt'));
    const envelope = {
      '@context': 'https://www.w3.org/ns/credentials/v2',
      id: `data:application/vc+jwt,${jwt}`,
      type: 'EnvelopedVerifiableCredential',
    };
    for (const one of [JSON.parse(jsonOf(scene.accepted)), jwt, envelope]) {
      const answer = await ask(one);
      expect(answer.status).toBe(200);
      expect(described(verifyAnswer, answer)).toMatchObject({
        verified: true,
        problemDetails: [],
        errors: [],
        verification: { kind: 'badge' },
      });
    }
  });

  it('says why not, with the status 400 that W3C’s suites expect', async () => {
    const document: unknown = JSON.parse(jsonOf(scene.accepted));
    const cases: readonly (readonly [unknown, string])[] = [
      [changed(document, ['name'], () => 'Autre chose'), 'CRYPTOGRAPHIC_SECURITY_ERROR'],
      [changed(document, ['type'], () => []), 'MALFORMED_VALUE_ERROR'],
      [JSON.parse(jsonOf(scene.revoked)), 'STATUS_VERIFICATION_ERROR'],
      ['a.b.c', 'PARSING_ERROR'],
    ];
    for (const [credential, type] of cases) {
      const answer = await ask(credential);
      expect(answer.status).toBe(400);
      const { verified, problemDetails, errors } = described(verifyAnswer, answer);
      expect(verified).toBe(false);
      expect(problemDetails.map((problem) => problem.type).join()).toContain(type);
      expect(errors.length).toBe(problemDetails.length);
    }
  });

  it.each([
    ['no credential', '{}'],
    ['JSON as text', JSON.stringify({ verifiableCredential: '{"id":"urn:a"}' })],
    ['a list', '[]'],
    ['a key twice', '{"verifiableCredential":{"a":1,"a":2}}'],
    ['a form', 'verifiableCredential=x'],
  ])('refuses %s', async (_, body) => {
    expect((await sendJson(world, '/credentials/verify', body)).status).toBe(400);
  });

  it('can be asked for an issuer that the network lists, too', async () => {
    const secret = new Uint8Array(32).fill(9);
    const key = encodeEd25519Multikey(ed25519.getPublicKey(secret));
    const did = `did:key:${key}`;
    const unsigned = { ...plain, issuer: did };
    const signer = {
      id: `${did}#${key}`,
      algorithm: 'Ed25519' as const,
      sign: (bytes: Uint8Array) => Promise.resolve(ed25519.sign(bytes, secret)),
    };
    const ofUnknownIssuer = await signDocument(unsigned, signer, new Date('2026-10-14T12:00:00Z'));
    const answerOn = async (verifiableCredential: unknown, options: object) =>
      described(
        verifyAnswer,
        await sendJson(world, '/credentials/verify', { verifiableCredential, options }),
      );
    const wanted = { requireKnownIssuer: true };
    expect((await answerOn(ofUnknownIssuer, {})).verified).toBe(true);
    expect(await answerOn(ofUnknownIssuer, wanted)).toMatchObject({
      verified: false,
      problemDetails: [{ type: `${PUBLIC}/problems/unknown-issuer` }],
    });
    expect((await answerOn(JSON.parse(jsonOf(scene.accepted)), wanted)).verified).toBe(true);
  });

  it('says which type it takes', async () => {
    const answer = await send(world, '/credentials/verify', { body: '{}' });
    expect([answer.status, answer.json['code']]).toEqual([415, 'UNSUPPORTED']);
  });
});

describe('a badge of Open Badges 2', () => {
  it('is named as such, and not called false', async () => {
    const verifiableCredential = olderBadges['Open Badges 2.0'];
    const answer = await sendJson(world, '/credentials/verify', { verifiableCredential });
    expect(answer.status).toBe(400);
    expect(answer.json['detail']).toContain('Open Badges 2 or before');
    expect(answer.json).not.toHaveProperty('verified');
  });
});

describe('POST /presentations/verify', () => {
  it('refuses one that nobody signed, and says what each credential is', async () => {
    const verifiablePresentation = {
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      type: ['VerifiablePresentation'],
      verifiableCredential: [JSON.parse(jsonOf(scene.accepted))],
    };
    const options = { challenge: 'c', domain: 'd' };
    const answer = await sendJson(world, '/presentations/verify', {
      verifiablePresentation,
      options,
    });
    expect(answer.status).toBe(400);
    expect(described(presentationAnswer, answer)).toMatchObject({
      verified: false,
      credentials: [{ summary: { authentic: 'yes', standing: 'valid' } }],
    });
  });
});
