import type { Logger } from 'pino';
import type { Person, Store } from '../../storage/store.ts';
import type { Addresses } from '../../badges/addresses.ts';
import type { Mailer } from '../../outside/mailer.ts';
import { digest, keyedDigest, randomCode } from '../../keys/secrets.ts';
import { createSignInLink } from './create-link.ts';
import { type Asker, takeLetterSlot } from './letter-slots.ts';

export const LINK_MINUTES = 10;
/** People of one address: see `storage/documents/access.ts`. */
const MOST_PEOPLE = 50;

export interface SendLinkServices {
  readonly store: Store;
  readonly clock: () => Date;
  readonly mailer: Mailer;
  readonly addresses: Addresses;
  readonly appSecret: string;
  readonly log: Logger;
  /** See `postpone.ts`. */
  readonly postpone: () => Promise<void>;
}

export interface Wish {
  readonly email: string;
  /** The token in the cookie of the browser that asks. */
  readonly browser: string;
  readonly asker: Asker;
}

/**
 * One letter to this address, whoever it is in however many KPAs, as long as there are letters left.
 * Neither an unknown address nor one letter too many changes anything that the asker can see: the
 * caller answers before this is done.
 */
export async function sendSignInLink(
  services: SendLinkServices,
  { email, browser, asker }: Wish,
): Promise<void> {
  await services.postpone();
  const people = await findPeople(services.store, email);
  const [first, ...others] = people;
  if (!first) return;
  if (!(await takeLetterSlot(services, email, asker))) {
    services.log.warn({ for: first.id }, 'no more sign-in letters to this person for now');
    return;
  }
  const code = randomCode();
  const token = await createSignInLink(services, first, {
    minutes: LINK_MINUTES,
    browser: digest(browser),
    code: codeDigest(services.appSecret, browser, code),
    others,
  });
  await services.mailer.send({
    to: email,
    subject: 'Votre lien pour vous connecter à KPA-Cité',
    text: letter(people, services.addresses.signInLink(token), code),
  });
}

async function findPeople({ people }: Store, email: string): Promise<readonly Person[]> {
  const found = people.across.all({ index: 'acrossByEmail', equals: [email] });
  return (await found.toArray()).slice(0, MOST_PEOPLE);
}

/** A code is only worth something together with the browser that asked for it. */
export function codeDigest(secret: string, browserToken: string, code: string): string {
  return keyedDigest(secret, `${browserToken}.${code}`);
}

function letter(people: readonly Person[], link: string, code: string): string {
  const [name, ...otherNames] = new Set(people.map((person) => person.name));
  return [
    name !== undefined && otherNames.length === 0 ? `Bonjour ${name},` : 'Bonjour,',
    '',
    'Ouvrez ce lien pour vous connecter :',
    link,
    ...(people.length > 1 ? ['Vous choisirez ensuite où entrer.'] : []),
    '',
    'Vous lisez ce message sur un autre appareil ? Tapez ce code là où vous avez demandé le lien :',
    `${code.slice(0, 4)} ${code.slice(4)}`,
    '',
    `Le lien et le code marchent pendant ${LINK_MINUTES} minutes, une seule fois.`,
    'Vous n’avez rien demandé ? Ne faites rien.',
  ].join('\n');
}
