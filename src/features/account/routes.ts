/** « Mon compte »: where one is signed in, one's card, and what others did for it; and its end, by those who help. */
import { Router } from 'express';
import { z } from 'zod';
import { repeatableId } from '../../badges/repeatable-id.ts';
import type { Message } from '../../language/message.ts';
import { wayTo } from '../../notices/tell.ts';
import type { Outbox } from '../../outbox/outbox.ts';
import { numberOf } from '../../people/phone-number.ts';
import { personInPath } from '../../people/person-in-path.ts';
import { HELPING } from '../../people/who-may.ts';
import type { Register } from '../../register/register.ts';
import type { Person, Store } from '../../storage/store.ts';
import { actIn } from '../../web/acts/act-of-form.ts';
import {
  closeConnection,
  closeConnections,
  connectionsOf,
} from '../../web/connections/connections.ts';
import { allow, visitorOf } from '../../web/sessions.ts';
import { readNotices } from './read-notices.ts';

interface Services {
  readonly store: Store;
  readonly clock: () => Date;
  readonly register: Register;
  readonly outbox: Pick<Outbox, 'takesSms'>;
  readonly cardState: (
    person: Person,
  ) => Promise<{ readonly isThere: boolean; readonly counts: boolean; readonly said: Message }>;
  /** The devices that they come in with. */
  readonly passkeysOf: (person: Person) => Promise<readonly object[]>;
}

const closing = z.object({ connection: z.string().max(100) });

export function accountRoutes(services: Services): Router {
  const { store, register } = services;
  const router = Router();
  router.use('/mon-compte', allow('own account'));

  router.get('/mon-compte', async (req, res) => {
    const { person, session } = visitorOf(req);
    const [[here, ...others], card, passkeys, notices] = await Promise.all([
      connectionsOf(services, person, session.id),
      services.cardState(person),
      services.passkeysOf(person),
      readNotices(store, person),
    ]);
    // What others lost or closed since: a device alone is no way in for ever.
    const isAlone = passkeys.length > 0 && person.email === undefined && !card.counts;
    const { keptUntil, email } = person;
    const { takesSms } = services.outbox;
    const phone = numberOf(services.outbox, person);
    const isTexted = wayTo(services, person).sms === true;
    const news = { takesSms, phone, isTexted, hasEmail: email !== undefined };
    const ways = { card, passkeys, isAlone };
    res.render('account/account', { here, others, ...ways, notices, keptUntil, ...news });
  });

  // One that is closed already is closed.
  router.post('/mon-compte/fermer', async (req, res) => {
    const { data } = closing.safeParse(req.body);
    if (data) await closeConnection(services, visitorOf(req).person, data.connection);
    res.redirect(303, '/mon-compte');
  });

  router.post('/mon-compte/fermer-les-autres', async (req, res) => {
    const { person, session } = visitorOf(req);
    await closeConnections(services, person, session.id);
    res.redirect(303, '/mon-compte');
  });

  const mayHelp = allow('help cooperants sign in', 'help staff sign in');
  router.post('/personnes/:id/connexions/fermer', mayHelp, async (req, res) => {
    const person = await personInPath(store, req, HELPING);
    const { id: by, kpaId } = visitorOf(req).person;
    const id = repeatableId(`register/connections-closed/${by}/${actIn(req.body)}`);
    await register.note({ kpaId, by, act: 'connections-closed', about: person.id, id });
    await closeConnections(services, person);
    res.redirect(303, `/personnes/${person.id}`);
  });

  return router;
}
