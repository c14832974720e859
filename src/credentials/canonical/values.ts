/** What is no object: literals, and addresses by themselves (JSON-LD 1.1 API §5.3.2, §8.2.2). */
import type { JsonObject } from '../bytes/json-object.ts';
import { addressTerm, literalTerm, nativeTerm } from './nquads.ts';
import type { Name, Writing } from './quads.ts';
import type { Scope } from './scope.ts';
import { outside } from './subset.ts';
import { inLanguage, type PropertyPlace, textWriting, type TextWriting } from './terms.ts';

/** What stands at a property: in a quad, and in the expanded form. */
export interface PropertyValue {
  readonly name: Name;
  readonly expanded: JsonObject;
  /** Of a literal. */
  readonly writing: Writing | undefined;
}

/** REGEX_BCP47 of jsonld, whose safe mode refuses others. */
const LANGUAGE = /^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$/;
const PLAIN = textWriting();

export function scalar(value: unknown, { coercion, scope }: PropertyPlace): PropertyValue {
  if (typeof value === 'string') {
    if (coercion.to === 'literal') return literal(value, coercion.text);
    return address(coercion.to === 'word' ? wordOf(value, scope) : scope.address(value));
  }
  if (typeof value !== 'number' && typeof value !== 'boolean') return outside('no JSON');
  const { native } = coercion;
  const expanded = expandedValue(value, native);
  return { name: nativeTerm(value, native.type), expanded, writing: native };
}

function wordOf(value: string, scope: Scope): string {
  return scope.meaning(value, { base: true }) ?? outside('a word without a meaning');
}

function address(id: string): PropertyValue {
  return { name: addressTerm(id), expanded: { '@id': id }, writing: undefined };
}

function literal(text: string, writing: TextWriting): PropertyValue {
  const name = literalTerm(text, writing.suffix);
  return { name, expanded: expandedValue(text, writing), writing };
}

function expandedValue(value: unknown, { type, language }: Writing): JsonObject {
  if (type !== undefined) return { '@type': type, '@value': value };
  return language === undefined ? { '@value': value } : { '@language': language, '@value': value };
}

/** VCDM 2.0 §11.1, without a direction. */
export function valueObject(object: JsonObject): PropertyValue {
  const { '@value': text, '@language': language, ...others } = object;
  if (typeof text !== 'string' || Object.keys(others).length > 0) {
    return outside('a value that is more than words in a language');
  }
  if (language === undefined) return literal(text, PLAIN);
  return typeof language === 'string' && LANGUAGE.test(language)
    ? literal(text, inLanguage(language.toLowerCase()))
    : outside('no language');
}

/** JSON-LD 1.1 §4.6.2. */
export function wordsByLanguage(
  words: JsonObject,
  { scope }: PropertyPlace,
): readonly PropertyValue[] {
  return Object.entries(words).flatMap(([tag, value]) => {
    if (!LANGUAGE.test(tag) || scope.active.mappings.has(tag)) return outside('no language');
    const texts: readonly unknown[] = Array.isArray(value) ? value : [value];
    return texts
      .filter((text) => text !== null)
      .map((text) => {
        if (typeof text !== 'string') return outside('no words');
        return literal(text, inLanguage(tag.toLowerCase()));
      });
  });
}
