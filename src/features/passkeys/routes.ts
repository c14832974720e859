/** « Entrer avec ce téléphone » in « Mon compte »: added after a recent proof, removed; and the end of all, by those who help. */
import { type Request, type Response, Router } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Addresses } from '../../badges/addresses.ts';
import { say } from '../../language/message.ts';
import { knownPasskeys, removePasskeys } from '../../people/passkeys-of.ts';
import { personInPath } from '../../people/person-in-path.ts';
import { mayHelpSignIn } from '../../people/who-may.ts';
import { HttpError } from '../../problems/http-error.ts';
import type { Register } from '../../register/register.ts';
import type { Person, Store } from '../../storage/store.ts';
import { arrivalOf } from '../../web/arrival.ts';
import { deviceOf, isPhone } from '../../web/connections/device.ts';
import { demandProof, provenRecently } from '../../web/connections/proof.ts';
import { type FieldError, formView, optionalText, readForm, typedIn } from '../../web/forms.ts';
import { allowOurScripts } from '../../web/security-headers.ts';
import { allow, visitorOf } from '../../web/sessions.ts';
import { addPasskey, hasAnotherWay } from './add-passkey.ts';
import { attestationIn } from './answers.ts';
import { createChallenges } from './challenges.ts';
import { type PasskeyNotices, postAdded } from './passkey-notices.ts';
import { createRelyingParty } from './relying-party.ts';

interface Services {
  readonly store: Store;
  readonly clock: () => Date;
  readonly addresses: Addresses;
  readonly appSecret: string;
  readonly secure: boolean;
  readonly register: Register;
  readonly log: Logger;
  readonly outbox: PasskeyNotices['outbox'];
  readonly cardState: (person: Person) => Promise<{ readonly counts: boolean }>;
}

const PATH = '/mon-compte/telephones';
const nameForm = z.object({ label: optionalText(60) });
const HELPING = { mayActOn: mayHelpSignIn, refusal: () => say('people.ask-manager') };
const removing = z.object({ passkey: z.string().max(100) });

export function passkeyRoutes(services: Services): Router {
  const { store, clock, register } = services;
  const relyingParty = createRelyingParty(services.addresses);
  const challenges = createChallenges(services);
  const router = Router();
  router.use(PATH, allow('own account'), allowOurScripts);

  router.get(PATH, async (req, res) => {
    demandProof(req, clock());
    await ask(req, res);
  });

  // For our script: what the device is to make.
  router.post(`${PATH}/debut`, async (req, res) => {
    const { person, kpa, session } = visitorOf(req);
    if (!provenRecently(session, clock()) || (await isAlone(person))) {
      throw new HttpError('FORBIDDEN', say('passkey.not-now'));
    }
    const known = await knownPasskeys(store, person);
    const challenge = challenges.draw(res, useOf(req));
    res.json(await relyingParty.optionsToAdd({ challenge, person, kpa, known }));
  });

  router.post(PATH, async (req, res) => {
    demandProof(req, clock());
    if (await isAlone(visitorOf(req).person)) {
      await ask(req, res.status(403));
      return;
    }
    const form = readForm(nameForm, req.body);
    const refused = form.ok ? await add(req, res, form.values.label) : form.errors;
    if (refused === undefined) res.redirect(303, '/mon-compte#telephones');
    else await ask(req, res.status(422), refused);
  });

  // One that is gone is gone. E-mail, card and links stay: nobody removes their last way in here.
  router.post(`${PATH}/retirer`, async (req, res) => {
    const { data } = removing.safeParse(req.body);
    if (data) await removePasskeys(store, visitorOf(req).person, data.passkey);
    res.redirect(303, '/mon-compte#telephones');
  });

  const mayHelp = allow('help cooperants sign in', 'help staff sign in');
  router.post('/personnes/:id/telephones/retirer', mayHelp, async (req, res) => {
    const person = await personInPath(store, req, HELPING);
    const { id: by, kpaId } = visitorOf(req).person;
    await register.note({ kpaId, by, act: 'passkeys-removed', about: person.id });
    await removePasskeys(store, person);
    res.redirect(303, `/personnes/${person.id}#fiche`);
  });

  async function add(
    req: Request,
    res: Response,
    label: string | undefined,
  ): Promise<readonly FieldError[] | undefined> {
    const { session } = visitorOf(req);
    const answer = attestationIn(req.body);
    const challenge = await challenges.take(req, res, useOf(req));
    const device = deviceOf(req.get('user-agent'));
    const outcome = answer
      ? await addPasskey({ ...services, relyingParty }, visitorOf(req).person, {
          ...{ answer, challenge, label, device },
          // Who came in with a device goes on having what that one goes with.
          ...{ by: session.addedBy ?? session.way, at: arrivalOf(req) },
        })
      : 'refused';
    if (typeof outcome === 'object') {
      const { person, kpa } = visitorOf(req);
      await postAdded(services, kpa, person, outcome);
      return undefined;
    }
    const message = outcome === 'refused' ? say('passkey.not-added') : say('passkey.too-many');
    return [{ field: 'passkey', message }];
  }

  /** Without a way in besides, nothing is added. */
  async function isAlone(person: Person): Promise<boolean> {
    return !hasAnotherWay(person, await services.cardState(person));
  }

  async function ask(req: Request, res: Response, errors?: readonly FieldError[]): Promise<void> {
    res.render('passkeys/add', {
      alone: await isAlone(visitorOf(req).person),
      isPhone: isPhone(req.get('user-agent')),
      ...(errors && formView({ errors, typed: typedIn(req.body) })),
    });
  }

  return router;
}

/** What is drawn for one session is signed for no other. */
const useOf = (req: Request) => `add/${visitorOf(req).session.id}`;
