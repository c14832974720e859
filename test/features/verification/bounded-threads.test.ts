/** What strangers hand in is verified in threads: the same answers, and bounds. */
import { setTimeout as wait } from 'node:timers/promises';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { buildCredential } from '../../../src/credentials/write/build-credential.ts';
import { signDocument } from '../../../src/credentials/write/sign.ts';
import { createBoundedVerifier } from '../../../src/features/verification/bounded-verifier.ts';
import { createBriefness } from '../../../src/features/verification/briefness.ts';
import type { SurroundingTexts } from '../../../src/features/verification/surroundings.ts';
import { createVerifier, type Verifier } from '../../../src/features/verification/verifier.ts';
import type { ThreadOptions } from '../../../src/threads/thread-options.ts';
import { createThreads, type Threads } from '../../../src/threads/threads.ts';
import type { Client } from '../../../src/threads/client.ts';
import { createAddresses } from '../../../src/badges/addresses.ts';
import {
  fullInput,
  issuer,
  NOW,
  signed,
  STATUS_LIST,
  statusList,
  otherIssuer,
} from '../../credentials/support/issuer.ts';
import { compiledUrl } from '../../support/programs/compiled.ts';
import { createTestClient } from '../../support/visits/client.ts';
import { createSurroundingTexts, found } from './surrounding-texts.ts';

const revokedList = await statusList([40_321]);

const world = createSurroundingTexts();
const program = compiledUrl('test/threads/fixture-thread.ts');
const clock = () => NOW;

let logged: string[] = [];
const open: Threads[] = [];
afterEach(async () => {
  for (const threads of open.splice(0)) await threads.close();
});

/** Of somebody whom nobody knows: no thread is kept for them. */
const { did } = otherIssuer;
const input = { ...fullInput, issuer: { ...fullInput.issuer, id: did } };
const theirs = await signDocument(buildCredential(input), otherIssuer.signer, NOW);

function bounded(
  options: Partial<ThreadOptions> = {},
  changes: Partial<SurroundingTexts> = {},
  client: Client = createTestClient(),
) {
  logged = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => logged.push(line) });
  // However short it is.
  const threads = createThreads(log, { program, mostInPlace: 0, ...options });
  open.push(threads);
  return createBoundedVerifier(
    {
      threads,
      clock,
      surroundingsFor: () => ({ ...world, ...changes }),
      briefness: createBriefness(createAddresses('https://service.example')),
    },
    client,
  );
}

const evil = (name: string) => ({ ...signed, name });
const presentation = {
  '@context': ['https://www.w3.org/ns/credentials/v2'],
  type: ['VerifiablePresentation'],
  holder: issuer.did,
  verifiableCredential: [signed],
};

describe('a bounded verifier answers as the other one', () => {
  const direct = createVerifier(world, clock);

  const inputs: readonly (readonly [string, unknown])[] = [
    ['an authentic badge', signed],
    ['its text', JSON.stringify(signed)],
    ['a forged one', { ...signed, name: 'Autre' }],
    ['no badge', { id: 'urn:x' }],
    ['half a badge', JSON.stringify(signed).slice(0, 500)],
    ['nothing', ''],
    ['what has no text', undefined],
    ['more than is read', 'x'.repeat(2_000_000)],
  ];

  it('to whatever it is given', async () => {
    const verifier = bounded();
    for (const [name, input] of inputs) {
      const answers = await ask(verifier, input);
      expect([name, ...answers]).toEqual([name, ...(await ask(direct, input))]);
    }
  });

  async function ask(verifier: Verifier, input: unknown) {
    return [await verifier.verifyCredential(input), await verifier.verifyPresentation(input)];
  }

  it('to what is asked beside the badge, and to a presentation', async () => {
    const verifier = bounded();
    const question = { holderName: 'Zoé' };
    const answer = await verifier.verifyCredential(signed, question);
    expect(answer).toEqual(await direct.verifyCredential(signed, question));
    expect(answer.checks.some(({ id }) => id === 'recipient')).toBe(true);
    const asked = { challenge: 'x', domain: 'https://v.example' };
    expect(await verifier.verifyPresentation(presentation, asked)).toEqual(
      await direct.verifyPresentation(presentation, asked),
    );
  });

  it('with what the world says, also that it cannot say', async () => {
    const revoked = bounded({}, { fetchStatusList: () => Promise.resolve(found(revokedList)) });
    expect((await revoked.verifyCredential(signed)).summary.standing).toBe('revoked');
    const older = bounded({}, { newestSeen: () => Promise.resolve('2026-11-20T09:30:00Z') });
    expect((await older.verifyCredential(signed)).summary.standing).toBe('unknown');
    const deaf = bounded({}, { resolveDid: () => Promise.reject(new Error('nobody is there')) });
    const { summary, checks } = await deaf.verifyCredential(signed);
    expect(summary.authentic).toBe('unknown');
    expect(checks.map(({ detail }) => detail)).toContain('nobody is there');
  });
});

describe('a verification that goes wrong in its thread', () => {
  it.each([
    ['never ends', 'for ever', { milliseconds: 2_000 }],
    ['takes all the memory', 'much memory', { megabytes: 48 }],
    ['throws', 'thrown', {}],
  ])('gets an answer when it %s, and the next one too', async (_name, name, options) => {
    const verifier = bounded({ threads: 1, ...options });
    const [bad, good] = await Promise.all([
      verifier.verifyCredential(evil(name)),
      verifier.verifyCredential(signed),
    ]);
    expect(bad.summary).toMatchObject({
      authentic: 'unknown',
      standing: 'unknown',
      issuerKnown: false,
    });
    expect(bad.checks).toMatchObject([{ outcome: 'unknown', code: 'check.format.unchecked' }]);
    expect(good.summary.authentic).toBe('yes');
    expect(logged.join('\n')).toContain('more time or memory');
    const { summary, credentials } = await verifier.verifyPresentation({ ...presentation, name });
    expect({ summary, credentials }).toEqual({
      summary: { authentic: 'unknown', signature: 'unknown' },
      credentials: [],
    });
  });

  it('leaves the service free to do other things', async () => {
    const verifier = bounded({ threads: 2, milliseconds: 1_000 });
    const bad = [1, 2].map(() => verifier.verifyCredential(evil('for ever')));
    let ticks = 0;
    const ticking = setInterval(() => (ticks += 1), 10);
    await Promise.all(bad);
    clearInterval(ticking);
    expect(ticks).toBeGreaterThan(20);
  });
});

describe('what the world takes its time for', () => {
  it('holds no thread: others are verified meanwhile', async () => {
    let answer: () => void = () => undefined;
    const slow = new Promise<void>((resolve) => (answer = resolve));
    const verifier = bounded(
      { threads: 1 },
      {
        resolveDid: async (did) => {
          if (did === otherIssuer.did) await slow;
          return world.resolveDid(did);
        },
      },
    );
    const waiting = [1, 2, 3].map(() => verifier.verifyCredential(theirs));
    expect((await verifier.verifyCredential(signed)).summary.authentic).toBe('yes');
    answer();
    for (const { summary } of await Promise.all(waiting)) expect(summary.authentic).toBe('yes');
  });

  it('is asked once, also what only an answer leads to', async () => {
    const asked: string[] = [];
    const elsewhere = 'https://stranger.example/status/1';
    const list = await statusList([], { by: otherIssuer, changes: { id: elsewhere } });
    const status = { list: elsewhere, index: 7 };
    const newer = await signDocument(
      buildCredential({ ...input, validUntil: '2040-10-14T09:30:00Z', status }),
      otherIssuer.signer,
      NOW,
    );
    const verifier = bounded(
      { threads: 1 },
      {
        fetchStatusList: (url) => {
          asked.push(url);
          return url === elsewhere ? Promise.resolve(found(list)) : world.fetchStatusList(url);
        },
        refresh: (url) => {
          asked.push(url);
          return Promise.resolve(found(newer));
        },
      },
    );
    const answer = await verifier.verifyCredential(theirs);
    expect(answer.newest).toMatchObject({ standing: 'valid' });
    expect(asked.toSorted()).toEqual([STATUS_LIST, fullInput.refresh, elsewhere].toSorted());
  });
});

describe('the work', () => {
  it('of a verification is counted: what is canonicalised, and once what is the same', async () => {
    const client = createTestClient();
    const verifier = bounded({ threads: 1 }, {}, client);
    await verifier.verifyCredential(theirs);
    const first = client.spent();
    expect(first).toBeGreaterThan(20);
    await verifier.verifyCredential(theirs);
    const again = client.spent() - first;
    // What is read is read again.
    expect(first - again).toBeGreaterThan(5);
    const many = Array.from({ length: 300 }, (_, at) => ({
      id: `urn:x:${at}`,
      type: ['Evidence'],
    }));
    await verifier.verifyCredential({ ...theirs, evidence: many });
    expect(client.spent() - first - again).toBeGreaterThan(first + 45);
  });
});

describe('too much at once', () => {
  it('is refused beyond what may wait, with a sentence', async () => {
    const verifier = bounded({ threads: 1, waiting: { perClient: 2, inAll: 2 } });
    await verifier.verifyCredential(signed);
    const asked = [1, 2, 3, 4].map(() => verifier.verifyCredential(signed));
    const outcomes = await Promise.allSettled(asked);
    expect(outcomes.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'fulfilled',
      'rejected',
    ]);
    expect(outcomes[3]).toMatchObject({
      reason: { code: 'BUSY', status: 503 },
    });
  });

  it('is answered when it is ended from outside', async () => {
    const verifier = bounded({ threads: 1 });
    const asked = ['for ever', 'waiting'].map((name) => verifier.verifyCredential(evil(name)));
    await wait(50);
    for (const threads of open.splice(0)) await threads.close();
    for (const { summary } of await Promise.all(asked)) expect(summary.authentic).toBe('unknown');
  });
});
