import { FORMATS } from '../../credentials/formats/formats.ts';
import type { BadgeReading, SignedForm } from '../../credentials/verification.ts';
import type { Award, Store } from '../../storage/store.ts';
import type { Addresses } from '../../web/addresses.ts';
import { describeIssuer } from '../../web/issuer.ts';
import { findKpa } from '../../web/kpa-in-path.ts';

const extensions = FORMATS.map(({ extension }) => extension).join('|');
const BADGE = new RegExp(
  `^/k/([a-z0-9-]+)/credentials/([0-9a-f-]{36})(?:\\.(${extensions})|/refresh)?$`,
);

/** The award at a path of ours, as everybody may read it: only once the person accepted. */
async function findOwnAward(store: Store, path: string) {
  const [, slug = '', id = '', extension] = BADGE.exec(path) ?? [];
  const kpa = await findKpa(store, slug);
  const award = kpa && (await store.awards(kpa.id).findById(id));
  return kpa && award?.state === 'accepted' ? { kpa, award, extension } : undefined;
}

/** The signed text at a path of ours. `form`: what is given where the path does not say. */
export async function findOwnText(
  store: Store,
  path: string,
  form: SignedForm = 'application/vc',
): Promise<string | undefined> {
  const own = await findOwnAward(store, path);
  if (!own) return undefined;
  const { award, extension } = own;
  const isJwt = extension === undefined ? form === 'application/vc+jwt' : extension === 'jwt';
  // The images carry the Data Integrity form.
  return isJwt ? award.credentialJwt : award.credential;
}

interface OwnServices {
  readonly store: Store;
  readonly addresses: Addresses;
}

/** When and why one of our badges was withdrawn; another issuer’s may bear any id. */
export async function findOwnRevocation(
  { store, addresses }: OwnServices,
  { id, issuer }: Pick<BadgeReading, 'id' | 'issuer'>,
): Promise<Award['revocation']> {
  if (!id.startsWith(`${addresses.publicUrl}/`)) return undefined;
  const own = await findOwnAward(store, id.slice(addresses.publicUrl.length));
  const isOurs = own && describeIssuer(addresses, own.kpa).id === issuer.id;
  return isOurs ? own.award.revocation : undefined;
}
