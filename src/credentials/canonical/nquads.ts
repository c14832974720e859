/** Canonical N-Quads (RDF Dataset Canonicalization 1.0 §A), term by term, as rdf-canonize 5 writes them. */
import { outside } from './subset.ts';

export const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';
export const RDF_TYPE = `${RDF}type`;
const XSD = 'http://www.w3.org/2001/XMLSchema#';
const XSD_BOOLEAN = `${XSD}boolean`;
const XSD_DOUBLE = `${XSD}double`;
const XSD_INTEGER = `${XSD}integer`;
/** jsonld writes a string of these types otherwise than it stands there. */
export const REWRITTEN_TYPES: readonly string[] = [XSD_DOUBLE, `${RDF}langString`];

/** Absolute, no label of a blank node, and nothing in it that would have to be escaped. */
const PLAIN_ADDRESS = /^[A-Za-z][A-Za-z0-9+.-]*:[^\s\u0000-\u0020<>"{}|^`\\]*$/;
const ESCAPED = /[\u0000-\u001f\u007f"\\]/;
const EACH_ESCAPED = /[\u0000-\u001f\u007f"\\]/g;
const SHORT: Readonly<Record<string, string>> = {
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
  '"': '\\"',
  '\\': '\\\\',
};

export const isPlainAddress = (address: string): boolean => PLAIN_ADDRESS.test(address);

/** `<https://…>`. */
export function addressTerm(address: string): string {
  return isPlainAddress(address) ? `<${address}>` : outside('an address that is unusual');
}

/** `"text"` and what follows it. */
export function literalTerm(text: string, suffix: string): string {
  const escaped = ESCAPED.test(text) ? text.replace(EACH_ESCAPED, escape) : text;
  return `"${escaped}"${suffix}`;
}

export function datatypeSuffix(type: string): string {
  return type === `${XSD}string` ? '' : `^^${addressTerm(type)}`;
}

function escape(character: string): string {
  const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  return SHORT[character] ?? `\\u${code}`;
}

/** As jsonld writes what is no string (JSON-LD 1.1 API §8.2.2). `type`: if its property has one. */
export function nativeTerm(value: number | boolean, type: string | undefined): string {
  if (typeof value === 'boolean') return `"${value}"${datatypeSuffix(type ?? XSD_BOOLEAN)}`;
  const isDouble = String(value).includes('.') || Math.abs(value) >= 1e21 || type === XSD_DOUBLE;
  if (!isDouble) return `"${value.toFixed(0)}"${datatypeSuffix(type ?? XSD_INTEGER)}`;
  const text = value.toExponential(15).replace(/(\d)0*e\+?/, '$1E');
  return `"${text}"${datatypeSuffix(type ?? XSD_DOUBLE)}`;
}
