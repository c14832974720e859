/** A further language is one file of languages/: the badges are in it as far as it goes. */
import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadDefinitions } from '../../src/definitions/definitions.ts';
import { createLanguages } from '../../src/language/languages.ts';
import { translateWith } from '../../src/language/translate.ts';
import { createWorld } from '../support/world.ts';

const file = z.object({
  locale: z.string(),
  name: z.string(),
  direction: z.enum(['ltr', 'rtl']),
  messages: z.record(z.string(), z.string()),
});
const read = (code: string) =>
  file.parse(JSON.parse(readFileSync(`languages/${code}.json`, 'utf8')));

/** All French texts of one badge class without levels, typed on an ordinary keyboard. */
const french = (await loadDefinitions('badge-definitions')).findBadgeClass('transmettre');
const {
  name = '',
  description = '',
  employerSentence = '',
  programmeAction = '',
  alt = '',
} = french ?? {};
const { criteria = [], evidence = [], recognisedBy = [], thirdParties = '' } = french ?? {};
const texts = [
  ...[name, description, employerSentence, programmeAction, alt, thirdParties],
  ...[...criteria, ...evidence, ...recognisedBy],
].map((text) => text.replaceAll('\u00a0', ' '));

const languages = createLanguages({
  fr: read('fr'),
  en: read('en'),
  de: {
    locale: 'de-DE',
    name: 'Deutsch',
    direction: 'ltr',
    // One of them happens to be the same in both languages.
    messages: Object.fromEntries(texts.map((text) => [text, text === alt ? text : `DE ${text}`])),
  },
});
const definitions = await loadDefinitions('badge-definitions', translateWith(languages));
const world = await createWorld({ languages, definitions });
afterAll(() => world.destroy());
const reader = world.visitor();

describe('a page in a third language', () => {
  it('shows a badge whose texts are in its file', async () => {
    const page = await reader.get('/badges/transmettre/v1?lang=de');
    expect(page.heading).toBe(`DE ${name}`);
    expect(page.text).toContain(`DE ${texts.at(-1) ?? ''}`);
  });

  it('shows the others in French', async () => {
    const page = await reader.get('/badges/travailler-en-equipe/v1?lang=de');
    expect(page.heading).toBe('Je travaille en équipe');
  });
});
