/**
 * A credential in an SVG (Open Badges 3.0 §5.3.2.2): one `openbadges:credential` right after the
 * start tag of `svg`, with a JWT in its `verify` attribute or JSON in CDATA.
 */
import { XmlCdata, type XmlElement, XmlText } from '@rgrove/parse-xml';
import { type Baked, type Fault, fault, type Unbaked } from './baked.ts';
import { localName, readSvg, type SvgDocument } from './svg-document.ts';
import { isCompactJws, readBakeable, readText } from './text.ts';

const NAMESPACE = 'https://purl.imsglobal.org/ob/v3p0';
const DECLARATION = 'xmlns:openbadges';
const ELEMENT = 'openbadges:credential';
/** Open Badges 1 and 2. */
const OLDER_ELEMENT = 'openbadges:assertion';

/** An image that holds a badge, or that has no content, is refused. */
export function bakeSvg(svg: Uint8Array, text: string): Baked {
  const bakeable = readBakeable(text);
  if (!bakeable.ok) return bakeable;
  const document = readSvg(svg);
  if (!document.ok) return document;
  if (document.root.attributes[DECLARATION] !== undefined) {
    return fault('two-badges', 'There is a badge in this image already');
  }
  const tag = startTag(document);
  if (tag === undefined) return fault('malformed', 'The svg element has no content');
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
  const { root, elements } = document;
  const misnamed = misnamedIn(document);
  if (misnamed) return misnamed;
  const [badge, second] = elements.filter(({ name }) => name === ELEMENT);
  if (second) return fault('two-badges', 'There are two badges in this image');
  if (!badge) {
    const isOlder = elements.some(({ name }) => name === OLDER_ELEMENT);
    return isOlder
      ? fault('older-badge', 'The image holds an Open Badges 2.0 assertion')
      : fault('no-badge', `There is no element ${ELEMENT}`);
  }
  if (root.attributes[DECLARATION] !== NAMESPACE) {
    return fault('malformed', `${DECLARATION} is not ${NAMESPACE}`);
  }
  if (badge.parent !== root) return fault('malformed', 'The badge is not a child of svg');
  return readBadge(badge);
}

/** A reader of namespaces and a reader of names must see the same badge. */
function misnamedIn({ root, elements }: SvgDocument): Fault | undefined {
  for (const element of elements) {
    for (const [name, value] of Object.entries(element.attributes)) {
      const isDeclaration = name === 'xmlns' || name.startsWith('xmlns:');
      const isOurs = name === DECLARATION || value === NAMESPACE;
      const isRight = name === DECLARATION && element === root;
      if (isDeclaration && isOurs && !isRight) {
        return fault('two-badges', `${name} is declared on ${element.name}`);
      }
    }
    const isLookalike = element.name !== ELEMENT && localName(element.name) === 'credential';
    if (isLookalike) return fault('two-badges', `There is an element ${element.name}`);
  }
  return undefined;
}

function readBadge({ attributes, children }: XmlElement): Unbaked {
  const { verify, ...others } = attributes;
  if (Object.keys(others).length > 0) return fault('malformed', 'The badge has other attributes');
  const content = contentOf(children);
  if (content === undefined) return fault('malformed', 'The badge holds more than CDATA');
  if (verify === undefined) {
    const read = readText(new TextEncoder().encode(content));
    return read.ok && isCompactJws(read.text)
      ? fault('malformed', 'A JWT belongs in the attribute verify')
      : read;
  }
  if (content !== '') return fault('two-badges', 'There are both JSON and a JWT');
  const read = readText(new TextEncoder().encode(verify));
  return read.ok && !isCompactJws(read.text)
    ? fault('not-a-credential', 'The attribute verify does not hold a JWT')
    : read;
}

/** What is in CDATA; `undefined` if there is anything else but white space. */
function contentOf(children: XmlElement['children']): string | undefined {
  const isExpected = children.every(
    (node) => node instanceof XmlCdata || (node instanceof XmlText && node.text.trim() === ''),
  );
  if (!isExpected) return undefined;
  return children.map((node) => (node instanceof XmlCdata ? node.text : '')).join('');
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
