/** Several statuses, each for a purpose, and the lists that they were read from before Bitstring. */
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { CREDENTIALS_V1, CREDENTIALS_V2 } from '../../../src/credentials/contexts/urls.ts';
import { DATA_INTEGRITY_V2 } from '../../../src/credentials/contexts/urls.ts';
import { STATUS_LIST_2021_V1, STATUS_V1 } from '../../../src/credentials/contexts/urls.ts';
import { signDocument } from '../../../src/credentials/write/sign.ts';
import { STATUS_LIST_SIZE } from '../../../src/credentials/statuses/status-list.ts';
import type { Surroundings } from '../../../src/credentials/verify/verify.ts';
import { verifyCredential } from '../../../src/credentials/verify/verify.ts';
import {
  createNewestSeen,
  rememberLatest,
} from '../../../src/features/verification/newest-seen.ts';
import { issuer, NOW, otherIssuer, surroundings } from '../support/issuer.ts';
import { french } from '../../support/languages/languages.ts';

const HOME = 'https://issuer.example/status';
const INDEX = 94_567;

interface List {
  readonly purpose?: string | readonly string[];
  /** What the entry has. */
  readonly value?: number;
  readonly size?: number;
  readonly changes?: object;
  readonly subject?: object;
}

/** Bits with one entry written into them, by none of our code. */
function pack({ value = 0, size = 1 }: List): string {
  const bits = Array.from(value.toString(2).padStart(size, '0')).map(Number);
  const bytes = new Uint8Array((STATUS_LIST_SIZE / 8) * size);
  for (const [at, bit] of bits.entries()) {
    const place = INDEX * size + at;
    bytes[place >> 3] = (bytes[place >> 3] ?? 0) | (bit << (7 - (place & 7)));
  }
  return gzipSync(bytes).toString('base64url');
}

function bitstringList(url: string, list: List, by = issuer) {
  const document = {
    '@context': [CREDENTIALS_V2],
    id: url,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: issuer.did,
    validFrom: '2026-11-20T09:00:00Z',
    credentialSubject: {
      id: `${url}#list`,
      type: 'BitstringStatusList',
      statusPurpose: list.purpose ?? 'revocation',
      encodedList: `u${pack(list)}`,
      ...list.subject,
    },
    ...list.changes,
  };
  return signDocument(document, by.signer, NOW);
}

function list2021(url: string, list: List) {
  const document = {
    '@context': [CREDENTIALS_V1, STATUS_LIST_2021_V1, DATA_INTEGRITY_V2],
    id: url,
    type: ['VerifiableCredential', 'StatusList2021Credential'],
    issuer: issuer.did,
    issuanceDate: '2026-11-20T09:00:00Z',
    credentialSubject: {
      id: `${url}#list`,
      type: 'StatusList2021',
      statusPurpose: list.purpose ?? 'revocation',
      encodedList: pack(list),
      ...list.subject,
    },
    ...list.changes,
  };
  return signDocument(document, issuer.signer, NOW);
}

const entry = (purpose: string, changes: object = {}) => ({
  id: `${HOME}/${purpose}#${INDEX}`,
  type: 'BitstringStatusListEntry',
  statusPurpose: purpose,
  statusListIndex: String(INDEX),
  statusListCredential: `${HOME}/${purpose}`,
  ...changes,
});
const entry2021 = (purpose: string) => entry(purpose, { type: 'StatusList2021Entry' });

const in2 = (credentialStatus: unknown, context: readonly unknown[] = [CREDENTIALS_V2]) => ({
  '@context': context,
  type: ['VerifiableCredential'],
  issuer: issuer.did,
  credentialSubject: { id: 'urn:example:1' },
  credentialStatus,
});
const in1 = (credentialStatus: unknown, context: string) => ({
  ...in2(credentialStatus, [CREDENTIALS_V1, context, DATA_INTEGRITY_V2]),
  issuanceDate: '2026-11-20T09:00:00Z',
});

/** A world in which these lists answer at their addresses. */
function surroundingsOf(lists: Readonly<Record<string, unknown>>): Partial<Surroundings> {
  return {
    fetchStatusList: (url) =>
      Promise.resolve(
        url in lists
          ? { outcome: 'found', document: lists[url] }
          : { outcome: 'not-found', detail: `no ${url}`, since: '2026-11-19T08:00:00Z' },
      ),
  };
}

async function statusOf(document: ReturnType<typeof in2>, world: Partial<Surroundings>) {
  const signed = await signDocument(document, issuer.signer, NOW);
  const verification = await verifyCredential(signed, surroundings(world), { profile: 'w3c' });
  expect(verification.summary.authentic).toBe('yes');
  const check = verification.checks.find(({ id }) => id === 'status');
  return {
    standing: verification.summary.standing,
    outcome: check?.outcome,
    sentence: check && french.say(check),
    explanation: check?.explanation?.map((one) => french.say(one)).join(' '),
    since: verification.statusUnknownSince,
    asOf: verification.statusAsOf,
  };
}

const at = (purpose: string) => `${HOME}/${purpose}`;
const set = (purpose: string) => bitstringList(at(purpose), { purpose, value: 1 });
const clear = (purpose: string) => bitstringList(at(purpose), { purpose });

describe('a suspension', () => {
  it('is its own standing, in its own words, which say nothing of the person', async () => {
    const world = surroundingsOf({ [at('suspension')]: await set('suspension') });
    expect(await statusOf(in2(entry('suspension')), world)).toMatchObject({
      standing: 'suspended',
      outcome: 'warn',
      sentence: 'Ce badge est suspendu. Pour le moment, il ne vaut pas.',
      explanation: 'Il peut valoir de nouveau. La suspension ne dit rien sur la personne.',
      asOf: '2026-11-20T09:00:00Z',
    });
  });

  it('is over when its bit is not set any more', async () => {
    const world = surroundingsOf({ [at('suspension')]: await clear('suspension') });
    expect(await statusOf(in2(entry('suspension')), world)).toMatchObject({
      standing: 'valid',
      outcome: 'pass',
    });
  });
});

describe('several statuses', () => {
  const both = in2([entry('revocation'), entry('suspension')]);

  it.each<[string, boolean | undefined, boolean | undefined, string]>([
    ['neither', false, false, 'valid'],
    ['withdrawn', true, false, 'revoked'],
    ['suspended', false, true, 'suspended'],
    ['both: withdrawn', true, true, 'revoked'],
    ['withdrawn, the other unknown', true, undefined, 'revoked'],
    ['suspended, the other unknown', undefined, true, 'suspended'],
    ['one unknown', undefined, false, 'unknown'],
    ['the other unknown', false, undefined, 'unknown'],
    ['both unknown', undefined, undefined, 'unknown'],
  ])('come to the worst of them: %s', async (_name, revoked, suspended, standing) => {
    const list = (purpose: string, isSet: boolean) => (isSet ? set : clear)(purpose);
    const lists = {
      ...(revoked !== undefined && { [at('revocation')]: await list('revocation', revoked) }),
      ...(suspended !== undefined && { [at('suspension')]: await list('suspension', suspended) }),
    };
    expect((await statusOf(both, surroundingsOf(lists))).standing).toBe(standing);
  });

  it('put in doubt what is not known, and nothing else', async () => {
    const lists = { [at('revocation')]: await clear('revocation') };
    expect(await statusOf(both, surroundingsOf(lists))).toMatchObject({
      standing: 'unknown',
      sentence: 'Nous ne savons pas si ce badge est suspendu.',
      since: '2026-11-19T08:00:00Z',
    });
    expect((await statusOf(both, surroundingsOf({}))).sentence).toBe(
      'Nous ne savons pas si ce badge a été retiré.',
    );
    const other = in2([entry('revocation'), entry('praise')]);
    expect((await statusOf(other, surroundingsOf(lists))).sentence).toBe(
      'L’émetteur dit autre chose de ce badge, que nous n’avons pas pu lire.',
    );
  });

  it('may have one list for several purposes, which is fetched once', async () => {
    const url = at('all');
    const document = await bitstringList(url, {
      purpose: ['revocation', 'suspension'],
      value: 1,
    });
    let asked = 0;
    const fetchStatusList = () => {
      asked += 1;
      return Promise.resolve({ outcome: 'found', document } as const);
    };
    const entries = ['suspension', 'revocation'].map((purpose) =>
      entry(purpose, { statusListCredential: url }),
    );
    expect((await statusOf(in2(entries), { fetchStatusList })).standing).toBe('revoked');
    expect(asked).toBe(1);
  });

  it('are each read for themselves', async () => {
    const lists = {
      [at('revocation')]: await clear('revocation'),
      [at('suspension')]: await set('suspension'),
    };
    const statuses = [entry('revocation'), entry('suspension'), entry('x'.repeat(100))];
    const signed = await signDocument(in2(statuses), issuer.signer, NOW);
    const { summary, statuses: read } = await verifyCredential(
      JSON.stringify(signed),
      surroundings(surroundingsOf(lists)),
      { profile: 'w3c' },
    );
    expect(summary.standing).toBe('suspended');
    expect(read).toEqual([
      { purpose: 'revocation', standing: 'valid', asOf: '2026-11-20T09:00:00Z' },
      { purpose: 'suspension', standing: 'suspended', asOf: '2026-11-20T09:00:00Z' },
      { purpose: 'x'.repeat(60), standing: 'unknown' },
    ]);
  });

  it('are at most four', async () => {
    const url = at('revocation');
    const lists = { [url]: await clear('revocation') };
    const many = Array.from({ length: 5 }, (_, n) => entry('revocation', { id: `${url}#${n}` }));
    expect((await statusOf(in2(many.slice(1)), surroundingsOf(lists))).standing).toBe('valid');
    expect((await statusOf(in2(many), surroundingsOf(lists))).standing).toBe('unknown');
  });
});

describe('a purpose that changes nothing', () => {
  it('tells that there is a newer form', async () => {
    const world = surroundingsOf({ [at('refresh')]: await set('refresh') });
    expect(await statusOf(in2(entry('refresh')), world)).toMatchObject({
      standing: 'valid',
      outcome: 'pass',
      explanation: 'L’émetteur dit qu’il existe une forme plus récente de ce badge.',
    });
    const none = surroundingsOf({ [at('refresh')]: await clear('refresh') });
    expect((await statusOf(in2(entry('refresh')), none)).explanation).toBeUndefined();
  });

  const statusMessage = [
    { status: '0x0', message: 'en attente' },
    { status: '0x1', message: 'acceptée' },
    { status: '0x2', message: '\u202Erefusée\u0007\nici' },
    { status: '0x3', message: 'x'.repeat(1_000) },
  ];
  const messageWith = async (value: number, table: unknown, size = 2) => {
    const list = await bitstringList(at('message'), { purpose: 'message', value, size });
    const status = entry('message', { statusSize: size, statusMessage: table });
    return statusOf(in2(status), surroundingsOf({ [at('message')]: list }));
  };

  it.each([
    [0, 'Message de l’émetteur : « en attente ».'],
    [1, 'Message de l’émetteur : « acceptée ».'],
    [2, 'Message de l’émetteur : « refusée ici ».'],
    [3, `Message de l’émetteur : « ${'x'.repeat(199)}… ».`],
  ])('tells the message %i, made fit for a page', async (value, explanation) => {
    expect(await messageWith(value, statusMessage)).toMatchObject({
      standing: 'valid',
      outcome: 'pass',
      explanation,
    });
  });

  it('tells that there is a message, where its text is not given', async () => {
    const wordless = 'L’émetteur a joint un message, sans en donner le texte.';
    expect((await messageWith(3, statusMessage.slice(0, 3))).explanation).toBe(wordless);
    expect((await messageWith(3, undefined)).explanation).toBe(wordless);
    expect((await messageWith(0, undefined)).explanation).toBeUndefined();
  });

  it('is unknown beyond eight bits, and where the list is shorter than its entries', async () => {
    expect((await messageWith(1, statusMessage, 9)).standing).toBe('unknown');
    const short = await bitstringList(at('message'), { purpose: 'message', value: 1 });
    const status = entry('message', { statusSize: 2, statusMessage });
    const answer = await statusOf(in2(status), surroundingsOf({ [at('message')]: short }));
    expect(answer.standing).toBe('unknown');
  });

  it('is unknown in bits that a withdrawal has not', async () => {
    const list = await bitstringList(at('revocation'), { size: 2, value: 1 });
    const world = surroundingsOf({ [at('revocation')]: list });
    const answer = await statusOf(in2(entry('revocation', { statusSize: 2 })), world);
    expect(answer.standing).toBe('unknown');
  });
});

describe('StatusList2021', () => {
  const url = at('revocation');
  const credential = in1(entry2021('revocation'), STATUS_LIST_2021_V1);

  it.each(['revocation', 'suspension'])('is read for a %s', async (purpose) => {
    const shown = in1(entry2021(purpose), STATUS_LIST_2021_V1);
    const expected = purpose === 'revocation' ? 'revoked' : 'suspended';
    const guilty = surroundingsOf({
      [at(purpose)]: await list2021(at(purpose), { purpose, value: 1 }),
    });
    const innocent = surroundingsOf({ [at(purpose)]: await list2021(at(purpose), { purpose }) });
    expect((await statusOf(shown, guilty)).standing).toBe(expected);
    expect(await statusOf(shown, innocent)).toMatchObject({
      standing: 'valid',
      asOf: '2026-11-20T09:00:00Z',
    });
  });

  it.each([
    ['with a multibase', (text: string) => `u${text}`],
    ['with padding', (text: string) => `${text}=`.padEnd(Math.ceil(text.length / 4) * 4, '=')],
    ['in the other base64', (text: string) => text.replaceAll('-', '+').replaceAll('_', '/')],
  ])('is read %s', async (_name, spelt) => {
    const subject = { encodedList: spelt(pack({ value: 1 })) };
    const world = surroundingsOf({ [url]: await list2021(url, { subject }) });
    expect((await statusOf(credential, world)).standing).toBe('revoked');
  });

  it.each<[string, List]>([
    ['of another issuer', { changes: { issuer: otherIssuer.did } }],
    ['of another address', { changes: { id: `${url}0` } }],
    ['of another purpose', { purpose: 'suspension' }],
    ['that is over', { changes: { expirationDate: '2026-11-20T10:00:00Z' } }],
    ['from the future', { changes: { issuanceDate: '2026-11-21T10:00:00Z' } }],
    ['of another type', { changes: { type: ['VerifiableCredential'] } }],
    [
      'that is too short',
      { subject: { encodedList: gzipSync(new Uint8Array(9)).toString('base64url') } },
    ],
    ['that is no gzip', { subject: { encodedList: 'H4sIAAAA' } }],
  ])('is not believed %s', async (_name, list) => {
    const world = surroundingsOf({ [url]: await list2021(url, list) });
    expect((await statusOf(credential, world)).standing).toBe('unknown');
  });

  it('and Bitstring lists do not stand in for each other', async () => {
    const bitstring = surroundingsOf({ [url]: await bitstringList(url, {}) });
    expect((await statusOf(credential, bitstring)).standing).toBe('unknown');
    const old = surroundingsOf({ [url]: await list2021(url, {}) });
    expect((await statusOf(in2(entry('revocation')), old)).standing).toBe('unknown');
  });
});

describe('a Bitstring list in VCDM 1.1', () => {
  const credential = in1(entry('revocation'), STATUS_V1);
  const changes = {
    '@context': [CREDENTIALS_V1, STATUS_V1, DATA_INTEGRITY_V2],
    validFrom: undefined,
    issuanceDate: '2026-11-20T09:00:00Z',
  };

  it('is read with the dates of its version', async () => {
    const url = at('revocation');
    const world = async (more: object) =>
      surroundingsOf({
        [url]: await bitstringList(url, { value: 1, changes: { ...changes, ...more } }),
      });
    expect((await statusOf(credential, await world({}))).standing).toBe('revoked');
    const over = await world({ expirationDate: '2026-11-20T10:00:00Z' });
    expect((await statusOf(credential, over)).standing).toBe('unknown');
  });
});

describe('an older list than the newest seen', () => {
  const url = at('revocation');
  const credential = in2(entry('revocation'));
  const madeAt = (validFrom: string, by = issuer) =>
    bitstringList(url, { changes: { validFrom, issuer: by.did } }, by);
  let old: object;
  let newer: object;
  beforeAll(async () => {
    old = await madeAt('2026-11-19T09:00:00Z');
    newer = await madeAt('2026-11-20T10:00:00+01:00');
  });

  it('is refused: a withdrawal would be undone', async () => {
    const newestSeen = createNewestSeen();
    const standing = async (document: unknown) =>
      (await statusOf(credential, { ...surroundingsOf({ [url]: document }), newestSeen })).standing;
    expect(await standing(old)).toBe('valid');
    expect(await standing(newer)).toBe('valid');
    expect(await standing(old)).toBe('unknown');
    expect(await standing(newer)).toBe('valid');
  });

  it('is not one for a list that nobody signed, or that another issuer did', async () => {
    const newestSeen = createNewestSeen();
    const forged = { ...newer, validFrom: '2026-11-20T09:59:00Z' };
    const theirs = await madeAt('2026-11-20T09:30:00Z', otherIssuer);
    for (const document of [forged, theirs]) {
      const world = { ...surroundingsOf({ [url]: document }), newestSeen };
      expect((await statusOf(credential, world)).standing).toBe('unknown');
    }
    const world = { ...surroundingsOf({ [url]: old }), newestSeen };
    expect((await statusOf(credential, world)).standing).toBe('valid');
  });

  it('is remembered for as many lists as there is room', async () => {
    const newestSeen = createNewestSeen(rememberLatest(2));
    const made = (day: number) => ({ by: issuer.did, at: `2026-11-0${day}T00:00:00Z` });
    await newestSeen('urn:a', made(2));
    await newestSeen('urn:b', made(2));
    expect(await newestSeen('urn:a', made(1))).toBe(made(2).at);
    await newestSeen('urn:c', made(2));
    expect(await newestSeen('urn:a', made(1))).toBe(made(2).at);
    expect(await newestSeen('urn:b', made(1))).toBe(made(1).at);
  });
});
