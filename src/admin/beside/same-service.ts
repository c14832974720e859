/**
 * Whether the service on this machine works with the data that this command is about to write: one
 * started with another configuration would never show the new KPA.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Config, ConfigError } from '../../config.ts';
import { didDocumentOf, documentOf } from '../../features/kpas/did-document-of.ts';
import { NETWORK_ID, networkDid } from '../../features/kpas/network-identity.ts';
import type { Services } from '../../services.ts';
import type { Kpa } from '../../storage/store.ts';

const MILLISECONDS = 2_000;

const identity = z.object({
  id: z.string(),
  verificationMethod: z
    .array(
      z.object({ publicKeyMultibase: z.string().optional(), publicKeyJwk: z.unknown().optional() }),
    )
    .min(1),
});

/** What a service of ours says of itself: its keys are those of its data. */
export type Listening = z.infer<typeof identity> & { readonly at: string };

type Place = Pick<Config, 'host' | 'port'>;

/** Undefined if nothing answers there, or something else. */
export async function findService(place: Place): Promise<Listening | undefined> {
  const at = addressOf(place);
  const found = await readIdentity(`${at}/.well-known/did.json`);
  return found && { ...found, at };
}

const addressOf = ({ host, port }: Place): string =>
  `http://${['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host}:${port}`;

const ask = (url: string): Promise<Response | undefined> =>
  fetch(url, { signal: AbortSignal.timeout(MILLISECONDS), redirect: 'error' }).catch(
    () => undefined,
  );

async function readIdentity(url: string): Promise<z.infer<typeof identity> | undefined> {
  const answer = await ask(url);
  const said: unknown = await answer?.json().catch(() => undefined);
  return identity.safeParse(said).data;
}

/** What a service of this machine says of itself at /health/ready: « ok », or « not ready: … ». */
export interface SaidReadiness {
  readonly at: string;
  readonly said: string;
}

/** Also of one whose keys say nothing any more. It looks once a second at the most. */
export async function readReadiness(place: Place): Promise<SaidReadiness | undefined> {
  const at = addressOf(place);
  const answer = await ask(`${at}/health/ready`);
  const said = answer?.headers.has('X-Version') ? await answer.text().catch(() => '') : '';
  return said === '' ? undefined : { at, said };
}

/** Whether what this service works with is there: a removed file stays open until it ends. */
export const lacksStorage = ({ said }: SaidReadiness): boolean => said.includes('storage');

/** Started with another address or master key than the data has since. */
export const isOutdated = ({ said }: SaidReadiness): boolean => /configuration|keys/.test(said);

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
  place: Place,
  { at, id, verificationMethod }: Listening,
): Promise<void> {
  const own = networkDid(addresses.publicUrl);
  if (id !== own) {
    throw new ConfigError(
      `The service at ${at} is ${id}. With this PUBLIC_URL it would be ${own}. ${HOW}`,
    );
  }
  const stored = identity.safeParse(await documentOf(keys, own, NETWORK_ID)).data;
  if (!stored || !haveOneKey({ verificationMethod }, stored)) throw other(at, store.description);
  const readiness = await readReadiness(place);
  if (!readiness || !lacksStorage(readiness)) return;
  throw new ConfigError(
    `The service at ${at} says « ${readiness.said} »: was its file removed or replaced, or is its disk full? Start it again, then run this again`,
  );
}

/** Whether it shows a KPA that was just written. */
export async function shows(
  { keys, addresses }: Services,
  { at }: Listening,
  kpa: Kpa,
): Promise<boolean> {
  const stored = identity.safeParse(await didDocumentOf(keys, addresses, kpa)).data;
  const served = await readIdentity(`${at}/k/${kpa.slug}/did.json`);
  return stored !== undefined && served !== undefined && haveOneKey(served, stored);
}

type Methods = Pick<z.infer<typeof identity>, 'verificationMethod'>;

function haveOneKey(one: Methods, other: Methods): boolean {
  const known = new Set(keysIn(other));
  return keysIn(one).some((key) => known.has(key));
}

const keysIn = ({ verificationMethod }: Methods) =>
  verificationMethod.map((one) => one.publicKeyMultibase ?? JSON.stringify(one.publicKeyJwk));

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
    if (isThere) await keys.upkeepSigner(owner, addresses.publicUrl, 'Ed25519');
  }
}

const HOW =
  'Give this command the configuration of the service: its environment, or its .env in the working folder. With Docker: docker compose exec badges node dist/admin.js create-kpa …';

function other(at: string, data: string): ConfigError {
  return new ConfigError(`The service at ${at} works with other data than ${data}. ${HOW}`);
}
