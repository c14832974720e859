/** Everything that is said in French: templates, messages, badges. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { loadDefinitions } from '../../../src/definitions/definitions.ts';
import { sentencesInTemplates } from '../sentences-in-use.ts';

export interface French {
  readonly text: string;
  /** `templates/home/home.hbs`, `check.signature.right`, `travailler-en-equipe` */
  readonly where: string;
}

const file = z.object({ messages: z.record(z.string(), z.string()) });
export const messagesOf = (code: string) =>
  file.parse(JSON.parse(readFileSync(`languages/${code}.json`, 'utf8'))).messages;

/** Whatever has a code, or forms for one and for many, stands in its file. */
const inMessages = Object.entries(messagesOf('fr')).map(([where, text]) => ({ text, where }));
const inTemplates = sentencesInTemplates().map(({ key, file: where }) => ({ text: key, where }));

const { badgeClasses, levels, objectives } = await loadDefinitions('badge-definitions');

/**
 * Labels of competences are their publishers’ words, and titles and actions of the objectives the
 * programme’s: only what we call them is ours.
 */
const inBadges = [
  ...levels.map(({ code, name, description }) => ({
    where: `level ${code}`,
    texts: [name, description],
  })),
  ...objectives.map(({ slug, short }) => ({ where: slug, texts: [short] })),
  ...badgeClasses.map((one) => ({
    where: one.slug,
    texts: [
      ...[one.name, one.description, one.employerSentence, one.alt, one.thirdParties ?? ''],
      ...[...one.criteria, ...one.evidence, ...one.recognisedBy],
    ],
  })),
].flatMap(({ where, texts }) => texts.filter(Boolean).map((text) => ({ text, where })));

const all: readonly French[] = [...inMessages, ...inTemplates, ...inBadges];

/** Each text once, where it is first said. */
export const frenchTexts: readonly French[] = [
  ...new Map(all.toReversed().map((one) => [one.text, one])).values(),
];
