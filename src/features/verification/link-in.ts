/** The address in what somebody pasted: by itself, without its beginning, or within a sentence. */

/** A mail with an address in it. */
const LONGEST_TEXT = 10_000;
const LONGEST_LINK = 2_048;
/** With what may stand around it. */
const MOST_OF_WORD = LONGEST_LINK + 100;

/** Of several, one of this service. `ours`: its public URLs. Undefined for a badge itself, in which there are addresses too. */
export function linkIn(given: Uint8Array, ours: readonly string[]): string | undefined {
  const text = given.length <= LONGEST_TEXT ? textOf(given) : undefined;
  if (text === undefined || isDocument(text)) return undefined;
  const links = text
    .split(/[\s<>"“”«»]+/u)
    .map((word) => linkOf(word, ours))
    .filter((link) => link !== undefined && link.length <= LONGEST_LINK);
  const isOurs = (link = '') => ours.some((publicUrl) => link.startsWith(`${publicUrl}/`));
  // Then one that is written in full, before what may be one.
  const isWhole = (link = '') => /^https?:/i.test(link) && text.includes(link);
  return links.find(isOurs) ?? links.find(isWhole) ?? links[0];
}

/** Undefined for bytes that are no text: an image can hold addresses too. */
function textOf(given: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(given).trim();
  } catch {
    return undefined;
  }
}

/** By hand: a pattern at the end is tried at each character before it. */
function withoutEnd(word: string): string {
  let end = word.length;
  while (end > 0 && ".,;:!?…)]}'’*".includes(word.charAt(end - 1))) end -= 1;
  return word.slice(0, end);
}

const isDocument = (text: string) => /^[[{"]|^<(?!https?:)|"@context"/i.test(text);

function linkOf(word: string, ours: readonly string[]): string | undefined {
  if (word.length > MOST_OF_WORD) return undefined;
  const bare = withoutEnd(word).replace(/^[^\p{L}\p{N}]+/u, '');
  const [whole] = /https?:\/\/.+/iu.exec(bare) ?? [];
  // « Voici:example.org/… », without a space.
  return (
    whole ??
    bareLinkOf(bare, ours) ??
    bareLinkOf(bare.replace(/^[\p{L}’'-]+:[^\p{L}\p{N}]*/u, ''), ours)
  );
}

function bareLinkOf(bare: string, ours: readonly string[]): string | undefined {
  for (const publicUrl of ours) {
    const { host } = new URL(publicUrl);
    if (bare.toLowerCase().startsWith(`${host}/`)) return `${publicUrl}${bare.slice(host.length)}`;
  }
  // A host and something behind it: neither an e-mail address nor the name of a file.
  const isAddress = /^(?:[\p{L}\p{N}][\p{L}\p{N}-]*\.)+\p{L}{2,}(?::\d+)?\/./iu.test(bare);
  return isAddress ? `https://${bare}` : undefined;
}
