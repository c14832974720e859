/** An account at a provider, as it is known here: by its issuer and its subject (OpenID Connect Core 1.0 §5.7). */
import { digest, keyedDigest } from '../../keys/secrets.ts';
import type { Person, SignInProvider, Store } from '../../storage/store.ts';

/** JSON: no issuer and subject together read as two others. */
export const accountOf = (kpaId: string, issuer: string, subject: string): string =>
  digest(JSON.stringify(['account', kpaId, issuer, subject]));

export const linkIdOf = ({ id, kpaId }: Pick<Person, 'id' | 'kpaId'>): string =>
  digest(['linked account', kpaId, id].join('/'));

/** As those of cards: none is taken for another. */
const SIGNS = '23456789ACDEFGHJKMNPQRTVWXY';
const LENGTH = 6;

/** What whoever waits says to somebody responsible, and both see: the same as long as it is this account. */
export function codeOf(appSecret: string, account: string): string {
  const bytes = Buffer.from(keyedDigest(appSecret, `account code/${account}`), 'base64url');
  const signs = [...bytes.subarray(0, LENGTH)].map((byte) => SIGNS.charAt(byte % SIGNS.length));
  return `${signs.slice(0, 3).join('')} ${signs.slice(3).join('')}`;
}

export const findProvider = (
  { signInProviders }: Pick<Store, 'signInProviders'>,
  kpaId: string,
): Promise<SignInProvider | undefined> => signInProviders.findById(kpaId);
