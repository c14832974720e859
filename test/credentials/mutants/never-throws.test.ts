/** Whatever is handed in, parsed or not, gets an answer of one shape: nothing throws. */
import { describe, expect, it } from 'vitest';
import { readBadgeFile } from '../../../src/credentials/formats/read-badge-file.ts';
import { verifyCredential } from '../../../src/credentials/verify/verify.ts';
import { verifyPresentation } from '../../../src/credentials/verify/verify-presentation.ts';
import { tell, tellCheck, withSentences } from '../../../src/credentials/verify/with-sentences.ts';
import type { Said } from '../../../src/credentials/verification.ts';
import { english } from '../../support/languages/languages.ts';
import { faultsOf } from '../support/faults/answer-shape.ts';
import { signed, surroundings } from '../support/issuer.ts';
import { signJwt, payload } from '../support/jwt-issuer.ts';
import { changed, pathsOf } from '../support/faults/mutations.ts';
import { createRandom } from '../support/faults/random.ts';

const presentation = {
  '@context': ['https://www.w3.org/ns/credentials/v2'],
  type: ['VerifiablePresentation'],
  verifiableCredential: [signed],
  proof: signed.proof,
};

const say = (said: Said) => english.say(said);

/** The three answers, each of its shape; what does not fit is named. */
async function faultsFor(input: unknown): Promise<readonly unknown[]> {
  const world = surroundings();
  const { checks, notes, credentials, ...answer } = await verifyPresentation(input, world);
  const told = {
    ...answer,
    checks: checks.map((check) => tellCheck(check, say)),
    notes: notes.map((note) => tell(note, say)),
    credentials: credentials.map((one) => withSentences(one, say)),
  };
  return [
    ...faultsOf('verification', withSentences(await verifyCredential(input, world), say)),
    ...faultsOf('presentation', told),
    ...faultsOf('file', await readBadgeFile(input)),
  ];
}

const trap = (): never => {
  throw new Error('trap');
};
const cyclic: Record<string, unknown> = { ...signed };
cyclic['evidence'] = [cyclic];
const cyclicList: unknown[] = [];
cyclicList.push(cyclicList);
let asked = 0;

const things: Readonly<Record<string, unknown>> = {
  undefined,
  null: null,
  true: true,
  zero: 0,
  'minus zero': -0,
  NaN,
  infinity: Infinity,
  'a BigInt': 10n ** 30n,
  'a BigInt within': { ...signed, name: 7n },
  'a symbol': Symbol('badge'),
  'a symbol within': { ...signed, name: Symbol('x'), [Symbol('y')]: 1 },
  'a function': trap,
  'a class': Map,
  'an empty text': '',
  'a NUL': '\0',
  'a lone surrogate': '\uD800',
  'lone surrogates within': JSON.stringify({ ...signed, name: '\uDFFF\uD800' }),
  'a lone surrogate as it is': JSON.stringify(signed).replace('Awa', '\uD800'),
  'a huge text': 'é'.repeat(5_000_000),
  'huge JSON': `"${'x'.repeat(5_000_000)}"`,
  'a huge JWT': `eyJ.${'x'.repeat(5_000_000)}.x`,
  'a long number': '9'.repeat(100_000),
  'deep text': '['.repeat(200_000),
  'a list': [],
  'a list of badges': [signed, signed],
  'a sparse list': Array(1_000_000),
  'a Map': new Map([['a', signed]]),
  'a Set': new Set([signed]),
  'a Date': new Date(Number.NaN),
  'a RegExp': /x/,
  'an Error': new Error('x'),
  'a Promise': Promise.resolve(signed),
  'a WeakMap': new WeakMap(),
  'an object of text': boxed('text'),
  'no prototype': withPrototype(null),
  'another prototype': withPrototype({ toJSON: 7 }),
  frozen: Object.freeze({ ...signed }),
  'a cyclic object': cyclic,
  'a cyclic list': cyclicList,
  'a getter that throws': Object.defineProperty({ ...signed }, 'name', {
    get: trap,
    enumerable: true,
  }),
  'a getter that changes': Object.defineProperty({ ...signed }, 'name', {
    get: () => (asked += 1),
    enumerable: true,
  }),
  'toJSON that throws': { toJSON: trap },
  'toJSON that gives nothing': { toJSON: () => undefined },
  'toString that throws': { toString: trap, valueOf: trap, [Symbol.toPrimitive]: trap },
  'an error without a text': { toJSON: () => throwing(withPrototype(null)) },
  'an error that throws itself': { toJSON: () => throwing(selfThrown()) },
  'an error in numbers': { toJSON: () => throwing(Object.assign(new Error(), { message: 7 })) },
  'a Proxy': new Proxy({ ...signed }, {}),
  'a Proxy that throws': new Proxy(
    {},
    { get: trap, ownKeys: trap, has: trap, getPrototypeOf: trap },
  ),
  'a revoked Proxy': revoked(),
  'a Proxy of bytes': new Proxy(new Uint8Array(9), {}),
  'no bytes': new Uint8Array(),
  bytes: Uint8Array.from({ length: 70_000 }, (_, at) => at % 256),
  'shared bytes': new Uint8Array(new SharedArrayBuffer(64)),
  'bytes given away': givenAway(),
  'a buffer': new ArrayBuffer(8),
  'other numbers': new Float64Array([Number.NaN]),
  'a DataView': new DataView(new ArrayBuffer(8)),
};

const LARGE = ['a huge text', 'huge JSON', 'a huge JWT', 'deep text', 'a sparse list'];

function throwing(error: unknown): never {
  throw error;
}

function selfThrown(): Error {
  const error = new Error();
  return Object.defineProperty(error, 'message', { get: () => throwing(error) });
}

function boxed(text: string): unknown {
  return Object(text);
}

function withPrototype(prototype: object | null): object {
  const object = { ...signed };
  Object.setPrototypeOf(object, prototype);
  return object;
}

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

function givenAway(): Uint8Array {
  const bytes = new Uint8Array(64);
  structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
  return bytes;
}

describe('every input gets an answer of the same shape', () => {
  it.each(Object.entries(things))('%s', async (_name, input) => {
    expect(await faultsFor(input)).toEqual([]);
  });

  it('the good ones too', async () => {
    expect(await faultsFor(signed)).toEqual([]);
    expect(await faultsFor(signJwt(payload))).toEqual([]);
    expect(await faultsFor(presentation)).toEqual([]);
    expect((await verifyPresentation(presentation, surroundings())).credentials).toHaveLength(1);
  });

  it('each thing in each place of a badge, drawn by lot', async () => {
    const random = createRandom(20_261_120);
    const paths = pathsOf(presentation);
    const names = Object.keys(things).filter((name) => !LARGE.includes(name));
    for (let turn = 0; turn < 300; turn += 1) {
      const path = random.oneOf(paths);
      const mutant = changed(presentation, path, () => things[random.oneOf(names)]);
      expect([path, await faultsFor(mutant)]).toEqual([path, []]);
    }
  });

  it('texts and files with a few characters changed, drawn by lot', async () => {
    const random = createRandom(7);
    const texts = [signed, presentation].map((one) => JSON.stringify(one));
    const pieces = [
      '"',
      '\\',
      '{',
      '}',
      '[',
      ',',
      ':',
      '\uD800',
      '\u0000',
      '1e999',
      'null',
      '\\u0',
    ];
    for (let turn = 0; turn < 300; turn += 1) {
      const text = random.oneOf([...texts, signJwt(payload)]);
      const at = random.below(text.length);
      const mutant = text.slice(0, at) + random.oneOf(pieces) + text.slice(at + random.below(4));
      expect([at, await faultsFor(mutant)]).toEqual([at, []]);
      expect(await faultsFor(new TextEncoder().encode(mutant))).toEqual([]);
    }
  });
});
