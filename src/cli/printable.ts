import { displayable, displayableAddress } from '../credentials/read/displayable.ts';

/** What a badge says, on a terminal: no character of it moves the cursor or turns the line. */
export function printable(text: string): string {
  const isAddress = /^[a-z][a-z0-9+.-]*:\S+$/i.test(text);
  return isAddress ? displayableAddress(text) : displayable(text);
}

/** For programs. What is not seen stands as an escape: the same JSON, and harmless on a terminal. */
export function asJson(value: unknown): string {
  const text = JSON.stringify(value, null, 2);
  return `${text.replace(/[^\n\P{C}]|[\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu, escaped)}\n`;
}

/** RFC 8259 §7: beyond U+FFFF as a pair. */
function escaped(character: string): string {
  const codes = Array.from({ length: character.length }, (_, at) => character.charCodeAt(at));
  return codes.map((code) => `\\u${code.toString(16).padStart(4, '0')}`).join('');
}
