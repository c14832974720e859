import type { Logger } from 'pino';
import { type Person, type Store, each } from '../../storage/store.ts';
import type { Addresses } from '../../web/addresses.ts';
import type { Mailer } from '../../web/mailer.ts';
import { digest, keyedDigest, randomCode } from '../../web/secrets.ts';
import { createSignInLink } from './create-link.ts';
import { inFreeSlot } from './letter-slots.ts';

export const LINK_MINUTES = 10;

export interface SendLinkServices {
  readonly store: Store;
  readonly clock: () => Date;
  readonly mailer: Mailer;
  readonly addresses: Addresses;
  readonly appSecret: string;
  readonly log: Logger;
}

/**
 * Writes to each person who has this address, a few times an hour. Neither an unknown address nor
 * one letter too many changes anything that the asker can see: the caller answers before this is
 * done.
 */
export async function sendSignInLink(
  services: SendLinkServices,
  email: string,
  browserToken: string,
): Promise<void> {
  // One letter per KPA: a KPA that gives this address to many people keeps no other one away.
  const written = new Set<string>();
  const query = { index: 'acrossByEmail', equals: [email] } as const;
  for await (const person of each(services.store.people.across, query)) {
    if (written.has(person.kpaId)) continue;
    written.add(person.kpaId);
    await writeTo(services, person, email, browserToken);
  }
}

async function writeTo(
  services: SendLinkServices,
  person: Person,
  email: string,
  browserToken: string,
): Promise<void> {
  const code = randomCode();
  const token = await inFreeSlot(services, { email, kpaId: person.kpaId }, (slot) =>
    createSignInLink(services, person, {
      minutes: LINK_MINUTES,
      browser: digest(browserToken),
      code: codeDigest(services.appSecret, browserToken, code),
      slot,
    }),
  );
  if (token === undefined) {
    services.log.warn({ for: person.id }, 'no more sign-in letters to this person this hour');
    return;
  }
  await services.mailer.send({
    to: email,
    subject: 'Votre lien pour vous connecter à KPA-Cité',
    text: letter(person.name, services.addresses.signInLink(token), code),
  });
}

/** A code is only worth something together with the browser that asked for it. */
export function codeDigest(secret: string, browserToken: string, code: string): string {
  return keyedDigest(secret, `${browserToken}.${code}`);
}

function letter(name: string, link: string, code: string): string {
  return [
    `Bonjour ${name},`,
    '',
    'Ouvrez ce lien pour vous connecter :',
    link,
    '',
    'Vous lisez ce message sur un autre appareil ? Tapez ce code là où vous avez demandé le lien :',
    `${code.slice(0, 4)} ${code.slice(4)}`,
    '',
    `Le lien et le code marchent pendant ${LINK_MINUTES} minutes, une seule fois.`,
    'Vous n’avez rien demandé ? Ne faites rien.',
  ].join('\n');
}
