/**
 * Whether this data is that of this configuration (docs/adr/0031). Before anything is signed: another
 * address, or another master key, is a fault that nobody can take back from badges given away.
 */
import type { Custody } from '../../keys/custody.ts';
import { ifRefused, type Installation, SCHEMA, type Store } from '../../storage/store.ts';
import { emptyDatabase, otherMasterKey, otherPublicUrl } from './installation-error.ts';
import { readEvidence } from './read-evidence.ts';

/**
 * `make`: what is not there yet is begun; `operate`: a command for data that is there; `adopt`: an
 * operator says what is different from now on.
 */
export type Purpose = 'serve' | 'make' | 'operate' | 'adopt';

export interface InstallationServices {
  readonly store: Store;
  readonly custody: Custody;
  readonly addresses: { readonly publicUrl: string };
  readonly clock: () => Date;
  readonly log: { warn(details: object, message: string): void };
}

/** There is one, and all processes know where: the nil UUID (RFC 9562 §5.9). */
export const INSTALLATION_ID = '00000000-0000-0000-0000-000000000000';

interface How {
  readonly purpose: Purpose;
  /** Whether an empty database is one that somebody wanted. */
  readonly mayBeEmpty: boolean;
}

/** Answers the public URLs that it had before. Throws `InstallationError`. */
export async function checkInstallation(
  services: InstallationServices,
  { purpose, mayBeEmpty }: How,
): Promise<readonly string[]> {
  const { store } = services;
  const found = await store.installations.findById(INSTALLATION_ID);
  if (!found) return begin(services, { purpose, mayBeEmpty });
  if (purpose === 'adopt') return formerUrls(found);
  compare(services, found);
  if (found.schema > SCHEMA) {
    const schemas = { schema: found.schema, ours: SCHEMA };
    services.log.warn(schemas, 'A newer version of the service has written here');
  }
  await keepUp(services);
  return formerUrls(found);
}

const formerUrls = ({ adoptions }: Installation): readonly string[] =>
  adoptions.flatMap(({ what, from }) => (what === 'public-url' ? [from] : []));

/** From before there was such a document, or the very first start. */
async function begin(
  services: InstallationServices,
  { purpose, mayBeEmpty }: How,
): Promise<readonly string[]> {
  const { store, custody, addresses, clock } = services;
  const { isEmpty, ...evidence } = await readEvidence(store, custody);
  if (isEmpty && !mayBeEmpty) throw emptyDatabase(store.description);
  const { publicUrl = addresses.publicUrl, masterKey = custody.fingerprint } = evidence;
  const first: Installation = {
    ...{ id: INSTALLATION_ID, publicUrl, masterKey, schema: SCHEMA },
    createdAt: clock().toISOString(),
    adoptions: [],
  };
  if (purpose !== 'adopt') compare(services, first);
  // Another process that starts at the same moment writes the same, or is told that it is another.
  const inserted = store.installations.insert(first);
  if (await ifRefused(inserted, 'DUPLICATE_KEY', () => undefined)) return [];
  return checkInstallation(services, { purpose, mayBeEmpty });
}

/** While we run: an operator may have said meanwhile that it is another. Throws `InstallationError`. */
export async function checkOwner(services: InstallationServices): Promise<void> {
  const found = await services.store.installations.findById(INSTALLATION_ID);
  if (found) compare(services, found);
}

/** Throws `InstallationError`. */
function compare(
  { store, custody, addresses }: Pick<InstallationServices, 'store' | 'custody' | 'addresses'>,
  { publicUrl, masterKey }: Pick<Installation, 'publicUrl' | 'masterKey'>,
): void {
  if (publicUrl !== addresses.publicUrl) {
    throw otherPublicUrl(store.description, publicUrl, addresses.publicUrl);
  }
  if (!custody.holds(masterKey)) {
    throw otherMasterKey(store.description, masterKey, custody.fingerprint);
  }
}

/** After the master key was changed by way of MASTER_KEY_PREVIOUS, or the service was updated. */
async function keepUp({ store, custody }: InstallationServices): Promise<void> {
  await store.installations.update(INSTALLATION_ID, (now) => {
    const schema = Math.max(now.schema, SCHEMA);
    const isSame = now.masterKey === custody.fingerprint && now.schema === schema;
    return isSame ? now : { ...now, masterKey: custody.fingerprint, schema };
  });
}
