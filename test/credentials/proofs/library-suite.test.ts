/** The suite in the form that the library takes: it verifies what was signed with it, and nothing else. */
import { expect, it } from 'vitest';
import { decodeBase58 } from '../../../src/credentials/bytes/encoding.ts';
import { eddsaRdfc2022Suite as suite } from '../../../src/credentials/cryptosuites/library-suite.ts';
import { findMethod } from '../../../src/credentials/identifiers/verification-method.ts';
import { issuer, signed } from '../support/issuer.ts';

const { proof: proofs, ...document } = signed;
const [proof] = proofs;
const { did, didDocument } = issuer;
const method = findMethod({ ...didDocument }, did, proof.verificationMethod, 'assertionMethod');
const signature = decodeBase58(proof.proofValue.slice(1));

async function isRight(changes: object, bytes: Uint8Array): Promise<boolean> {
  const verifier = await suite.createVerifier({
    verificationMethod: method.found ? method.method : expect.fail(method.detail),
  });
  const parts = { document: { ...document, ...changes }, proof: { ...proof } };
  const data = await suite.createVerifyData?.(parts);
  return data !== undefined && verifier.verify({ data, signature: bytes });
}

it('takes the document as it was signed, and no other', async () => {
  expect(await isRight({}, signature)).toBe(true);
  expect(await isRight({ name: 'Un autre nom' }, signature)).toBe(false);
  expect(await isRight({}, signature.with(3, (signature[3] ?? 0) ^ 1))).toBe(false);
});
