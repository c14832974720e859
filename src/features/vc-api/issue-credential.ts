/** Signs what a client of the API wrote, in the name of its KPA. */
import { createHash, randomUUID } from 'node:crypto';
import { toArray } from '../../credentials/bytes/json-object.ts';
import { completeProof } from '../../credentials/write/sign.ts';
import { buildStatusEntry } from '../../credentials/write/status-entry.ts';
import { canHaveStatus, type UnsignedCredential } from '../../credentials/verify/unsigned.ts';
import type { KeyRing } from '../../keys/key-ring.ts';
import type { EntryHolders, IssuedCredential, Kpa, Store } from '../../storage/store.ts';
import { ifRefused } from '../../storage/store.ts';
import type { Languages } from '../../language/languages.ts';
import type { Task } from '../../threads/task.ts';
import { doInPlace } from '../../threads/in-place.ts';
import type { Threads } from '../../threads/threads.ts';
import { type AllAddresses, everyUrl } from '../../badges/addresses.ts';
import { programError } from '../../problems/http-error.ts';
import type { Client } from '../../threads/client.ts';
import type { ApiClient } from './authenticate.ts';
import { type Identity, identityOf } from './identity.ts';
import { refused } from './refuse-claims.ts';
import { refusedFor } from './refuse-departures.ts';
import { type Answered, prepareProofTask, readIssueRequestTask } from './tasks.ts';

export interface IssueServices {
  readonly store: Store;
  readonly addresses: AllAddresses;
  readonly clock: () => Date;
  readonly keys: Pick<KeyRing, 'signer' | 'publicKeys'>;
  readonly threads: Threads;
  /** What departs from a standard is told in English. */
  readonly languages: Pick<Languages, 'english'>;
  readonly statusLists: {
    draw(
      kpa: Kpa,
      holders: EntryHolders,
    ): Promise<{ readonly listId: string; readonly listNumber: number; readonly index: number }>;
  };
}

const MOST_DRAWS = 20;
/** Two SHA-256: nothing else is signed here. */
const HASH_BYTES = 64;

/** Who asks, and in whose turn their work is done. */
export interface Issuing extends ApiClient {
  readonly client: Client;
}

/**
 * The credential as it was sent in `body`, with a proof, and a status entry of ours beside any it
 * has, unless its issuer has no list; with a status, and without an id, it gets one by which it is
 * revoked. Throws BAD_REQUEST for another body; UNPROCESSABLE for what we would not believe
 * ourselves, and for what only this service may say.
 */
export async function issueCredential(
  services: IssueServices,
  issuing: Issuing,
  body: string,
): Promise<object> {
  const identity = await identityOf(services, issuing);
  const publicUrls = everyUrl(services.addresses);
  const toBeIssued = { body, publicUrls, did: identity.did };
  const place = { ...issuing, isShort: body.length <= services.threads.mostInPlace };
  const unsigned = await work(services, place, readIssueRequestTask, toBeIssued);
  if (!identity.hasLists) return sign(services, place, unsigned.document, identity);
  if (!canHaveStatus(unsigned)) {
    throw refused('@context: VCDM 1.1 has no words for our status entry: send VCDM 2.0');
  }
  for (let draw = 0; draw < MOST_DRAWS; draw += 1) {
    const signed = await signWithStatus(services, place, unsigned, identity);
    if (signed) return signed;
  }
  throw new Error('No free status entry found');
}

/** Undefined if the status entry was taken meanwhile. */
async function signWithStatus(
  services: IssueServices,
  issuing: Issuing & Place,
  { document, credential }: UnsignedCredential,
  identity: Identity,
): Promise<object | undefined> {
  const { kpa, token } = issuing;
  const entry = await services.statusLists.draw(kpa, 'issuedCredentials');
  const list = services.addresses.statusList(kpa.slug, entry.listNumber);
  const ours = buildStatusEntry(list, entry.index);
  const theirs = toArray(document['credentialStatus']);
  const credentialStatus = theirs.length === 0 ? ours : [...theirs, ours];
  const id = credential.id ?? `urn:uuid:${randomUUID()}`;
  const whole = { ...document, id, credentialStatus };
  const signed = await sign(services, issuing, whole, identity);
  const isKept = await keep(services.store, {
    id: randomUUID(),
    kpaId: kpa.id,
    credentialId: id,
    digest: createHash('sha256').update(JSON.stringify(signed)).digest('base64url'),
    apiTokenId: token.id,
    issuedAt: services.clock().toISOString(),
    statusListId: entry.listId,
    statusIndex: entry.index,
    standing: 'valid',
  });
  return isKept ? signed : undefined;
}

/** The key stays here, also where a thread says what is to be signed. */
async function sign(
  services: IssueServices,
  issuing: Issuing & Place,
  document: UnsignedCredential['document'],
  identity: Identity,
): Promise<object> {
  const { id, algorithm } = identity;
  const toBeSigned = { document, signer: { id, algorithm }, created: services.clock() };
  const prepared = await work(services, issuing, prepareProofTask, toBeSigned);
  if (prepared.hash.length !== HASH_BYTES) throw new Error('A proof is not made of other bytes');
  return completeProof(prepared, await identity.sign(prepared.hash));
}

interface Place {
  /** Whether the request is so short that it may be worked at in place. */
  readonly isShort: boolean;
}

/** In place, or in a thread. Throws what is refused there. */
async function work<G, T>(
  { threads, languages }: IssueServices,
  { client, isShort }: Issuing & Place,
  task: Task<G, Answered<T>>,
  given: G,
): Promise<T> {
  const done =
    isShort && (await doInPlace(client, (spend, inPlace) => task.run(given, spend, inPlace)));
  // Who has a token is known, and what is signed is small: a thread is kept for such.
  const answered = done ? done.result : await threads.run(task, given, { client, isBrief: true });
  if (!answered) throw refused('It takes more time or memory than a credential may');
  if (answered.ok) return answered.value;
  if ('code' in answered) throw programError(answered.code, answered.english);
  throw refusedFor(answered, (said) => languages.english.say(said));
}

async function keep(store: Store, issued: IssuedCredential): Promise<boolean> {
  const kept = store.issuedCredentials(issued.kpaId).insert(issued);
  return (await ifRefused(kept, 'DUPLICATE_KEY', () => undefined)) !== undefined;
}
