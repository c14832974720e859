/** Cards as those who accompany make, renew and stop them, with the person beside them. */
import { type Request, type Response, Router } from 'express';
import type { Addresses } from '../../badges/addresses.ts';
import type { PinHashes } from '../../keys/pin-hashes.ts';
import { cardsOf, isOpenCard } from '../../people/cards-of.ts';
import { personInPath } from '../../people/person-in-path.ts';
import { HELPING, isOrWasStaff } from '../../people/who-may.ts';
import type { Register } from '../../register/register.ts';
import { repeatableId } from '../../badges/repeatable-id.ts';
import type { Kpa, Person, Store } from '../../storage/store.ts';
import { actIn } from '../../web/acts/act-of-form.ts';
import { type FieldError, formView } from '../../web/forms.ts';
import { demandProof } from '../../web/connections/proof.ts';
import { qrCode } from '../../web/qr-code.ts';
import { allow, visitorOf } from '../../web/sessions.ts';
import { type CardKeys, groupsOf } from './card-code.ts';
import { cardState } from './card-state.ts';
import { makeAsked } from './make-asked.ts';
import { stopCards } from './stop-card.ts';

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
    const person = await helped(req);
    if (isOrWasStaff(person)) demandProof(req, clock());
    await ask(res, person, actIn(req.body));
  });

  // The secret code is the person's: what they type is shown to nobody, and stored as a slow hash.
  router.post('/personnes/:id/carte', async (req, res) => {
    const person = await helped(req);
    const made = await makeAsked(services, req, person);
    if ('errors' in made) {
      await ask(res.status(made.status), person, made.act, made.errors);
      return;
    }
    // Two keys, of which the second is in the person's head: not even for « back ».
    res
      .set('Cache-Control', 'private, no-store')
      .render('cards/ready', view(person, visitorOf(req).kpa, made.keys));
  });

  router.post('/personnes/:id/carte/arreter', async (req, res) => {
    const person = await helped(req);
    const { person: by } = visitorOf(req);
    // One that is stopped already is noted: what a crash left open is closed.
    for (const { id: card, number } of (await cardsOf(store, person)).filter(isOpenCard)) {
      const id = repeatableId(`register/card-stopped/${card}/${number}`);
      const entry = { kpaId: by.kpaId, by: by.id, about: person.id, id };
      await register.note({ ...entry, act: 'card-stopped' });
    }
    await stopCards(services, person);
    res.redirect(303, `/personnes/${person.id}`);
  });

  async function ask(
    res: Response,
    person: Person,
    act: string,
    errors?: readonly FieldError[],
  ): Promise<void> {
    const card = await cardState(store, person);
    const refused = errors && formView({ errors, typed: {} });
    const action = `/personnes/${person.id}/carte`;
    res.render('cards/new', { person, act, card, action, step: 1, total: 2, ...refused });
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

  /** One whom the visitor may help: a card lets its bearer in as that person. */
  const helped = (req: Request) => personInPath(store, req, HELPING);

  return router;
}
