/** What the list of the network says of each KPA: public facts of it alone (docs/adr/0012). */
import { z } from 'zod';
import { didWeb } from '../../credentials/identifiers/did-web.ts';
import type { KeyRing } from '../../keys/key-ring.ts';
import type { Kpa, Store } from '../../storage/store.ts';
import { type Addresses, type AllAddresses, everyOrigin } from '../../badges/addresses.ts';
import { describeIssuer } from '../../badges/issuer.ts';
import type { Languages } from '../../language/languages.ts';
import { type Message, say } from '../../language/message.ts';
import { NETWORK_ID } from './network-identity.ts';

interface Services {
  readonly store: Store;
  readonly keys: Pick<KeyRing, 'publicKeys'>;
  readonly addresses: AllAddresses;
  readonly languages: Pick<Languages, 'all' | 'source'>;
}

/**
 * In the order of the slugs. A KPA whose row cannot be read is said as it was last: a list without it
 * would say that it left, and whoever reads that would know the issuer of its badges no more.
 */
export async function profilesOf(services: Services): Promise<readonly Profile[]> {
  const { store, keys, addresses, languages } = services;
  const all = await store.kpas.readable.all({ index: 'bySlug' }).toArray();
  const readable = new Map(all.map((kpa) => [kpa.id, kpa]));
  const rows = await store.kpas.pickAll({ index: 'bySlug' }, ['slug']).toArray();
  const last = rows.every(({ id }) => readable.has(id)) ? [] : await lastProfiles(store);
  const profiles: Profile[] = [];
  for (const { id, slug = '' } of rows) {
    // Whoever writes a KPA into the store can make it no key of ours (docs/adr/0019).
    const isOurs = (await keys.publicKeys(id)).length > 0;
    const kpa = readable.get(id);
    // Also as the issuer that it was: badges from before a move name it so (docs/adr/0031).
    for (const at of isOurs ? everyOrigin(addresses) : []) {
      const did = didWeb(at.publicUrl, slug);
      if (kpa) profiles.push(profileOf(at, languages, kpa));
      else profiles.push(...last.filter((one) => one.id === did));
    }
  }
  return profiles;
}

/** As we write it, and nothing else that may stand there: it is signed again. */
const profile = z.object({
  id: z.string(),
  type: z.array(z.string()),
  name: z.string(),
  url: z.string(),
  description: z.array(z.object({ '@value': z.string(), '@language': z.string() })),
});
type Profile = z.infer<typeof profile>;

const profiled = z.object({ credentialSubject: z.array(profile) });

/** Those of the list that was published last. */
async function lastProfiles({ networkLists }: Store): Promise<readonly Profile[]> {
  const list = await networkLists.findById(NETWORK_ID);
  return list ? profiled.parse(JSON.parse(list.credential)).credentialSubject : [];
}

function profileOf(at: Addresses, languages: Services['languages'], kpa: Kpa): Profile {
  const { id, name, url } = describeIssuer(at, kpa);
  const description = inEach(languages, saidOf(kpa));
  return { id, type: ['Profile'], name, url, description };
}

/** In words, which every reader of this list shows: no pinned term says that somebody is suspended. */
function saidOf({ memberSince: year, suspended }: Kpa): Message {
  return suspended
    ? say('network.suspended', { year, since: suspended.since })
    : say('network.member-since', { year });
}

/** Language value objects, French first (VCDM 2.0 §11.1): a reader takes the one of theirs. */
export function inEach({ all, source }: Services['languages'], message: Message) {
  const others = all.filter(({ code }) => code !== source.code);
  return [source, ...others].map((language) => ({
    '@value': language.say(message),
    '@language': language.code,
  }));
}
