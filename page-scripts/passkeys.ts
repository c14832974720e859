/**
 * Passkeys on the page to sign in, and in « Mon compte » (docs/adr/0045). Without it, or on a device that
 * has no lock of its own, the pages are as they came. What there is to say stands in the page already.
 */
import {
  platformAuthenticatorIsAvailable,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
  WebAuthnError,
} from '@simplewebauthn/browser';

for (const part of document.querySelectorAll<HTMLElement>('[data-passkey]')) void offer(part);

async function offer(part: HTMLElement): Promise<void> {
  const form = part.querySelector('form');
  if (!form || !(await platformAuthenticatorIsAvailable())) return;
  part.hidden = false;
  for (const none of document.querySelectorAll<HTMLElement>('[data-passkey-none]'))
    none.hidden = true;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void send(form, part.dataset['passkey'] === 'add');
  });
}

/** Asks the device, and sends what it answers with the form: what follows is a page, as without a script. */
async function send(form: HTMLFormElement, isNew: boolean): Promise<void> {
  const button = form.querySelector('button');
  const field = form.querySelector<HTMLInputElement>('input[name=passkey]');
  if (!button || !field) return;
  button.disabled = true;
  say(form, undefined);
  try {
    const optionsJSON = await optionsFor(form);
    const answer = isNew
      ? await startRegistration({ optionsJSON })
      : await startAuthentication({ optionsJSON });
    field.value = JSON.stringify(answer);
    form.submit();
  } catch (error) {
    say(form, isThere(error) ? 'there' : 'stopped');
  } finally {
    button.disabled = false;
  }
}

/** A session that has ended, too many tries, no network: whoever goes on is told on the next page. */
async function optionsFor(form: HTMLFormElement): Promise<Options> {
  const token = form.querySelector<HTMLInputElement>('input[name=_csrf]')?.value ?? '';
  const response = await fetch(form.dataset['from'] ?? '', {
    method: 'POST',
    headers: { Accept: 'application/json' },
    body: new URLSearchParams({ _csrf: token }),
  });
  const options: unknown = response.ok ? await response.json() : undefined;
  if (!isOptions(options)) throw new Error(String(response.status));
  return options;
}

/** Of both: the address says which they are. */
type Options = PublicKeyCredentialCreationOptionsJSON & PublicKeyCredentialRequestOptionsJSON;

const isOptions = (value: unknown): value is Options =>
  typeof value === 'object' && value !== null && 'challenge' in value;

const isThere = (error: unknown): boolean =>
  error instanceof WebAuthnError && error.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED';

function say(form: HTMLFormElement, code: string | undefined): void {
  for (const line of form.querySelectorAll<HTMLElement>('[data-said]')) {
    line.hidden = line.dataset['said'] !== code;
  }
}
