/**
 * What somebody types in the form of a page is kept as they go (src/web/kept/keep-typed.ts), and offered
 * again when they come back to it: where the page has `[data-unfinished]`, to be shown then.
 */
import { fieldsOf } from './fields.ts';

/** Milliseconds between two times that it is kept. */
const EVERY = 4_000;

export function keepAsTyped(): void {
  const notice = document.querySelector<HTMLElement>('[data-unfinished]');
  const form = document.querySelector<HTMLFormElement>('form#kept');
  const ticket = form?.elements.namedItem('_page');
  if (!notice || !form || !(ticket instanceof HTMLInputElement)) return;
  void offer(form, notice, ticket.value);
  keep(form);
}

function keep(form: HTMLFormElement): void {
  let waiting: number | undefined;
  let asked: AbortController | undefined;
  let isSent = false;
  const stop = () => {
    window.clearTimeout(waiting);
    waiting = undefined;
  };
  const send = () => {
    stop();
    if (isSent) return;
    asked = new AbortController();
    const { signal } = asked;
    // Kept the next time, if it is not this time.
    fetch('/reprise', { method: 'POST', body: fieldsOf(form), keepalive: true, signal }).catch(
      () => undefined,
    );
  };
  form.addEventListener('input', () => {
    waiting ??= window.setTimeout(send, EVERY);
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden' && waiting !== undefined) send();
  });
  form.addEventListener('submit', () => {
    isSent = true;
    stop();
    asked?.abort();
  });
  // Back from the page that followed.
  window.addEventListener('pageshow', () => {
    isSent = false;
  });
}

async function offer(form: HTMLFormElement, notice: HTMLElement, ticket: string): Promise<void> {
  const token = form.elements.namedItem('_csrf');
  if (!(token instanceof HTMLInputElement)) return;
  // The last part of the ticket (src/web/kept/ticket.ts).
  const address = ticket.split(' ').slice(3).join(' ');
  const body = new URLSearchParams({ _csrf: token.value, address });
  const headers = { Accept: 'application/json' };
  const response = await fetch('/reprise/attend', { method: 'POST', headers, body });
  const link = notice.querySelector('a');
  const answer: unknown = response.ok ? await response.json() : undefined;
  if (!link || !isWaiting(answer)) return;
  link.href = answer.at;
  notice.hidden = false;
}

/** Of our own origin alone. */
const isWaiting = (answer: unknown): answer is { readonly at: string } =>
  typeof answer === 'object' &&
  answer !== null &&
  'at' in answer &&
  typeof answer.at === 'string' &&
  answer.at.startsWith('/reprise/');
