import type { UnsignedCredential } from '../../credentials/unsigned.ts';
import { issuerOf } from '../../credentials/vcdm-schema.ts';
import type { Addresses } from '../../web/addresses.ts';
import { HttpError } from '../../web/errors.ts';

/** What a client may not say: another's name, a proof, and what stands at our own addresses. */
export function refuseClaims(
  { publicUrl }: Addresses,
  did: string,
  { credential }: UnsignedCredential,
): void {
  if (issuerOf(credential) !== did) throw refused(`issuer: this token signs for ${did} alone`);
  if (credential.proof) throw refused('proof: leave it out, the service adds its own');
  // An award's address, an entry of a list: who resolves one must find what we say there.
  const taken = addressesOf(credential).find((url) => url?.startsWith(`${publicUrl}/`) === true);
  if (taken !== undefined) throw refused(`${taken}: this service alone gives such addresses`);
}

export const refused = (message: string) => new HttpError('UNPROCESSABLE', message);

function addressesOf({ id, credentialStatus = [] }: UnsignedCredential['credential']) {
  const ofStatus = credentialStatus.map(({ statusListCredential }) => statusListCredential);
  return [id, ...credentialStatus.map((entry) => entry.id), ...ofStatus];
}
