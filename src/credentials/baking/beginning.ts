/** How a file begins, as text: enough to know most kinds. Names and media types are what a stranger says. */

/** Drawing programs begin with a comment or two. */
const PROLOG = 16 * 1024;

/** Also of what is not UTF-8, and of a character that was cut in two. */
export function beginningOf(file: Uint8Array): string {
  return new TextDecoder().decode(file.subarray(0, PROLOG)).trimStart();
}

/** Bytes that are not UTF-8 were replaced, as was a character cut in two, which would be the last. */
export function isWords(file: Uint8Array): boolean {
  const beginning = beginningOf(file);
  return beginning !== '' && !/[^\P{Cc}\s]|\ufffd(?!$)/u.test(beginning);
}
