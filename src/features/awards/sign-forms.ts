import { dataIntegrity } from '../../credentials/formats/data-integrity.ts';
import type { SignatureFormat } from '../../credentials/formats/formats.ts';
import { vcJwt } from '../../credentials/formats/vc-jwt.ts';
import type { Credential } from '../../credentials/model.ts';
import type { Award } from '../../storage/store.ts';
import type { AwardServices } from './draft.ts';

/**
 * One credential, signed in each of its forms in one act, to be stored together (docs/adr/0010).
 * Rejects with `CredentialError` or `KeyError`; then there is nothing to store.
 */
export async function signForms(
  keys: AwardServices['keys'],
  kpaId: string,
  unsigned: Credential,
  now: Date,
): Promise<Required<Pick<Award, 'credential' | 'credentialJwt'>>> {
  const signAs = async (format: SignatureFormat) =>
    format.sign(unsigned, await keys.signer(kpaId, unsigned.issuer.id, format.algorithm), now);
  return { credential: await signAs(dataIntegrity), credentialJwt: await signAs(vcJwt) };
}
