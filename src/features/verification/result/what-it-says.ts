/** What a badge says of itself. Its picture is ours, or there is none. */
import type { BadgeReading, Verification } from '../../../credentials/verify/verify.ts';
import { ourPath } from '../../../web/our-path.ts';
import { afterOurs, type Here, namesHere } from './names-here.ts';

export function whatItSays({ summary, credential, issuer, kind }: Verification, here: Here) {
  const known = summary.authentic === 'yes' && summary.issuerKnown;
  return {
    badge: credential,
    issuer,
    known,
    isBadge: kind === 'badge',
    revoked: known && summary.standing === 'revoked',
    early: summary.standing === 'not-yet-valid',
    /** 3 of 4 */
    rank: known ? credential?.levelRank : undefined,
    image: known ? imageOf(credential, here) : undefined,
    criteria: known ? linkTo(credential?.criteria.url, here) : undefined,
    ...(known && namesHere(credential, here)),
  };
}

/** Images from elsewhere are not fetched: their server would learn who verifies what. */
export function imageOf(credential: BadgeReading | undefined, here: Here): string | undefined {
  const path = afterOurs(credential?.imageUrl ?? '', here);
  return path?.startsWith('/badges/') === true ? path : undefined;
}

/** Within our pages by path: the language of the page goes along (docs/adr/0029). */
const linkTo = (address: string | undefined, here: Here): string | undefined =>
  pathOf(address, here) ?? address;

/** What a signed badge names may be more than a path once it is cut: `https://ours//theirs`. */
export function pathOf(address: string | undefined, here: Here): string | undefined {
  const path = afterOurs(address ?? '', here);
  return path === undefined ? undefined : ourPath(path);
}
