/**
 * Before a sound is sent, asks whether its person is still signed in (src/web/kept/session-stands.ts): of a form
 * that is refused, texts are kept, and no file. Where they are not, the page stays as it is, and says so.
 */

/** Milliseconds. */
const PATIENCE = 5_000;

export function standsFirst(): void {
  const form = document.querySelector<HTMLFormElement>('form#kept');
  const field = document.querySelector<HTMLInputElement>('#sound');
  const notice = document.querySelector<HTMLElement>('[data-enter]');
  const ticket = form?.elements.namedItem('_page');
  const token = form?.elements.namedItem('_csrf');
  if (!form || !field || !notice) return;
  if (!(ticket instanceof HTMLInputElement) || !(token instanceof HTMLInputElement)) return;
  // Whose form it is (src/web/kept/ticket.ts).
  const [, owner] = ticket.value.split(' ');
  let isAsked = false;
  let isAsking = false;

  /** Where it cannot be asked, or what answers is something else, sending says more. */
  const stands = async (): Promise<boolean> => {
    try {
      const answer = await fetch('/session', { signal: AbortSignal.timeout(PATIENCE) });
      if (!answer.ok) return true;
      const found: unknown = await answer.json();
      if (!isOf(found, owner)) return false;
      // They may have come in again meanwhile.
      token.value = found.token;
    } catch {
      // Then it is sent as it is.
    }
    return true;
  };

  form.addEventListener('submit', (event) => {
    const isRecording = document.querySelector('[data-state=recording]') !== null;
    if (isAsked || isRecording || field.files?.length === 0) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (isAsking) return;
    isAsking = true;
    void stands().then((isHere) => {
      isAsking = false;
      notice.hidden = isHere;
      isAsked = isHere;
      if (isHere) form.requestSubmit();
    });
  });
  // Back from the page that followed.
  window.addEventListener('pageshow', () => {
    isAsked = false;
  });
}

const isOf = (
  found: unknown,
  owner: string | undefined,
): found is { readonly person: string; readonly token: string } =>
  typeof found === 'object' &&
  found !== null &&
  'person' in found &&
  found.person === owner &&
  'token' in found &&
  typeof found.token === 'string';
