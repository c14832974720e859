/** The text of a file as spreadsheets write it: in UTF-8, UTF-16, or Windows-1252 where it is neither. */

/** Of Windows-1252, 0x80 to 0x9f; what has no place there stays what it is. */
const WINDOWS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Undefined for what is no text: an image, or a workbook that was not saved as CSV. */
export function decodeText(bytes: Buffer): string | undefined {
  const text = decoded(bytes);
  return text.includes('\0') || text.startsWith('PK\u0003\u0004') ? undefined : text;
}

function decoded(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (looksLikeUtf16(bytes)) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Not by TextDecoder: some versions of Node take it for Latin-1.
    return bytes
      .toString('latin1')
      .replace(/[\u0080-\u009f]/g, (one) => WINDOWS.charAt(one.charCodeAt(0) - 0x80));
  }
}

/** Without a mark at its beginning: every other byte of the first letters is none. */
function looksLikeUtf16(bytes: Buffer): boolean {
  const first = [...bytes.subarray(0, 40)];
  const isEmpty = (odd: number) => first.filter((byte, at) => at % 2 === odd && byte === 0).length;
  return isEmpty(1) > 5 && isEmpty(0) === 0;
}
