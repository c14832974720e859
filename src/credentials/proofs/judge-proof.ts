/** One proof: whether it is one of the issuer, and whether it fits (docs/adr/0026). */
import { describeCanonicalError } from '../graph/canonical-error.ts';
import type { Cryptosuite, SignedParts } from '../cryptosuites/cryptosuite.ts';
import { findCryptosuite } from '../cryptosuites/cryptosuites.ts';
import { CredentialError, messageOf } from '../errors.ts';
import { type FoundKey, judgeSearch, notTheirs, readPublished } from './issuer-keys.ts';
import { readReference, type Reference, soleMethod } from './issuer-keys.ts';
import type { JsonObject } from '../bytes/json-object.ts';
import { IN_PROOF, namesNoMethod } from '../identifiers/key-notes.ts';
import { verifyOnce } from './proof-memo.ts';
import { describeIssues } from '../schemas/schema-parts.ts';
import { faultOfProof, isProof, notesOfProof, type Proof } from './proof-options.ts';
import { proofShape, withPreviousProofs } from './proof-options.ts';
import { invalid, type Issuer, type ProofVerdict, undecided } from './proof-verdict.ts';
import { findMethod, type VerificationMethod } from '../identifiers/verification-method.ts';

interface OneOfAll {
  /** The document without its proofs. */
  readonly unsecured: JsonObject;
  readonly proof: unknown;
  readonly all: readonly unknown[];
}

type KeyReference = Extract<Reference, { to: 'method' | 'issuer' }>;

/** Never throws for what is in the proof. Whose it is comes first: nothing is asked for that. */
export async function judgeProof(one: OneOfAll, issuer: Issuer): Promise<ProofVerdict> {
  const { proof } = one;
  if (!isProof(proof)) return invalid('proof', 'It does not say what proof it is');
  const { proofPurpose, verificationMethod: name } = proof;
  const purpose = issuer.expects?.purpose ?? 'assertionMethod';
  if (typeof proofPurpose === 'string' && proofPurpose !== purpose) {
    return invalid('proof', `The proof is not one for ${purpose}`);
  }
  if (name !== undefined && typeof name !== 'string') return unread;
  const verdict = await judgeNamed({ ...one, proof }, readReference(name, issuer.id), issuer);
  return name === undefined ? verdict : { key: name, ...verdict };
}

const unread = undecided('key', 'It names its key in a way that is not read');

async function judgeNamed(
  one: OneOfAll & { readonly proof: JsonObject },
  reference: Reference,
  issuer: Issuer,
): Promise<ProofVerdict> {
  // No URL, and JSON-LD has no other names.
  if (reference.to === 'nickname') return unread;
  if (reference.to !== 'other-controller') return judgeOwn(one, reference, issuer);
  const detail = `${reference.name} is not a key of ${issuer.id}`;
  return notTheirs('controller', detail, issuer).verdict;
}

/** One that may be the issuer's: its suite, then all that it says. */
async function judgeOwn(
  { unsecured, proof, all }: OneOfAll & { readonly proof: JsonObject },
  reference: KeyReference,
  issuer: Issuer,
): Promise<ProofVerdict> {
  const suite = findCryptosuite(proof['type'], proof['cryptosuite']);
  if (!suite) {
    const name = [proof['type'], proof['cryptosuite']].map(String).join(' ');
    return undecided('cryptosuite', `${name} is not supported`);
  }
  if (proof['proofPurpose'] === undefined) return invalid('proof', 'It says no purpose');
  const read = proofShape.safeParse(proof);
  // Its computation may be right: it is not one that can be done here.
  if (!read.success) return undecided('proof', `The proof: ${describeIssues(read.error)}`);
  const { [suite.signatureIn]: signature } = read.data;
  if (signature === undefined) return invalid('proof', `The proof has no ${suite.signatureIn}`);
  const fault = faultOfProof(read.data, issuer);
  if (fault !== undefined) return invalid('proof', fault);
  const document = withPreviousProofs(unsecured, read.data, all);
  if (!document) return undecided('proof', 'The proof continues one that is missing');
  const signed = { document, proof: read.data, signature };
  return verifyWith(suite, signed, reference, issuer);
}

async function verifyWith(
  suite: Cryptosuite,
  signed: SignedParts & { readonly proof: Proof },
  reference: KeyReference,
  issuer: Issuer,
): Promise<ProofVerdict> {
  const found = await findKey(suite, reference, issuer);
  if (!found.found) return found.verdict;
  const { method } = found;
  const { id } = method;
  const key = readKey(suite, method, issuer);
  // Nothing was computed: the issuer may have meant another key.
  if (typeof key === 'string') return { ...undecided('key', key), key: id };
  const verdict = await compute(suite, signed, { id, key }, issuer);
  const notes = [...found.notes, ...notesOfProof(signed.proof)];
  return { ...verdict, key: id, notes };
}

async function findKey(
  suite: Cryptosuite,
  reference: KeyReference,
  issuer: Issuer,
): Promise<FoundKey> {
  const published = await readPublished(issuer);
  if (!published.found) return published;
  if (reference.to === 'issuer') {
    const fits = (method: VerificationMethod) => typeof readKey(suite, method, issuer) !== 'string';
    return soleMethod(fits, namesNoMethod(reference, IN_PROOF), published, issuer);
  }
  const { document, purpose } = published;
  const search = findMethod(document, issuer.id, reference.id, purpose);
  return judgeSearch(search, reference.id, published, issuer);
}

/** The key, or why it is none for this suite. */
function readKey(
  suite: Cryptosuite,
  method: VerificationMethod,
  { allowance }: Issuer,
): Uint8Array | string {
  allowance.readKey();
  try {
    return suite.readKey(method);
  } catch (error) {
    return messageOf(error);
  }
}

async function compute(
  suite: Cryptosuite,
  signed: SignedParts,
  { id, key }: { readonly id: string; readonly key: Uint8Array },
  { allowance }: Issuer,
): Promise<ProofVerdict> {
  try {
    const answer = await verifyOnce(suite, signed, key, allowance);
    if (answer.outcome === 'wrong') return invalid('signature', 'The signature does not match');
    if (answer.outcome === 'rewritten') return invalid('graph', answer.detail);
    return { outcome: 'valid', stage: 'done', detail: `Signed by ${id}` };
  } catch (error) {
    const isNone = error instanceof CredentialError && error.code === 'UNREADABLE_SIGNATURE';
    return isNone
      ? invalid('proof', error.message)
      : undecided('signature', describeCanonicalError(error));
  }
}
