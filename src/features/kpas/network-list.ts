/** The signed list of the KPAs of this network, as a verifiable credential (docs/adr/0012). */
import { z } from 'zod';
import { CREDENTIALS_V2, OPEN_BADGES_3_0_3 } from '../../credentials/contexts/urls.ts';
import { signDocument } from '../../credentials/write/sign.ts';
import type { KeyRing } from '../../keys/key-ring.ts';
import { ifRefused, type NetworkList, type Store } from '../../storage/store.ts';
import type { AllAddresses } from '../../badges/addresses.ts';
import type { Languages } from '../../language/languages.ts';
import { say } from '../../language/message.ts';
import { NETWORK_ID, networkDid } from './network-identity.ts';
import { inEach, profilesOf } from './network-profiles.ts';

export interface NetworkServices {
  readonly store: Store;
  readonly keys: Pick<KeyRing, 'createKeys' | 'publicKeys' | 'signer'>;
  readonly addresses: AllAddresses;
  readonly languages: Pick<Languages, 'all' | 'source'>;
  readonly clock: () => Date;
  readonly listDates: {
    next(life: number, before?: Dates): Promise<{ readonly from: Date; readonly until: Date }>;
    areOver(list: Dates, of: { readonly life: number; readonly period: number }): Promise<boolean>;
  };
}

interface Dates {
  readonly validFrom: string;
  readonly validUntil: string;
}

const DAY = 86_400_000;
/** An old copy ends, so that nobody can show for ever a list on which a KPA still stands. */
const LIFE = 30 * DAY;
/** After so much of it is over, it is published again. */
const PERIOD = 7 * DAY;

/**
 * The list as it is served, signed anew when a KPA came or changed, when it is a week old, or when
 * its key was revoked. Kept in the store: every process serves the same bytes. Undefined as long as
 * there is no KPA, for a credential is about somebody.
 */
export async function networkList(services: NetworkServices): Promise<NetworkList | undefined> {
  const { networkLists } = services.store;
  const content = await contentOf(services);
  if (!content) return undefined;
  const kept = await networkLists.update(NETWORK_ID, async (list) =>
    (await isCurrent(services, list, content))
      ? list
      : { ...list, ...(await signed(services, content, datesOf(list))) },
  );
  if (kept) return kept;
  const first = { id: NETWORK_ID, ...(await signed(services, content)) };
  const inserted = await ifRefused(networkLists.insert(first), 'DUPLICATE_KEY', () => undefined);
  // Else another process was faster.
  return inserted ?? networkList(services);
}

async function contentOf(services: NetworkServices) {
  const { addresses, languages } = services;
  const credentialSubject = await profilesOf(services);
  if (credentialSubject.length === 0) return undefined;
  return {
    '@context': [CREDENTIALS_V2, OPEN_BADGES_3_0_3],
    id: `${addresses.publicUrl}/network.json`,
    type: ['VerifiableCredential'],
    name: inEach(languages, say('network.name')),
    issuer: networkDid(addresses.publicUrl),
    credentialSubject,
  };
}
type Content = NonNullable<Awaited<ReturnType<typeof contentOf>>>;

async function signed(
  { keys, clock, listDates }: NetworkServices,
  content: Content,
  before?: Dates,
) {
  const { '@context': contexts, id, type, name, issuer, credentialSubject } = content;
  const { from, until } = await listDates.next(LIFE, before);
  const dates = { validFrom: from.toISOString(), validUntil: until.toISOString() };
  await keys.createKeys(NETWORK_ID);
  const signer = await keys.signer(NETWORK_ID, issuer, 'Ed25519');
  const list = { '@context': contexts, id, type, name, issuer, ...dates };
  const credential = await signDocument({ ...list, credentialSubject }, signer, from);
  return { credential: JSON.stringify(credential), updatedAt: clock().toISOString() };
}

const signedList = z.looseObject({
  validFrom: z.string(),
  validUntil: z.string(),
  proof: z.tuple([z.looseObject({ verificationMethod: z.string() })]),
});

const read = ({ credential }: NetworkList) => signedList.parse(JSON.parse(credential));

function datesOf(list: NetworkList): Dates {
  const { validFrom, validUntil } = read(list);
  return { validFrom, validUntil };
}

/** When a list is neither from the future nor to be signed anew, in milliseconds. */
export function spanOf(list: NetworkList) {
  const { validFrom, validUntil } = datesOf(list);
  return { from: Date.parse(validFrom), until: Date.parse(validUntil) - LIFE + PERIOD };
}

async function isCurrent(
  { keys, listDates }: NetworkServices,
  list: NetworkList,
  content: Content,
): Promise<boolean> {
  const { validFrom, validUntil, proof, ...said } = read(list);
  const dates = { validFrom, validUntil };
  if (await listDates.areOver(dates, { life: LIFE, period: PERIOD })) return false;
  if (JSON.stringify(said) !== JSON.stringify(content)) return false;
  const all = await keys.publicKeys(NETWORK_ID);
  const [{ verificationMethod }] = proof;
  return all.some(
    ({ fragment, state }) =>
      state !== 'revoked' && verificationMethod === `${content.issuer}#${fragment}`,
  );
}
