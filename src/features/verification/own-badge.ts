import type { SignedForm } from '../../credentials/verify.ts';
import { FORMATS } from '../../credentials/formats/formats.ts';
import type { Store } from '../../storage/store.ts';
import { findKpa } from '../../web/kpa-in-path.ts';

const extensions = FORMATS.map(({ extension }) => extension).join('|');
const BADGE = new RegExp(
  `^/k/([a-z0-9-]+)/credentials/([0-9a-f-]{36})(?:\\.(${extensions})|/refresh)?$`,
);

/**
 * The signed text at a path of ours, as everybody may read it: only once the person accepted.
 * `form`: what is given where the path does not say.
 */
export async function findOwnText(
  store: Store,
  path: string,
  form: SignedForm = 'application/vc',
): Promise<string | undefined> {
  const [, slug = '', id = '', extension] = BADGE.exec(path) ?? [];
  const kpa = await findKpa(store, slug);
  const award = kpa && (await store.awards(kpa.id).findById(id));
  if (award?.state !== 'accepted') return undefined;
  const isJwt = extension === undefined ? form === 'application/vc+jwt' : extension === 'jwt';
  // The images carry the Data Integrity form.
  return isJwt ? award.credentialJwt : award.credential;
}
