import type { JsonObject } from '../json-object.ts';
import type { CompactJwt } from '../jwt/compact.ts';
import { receive } from '../received.ts';
import type { Check } from '../verification.ts';

/** JSON, parsed or not, or a compact JWT. */
export function checkFormat(input: unknown): {
  readonly check: Check;
  readonly received?: { readonly document: JsonObject; readonly jwt?: CompactJwt };
} {
  const received = receive(input);
  if (!received.ok) return { check: { ...unreadable, detail: received.detail } };
  const detail = received.jwt ? 'A compact JWT within the limits' : 'JSON within the limits';
  return { check: { ...readable, detail }, received };
}

const readable: Omit<Check, 'detail'> = {
  id: 'format',
  outcome: 'pass',
  sentence: { fr: 'Le fichier est lisible.', en: 'The file can be read.' },
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
