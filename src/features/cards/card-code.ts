/** What is typed from a card: ten signs, none of which is taken for another (docs/adr/0041). */
import { createHmac } from 'node:crypto';

const SIGNS = '23456789ACDEFGHJKMNPQRTVWXY';
const LENGTH = 10;
/** Where somebody reads or types one that is not there, it is this one. */
const MEANT: Readonly<Partial<Record<string, string>>> = { B: '8', S: '5', Z: '2' };
/** The largest multiple of the signs in a byte: what is beyond would make some likelier. */
const FAIR = 256 - (256 % SIGNS.length);

export interface CardKeys {
  /** As it is compared: without spaces. */
  readonly code: string;
  /** 128 bits, in the address of its QR code. */
  readonly secret: string;
}

/**
 * What a card opens with follows from `name` under our secret: the form that was sent twice shows the
 * same card, of which nothing is stored that could show it.
 */
export function keysOfCard(appSecret: string, name: string): CardKeys {
  const bytes = (use: string) =>
    createHmac('sha512', appSecret).update(`card ${use}/${name}`).digest();
  const signs = [...bytes('code')].filter((byte) => byte < FAIR).slice(0, LENGTH);
  return {
    code: signs.map((byte) => SIGNS.charAt(byte % SIGNS.length)).join(''),
    secret: bytes('secret').subarray(0, 16).toString('base64url'),
  };
}

/** Undefined for what cannot be the code of any card. */
export function readCode(typed: string): string | undefined {
  const signs = typed.toUpperCase().replace(/[\s.–—-]/g, '');
  const meant = Array.from(signs, (sign) => MEANT[sign] ?? sign);
  const isCode = meant.length === LENGTH && meant.every((sign) => SIGNS.includes(sign));
  return isCode ? meant.join('') : undefined;
}

/** In groups, to be read aloud: 3-4-3. */
export const groupsOf = (code: string): readonly string[] => [
  code.slice(0, 3),
  code.slice(3, 7),
  code.slice(7),
];
