/** Who signs the list of KPAs: the host itself, as an issuer with keys of its own (docs/adr/0012). */
import { didWebUrl } from '../../credentials/identifiers/did-web.ts';

/** Under which the network's keys stand in the key ring. */
export { NETWORK_ID } from '../../badges/classes/owners.ts';

/** `did:web:badges.example`. Throws `CredentialError` INVALID_DID for a host that has none. */
export function networkDid(publicUrl: string): string {
  const did = `did:web:${new URL(publicUrl).host.replace(':', '%3A')}`;
  didWebUrl(did);
  return did;
}
