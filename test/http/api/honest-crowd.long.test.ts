/** Many honest requests at once, or in a minute: none is refused before the machine is busy. */
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../../src/app.ts';
import { EXAMPLES_V2 } from '../../../src/credentials/contexts/urls.ts';
import { makeToken, send, sendJson } from '../../support/visits/api.ts';
import { type Scene, playScene } from '../../support/scene.ts';
import { jsonOf } from '../../support/signed-texts.ts';
import { type World, createWorld } from '../../support/world.ts';

let world: World;
let scene: Scene;
let token: string;
beforeAll(async () => {
  world = await createWorld();
  const { hautsPres, nadia, awa } = world;
  scene = await playScene(world, { kpa: hautsPres, staff: nadia, holder: awa });
  token = await makeToken(world, hautsPres);
});
afterAll(() => world.destroy());

const JSON_TYPE = { 'Content-Type': 'application/json' };
const from = (address: string) => ({ 'X-Forwarded-For': address });

function aCredential(at: number) {
  return {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    id: `urn:x:${at}`,
    type: ['VerifiableCredential'],
    issuer: 'did:web:badges.example:k:hauts-pres',
    credentialSubject: { id: 'urn:x:somebody' },
  };
}

it('eight verifications in flight from one address are answered', async () => {
  const body = jsonOf(scene.accepted);
  const sent = { body, headers: { ...JSON_TYPE, ...from('10.9.0.1') } };
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => send(world, '/api/verify', sent)),
  );
  for (const { status, json } of answers) {
    expect(status).toBe(200);
    expect(json['summary']).toMatchObject({ authentic: 'yes', standing: 'valid' });
  }
});

it('an office behind one address opens two hundred portfolios', async () => {
  const path = `${world.origin}/p/${scene.token}`;
  for (let at = 0; at < 200; at += 10) {
    const pages = await Promise.all(
      Array.from({ length: 10 }, () => fetch(path, { headers: from('10.9.0.2') })),
    );
    expect(pages.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
  }
});

it('a program signs more in a minute than an address may be refused', async () => {
  for (let at = 0; at < 700; at += 50) {
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, more) =>
        sendJson(world, '/credentials/issue', { credential: aCredential(at + more) }, token),
      ),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
  }
});

describe('a token', () => {
  let addresses = 0;
  const sendTo = async (tokenRequests: number) => {
    const app = createApp({ ...world.services, tokenRequests });
    const bounded = await makeToken(world, world.hautsPres);
    return (path: string, body: object, by = bounded) => {
      addresses += 1;
      return request(app)
        .post(path)
        .set('Authorization', `Bearer ${by}`)
        .set('X-Forwarded-For', `10.9.1.${addresses}`)
        .send(body);
    };
  };

  it('is bounded by what its operator sets, from wherever it is used', async () => {
    const sendOne = await sendTo(3);
    const statuses: number[] = [];
    while (statuses.at(-1) !== 429 && statuses.length < 10) {
      const credential = aCredential(1_000 + statuses.length);
      statuses.push((await sendOne('/credentials/issue', { credential })).status);
    }
    expect(statuses.slice(0, 3)).toEqual([201, 201, 201]);
    expect(statuses.at(-1)).toBe(429);
  });

  it('pays for what takes long as for many', async () => {
    const sendOne = await sendTo(10);
    for (let at = 0; at < 6; at += 1) {
      expect((await sendOne('/credentials/status', {})).status).toBe(400);
    }
    // The words of examples go to the libraries.
    const credentialSubject = Array.from({ length: 150 }, (_, at) => ({
      id: `urn:x:${at}`,
      bakes: 'bread',
    }));
    const context = [...aCredential(0)['@context'], EXAMPLES_V2];
    const credential = { ...aCredential(2_000), '@context': context, credentialSubject };
    expect((await sendOne('/credentials/issue', { credential })).status).toBe(201);
    const refused = await sendOne('/credentials/status', {});
    expect(refused.status).toBe(429);
    expect(refused.headers['content-type']).toContain('application/problem+json');
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(refused.text).toContain('This token has sent a lot');
    const other = await makeToken(world, world.hautsPres);
    expect((await sendOne('/credentials/status', {}, other)).status).toBe(400);
  });
});
