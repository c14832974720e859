import { messageOf } from '../errors.ts';
import { parseJson, type ParsedJson } from '../json.ts';
import { isObject, type JsonObject } from '../json-object.ts';
import type { Check } from '../verification.ts';

/** JSON text, or what was parsed from it: the same limits hold for both. */
export function checkFormat(input: unknown): {
  readonly check: Check;
  readonly document?: JsonObject;
} {
  const parsed = read(input);
  if (parsed.ok && isObject(parsed.value)) {
    return { check: readable, document: parsed.value };
  }
  return { check: { ...unreadable, detail: parsed.ok ? 'Not a JSON object' : parsed.detail } };
}

function read(input: unknown): ParsedJson {
  if (typeof input === 'string') return parseJson(input);
  try {
    // By way of text: an object can be cyclic, or answer differently each time it is read.
    const text: unknown = JSON.stringify(input);
    return typeof text === 'string' ? parseJson(text) : { ok: false, detail: 'Not JSON' };
  } catch (error) {
    return { ok: false, detail: messageOf(error) };
  }
}

const readable: Check = {
  id: 'format',
  outcome: 'pass',
  sentence: { fr: 'Le fichier est lisible.', en: 'The file can be read.' },
  detail: 'JSON within the limits',
};

const unreadable: Omit<Check, 'detail'> = {
  id: 'format',
  outcome: 'fail',
  sentence: { fr: 'Ce fichier n’est pas un badge.', en: 'This file is not a badge.' },
  explanation: {
    fr: 'Il manque peut-être une partie. Demandez le fichier d’origine.',
    en: 'Part of it may be missing. Ask for the original file.',
  },
};
