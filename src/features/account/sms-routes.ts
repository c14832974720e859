/** A person says themselves whether their news come by short message, and to which number (docs/adr/0055). */
import { Router } from 'express';
import { z } from 'zod';
import { tellAgain } from '../../notices/tell-again.ts';
import type { Outbox } from '../../outbox/outbox.ts';
import { numberOf, smsFields, smsOf } from '../../people/phone-number.ts';
import { notFound } from '../../problems/http-error.ts';
import type { Store } from '../../storage/store.ts';
import { formView, readForm, severalIn, typedIn } from '../../web/forms.ts';
import { allow, visitorOf } from '../../web/sessions.ts';

interface Services {
  readonly store: Pick<Store, 'people' | 'notices'>;
  readonly outbox: Pick<Outbox, 'post' | 'takesSms'>;
  readonly clock: () => Date;
}

const PATH = '/mon-compte/sms';

export function accountSmsRoutes(services: Services): Router {
  const { store, outbox, clock } = services;
  const router = Router();
  router.use(PATH, allow('own account'), (_req, _res, next) => {
    if (!outbox.takesSms) throw notFound();
    next();
  });

  router.get(PATH, (req, res) => {
    const { person } = visitorOf(req);
    const { bySms, email } = person;
    const before = { phone: numberOf(outbox, person) ?? '', bySms: bySms === true };
    const kept = { ...typedIn(req.body), bySms: severalIn(req.body, 'bySms').length > 0 };
    const values = req.body === undefined ? before : kept;
    res.render('account/sms', { values, hasEmail: email !== undefined });
  });

  router.post(PATH, async (req, res) => {
    const { person } = visitorOf(req);
    const form = readForm(z.object(smsFields(true, person)), req.body);
    if (!form.ok) {
      const view = formView(form);
      const hasEmail = person.email !== undefined;
      res.status(422).render('account/sms', { ...view, hasEmail });
      return;
    }
    const said = smsOf(form.values);
    const reached = await store.people(person.kpaId).update(person.id, (now) => {
      const { phone, bySms, ...rest } = now;
      if (phone === said.phone && bySms === said.bySms) return now;
      // What waits on a sheet is told there; cut short, by the housekeeping, as after a correction.
      return { ...rest, ...said, formerEmailAt: clock().toISOString() };
    });
    if (reached?.formerEmailAt !== undefined) await tellAgain(services, reached);
    res.redirect(303, '/mon-compte#nouvelles');
  });

  return router;
}
