/** A thousand single faults in a signed status list: a revoked badge never comes out valid. */
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/credentials/bytes/json-object.ts';
import { CREDENTIALS_V1, CREDENTIALS_V2 } from '../../../src/credentials/contexts/urls.ts';
import { DATA_INTEGRITY_V2, STATUS_LIST_2021_V1 } from '../../../src/credentials/contexts/urls.ts';
import type { Signed } from '../../../src/credentials/write/model.ts';
import { signDocument } from '../../../src/credentials/write/sign.ts';
import { encodeList, STATUS_LIST_SIZE } from '../../../src/credentials/statuses/status-list.ts';
import { verifyCredential } from '../../../src/credentials/verify/verify.ts';
import { contextFaults } from '../support/faults/credential-faults.ts';
import { characterFaults, faultsOf, someOf } from '../support/faults/faults.ts';
import { issuer, NOW, STATUS_LIST, otherIssuer, type TestIssuer } from '../support/issuer.ts';
import { es256, jwtSurroundings, payload, signJwt } from '../support/jwt-issuer.ts';
import { type Fault, faulty, type Kind } from '../support/faults/kinds.ts';
import { expectNoneBelieved } from '../support/faults/survey.ts';

const INDEX = 40_321;

/** One of the two standards: what its entries and its lists are called, and how one is signed. */
interface Form {
  readonly name: string;
  /** In a JWT, quick to verify, so that what is measured is the list. */
  readonly badge: string;
  readonly list: Signed<JsonObject>;
  readonly acquitting: Signed<JsonObject>;
  readonly sign: (changes: object, by?: TestIssuer) => Promise<Signed<JsonObject>>;
  readonly subjectWith: (encodedList: string) => object;
  /** As the standard writes a packed list. */
  readonly spell: (packed: Buffer) => string;
  readonly guilty: string;
  readonly innocent: string;
  /** The members for its dates. */
  readonly begins: string;
  readonly ends: string;
}

const [guilty, innocent] = [
  await encodeList([INDEX], STATUS_LIST_SIZE),
  await encodeList([], STATUS_LIST_SIZE),
];

async function formOf(
  given: Pick<Form, 'name' | 'badge' | 'spell' | 'begins' | 'ends'> & {
    readonly types: readonly [credential: string, subject: string];
    readonly contexts: readonly string[];
  },
): Promise<Form> {
  const { types, contexts, spell, begins } = given;
  const [credential, type] = types;
  const spelt = (encoded: string) => spell(Buffer.from(encoded.slice(1), 'base64url'));
  const subjectWith = (encodedList: string) => ({
    id: `${STATUS_LIST}#list`,
    type,
    statusPurpose: 'revocation',
    encodedList,
  });
  const document = {
    '@context': contexts,
    id: STATUS_LIST,
    type: ['VerifiableCredential', credential],
    issuer: issuer.did,
    [begins]: '2026-11-20T09:00:00Z',
  };
  const sign: Form['sign'] = (changes, by = issuer) => {
    const credentialSubject = subjectWith(spelt(innocent));
    return signDocument({ ...document, credentialSubject, ...changes }, by.signer, NOW);
  };
  return {
    ...given,
    sign,
    subjectWith,
    list: await sign({ credentialSubject: subjectWith(spelt(guilty)) }),
    acquitting: await sign({}),
    guilty: spelt(guilty),
    innocent: spelt(innocent),
  };
}

const entry2021 = { ...payload.credentialStatus, type: 'StatusList2021Entry' };
const forms: readonly Form[] = [
  await formOf({
    name: 'the status list',
    badge: signJwt(payload),
    types: ['BitstringStatusListCredential', 'BitstringStatusList'],
    contexts: [CREDENTIALS_V2],
    spell: (packed) => `u${packed.toString('base64url')}`,
    begins: 'validFrom',
    ends: 'validUntil',
  }),
  await formOf({
    name: 'the status list of 2021',
    badge: signJwt({ ...payload, credentialStatus: entry2021 }),
    types: ['StatusList2021Credential', 'StatusList2021'],
    contexts: [CREDENTIALS_V1, STATUS_LIST_2021_V1, DATA_INTEGRITY_V2],
    spell: (packed) => packed.toString('base64url'),
    begins: 'issuanceDate',
    ends: 'expirationDate',
  }),
];

async function standingWith(document: unknown, { badge }: Form) {
  const fetched = { outcome: 'found', document } as const;
  const world = jwtSurroundings(undefined, { fetchStatusList: () => Promise.resolve(fetched) });
  return (await verifyCredential(badge, world)).summary;
}

const written = (kind: Kind, all: Readonly<Record<string, unknown>>) =>
  faulty(
    kind,
    Object.fromEntries(Object.entries(all).map(([name, one]) => [name, JSON.stringify(one)])),
  );

/** Signed again with what is wrong in it: the signature alone must not save it. */
async function signedFaults({ sign, subjectWith, begins, ends, ...form }: Form) {
  const subject = subjectWith(form.innocent);
  const short = Buffer.from((await encodeList([], 65_536)).slice(1), 'base64url');
  const changes: Readonly<Record<string, object>> = {
    'of another purpose': { credentialSubject: { ...subject, statusPurpose: 'suspension' } },
    'of another address': { id: `${STATUS_LIST}9` },
    'from tomorrow': { [begins]: '2026-11-22T09:00:00Z' },
    'that has ended': { [ends]: '2026-11-19T09:00:00Z' },
    'named as another issuer’s': { issuer: otherIssuer.did },
    'too short': { credentialSubject: subjectWith(form.spell(short)) },
    'of no such type': { type: ['VerifiableCredential'] },
  };
  const own = await Promise.all(
    Object.entries(changes).map(async ([name, change]) => [name, await sign(change)] as const),
  );
  return written('list of another', {
    ...Object.fromEntries(own),
    'signed by another issuer': await sign({ issuer: otherIssuer.did }, otherIssuer),
    'signed by another issuer in this one’s name': await sign({}, otherIssuer),
    'the badge itself': payload,
  });
}

const bits = Buffer.alloc(STATUS_LIST_SIZE / 8);
function bombs({ list, subjectWith, spell }: Form): readonly Fault[] {
  const packed = (bytes: Buffer) => ({
    ...list,
    credentialSubject: subjectWith(spell(gzipSync(bytes))),
  });
  return written('gzip bomb', {
    'a hundred megabytes': packed(Buffer.alloc(100_000_000)),
    'just over the limit': packed(Buffer.alloc(2 * 1024 * 1024 + 1)),
    'a bomb within': packed(gzipSync(Buffer.alloc(10_000_000))),
  });
}

function swapped({ list, acquitting, subjectWith, spell, ...form }: Form): readonly Fault[] {
  const withList = (encodedList: string) => ({
    ...list,
    credentialSubject: subjectWith(encodedList),
  });
  return written('proof swapped', {
    'the proof of a list that acquits': { ...list, proof: acquitting.proof },
    'a list that acquits, with this proof': { ...acquitting, proof: list.proof },
    'the bits of a list that acquits': withList(form.innocent),
    'other bits': withList(spell(gzipSync(bits))),
    'no gzip': withList(spell(bits)),
    'in hexadecimal': withList(gzipSync(bits).toString('hex')),
  });
}

function asJwt({ list, acquitting }: Form): readonly Fault[] {
  const inJwt = (header: object) => signJwt({ ...acquitting, iss: issuer.did }, es256, header);
  return faulty('algorithm', {
    none: inJwt({ alg: 'none', kid: es256.id }),
    HS256: inJwt({ alg: 'HS256', kid: es256.id }),
    'another curve': inJwt({ alg: 'ES384', kid: es256.id }),
    'two lists in one': signJwt({ ...list, iss: issuer.did, vc: acquitting }, es256),
    'a key that nobody has': inJwt({ alg: 'ES256', kid: `${issuer.did}#none` }),
    'a key of another kind': inJwt({ alg: 'ES256', kid: issuer.signer.id }),
  });
}

/** Every character becomes two others, and is left out: the list is short, and a thousand are many. */
function encodedFaults({ list, guilty: encoded, subjectWith }: Form): readonly Fault[] {
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
    ...of(encoded, (changed) => ({ ...list, credentialSubject: subjectWith(changed) })),
    ...of(proof.proofValue, (proofValue) => ({ ...list, proof: { ...proof, proofValue } })),
  ];
}

describe.each(forms)('a signed status list: $name', (form) => {
  it('tells as it is that the badge is revoked', async () => {
    expect(await standingWith(form.list, form)).toMatchObject({
      authentic: 'yes',
      standing: 'revoked',
    });
    expect(await standingWith(form.acquitting, form)).toMatchObject({ standing: 'valid' });
  });

  it('acquits nobody with any one fault', async () => {
    const faults = [
      ...someOf([...faultsOf(form.list), ...encodedFaults(form)], 480),
      ...contextFaults(form.list, [form.begins === 'validFrom' ? CREDENTIALS_V1 : CREDENTIALS_V2]),
      ...(await signedFaults(form)),
      ...[...bombs(form), ...swapped(form), ...asJwt(form)],
    ];
    const minima = {
      ...{ value: 400, key: 70, type: 60, 'look-alike': 100, 'duplicate key': 15 },
      ...{ 'prototype key': 50, 'deep nesting': 30, truncated: 40, 'inline context': 15 },
      ...{ 'list of another': 10, 'gzip bomb': 3, 'proof swapped': 6, algorithm: 4 },
    };
    await expectNoneBelieved(form.name, faults, minima, async ({ text }) => {
      const { authentic, standing } = await standingWith(parsed(text), form);
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
