/**
 * « Chercher » while somebody types: the form is sent as its button sends it, and of the page that answers
 * the list alone is taken over. `<button data-finds="id of the list" data-typed="name of the field"
 * data-all="what `turn` says where nothing is searched any more, where the form has turns">`
 */
import { fieldsOf } from './fields.ts';

/** As many as the hint asks for. */
const LETTERS = 3;
/** Milliseconds after the last letter. */
const PAUSE = 250;

export function searchAsTyped(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-finds]')) {
    const { form } = button;
    const field = form?.elements.namedItem(button.dataset['typed'] ?? '');
    const list = document.getElementById(button.dataset['finds'] ?? '');
    if (form && list && field instanceof HTMLInputElement) follow({ form, button, field, list });
  }
}

interface Search {
  readonly form: HTMLFormElement;
  readonly button: HTMLButtonElement;
  readonly field: HTMLInputElement;
  readonly list: HTMLElement;
}

function follow(search: Search): void {
  const { form, button, field, list } = search;
  const said = spokenAfter(button);
  let shown: string | undefined = field.value.trim();
  let waiting: number | undefined;
  let asked: XMLHttpRequest | undefined;

  const later = () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(look, PAUSE);
  };
  function look(): void {
    window.clearTimeout(waiting);
    const typed = field.value.trim();
    asked?.abort();
    asked = undefined;
    if (typed === shown || isTooShort(typed)) return;
    asked = ask(search, typed, (page) => {
      asked = undefined;
      // Who went on into the list is not sent back to its beginning.
      if (list.contains(document.activeElement)) return;
      shown = typed;
      show(page, list, said);
    });
  }

  field.addEventListener('input', later);
  // A tick that was set meanwhile is not in the answer: it is asked for again.
  list.addEventListener('input', () => {
    if (asked) later();
  });
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.isComposing || isTooShort(field.value.trim())) return;
    event.preventDefault();
    look();
  });
  // What was found already is not searched once more when the form itself is sent.
  form.addEventListener('submit', ({ submitter }) => {
    if (submitter !== button && field.value.trim() === shown) field.value = '';
  });
}

const isTooShort = (typed: string): boolean => typed !== '' && typed.length < LETTERS;

/** `responseType`: the browser reads the page without running anything in it. */
function ask(
  { form, button }: Search,
  typed: string,
  done: (page: Document) => void,
): XMLHttpRequest {
  const fields = fieldsOf(form);
  const all = button.dataset['all'];
  if (typed === '' && all !== undefined) fields.set('turn', all);
  const to = new URL(button.hasAttribute('formaction') ? button.formAction : form.action);
  to.hash = '';
  const isRead = form.method === 'get';
  if (isRead) to.search = fields.toString();
  const request = new XMLHttpRequest();
  request.open(isRead ? 'GET' : 'POST', to);
  request.responseType = 'document';
  request.addEventListener('load', () => {
    if (request.status === 200 && request.responseXML) done(request.responseXML);
  });
  if (isRead) request.send();
  else request.send(fields);
  return request;
}

/** A page without this list (a session that has ended) changes nothing: the button leads there. */
function show(page: Document, list: HTMLElement, said: HTMLElement): void {
  const found = page.getElementById(list.id);
  if (!found) return;
  said.textContent = found.querySelector('[data-said]')?.textContent ?? '';
  list.replaceChildren(...found.childNodes);
}

function spokenAfter(button: HTMLElement): HTMLElement {
  const said = document.createElement('span');
  said.className = 'visually-hidden';
  said.setAttribute('role', 'status');
  button.after(said);
  return said;
}
