/**
 * « C’est bien vous ? »: who is signed in proves it again, by whichever way in they have, and comes back
 * to their form (docs/adr/0046). Each way opens a new session, as at any other time.
 */
import { type Request, type Response, Router } from 'express';
import type { Languages } from '../../language/languages.ts';
import { type Message, say } from '../../language/message.ts';
import type { Outbox } from '../../outbox/outbox.ts';
import type { Person, Store } from '../../storage/store.ts';
import { firstPage } from '../../web/connections/entering.ts';
import { isPhone } from '../../web/connections/device.ts';
import { provenRecently } from '../../web/connections/proof.ts';
import { PROOF } from '../../web/kept/keep-forms.ts';
import type { KeptForms } from '../../web/kept/kept-forms.ts';
import type { CountFlood } from '../../web/limits/flood-counts.ts';
import { limitFloods } from '../../web/limits/limits.ts';
import { allowOurScripts } from '../../web/security-headers.ts';
import { allow, visitorOf } from '../../web/sessions.ts';
import { letterRequests } from './request-letter.ts';

/** A way to prove it, as its button: where it leads, and how. */
export interface WayToProve {
  readonly label: Message;
  readonly action: string;
  readonly method: 'get' | 'post';
}

interface Services {
  readonly store: Store;
  readonly clock: () => Date;
  readonly appSecret: string;
  readonly secure: boolean;
  readonly languages: Languages;
  readonly outbox: Pick<Outbox, 'post'>;
  readonly countFlood: CountFlood;
  readonly keptForms: KeptForms;
  /** Besides the letter: those that this person has. */
  readonly passkeysOf: (person: Person) => Promise<readonly object[]>;
  readonly waysToProve: (person: Person) => Promise<readonly WayToProve[]>;
}

const LETTER: WayToProve = {
  label: say('sign-in.proof-by-letter'),
  action: `${PROOF}/lettre`,
  method: 'post',
};

export function proofRoutes(services: Services): Router {
  const { store, clock, keptForms } = services;
  const requestLetter = letterRequests(services);
  const router = Router();
  router.use(PROOF, allow('own account'), limitFloods(services.countFlood, 'sign-in'));

  router.get(PROOF, allowOurScripts, async (req, res) => {
    const { person, session } = visitorOf(req);
    if (provenRecently(session, clock())) await leadOn(req, res);
    else {
      const others = await services.waysToProve(person);
      const ways = person.email === undefined ? others : [LETTER, ...others];
      const passkeys = await services.passkeysOf(person);
      const hasPasskey = passkeys.length > 0;
      res.render('sign-in/proof', {
        ...{ person, ways, hasPasskey },
        isPhone: isPhone(req.get('user-agent')),
      });
    }
  });

  // Without an address to write to, the page says what to do.
  router.post(`${PROOF}/lettre`, async (req, res) => {
    const { email } = visitorOf(req).person;
    if (email !== undefined) await requestLetter(req, res, email);
    res.redirect(303, email === undefined ? PROOF : '/connexion/attente');
  });

  async function leadOn(req: Request, res: Response): Promise<void> {
    const { person } = visitorOf(req);
    const form = await keptForms.waitingFor(req, person);
    res.redirect(303, form ?? (await firstPage(store, person)));
  }

  return router;
}
