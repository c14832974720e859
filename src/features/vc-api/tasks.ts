/** What of the VC-API is done in a thread: all that reads what a client wrote, and its canonical form. */
import { type Allowance, createAllowance } from '../../credentials/allowance.ts';
import { generationOf } from '../../credentials/baking/generation.ts';
import { describeCanonicalError } from '../../credentials/graph/canonical-error.ts';
import { CredentialError, messageOf } from '../../credentials/errors.ts';
import { expand } from '../../credentials/graph/expand.ts';
import { faultOfLone } from '../../credentials/graph/judge-graph.ts';
import { type Prepared, prepareProof, type Signer } from '../../credentials/write/sign.ts';
import {
  readUnsigned,
  type ReadUnsigned,
  type UnsignedCredential,
} from '../../credentials/verify/unsigned.ts';
import type { CheckId, Note } from '../../credentials/verification.ts';
import { type Task, valuesOfBytes } from '../../threads/task.ts';
import { type ErrorCode, HttpError, programError } from '../../problems/http-error.ts';
import { PROBLEMS } from '../../problems/problems.ts';
import { type ReadBody, readBody } from '../../web/api/read-body.ts';
import { issueRequest, presentationRequest, verifyRequest } from './messages.ts';
import { type Ours, refuseClaims, refused } from './refuse-claims.ts';

/** A refusal crosses as data: an error that is copied forgets its class. */
export type Answered<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: ErrorCode; readonly english: string }
  | ({ readonly ok: false } & Departs);

/** From its standard. A thread has no sentences: they are said where its answer comes back. */
export interface Departs {
  readonly check: CheckId;
  readonly notes: readonly Note[];
}

/** As text: what is in it is read where it is verified. */
export interface ToBeVerified {
  readonly text: string;
  readonly challenge?: string;
  readonly domain?: string;
  readonly requireKnownIssuer?: boolean;
}

export const readVerifyRequestTask: Task<string, ReadBody<ToBeVerified>> = {
  name: 'read a request to verify',
  run: (body, spend) => {
    spend(valuesOfBytes(body.length));
    const read = readBody(verifyRequest, body);
    if (!read.ok) return read;
    const { verifiableCredential, options } = read.value;
    const text = textOf(verifiableCredential);
    // It is no verifiable credential; it is not false for that.
    if (generationOf(text) === 'older') return { ok: false, detail: OLDER };
    return { ok: true, value: { text, ...wantedIn(options) } };
  },
};

const OLDER =
  'verifiableCredential: it is of Open Badges 2 or before, which is not verified here. That does not mean that it is false.';

export const readPresentationRequestTask: Task<string, ReadBody<ToBeVerified>> = {
  name: 'read a request to verify a presentation',
  run: (body, spend) => {
    spend(valuesOfBytes(body.length));
    const read = readBody(presentationRequest, body);
    if (!read.ok) return read;
    const { verifiablePresentation, options = {} } = read.value;
    const { challenge, domain } = options;
    return {
      ok: true,
      value: {
        text: textOf(verifiablePresentation),
        ...wantedIn(options),
        ...(challenge !== undefined && { challenge }),
        ...(domain !== undefined && { domain }),
      },
    };
  },
};

function wantedIn({
  requireKnownIssuer,
}: { readonly requireKnownIssuer?: boolean | undefined } = {}) {
  return requireKnownIssuer === undefined ? {} : { requireKnownIssuer };
}

/** A JWT is its own text. */
const textOf = (held: string | object): string =>
  typeof held === 'string' ? held : JSON.stringify(held);

export interface ToBeIssued extends Ours {
  readonly body: string;
}

export const readIssueRequestTask: Task<ToBeIssued, Answered<UnsignedCredential>> = {
  name: 'read a request to issue',
  run: ({ body, ...ours }, spend, inPlace) => {
    spend(valuesOfBytes(body.length));
    return answering(async () => {
      const read = readBody(issueRequest, body);
      if (!read.ok) throw programError('BAD_REQUEST', read.detail);
      const unsigned = readCredential(read.value.credential);
      refuseClaims(ours, unsigned);
      await refuseNested(unsigned.document, createAllowance(MOST_VALUES, { spend, inPlace }));
      return unsigned;
    });
  },
};

/** Values of one that is signed: twice a full badge. */
const MOST_VALUES = 1_000;

function readCredential(input: unknown): UnsignedCredential {
  const read = readUnsigned(input, { profile: 'w3c' });
  if (!read.ok) throw refusalOf(read);
  try {
    createAllowance(MOST_VALUES).spend(read.unsigned.document);
  } catch (error) {
    throw refused(`It is too large to be signed here: ${messageOf(error)}`);
  }
  return read.unsigned;
}

function refusalOf({ check, notes = [] }: Extract<ReadUnsigned, { ok: false }>): Error {
  return notes.length === 0
    ? refused(`${check.id}: ${check.detail}`)
    : new Departure({ check: check.id, notes });
}

class Departure extends Error {
  readonly departs: Departs;
  constructor(departs: Departs) {
    super(departs.notes.map(({ code }) => code).join());
    this.departs = departs;
  }
}

/** By what the words mean, and not by how they are spelt: that is what will have been signed. */
async function refuseNested(
  document: UnsignedCredential['document'],
  allowance: Allowance,
): Promise<void> {
  allowance.spend(document);
  const fault = await expand(document, allowance).then(faultOfLone, describeCanonicalError);
  if (fault !== undefined) throw refused(`This is not signed here: ${fault}`);
}

export interface ToBeSigned {
  readonly document: UnsignedCredential['document'];
  readonly signer: Pick<Signer, 'id' | 'algorithm'>;
  readonly created: Date;
}

export const prepareProofTask: Task<
  ToBeSigned,
  Answered<Prepared<UnsignedCredential['document']>>
> = {
  name: 'prepare a proof',
  run: ({ document, signer, created }, spend, inPlace) =>
    answering(() => {
      // With our status entry it is a little more than what was let through.
      const allowance = createAllowance(2 * MOST_VALUES, { spend, inPlace });
      allowance.spend(document);
      return prepareProof(document, signer, created, allowance);
    }),
};

async function answering<T>(work: () => T | Promise<T>): Promise<Answered<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    if (error instanceof Departure) return { ok: false, ...error.departs };
    // A word that no context defines, say: what JSON-LD would leave out of the signature.
    const refusal = error instanceof CredentialError ? refused(error.message) : error;
    if (!(refusal instanceof HttpError)) throw refusal;
    return {
      ok: false,
      code: refusal.code,
      english: refusal.english ?? PROBLEMS[refusal.code].detail,
    };
  }
}
