/** The same credential under another key: nothing of what it says changes. */
import { z } from 'zod';
import { buildDidDocument } from '../../credentials/did-document.ts';
import { dataIntegrity } from '../../credentials/formats/data-integrity.ts';
import { vcJwt } from '../../credentials/formats/vc-jwt.ts';
import type { Credential } from '../../credentials/model.ts';
import { verifyCredential } from '../../credentials/verify.ts';
import type { PublicKey } from '../../keys/key-ring.ts';
import type { Award, Kpa, Store } from '../../storage/store.ts';
import type { Addresses } from '../../web/addresses.ts';
import { describeIssuer } from '../../web/issuer.ts';
import type { AwardServices } from './draft.ts';

export interface ReissueServices {
  readonly store: Store;
  readonly keys: AwardServices['keys'] & {
    publicKeys(kpaId: string): Promise<readonly PublicKey[]>;
  };
  readonly addresses: Addresses;
  readonly clock: () => Date;
}

const embedded = z.looseObject({
  proof: z.tuple([z.looseObject({ verificationMethod: z.string() })]),
});
const jwtHeader = z.object({ kid: z.string() });

const FORMS = [
  {
    field: 'credential',
    format: dataIntegrity,
    keyOf: (text: string) => embedded.parse(JSON.parse(text)).proof[0].verificationMethod,
  },
  {
    field: 'credentialJwt',
    format: vcJwt,
    keyOf: (text: string) => jwtHeader.parse(JSON.parse(headerOf(text))).kid,
  },
] as const;

const headerOf = (jwt: string) =>
  Buffer.from(jwt.split('.')[0] ?? '', 'base64url').toString('utf8');

const fragmentOf = (method: string) => method.split('#')[1] ?? '';

/** The fragments of the keys that signed its forms. Throws for a stored text that is no form. */
export function keysIn(award: Award): readonly string[] {
  return FORMS.flatMap(({ field, keyOf }) => {
    const text = award[field];
    return text === undefined ? [] : [fragmentOf(keyOf(text))];
  });
}

interface Resigning {
  readonly signedWith: readonly string[];
  readonly now: Date;
}

/**
 * The forms that one of these keys had signed, under the keys of today, and the texts they replace.
 * Throws unless what is stored is what that key signed for this award: no signature of ours goes
 * over a document that somebody else wrote into the store.
 */
export async function resign(
  services: ReissueServices,
  kpa: Kpa,
  award: Award,
  { signedWith, now }: Resigning,
) {
  const document = await readOwn(services, kpa, award, now);
  const { id: did } = describeIssuer(services.addresses, kpa);
  const forms: Partial<Record<'credential' | 'credentialJwt', string>> = {};
  const replaced: string[] = [];
  for (const { field, format, keyOf } of FORMS) {
    const text = award[field];
    if (text === undefined || !signedWith.includes(fragmentOf(keyOf(text)))) continue;
    const signer = await services.keys.signer(kpa.id, did, format.algorithm);
    forms[field] = await format.sign(document, signer, now);
    replaced.push(text);
  }
  return { forms, replaced };
}

/** Its signature, checked before this, tells that it has the shape in which we built it. */
const ownDocument = z.custom<Credential>((value) => typeof value === 'object' && value !== null);

async function readOwn(services: ReissueServices, kpa: Kpa, award: Award, now: Date) {
  await checkSignature(services, kpa, award, now);
  const { proof, ...rest } = embedded.parse(JSON.parse(award.credential));
  const document = ownDocument.parse(rest);
  const isOfAward =
    document.id === services.addresses.credential(kpa.slug, award.id) &&
    document.credentialStatus.statusListIndex === String(award.statusIndex);
  if (isOfAward) return document;
  throw new Error('The stored credential is not the one of this award');
}

/** As before its key was revoked: the key still tells whether the bytes are those it signed. */
async function checkSignature(
  { addresses, keys }: ReissueServices,
  kpa: Kpa,
  award: Award,
  now: Date,
): Promise<void> {
  const { id: did } = describeIssuer(addresses, kpa);
  const signedBy = fragmentOf(FORMS[0].keyOf(award.credential));
  const key = (await keys.publicKeys(kpa.id)).find(({ fragment }) => fragment === signedBy);
  if (key?.algorithm !== 'Ed25519') throw new Error('The key that signed it is not known');
  const { fragment, algorithm, publicKey } = key;
  const issuerKey = { id: `${did}#${fragment}`, algorithm, publicKey, state: 'retired' } as const;
  const document = buildDidDocument({ did, keys: [issuerKey] });
  const { summary } = await verifyCredential(award.credential, {
    now,
    resolveDid: () => Promise.resolve({ outcome: 'found', document }),
    fetchStatusList: () => Promise.resolve({ outcome: 'unreachable', detail: 'not asked for' }),
    knownIssuer: () => Promise.resolve(undefined),
  });
  if (summary.authentic !== 'yes') throw new Error('The stored credential is not as it was signed');
}
