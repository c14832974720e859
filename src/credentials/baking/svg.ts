/**
 * A credential in an SVG (Open Badges 3.0 §5.3.2.2): one `openbadges:credential` right after the
 * start tag of `svg`, with a JWT in its `verify` attribute or JSON in CDATA. Others put it in
 * otherwise, which is read as long as it is one badge.
 */
import type { XmlElement } from '@rgrove/parse-xml';
import { type Baked, fault, noted, type Unbaked } from './baked.ts';
import { oneBadge, underOldName } from './one-badge.ts';
import {
  DECLARATION,
  ELEMENT,
  findBadges,
  isAlsoInText,
  NAMESPACE,
  placeOf,
  readElement,
} from './svg-badge.ts';
import { readSvg, type SvgDocument } from './svg-document.ts';
import { isCompactJws, readBakeable } from './text.ts';

/** An image that holds a badge, or that has no content, is refused. */
export function bakeSvg(svg: Uint8Array, text: string): Baked {
  const bakeable = readBakeable(text);
  if (!bakeable.ok) return bakeable;
  const document = readSvg(svg);
  if (!document.ok) return document;
  const { named, older, lookalikes } = findBadges(document);
  const isDeclared = document.root.attributes[DECLARATION] !== undefined;
  if (isDeclared || named.length + older.length + lookalikes.length > 0) {
    return fault('two-badges', 'There is a badge in this image already');
  }
  const tag = startTag(document);
  if (tag === undefined) return fault('malformed', 'The svg element has a prefix, or no content');
  const bytes = new TextEncoder().encode(
    [
      document.text.slice(0, tag.end - 1),
      ` ${DECLARATION}="${NAMESPACE}">`,
      elementFor(text),
      document.text.slice(tag.end),
    ].join(''),
  );
  // XML has no way to write some characters, and changes line ends.
  const back = unbakeSvg(bytes);
  if (!back.ok) return back;
  if (back.text === text) return { ok: true, bytes };
  return fault('not-a-credential', 'The text has characters that XML does not keep');
}

export function unbakeSvg(svg: Uint8Array): Unbaked {
  const document = readSvg(svg);
  if (!document.ok) return document;
  const { named, older, lookalikes } = findBadges(document);
  const found = [...named, ...older];
  const isAlone = lookalikes.length === 0 && !isAlsoInText(document, found);
  if (named.length > 1 || older.length > 1 || (found.length > 0 && !isAlone)) {
    return fault('two-badges', 'There are two badges in this image');
  }
  if (lookalikes.length > 0) return fault('ambiguous', `${ELEMENT} is not of its namespace`);
  if (found.length === 0) return fault('no-badge', `There is no element ${ELEMENT}`);
  return oneBadge([
    ...named.map((element) => withPlace(readElement(element, document), element, document)),
    ...older.map((element) => underOldName(readElement(element, document))),
  ]);
}

function withPlace(read: Unbaked, element: XmlElement, document: SvgDocument): Unbaked {
  return read.ok ? noted(read, placeOf(element, document)) : read;
}

function elementFor(text: string): string {
  if (isCompactJws(text)) return `<${ELEMENT} verify="${text}"></${ELEMENT}>`;
  // The end of CDATA may not stand in it: one section ends in the middle, and the next begins.
  return `<${ELEMENT}><![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]></${ELEMENT}>`;
}

/** Where the start tag of the root ends, past its `>`; attribute values may hold one too. */
function startTag({ text, start }: SvgDocument): { readonly end: number } | undefined {
  const tag = /<svg(?:"[^"]*"|'[^']*'|[^"'>])*>/y;
  tag.lastIndex = start;
  const [match = ''] = tag.exec(text) ?? [];
  return match === '' || match.endsWith('/>') ? undefined : { end: start + match.length };
}
