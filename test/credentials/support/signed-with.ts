import { createAllowance, CREDENTIAL_VALUES } from '../../../src/credentials/allowance.ts';
import { hashRdfc } from '../../../src/credentials/cryptosuites/rdfc-hash.ts';
import { encodeBase58 } from '../../../src/credentials/bytes/encoding.ts';
import { isObject, type JsonObject } from '../../../src/credentials/bytes/json-object.ts';
import { fullCredential, issuer, signed } from './issuer.ts';

/** `document` under the issuer's key, with other options in the proof; `undefined` leaves one out. */
export async function signedWith(
  changes: object,
  document: JsonObject = { ...fullCredential },
): Promise<JsonObject & { readonly proof: readonly [JsonObject] }> {
  const { proofValue, ...rest } = { ...signed.proof[0], ...changes };
  const options: unknown = JSON.parse(JSON.stringify(rest));
  if (!isObject(options)) throw new Error('Not the options of a proof');
  const parts = { document, proof: { ...options, proofValue } };
  const hash = await hashRdfc(parts, createAllowance(CREDENTIAL_VALUES));
  const signature = encodeBase58(await issuer.signer.sign(hash));
  return { ...document, proof: [{ ...options, proofValue: `z${signature}` }] };
}
