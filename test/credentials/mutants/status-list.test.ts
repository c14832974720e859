/** A thousand single faults in a signed status list: a revoked badge never comes out valid. */
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/credentials/json-object.ts';
import { encodeList, STATUS_LIST_SIZE } from '../../../src/credentials/status-list.ts';
import { verifyCredential } from '../../../src/credentials/verify.ts';
import { contextFaults } from '../support/credential-faults.ts';
import { characterFaults, faultsOf, someOf } from '../support/faults.ts';
import { NOW, STATUS_LIST, statusList, stranger } from '../support/issuer.ts';
import { issuer } from '../support/issuer.ts';
import { es256, jwtWorld, payload, signJwt } from '../support/jwt-issuer.ts';
import { type Fault, faulty, type Kind } from '../support/kinds.ts';
import { expectNoneBelieved } from '../support/survey.ts';

const INDEX = 40_321;
/** Quick to verify, so that what is measured is the list. */
const badge = signJwt(payload);
const list = await statusList([INDEX]);
const acquitting = await statusList([]);

async function standingWith(document: unknown) {
  const fetched = { outcome: 'found', document } as const;
  const world = jwtWorld(undefined, { fetchStatusList: () => Promise.resolve(fetched) });
  return (await verifyCredential(badge, world)).summary;
}

const [guilty, innocent] = [
  await encodeList([INDEX], STATUS_LIST_SIZE),
  await encodeList([], STATUS_LIST_SIZE),
];
const subjectWith = (encodedList: string) => ({
  id: `${STATUS_LIST}#list`,
  type: 'BitstringStatusList',
  statusPurpose: 'revocation',
  encodedList,
});
const withList = (encodedList: string) => ({
  ...list,
  credentialSubject: subjectWith(encodedList),
});
const gzipped = (bytes: Buffer) => `u${gzipSync(bytes).toString('base64url')}`;
const written = (kind: Kind, all: Readonly<Record<string, unknown>>) =>
  faulty(
    kind,
    Object.fromEntries(Object.entries(all).map(([name, one]) => [name, JSON.stringify(one)])),
  );

/** Signed again with what is wrong in it: the signature alone must not save it. */
async function signedFaults(): Promise<readonly Fault[]> {
  const subject = subjectWith(innocent);
  const changes: Readonly<Record<string, object>> = {
    'of another purpose': { credentialSubject: { ...subject, statusPurpose: 'suspension' } },
    'of another address': { id: `${STATUS_LIST}9` },
    'from tomorrow': { validFrom: '2026-11-22T09:00:00Z' },
    'that has ended': { validUntil: '2026-11-19T09:00:00Z' },
    'named as another issuer’s': { issuer: stranger.did },
    'too short': { credentialSubject: subjectWith(await encodeList([], 65_536)) },
    'of no such type': { type: ['VerifiableCredential'] },
  };
  const own = await Promise.all(
    Object.entries(changes).map(
      async ([name, change]) => [name, await statusList([], { changes: change })] as const,
    ),
  );
  return written('list of another', {
    ...Object.fromEntries(own),
    'signed by another issuer': await statusList([], { by: stranger }),
    'signed by another issuer in this one’s name': await statusList([], {
      by: stranger,
      changes: { issuer: issuer.did },
    }),
    'the badge itself': payload,
  });
}

const bits = Buffer.alloc(STATUS_LIST_SIZE / 8);
const bombs = written('gzip bomb', {
  'a hundred megabytes': withList(gzipped(Buffer.alloc(100_000_000))),
  'just over the limit': withList(gzipped(Buffer.alloc(2 * 1024 * 1024 + 1))),
  'a bomb within': withList(gzipped(gzipSync(Buffer.alloc(10_000_000)))),
});
const swapped = written('proof swapped', {
  'the proof of a list that acquits': { ...list, proof: acquitting.proof },
  'a list that acquits, with this proof': { ...acquitting, proof: list.proof },
  'the bits of a list that acquits': withList(innocent),
  'other bits': withList(gzipped(bits)),
  'no gzip': withList(`u${bits.toString('base64url')}`),
  'no multibase': withList(gzipSync(bits).toString('base64url')),
});
const inJwt = (header: object) => signJwt({ ...acquitting, iss: issuer.did }, es256, header);
const asJwt = faulty('algorithm', {
  none: inJwt({ alg: 'none', kid: es256.id }),
  HS256: inJwt({ alg: 'HS256', kid: es256.id }),
  'another curve': inJwt({ alg: 'ES384', kid: es256.id }),
  'two lists in one': signJwt({ ...list, iss: issuer.did, vc: acquitting }, es256),
  'a key that nobody has': inJwt({ alg: 'ES256', kid: `${issuer.did}#none` }),
  'a key of another kind': inJwt({ alg: 'ES256', kid: issuer.signer.id }),
});

/** Every character becomes two others, and is left out: the list is short, and a thousand are many. */
function encodedFaults(document: JsonObject): readonly Fault[] {
  const [proof] = list.proof;
  const of = (text: string, put: (text: string) => object) => {
    const changes = Array.from(text, (character, at) => {
      const next = String.fromCharCode(character.charCodeAt(0) ^ 1);
      const [before, after] = [text.slice(0, at), text.slice(at + 1)];
      return { [`next to ${at}`]: before + next + after, [`without ${at}`]: before + after };
    });
    const all = [...characterFaults(text), ...changes.flatMap((each) => faulty('value', each))];
    return all.map((fault) => ({ ...fault, text: JSON.stringify(put(fault.text)) }));
  };
  return [
    ...of(guilty, withList),
    ...of(proof.proofValue, (proofValue) => ({ ...document, proof: { ...proof, proofValue } })),
  ];
}

describe('a signed status list', () => {
  it('tells as it is that the badge is revoked', async () => {
    expect(await standingWith(list)).toMatchObject({ authentic: 'yes', standing: 'revoked' });
    expect(await standingWith(acquitting)).toMatchObject({ standing: 'valid' });
    expect(NOW.toISOString()).toContain('2026-11-20');
  });

  it('acquits nobody with any one fault', async () => {
    const faults = [
      ...someOf([...faultsOf({ ...list }), ...encodedFaults({ ...list })], 480),
      ...contextFaults({ ...list }, ['https://www.w3.org/2018/credentials/v1']),
      ...(await signedFaults()),
      ...[...bombs, ...swapped, ...asJwt],
    ];
    const minima = {
      ...{ value: 400, key: 70, type: 60, 'look-alike': 100, 'duplicate key': 15 },
      ...{ 'prototype key': 50, 'deep nesting': 30, truncated: 40, 'inline context': 15 },
      ...{ 'list of another': 10, 'gzip bomb': 3, 'proof swapped': 6, algorithm: 4 },
    };
    await expectNoneBelieved('the status list', faults, minima, async ({ text }) => {
      const { authentic, standing } = await standingWith(parsed(text));
      // The badge is as true as ever, whatever becomes of the list.
      return authentic !== 'yes' || standing === 'valid';
    });
  });
});

/** As the fetch gives it: text that is not JSON is not found at all, or is a JWT. */
function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return text;
  }
}
