/** What of ours is measured in-process. Whoever makes it faster points these functions to it. */
import { parseAndKeep } from '../../src/credentials/bytes/json.ts';
import { vcJwt } from '../../src/credentials/formats/vc-jwt.ts';
import { buildStatusListCredential } from '../../src/credentials/statuses/status-list.ts';
import { signDocument, type Signer } from '../../src/credentials/write/sign.ts';
import { type Surroundings, verifyCredential } from '../../src/credentials/verify/verify.ts';
import { asBuilt, type GoldenBadge, HOLDER, NOW, type Unsigned } from './golden.ts';
import type { BenchIssuer } from './keys.ts';

/** One, through the entry point by which the service signs. */
export const issueOurs = <T extends { readonly '@context': readonly unknown[] }>(
  document: T,
  signer: Signer,
) => signDocument(document, signer, NOW);

/** Many of one badge class. */
export async function issueBatch(documents: readonly Unsigned[], signer: Signer): Promise<void> {
  for (const document of documents) await issueOurs(document, signer);
}

/** As it is given away: the endorsement within is signed first. */
export async function signWhole({ badge, endorsement }: GoldenBadge, signer: Signer) {
  const signed = await issueOurs(endorsement, signer);
  return issueOurs({ ...badge, endorsement: [signed] }, signer);
}

/** Every check; throws unless it is authentic and valid. */
export async function verifyOurs(text: string, surroundings: Surroundings): Promise<void> {
  const { summary, checks } = await verifyCredential(text, surroundings);
  if (summary.authentic === 'yes' && summary.standing === 'valid') return;
  throw new Error(`Not verified: ${JSON.stringify(checks)}`);
}

export async function surroundingsOf(issuers: readonly BenchIssuer[]): Promise<Surroundings> {
  const texts = new Map<string, string>();
  for (const { did, didDocument, signer } of issuers) {
    const url = `https://${did.split(':')[2] ?? ''}/k/hauts-pres/status/1`;
    const list = await buildStatusListCredential({
      url,
      issuer: did,
      validFrom: '2026-11-26T10:00:00Z',
      validUntil: '2026-12-03T10:00:00Z',
      revoked: [48_213, 120_001],
    });
    texts.set(did, JSON.stringify(didDocument));
    texts.set(url, JSON.stringify(await issueOurs(list, signer)));
  }
  return surroundingsIn(texts, issuers[0]?.did, NOW);
}

/**
 * `texts`: documents by their addresses, parsed as the service parses what it fetches or has stored.
 * `known`: the DID of whom the network lists.
 */
export function surroundingsIn(
  texts: ReadonlyMap<string, string>,
  known: string | undefined,
  now: Date,
): Surroundings {
  const read = (address: string) => {
    const text = texts.get(address);
    if (text === undefined) {
      return Promise.resolve({ outcome: 'not-found', detail: 'Not recorded' } as const);
    }
    const parsed = parseAndKeep(text);
    return parsed.ok
      ? Promise.resolve({ outcome: 'found', document: parsed.value } as const)
      : Promise.reject(new Error(parsed.detail));
  };
  return {
    now,
    holderName: HOLDER,
    resolveDid: read,
    fetchStatusList: read,
    newestSeen: (_url, made) => Promise.resolve(made.at),
    knownIssuer: (did) =>
      Promise.resolve(did === known ? { name: 'KPA des Hauts-Prés' } : undefined),
    namesake: () => Promise.resolve(undefined),
    endorsed: () => Promise.resolve({ outcome: 'unreachable', detail: 'Nobody is asked' }),
  };
}

export const signJwtOurs = (golden: GoldenBadge, { jwtSigner }: BenchIssuer) =>
  vcJwt.sign(asBuilt(golden), jwtSigner, NOW);
