/** Signs what a client of the API wrote, in the name of its KPA. */
import { createHash, randomUUID } from 'node:crypto';
import { createAllowance } from '../../credentials/allowance.ts';
import { CredentialError, messageOf } from '../../credentials/errors.ts';
import { toArray } from '../../credentials/json-object.ts';
import { signDocument } from '../../credentials/sign.ts';
import { buildStatusEntry } from '../../credentials/status-entry.ts';
import {
  canHaveStatus,
  readUnsigned,
  type UnsignedCredential,
} from '../../credentials/unsigned.ts';
import type { KeyRing } from '../../keys/key-ring.ts';
import type { EntryHolders, IssuedCredential, Kpa, Store } from '../../storage/store.ts';
import { StoreError } from '../../storage/store.ts';
import type { Addresses } from '../../web/addresses.ts';
import type { Client } from './authenticate.ts';
import { type Identity, identityOf } from './identity.ts';
import { refuseClaims, refused } from './refuse-claims.ts';

export interface IssueServices {
  readonly store: Store;
  readonly addresses: Addresses;
  readonly clock: () => Date;
  readonly keys: Pick<KeyRing, 'signer' | 'publicKeys'>;
  readonly statusLists: {
    draw(
      kpa: Kpa,
      holders: EntryHolders,
    ): Promise<{ readonly listId: string; readonly listNumber: number; readonly index: number }>;
  };
}

const MOST_DRAWS = 20;

/** Values of what is signed here, between the requests of everybody else: twice a full badge. */
const MOST_VALUES = 1_000;

/**
 * The credential as it was sent, with a proof, and a status entry of ours beside any it has, unless
 * its issuer has no list; with a status, and without an id, it gets one by which it is withdrawn. Throws UNPROCESSABLE for what we would not believe ourselves, and for what
 * only this service may say.
 */
export async function issueCredential(
  services: IssueServices,
  client: Client,
  input: unknown,
): Promise<object> {
  const read = readUnsigned(input, { profile: 'w3c' });
  if (!read.ok) throw refused(`${read.check.sentence.en} ${read.check.detail}`);
  const { unsigned } = read;
  refuseSize(unsigned);
  const identity = await identityOf(services, client);
  refuseClaims(services.addresses, identity.did, unsigned);
  if (!identity.hasLists) return sign(services, unsigned.document, identity);
  if (!canHaveStatus(unsigned)) {
    throw refused('@context: VCDM 1.1 has no words for our status entry: send VCDM 2.0');
  }
  for (let draw = 0; draw < MOST_DRAWS; draw += 1) {
    const signed = await signWithStatus(services, client, unsigned, identity);
    if (signed) return signed;
  }
  throw new Error('No free status entry found');
}

/** Undefined if the status entry was taken meanwhile. */
async function signWithStatus(
  services: IssueServices,
  { kpa, token }: Client,
  { document, credential }: UnsignedCredential,
  identity: Identity,
): Promise<object | undefined> {
  const entry = await services.statusLists.draw(kpa, 'issuedCredentials');
  const list = services.addresses.statusList(kpa.slug, entry.listNumber);
  const ours = buildStatusEntry(list, entry.index);
  const theirs = toArray(document['credentialStatus']);
  const credentialStatus = theirs.length === 0 ? ours : [...theirs, ours];
  const id = credential.id ?? `urn:uuid:${randomUUID()}`;
  const signed = await sign(services, { ...document, id, credentialStatus }, identity);
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

function refuseSize({ document }: UnsignedCredential): void {
  try {
    createAllowance(MOST_VALUES).spend(document);
  } catch (error) {
    throw refused(`It is too large to be signed here: ${messageOf(error)}`);
  }
}

async function sign(
  { clock }: IssueServices,
  document: UnsignedCredential['document'],
  identity: Identity,
): Promise<object> {
  try {
    return await signDocument(document, identity, clock());
  } catch (error) {
    // A word that no context defines, say: what JSON-LD would leave out of the signature.
    if (error instanceof CredentialError) throw refused(error.message);
    throw error;
  }
}

async function keep(store: Store, issued: IssuedCredential): Promise<boolean> {
  try {
    await store.issuedCredentials(issued.kpaId).insert(issued);
    return true;
  } catch (error) {
    if (error instanceof StoreError && error.code === 'DUPLICATE_KEY') return false;
    throw error;
  }
}
