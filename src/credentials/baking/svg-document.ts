/**
 * An SVG as a tree, or why it is not one that we read. The parser takes well-formed XML only, opens
 * nothing and expands nothing but the five entities of XML itself.
 */
import { parseXml, XmlDeclaration, XmlDocumentType, XmlElement } from '@rgrove/parse-xml';
import { messageOf } from '../errors.ts';
import { type Fault, fault } from './baked.ts';
import { decodeUtf8 } from './text.ts';

export interface SvgDocument {
  readonly ok: true;
  /** Without its byte order mark. */
  readonly text: string;
  /** The same with one kind of line end: what `start` and `end` of elements count in. */
  readonly normal: string;
  readonly root: XmlElement;
  /** Where the root begins in `text`. */
  readonly start: number;
  /** All of them, the root first. */
  readonly elements: readonly XmlElement[];
}

const LESS_THAN = 0x3c;
const EQUALS = 0x3d;
const SVG_NAMESPACE = 'http://www.w3.org/2000/svg';
/** An SVG becomes a tree, some thirty times its size. */
const MAX_SVG_BYTES = 1024 * 1024;
/** Deeper than any drawing program goes. */
const MAX_DEPTH = 100;
/**
 * Tags and attributes, counted before they are parsed: some ten thousand paths. A megabyte of empty
 * elements would take a second.
 */
const MAX_MARKS = { '<': 32_000, '=': 48_000, '&': 40_000 } as const;
/** In one tag. Each is compared with those before it. */
const MAX_ATTRIBUTES = 2_000;
/** What runs, or shows a page inside the picture (SVG 2 §15.8, §12.4). */
const ACTIVE_ELEMENTS: readonly string[] = ['script', 'handler', 'listener', 'foreignobject'];
/** Browsers skip white space and control characters before, and within, the scheme. */
const SKIPPED = String.raw`[\p{Cc}\s]*`;
const schemes = ['javascript', 'data:text', 'vbscript'].map((one) => one.split('').join(SKIPPED));
/** Anchored, so that it looks no further than it must into a picture in base64. */
const SCHEME = new RegExp(`^(?:${schemes.join('|')})`, 'iu');

export function readSvg(svg: Uint8Array): SvgDocument | Fault {
  if (svg.length > MAX_SVG_BYTES) return fault('too-large', `Over ${MAX_SVG_BYTES} bytes`);
  const text = decodeUtf8(svg);
  if (text === undefined) return fault('not-an-image', 'The SVG is not UTF-8');
  for (const [mark, most] of Object.entries(MAX_MARKS)) {
    if (isOver(text, mark, most)) return fault('too-large', `There are over ${most} ${mark}`);
  }
  if (isCrowded(text)) return fault('too-large', `Over ${MAX_ATTRIBUTES} attributes in one tag`);
  try {
    return judge(text);
  } catch (error) {
    // A syntax error, or a nesting so deep that the stack ends.
    return fault('malformed', `Not well-formed XML: ${messageOf(error).split('\n', 1).join('')}`);
  }
}

function isOver(text: string, mark: string, most: number): boolean {
  let count = 0;
  for (let at = text.indexOf(mark); at !== -1; at = text.indexOf(mark, at + 1)) {
    count += 1;
    if (count > most) return true;
  }
  return false;
}

function isCrowded(text: string): boolean {
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charCodeAt(at);
    if (character === LESS_THAN) count = 0;
    else if (character === EQUALS) count += 1;
    if (count > MAX_ATTRIBUTES) return true;
  }
  return false;
}

function judge(text: string): SvgDocument | Fault {
  const normal = withOneLineEnd(text);
  const { children, root } = parseXml(normal, {
    includeOffsets: true,
    preserveCdata: true,
    preserveComments: true,
    preserveDocumentType: true,
    preserveXmlDeclaration: true,
  });
  for (const node of children) {
    if (node instanceof XmlDeclaration && !/^utf-?8$/i.test(node.encoding ?? 'utf-8')) {
      return fault('not-an-image', `The SVG says that it is in ${node.encoding ?? ''}`);
    }
    // A reference to the public DTD is harmless, since nothing opens it; a subset defines entities.
    if (node instanceof XmlDocumentType && node.internalSubset !== null) {
      return fault('unsafe', 'The SVG defines a document type of its own');
    }
  }
  if (!root || localName(root.name) !== 'svg' || namespaceOf(root) !== SVG_NAMESPACE) {
    return fault('not-an-image', 'The root is not an svg element of SVG');
  }
  const elements = elementsIn(root);
  if ('ok' in elements) return elements;
  return { ok: true, text, normal, root, elements, start: sameTag(normal, root.start, text) };
}

/**
 * XML 1.0 §2.11. Done here: of a megabyte of line ends the parser would make minutes of work. Lists
 * do it in a third of the time that a pattern takes.
 */
function withOneLineEnd(text: string): string {
  return text.split('\r\n').join('\n').split('\r').join('\n');
}

/** Where the tag at `start` of `normal` begins in `text`, which has the same tags. */
function sameTag(normal: string, start: number, text: string): number {
  let same = -1;
  for (let at = normal.indexOf('<'); at !== -1 && at <= start; at = normal.indexOf('<', at + 1)) {
    same = text.indexOf('<', same + 1);
  }
  return same;
}

function elementsIn(root: XmlElement): readonly XmlElement[] | Fault {
  const elements: XmlElement[] = [];
  // The level is walked, not the branch: no recursion on what a stranger nested.
  let level: readonly XmlElement[] = [root];
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) return fault('too-large', `Nested deeper than ${MAX_DEPTH}`);
    const active = level.find(isActive);
    if (active) return fault('unsafe', `The element ${active.name} can run something`);
    for (const element of level) elements.push(element);
    level = level.flatMap(({ children }) => children.filter((node) => node instanceof XmlElement));
  }
  return elements;
}

function isActive({ name, attributes }: XmlElement): boolean {
  if (ACTIVE_ELEMENTS.includes(localName(name).toLowerCase())) return true;
  return Object.entries(attributes).some(
    ([key, value]) => /^on/i.test(localName(key)) || isRun(value),
  );
}

function isRun(value: string): boolean {
  const start = value.search(/[^\p{Cc}\s]/u);
  return start !== -1 && SCHEME.test(value.slice(start));
}

export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** Namespaces in XML 1.0 §6: declared on the element, or on the nearest one around it. */
export function namespaceOf(element: XmlElement): string | undefined {
  const colon = element.name.indexOf(':');
  const declaration = colon === -1 ? 'xmlns' : `xmlns:${element.name.slice(0, colon)}`;
  for (let at: unknown = element; at instanceof XmlElement; at = at.parent) {
    const namespace = at.attributes[declaration];
    if (namespace !== undefined) return namespace;
  }
  return undefined;
}
