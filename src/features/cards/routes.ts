/** Cards as those who accompany make, renew and stop them, with the person beside them. */
import { type Request, type Response, Router } from 'express';
import { isStaff } from '../../badges/roles.ts';
import { may } from '../../badges/rights.ts';
import type { Addresses } from '../../badges/addresses.ts';
import { say } from '../../language/message.ts';
import { type PinHashes, TurnsTakenError } from '../../keys/pin-hashes.ts';
import { HttpError, notFound } from '../../problems/http-error.ts';
import type { Register } from '../../register/register.ts';
import { repeatableId } from '../../badges/repeatable-id.ts';
import type { Kpa, Person, Store } from '../../storage/store.ts';
import { actIn, newAct } from '../../web/acts/act-of-form.ts';
import { FormUsedError } from '../../web/acts/made-once.ts';
import { type FieldError, formView } from '../../web/forms.ts';
import { param } from '../../web/params.ts';
import { qrCode } from '../../web/qr-code.ts';
import { allow, visitorOf } from '../../web/sessions.ts';
import { type CardKeys, groupsOf } from './card-code.ts';
import { cardState } from './card-state.ts';
import { makeCard } from './make-card.ts';
import { readPinForm } from './pin-form.ts';
import { stopCard } from './stop-card.ts';

interface Services {
  readonly store: Store;
  readonly clock: () => Date;
  readonly addresses: Addresses;
  readonly appSecret: string;
  readonly pinHashes: PinHashes;
  readonly register: Register;
}

export function cardRoutes(services: Services): Router {
  const { store, clock, addresses, register } = services;
  const router = Router();
  router.use('/personnes/:id/carte', allow('help cooperants sign in', 'help staff sign in'));

  router.get('/personnes/:id/carte', async (req, res) => {
    const person = await personInPath(req);
    await ask(res, person, actIn(req.body));
  });

  // The secret code is the person's: what they type is shown to nobody, and stored as a slow hash.
  router.post('/personnes/:id/carte', async (req, res) => {
    const person = await personInPath(req);
    const form = readPinForm(req.body);
    const act = actIn(req.body);
    if (!form.ok) {
      await ask(res.status(422), person, act, form.errors);
      return;
    }
    const { person: by, kpa } = visitorOf(req);
    const made = await make(by, person, { pin: form.values, act });
    if ('refused' in made) {
      await ask(res.status(409), person, newAct(), [{ field: 'pin', message: made.refused }]);
      return;
    }
    // Two keys, of which the second is in the person's head: not even for « back ».
    res.set('Cache-Control', 'private, no-store').render('cards/ready', view(person, kpa, made));
  });

  router.post('/personnes/:id/carte/arreter', async (req, res) => {
    const person = await personInPath(req);
    const { person: by } = visitorOf(req);
    const { isThere } = await cardState(store, person);
    if (isThere) {
      const entry = { kpaId: by.kpaId, by: by.id, about: person.id };
      await register.note({ ...entry, act: 'card-stopped' });
      await stopCard(services, person);
    }
    res.redirect(303, `/personnes/${person.id}`);
  });

  async function make(by: Person, person: Person, chosen: { pin: string; act: string }) {
    const id = repeatableId(`register/card/${person.id}/${chosen.act}`);
    const { kpaId } = by;
    try {
      await register.note({ kpaId, by: by.id, act: 'card-made', about: person.id, id });
      return await makeCard(services, person, chosen);
    } catch (error) {
      if (error instanceof FormUsedError) return { refused: error.said };
      if (!(error instanceof TurnsTakenError)) throw error;
      throw new HttpError('BUSY', say('card.busy'), { retryAfter: 30 });
    }
  }

  async function ask(
    res: Response,
    person: Person,
    act: string,
    errors?: readonly FieldError[],
  ): Promise<void> {
    const card = await cardState(store, person);
    const refused = errors && formView({ errors, typed: {} });
    res.render('cards/new', { person, act, card, ...refused });
  }

  function view(person: Person, kpa: Kpa, { code, secret }: CardKeys) {
    return {
      person,
      groups: groupsOf(code),
      qr: qrCode(addresses.card(secret)),
      address: addresses.card().replace(/^https?:\/\//, ''),
      kpa,
      on: clock().toISOString(),
    };
  }

  /** Of the visitor's KPA, and one whom they may help: a card lets its bearer in as that person. */
  async function personInPath(req: Request): Promise<Person> {
    const { person: by, kpa } = visitorOf(req);
    const person = await store.people(kpa.id).findById(param(req, 'id'));
    if (!person) throw notFound(say('error.no-such-person'));
    if (may(by, isStaff(person) ? 'help staff sign in' : 'help cooperants sign in')) return person;
    throw new HttpError('FORBIDDEN', say('people.ask-manager'));
  }

  return router;
}
