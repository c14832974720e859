/** What a telephone of any age shows whole: one message of 160 characters of its own alphabet (3GPP TS 23.038). */
const ALPHABET = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const LONGEST = 160;

const SAME: Readonly<Record<string, string>> = {
  ...{ '’': "'", '‘': "'", '“': '"', '”': '"', '«': '"', '»': '"', '–': '-', '—': '-', '…': '...' },
  ...{ œ: 'oe', Œ: 'OE', '\u00A0': ' ', '\u202F': ' ' },
};

const isShort = (text: string): boolean => Array.from(text).every((one) => ALPHABET.has(one));

/** Letters that are not in it lose their accents; where that helps nothing, in another script, they stay. */
const fold = (text: string): string => Array.from(text, inAlphabet).join('');

function inAlphabet(one: string): string {
  if (ALPHABET.has(one)) return one;
  const plain = SAME[one] ?? one.normalize('NFD').replaceAll(/\p{M}/gu, '');
  return isShort(plain) ? plain : one;
}

/** `write`: the message with that name in it, of which so much is left as there is room for. */
export function shortMessage(name: string, write: (name: string) => string): string {
  const text = fold(write(fold(name)));
  const over = text.length - LONGEST;
  if (over <= 0) return text;
  const shorter = fold(name).slice(0, -over).trim();
  return shorter === '' ? text : fold(write(shorter));
}
