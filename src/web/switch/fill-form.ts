/**
 * What was typed goes along when a page with a form is asked for in another language (docs/adr/0029):
 * it is put into the form of the new page, whatever the route does; and when a form that could not be taken
 * is given back (docs/adr/0046). Hidden fields are those of the page, but for what it was filled in over:
 * whoever wrote meanwhile is not written over unawares.
 */
import { escape, unescape } from '../../language/message.ts';
import { valuesIn } from '../forms.ts';

/** Of ours, what stands in attributes and texts is escaped: no `>` and no `<` in them. */
const FORM = /<form\b[^>]*\bid="kept"[^>]*>[\s\S]*?<\/form>/;
const FIELD = /<input\b[^>]*>|<textarea\b[^>]*>[^<]*<\/textarea>/g;
/** A tick stands right behind the value, which may have this word in it. */
const VALUE_AND_TICK = /( value="[^"]*")( checked)?(?=[ >])/;
const CLOSED = /<details(?![^>]* open\b)([^>]*>[\s\S]*?<\/details>)/g;

/** The hidden fields that say what a form was filled in over, or was shown with. */
const SEEN: ReadonlySet<string> = new Set(['seen', 'date-shown']);

/** The longest badge that can be pasted, in characters; what is longer is let go. */
const MOST = 1_048_576;

/** `typed`: the body of a form that was sent; undefined leaves the page as it is. */
export function fillForm(html: string, typed: unknown): string {
  if (typed === undefined) return html;
  const valuesOf = valuesIn(typed);
  return html.replace(FORM, (form) =>
    form
      .replace(FIELD, (field) => filled(field, valuesOf))
      .replace(CLOSED, (fold, rest: string) =>
        holdsSomething(fold) ? `<details open${rest}` : fold,
      ),
  );
}

/** What comes back out of sight would be sent unawares. */
function holdsSomething(fold: string): boolean {
  return [...fold.matchAll(FIELD)].some(([field]) => {
    const type = attributeOf(field, 'type');
    if (isChoice(type)) return VALUE_AND_TICK.exec(field)?.[2] !== undefined;
    if (field.startsWith('<textarea')) return /[^>\s][^>]*<\/textarea>$/.test(field);
    return type !== 'hidden' && (attributeOf(field, 'value') ?? '') !== '';
  });
}

const isChoice = (type: string | undefined) => type === 'checkbox' || type === 'radio';

function filled(field: string, valuesOf: (name: string) => readonly string[]): string {
  const name = attributeOf(field, 'name') ?? '';
  const values = valuesOf(name);
  const [value] = values;
  const type = attributeOf(field, 'type');
  if (isChoice(type)) {
    const tick = values.includes(attributeOf(field, 'value') ?? '') ? ' checked' : '';
    return field.replace(VALUE_AND_TICK, (_, written: string) => `${written}${tick}`);
  }
  if (value === undefined || value.length > MOST) return field;
  if ((type === 'hidden' && !SEEN.has(name)) || type === 'file') return field;
  if (field.startsWith('<textarea')) {
    // The first line break of a textarea is none of its text (HTML §13.1.2.5).
    return field.replace(/>[^<]*<\/textarea>$/, () => `>\n${escape(value)}</textarea>`);
  }
  return field.replace(/ value="[^"]*"/, '').replace(/>$/, () => ` value="${escape(value)}">`);
}

function attributeOf(field: string, name: string): string | undefined {
  const written = new RegExp(` ${name}="([^"]*)"`).exec(field)?.[1];
  return written === undefined ? undefined : unescape(written);
}
