/** What a badge says of itself. Its picture is ours, or there is none. */
import type { BadgeReading, Verification } from '../../../credentials/verify/verify.ts';
import { ourPath } from '../../../web/our-path.ts';
import { type Here, namesHere } from './names-here.ts';

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
    image: known ? imageOf(credential, here.publicUrl) : undefined,
    criteria: known ? linkTo(credential?.criteria.url, here.publicUrl) : undefined,
    ...(known && namesHere(credential, here)),
  };
}

/** Images from elsewhere are not fetched: their server would learn who verifies what. */
export function imageOf(
  credential: BadgeReading | undefined,
  publicUrl: string,
): string | undefined {
  const { imageUrl = '' } = credential ?? {};
  return imageUrl.startsWith(`${publicUrl}/badges/`) ? imageUrl.slice(publicUrl.length) : undefined;
}

/** Within our pages by path: the language of the page goes along (docs/adr/0029). */
const linkTo = (address: string | undefined, publicUrl: string): string | undefined =>
  pathOf(address, publicUrl) ?? address;

/** What a signed badge names may be more than a path once it is cut: `https://ours//theirs`. */
export const pathOf = (address: string | undefined, publicUrl: string): string | undefined =>
  address?.startsWith(`${publicUrl}/`) === true
    ? ourPath(address.slice(publicUrl.length))
    : undefined;
