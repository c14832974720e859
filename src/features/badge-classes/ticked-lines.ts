/**
 * The lines of « Qui peut le confirmer » that follow from what is ticked (docs/adr/0054, 0056): nobody writes
 * in two languages what a choice says already, and both are one.
 */
import { confirmersIn } from '../../definitions/definitions.ts';
import type { Language } from '../../language/language.ts';
import { type ClassFields, inEnglish, linesOf, OUTSIDE, SECOND } from './class-fields.ts';

type Words = Pick<Language, 'text'>;
type Choices = Pick<ClassFields, string>;

export interface BothLanguages {
  readonly french: Words;
  readonly english: Words;
}

const CHOICES = ['outside', 'group', 'second'] as const;

function lineOf(choice: (typeof CHOICES)[number], { text }: Words, fields: Choices) {
  const { confirms, group, needs } = fields;
  if (choice === 'outside') return confirms === OUTSIDE ? text('class.line-outside') : undefined;
  if (choice === 'second') return needs === SECOND ? text('class.line-second') : undefined;
  return group === undefined ? undefined : text('class.line-group', { count: Number(group) });
}

/** As they are published: those that are typed, and those that no line says yet. */
export function confirmingLines(fields: ClassFields, { french, english }: BothLanguages) {
  const typed = linesOf(fields['recognisedBy']);
  const typedInEnglish = linesOf(fields[inEnglish('recognisedBy')]);
  const left = CHOICES.filter((choice) => !typed.some((line) => confirmersIn(line)[choice]));
  const saidBy = (language: Words) => left.flatMap((one) => lineOf(one, language, fields) ?? []);
  return {
    french: [...typed, ...saidBy(french)],
    english: [...typedInEnglish, ...saidBy(english).filter((one) => !typedInEnglish.includes(one))],
  };
}

/** As they are typed: for the next version, in which another choice may be made. */
export function withoutTicked(
  fields: ClassFields,
  { french, english }: BothLanguages,
): ClassFields {
  const bare = (text: string | undefined, language: Words) => {
    const ticked = CHOICES.map((choice) => lineOf(choice, language, fields));
    return linesOf(text)
      .filter((line) => !ticked.includes(line))
      .join('\n');
  };
  const field = inEnglish('recognisedBy');
  return {
    ...fields,
    recognisedBy: bare(fields['recognisedBy'], french),
    [field]: bare(fields[field], english),
  };
}
