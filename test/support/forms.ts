/** Forms as a browser reads and sends them. */
import type { CheerioAPI } from 'cheerio';

export type Fields = Readonly<Record<string, string | readonly string[]>>;
type Form = ReturnType<CheerioAPI>;

/** White space folded, non-breaking spaces too. */
export const fold = (text: string) => text.replace(/[\s\u00a0\u202f]+/g, ' ').trim();

export const encode = (fields: Fields): string => new URLSearchParams(pairsOf(fields)).toString();

function pairsOf(fields: Fields): [string, string][] {
  return Object.entries(fields).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : value).map((one): [string, string] => [name, one]),
  );
}

/** What would be sent of a form as it stands. */
export function valuesOf($: CheerioAPI, form: Form): Record<string, string[]> {
  const values: Record<string, string[]> = {};
  form.find('input, textarea, select').each((_, element) => {
    const field = $(element);
    const name = field.attr('name');
    const type = field.attr('type');
    if (name === undefined || type === 'file') return;
    if ((type === 'checkbox' || type === 'radio') && field.attr('checked') === undefined) return;
    const value = field.val();
    (values[name] ??= []).push(typeof value === 'string' ? value.replace(/^\n/, '') : '');
  });
  return values;
}

/** A form with a file field is sent in parts; without a file chosen, an empty part goes with it. */
export function bodyOf(form: Form, values: Fields, file?: File): Fields | FormData {
  if (form.attr('enctype') !== 'multipart/form-data') return values;
  const body = new FormData();
  for (const [name, value] of pairsOf(values)) body.append(name, value);
  const field = form.find('input[type=file]').attr('name') ?? 'file';
  body.append(field, file ?? new File([], ''));
  return body;
}
