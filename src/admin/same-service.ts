/**
 * Whether the service on this machine works with the data that this command is about to write: one
 * started with another configuration would never show the new KPA.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Config, ConfigError } from '../config.ts';
import { documentOf } from '../features/kpas/did-document-of.ts';
import { NETWORK_ID, networkDid } from '../features/kpas/network-identity.ts';
import type { Services } from '../services.ts';

const MILLISECONDS = 2_000;

const identity = z.object({
  id: z.string(),
  verificationMethod: z
    .array(
      z.object({ publicKeyMultibase: z.string().optional(), publicKeyJwk: z.unknown().optional() }),
    )
    .min(1),
});
type Methods = z.infer<typeof identity>['verificationMethod'];

/** What a service of ours says of itself: its keys are those of its data. */
export type Listening = z.infer<typeof identity> & { readonly at: string };

/** Undefined if nothing answers there, or something else. */
export async function findService({
  host,
  port,
}: Pick<Config, 'host' | 'port'>): Promise<Listening | undefined> {
  const at = `http://${['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host}:${port}`;
  try {
    const signal = AbortSignal.timeout(MILLISECONDS);
    const answer = await fetch(`${at}/.well-known/did.json`, { signal, redirect: 'error' });
    return { ...identity.parse(await answer.json()), at };
  } catch {
    return undefined;
  }
}

/** Before anything is opened, and thereby made. Throws `ConfigError`. */
export function refuseNewData(
  { dataFolder, mongodbUri }: Pick<Config, 'dataFolder' | 'mongodbUri'>,
  { at }: Listening,
): void {
  const file = join(dataFolder, 'kpa-badges.sqlite');
  if (mongodbUri === undefined && !existsSync(file)) throw other(at, `${file}, which is not there`);
}

/** Throws `ConfigError`. */
export async function compareWith(
  { keys, addresses, store }: Services,
  { at, id, verificationMethod }: Listening,
): Promise<void> {
  const own = networkDid(addresses.publicUrl);
  if (id !== own) {
    throw new ConfigError(
      `The service at ${at} is ${id}. With this PUBLIC_URL it would be ${own}. ${HOW}`,
    );
  }
  const stored = identity.safeParse(await documentOf(keys, own, NETWORK_ID));
  const known = new Set(keysIn(stored.data?.verificationMethod ?? []));
  if (!keysIn(verificationMethod).some((key) => known.has(key))) {
    throw other(at, store.description);
  }
}

const keysIn = (methods: Methods) =>
  methods.map((one) => one.publicKeyMultibase ?? JSON.stringify(one.publicKeyJwk));

/**
 * Opens a key of the network and of a KPA, where they have one: with another MASTER_KEY the service
 * could not sign for a KPA made here. Throws `KeyError`.
 */
export async function checkMasterKey({ keys, store, addresses }: Services): Promise<void> {
  const [kpa] = (await store.kpas.readable.find({ index: 'bySlug', limit: 1 })).items;
  for (const owner of [NETWORK_ID, ...(kpa ? [kpa.id] : [])]) {
    // All that stand there: under another master key none is ours, and none would be asked for.
    const isThere = (await keys.records(owner)).some(
      ({ algorithm, state }) => algorithm === 'Ed25519' && state === 'active',
    );
    if (isThere) await keys.signer(owner, addresses.publicUrl, 'Ed25519');
  }
}

const HOW =
  'Give this command the configuration of the service: its environment, or its .env in the working folder. With Docker: docker compose exec badges node dist/admin.js create-kpa …';

function other(at: string, data: string): ConfigError {
  return new ConfigError(`The service at ${at} works with other data than ${data}. ${HOW}`);
}
