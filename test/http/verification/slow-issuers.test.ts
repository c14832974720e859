/**
 * Badges whose issuers take their time, in numbers, from one stranger: whoever verifies another badge
 * waits for none of them. The slow issuer answers when the test says so: no clock is in it.
 */
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { buildCredential } from '../../../src/credentials/write/build-credential.ts';
import { signDocument } from '../../../src/credentials/write/sign.ts';
import type { FetchedText } from '../../../src/outside/guarded-request.ts';
import { createIssuer, fullInput } from '../../credentials/support/issuer.ts';
import { type Scene, playScene } from '../../support/scene.ts';
import { type World, createWorld } from '../../support/world.ts';
import { jsonOf } from '../../support/signed-texts.ts';

const NONE: FetchedText = { outcome: 'unreachable', detail: 'No network in this test' };
const other = createIssuer('did:web:other.example', 31);

let world: World;
let scene: Scene;
/** What is asked of slow issuers, until they answer. */
const asked: string[] = [];
let answer: () => void = () => undefined;

beforeAll(async () => {
  const slow = new Promise<FetchedText>((resolve) => {
    answer = () => {
      resolve(NONE);
    };
  });
  const fetchJsonText = (url: string): Promise<FetchedText> => {
    if (url === 'https://other.example/.well-known/did.json') {
      const text = JSON.stringify(other.didDocument);
      return Promise.resolve({ outcome: 'found', text, contentType: '' });
    }
    if (!url.includes('.slow.example')) return Promise.resolve(NONE);
    asked.push(url);
    return slow;
  };
  const fetchBytes = (url: string) => {
    asked.push(url);
    return slow.then(() => ({ outcome: 'unreachable', detail: 'slow' }) as const);
  };
  world = await createWorld({ guardedFetch: { fetchBytes, fetchJsonText } });
  const { hautsPres, nadia, awa } = world;
  scene = await playScene(world, { kpa: hautsPres, staff: nadia, holder: awa });
});
afterAll(() => world.destroy());

async function badgeOf({ did, signer }: typeof other): Promise<string> {
  const { refresh, ...input } = fullInput;
  const status = { list: `https://${did.replace('did:web:', '')}/status`, index: 1 };
  const unsigned = { ...input, id: 'urn:x:1', issuer: { ...input.issuer, id: did }, status };
  const now = world.services.clock();
  return JSON.stringify(await signDocument(buildCredential(unsigned), signer, now));
}

async function verify(body: string, from: string) {
  const answer = await fetch(`${world.origin}/api/verify`, {
    method: 'POST',
    headers: { 'X-Forwarded-For': from, Connection: 'close' },
    body,
  });
  return { status: answer.status, text: await answer.text() };
}

it('hold up neither the badges of ours nor those of others', async () => {
  const slow = await Promise.all(
    Array.from({ length: 24 }, (_, at) =>
      badgeOf(createIssuer(`did:web:s${at}.slow.example`, 40 + at)),
    ),
  );
  // From one network, and a link beside: no address of it by itself does much.
  const floods = [...slow, 'https://link.slow.example/badge.png'].map((body, at) =>
    verify(body, `2001:db8:1:3::${(at + 1).toString(16)}`),
  );
  const more = slow.slice(0, 4).map((body, at) => verify(body, `2001:db8:2:${at + 1}::1`));
  await vi.waitUntil(() => asked.length >= 16, { interval: 5, timeout: 25_000 });

  const ours = await verify(jsonOf(scene.accepted), '198.51.100.1');
  expect(JSON.parse(ours.text)).toMatchObject({
    summary: { authentic: 'yes', standing: 'valid', issuerKnown: true },
  });
  const theirs = await verify(await badgeOf(other), '198.51.100.2');
  expect(JSON.parse(theirs.text)).toMatchObject({ summary: { authentic: 'yes' } });
  expect((await world.visitor().get('/badges')).status).toBe(200);

  answer();
  const statuses = (await Promise.all(floods)).map(({ status }) => status);
  expect(statuses.filter((status) => status === 429)).toHaveLength(25 - 16);
  for (const { text } of await Promise.all(more)) {
    expect(JSON.parse(text)).toMatchObject({ summary: { authentic: 'unknown' } });
  }
});
