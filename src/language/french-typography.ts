/** Tags, and elements whose text people copy or send back: nothing changes in them. */
const VERBATIM = /(<(?:pre|code|textarea)\b.*?<\/(?:pre|code|textarea)>|<[^>]*>)/s;

/** The non-breaking spaces of French typography, put into the text of a page. */
export function spaceFrench(html: string): string {
  return html
    .split(VERBATIM)
    .map((part, index) => (index % 2 === 1 ? part : unbreakMarks(part)))
    .join('');
}

function unbreakMarks(text: string): string {
  return text.replace(/ (?=[:;!?»€%])|(?<=«) /g, '\u00a0');
}
