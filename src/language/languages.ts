/**
 * The languages of the service: one file of languages/ each. French is written where it is said (in
 * templates), and its file holds what has a code, or forms for one and for many (docs/adr/0029).
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInstance, type i18n } from 'i18next';
import { z } from 'zod';
import { createLanguage, formatIn, FORMATS, type Language } from './language.ts';

const SOURCE = 'fr';

export interface Languages {
  readonly all: readonly Language[];
  /** The language in which everything is written first. */
  readonly source: Language;
  /** For programs and the command line. */
  readonly english: Language;
  find(code: string | undefined): Language | undefined;
}

const file = z.strictObject({
  /** BCP 47, with the region whose way of writing dates it has. */
  locale: z.string(),
  /** In the language itself. */
  name: z.string(),
  direction: z.enum(['ltr', 'rtl']),
  messages: z.record(z.string(), z.string().min(1)),
});
export type LanguageFile = z.infer<typeof file>;

/** Reads `folder`/<code>.json. Throws a `ZodError` for what is no catalogue. */
export function loadLanguages(folder: string): Languages {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name): [string, LanguageFile] => {
      const read: unknown = JSON.parse(readFileSync(join(folder, name), 'utf8'));
      return [name.replace('.json', ''), file.parse(read)];
    });
  return createLanguages(Object.fromEntries(files));
}

export function createLanguages(files: Readonly<Record<string, LanguageFile>>): Languages {
  const engine = createEngine(files);
  const known = new Map(
    Object.entries(files).map(([code, { messages: _, ...described }]) => [
      code,
      createLanguage({ code, ...described }, engine),
    ]),
  );
  const get = (code: string) => {
    const language = known.get(code);
    if (!language) throw new Error(`languages/${code}.json is missing`);
    return language;
  };
  for (const format of FORMATS) {
    engine.services.formatter?.add(format, (value: unknown, code) =>
      formatIn(get(code ?? SOURCE), value, format),
    );
  }
  return {
    all: [...known.values()],
    source: get(SOURCE),
    english: get('en'),
    find: (code) => (code === undefined ? undefined : known.get(code)),
  };
}

function createEngine(files: Readonly<Record<string, LanguageFile>>): i18n {
  const engine = createInstance();
  // With resources at hand it is ready at once.
  void engine.init({
    lng: SOURCE,
    fallbackLng: SOURCE,
    // Keys are sentences: their dots and colons separate nothing.
    keySeparator: false,
    nsSeparator: false,
    // What is put in is escaped before, where it must be (language.ts).
    interpolation: { prefix: '{', suffix: '}', escapeValue: false },
    resources: Object.fromEntries(
      Object.entries(files).map(([code, { messages }]) => [code, { translation: messages }]),
    ),
  });
  return engine;
}
