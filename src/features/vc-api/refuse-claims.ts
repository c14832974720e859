import { toArray } from '../../credentials/json-object.ts';
import type { UnsignedCredential } from '../../credentials/unsigned.ts';
import { issuerOf } from '../../credentials/vcdm-schema.ts';
import type { Addresses } from '../../web/addresses.ts';
import { programError } from '../../web/errors.ts';

/** As long as `credentialId` may be in the store. */
const LONGEST_ID = 500;
/** With a list of its own a client could answer for us what has been withdrawn. */
const LISTS = ['BitstringStatusListCredential', 'BitstringStatusList'];

/** What a client may not say: another's name, a proof, a list, and what stands at our addresses. */
export function refuseClaims(
  { publicUrl }: Addresses,
  did: string,
  { kind, credential }: UnsignedCredential,
): void {
  if (issuerOf(credential) !== did) throw refused(`issuer: this token signs for ${did} alone`);
  if (credential.proof) throw refused('proof: leave it out, the service adds its own');
  // Open Badges 3.0, AchievementCredential: one credentialStatus at most.
  if (kind === 'badge' && credential.credentialStatus !== undefined) {
    throw refused('credentialStatus: leave it out, a badge has one and the service gives it');
  }
  const { credentialSubject: subjects } = credential;
  const types = [credential.type, ...subjects.map(({ type }) => toArray(type))].flat();
  if (types.some((type) => LISTS.some((list) => list === type))) {
    throw refused('type: this service alone signs the status lists of its KPAs');
  }
  const addresses = addressesOf(credential);
  if (addresses.some((address) => address.length > LONGEST_ID)) {
    throw refused(`id: expected at most ${LONGEST_ID} characters`);
  }
  // An award's address, an entry of a list: who resolves one must find what we say there.
  const taken = addresses.find((address) => originOf(address) === publicUrl);
  if (taken !== undefined) throw refused(`${taken}: this service alone gives such addresses`);
}

export const refused = (message: string) => programError('UNPROCESSABLE', message);

function addressesOf(credential: UnsignedCredential['credential']): readonly string[] {
  const { id, credentialSubject, credentialStatus = [], refreshService = [] } = credential;
  const all = [
    id,
    ...credentialSubject.map((subject) => subject.id),
    ...credentialStatus.flatMap((status) => [status.id, status.statusListCredential]),
    ...refreshService.map((service) => service.id),
  ];
  return all.filter((one) => one !== undefined);
}

/** One origin has many spellings: in capitals, with its port. */
const originOf = (address: string) => (URL.canParse(address) ? new URL(address).origin : undefined);
