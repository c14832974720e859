/**
 * Where a badge is in an SVG, and how it stands there. Some readers go by namespace, some by the
 * letters of the name, and some search the whole text with a pattern: all must see the same badge.
 */
import { XmlCdata, XmlElement, XmlText } from '@rgrove/parse-xml';
import { type BakingNote, fault, noted, type Unbaked } from './baked.ts';
import { localName, namespaceOf, type SvgDocument } from './svg-document.ts';
import { isCompactJws, readText } from './text.ts';

/** Open Badges 3.0 §5.3.2.2. */
export const NAMESPACE = 'https://purl.imsglobal.org/ob/v3p0';
export const DECLARATION = 'xmlns:openbadges';
export const ELEMENT = 'openbadges:credential';
/** Open Badges 1 and 2. */
const OLDER_NAMESPACE = 'http://openbadges.org';
const OLDER_ELEMENT = 'openbadges:assertion';
/** The last two are what some write instead: the address of the vocabulary, the older namespace. */
const NAMESPACES: readonly unknown[] = [
  NAMESPACE,
  'https://purl.imsglobal.org/spec/ob/v3p0',
  OLDER_NAMESPACE,
];
/** As loosely as some look for it: `<openbadges:credential[^>]*>` also finds a longer name. */
const ANY_ELEMENT = /<openbadges:(?:credential|assertion)/i;

export interface BadgeElements {
  readonly named: readonly XmlElement[];
  /** Under the name of Open Badges 2. */
  readonly older: readonly XmlElement[];
  /** What a reader who looks less closely could take for one. */
  readonly lookalikes: readonly XmlElement[];
}

export function findBadges({ elements }: SvgDocument): BadgeElements {
  const named: XmlElement[] = [];
  const older: XmlElement[] = [];
  const lookalikes: XmlElement[] = [];
  for (const element of elements) {
    const local = localName(element.name).toLowerCase();
    if (local === 'assertion') {
      if (isOlder(element)) older.push(element);
    } else if (local === 'credential') {
      const isOurs =
        localName(element.name) === 'credential' && NAMESPACES.includes(namespaceOf(element));
      (isOurs ? named : lookalikes).push(element);
    }
  }
  return { named, older, lookalikes };
}

/** An assertion of something else may well stand in a drawing. */
function isOlder(element: XmlElement): boolean {
  return element.name.toLowerCase() === OLDER_ELEMENT || NAMESPACES.includes(namespaceOf(element));
}

/** In a comment, in CDATA of the drawing …: where only a pattern finds it. */
export function isAlsoInText({ normal }: SvgDocument, elements: readonly XmlElement[]): boolean {
  const inOrder = elements.toSorted((one, other) => one.start - other.start);
  let from = 0;
  for (const { start, end } of inOrder) {
    if (ANY_ELEMENT.test(normal.slice(from, start))) return true;
    from = end;
  }
  return ANY_ELEMENT.test(normal.slice(from));
}

/** `element`: the only one of its name. */
export function readElement(element: XmlElement, { root }: SvgDocument): Unbaked {
  if (element.parent !== root) return fault('ambiguous', 'The badge is not a child of svg');
  const { verify = '', ...others } = element.attributes;
  const names = Object.keys(others).filter((name) => !/^xmlns(?::|$)/.test(name));
  if (names.some((name) => localName(name).toLowerCase() === 'verify')) {
    return fault('ambiguous', 'There is a second attribute verify');
  }
  const content = contentOf(element);
  if (!content) return fault('ambiguous', 'The badge is mixed with something else');
  const read = verify === '' ? readContent(content) : readVerify(verify, content.text);
  const isExtra = names.length > 0 || (verify === '' && 'verify' in element.attributes);
  return read.ok && isExtra ? noted(read, ['extra-attributes']) : read;
}

function readVerify(verify: string, content: string): Unbaked {
  const read = readText(new TextEncoder().encode(verify));
  if (content.trim() === '') {
    return read.ok && !isCompactJws(read.text) ? noted(read, ['json-in-verify']) : read;
  }
  // Open Badges 2 wants both: the address or signature, and the assertion itself.
  const beside = readText(new TextEncoder().encode(content));
  const older = [read, beside].find((one) => !one.ok && one.reason === 'older-badge');
  return older ?? fault('two-badges', 'There are both an attribute verify and a text');
}

function readContent({ text, isCdata }: Content): Unbaked {
  const read = readText(new TextEncoder().encode(text));
  if (!read.ok) return read;
  if (isCompactJws(read.text)) return noted(read, ['jwt-not-in-verify']);
  return isCdata ? read : noted(read, ['not-cdata']);
}

interface Content {
  readonly text: string;
  readonly isCdata: boolean;
}

/** Who takes CDATA alone, and who takes all text, must read the same; nothing else may be there. */
function contentOf({ children }: XmlElement): Content | undefined {
  const texts = children.filter((node) => node instanceof XmlText);
  if (texts.length < children.length) return undefined;
  const whole = textOf(texts);
  const sections = texts.filter((node) => node instanceof XmlCdata);
  if (sections.length === 0) return { text: whole, isCdata: false };
  const text = textOf(sections);
  return text.trim() === whole.trim() ? { text, isCdata: true } : undefined;
}

const textOf = (nodes: readonly XmlText[]) => nodes.map(({ text }) => text).join('');

/** How its name, its declaration and its place depart from what §5.3.2.2 says. */
export function placeOf(element: XmlElement, { root }: SvgDocument): readonly BakingNote[] {
  const notes: BakingNote[] = [];
  if (namespaceOf(element) !== NAMESPACE) notes.push('other-namespace');
  if (element.name !== ELEMENT) notes.push('namespace-prefix');
  else if (root.attributes[DECLARATION] !== namespaceOf(element))
    notes.push('namespace-on-element');
  const [first] = root.children.filter((node) => node instanceof XmlElement);
  return first === element ? notes : [...notes, 'not-first'];
}
