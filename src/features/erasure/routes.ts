/** Somebody erases what is theirs, or a manager what is of who has left; both read first what goes and what stays. */
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { may } from '../../badges/rights.ts';
import { say } from '../../language/message.ts';
import { personInPath } from '../../people/person-in-path.ts';
import { isOrWasStaff } from '../../people/who-may.ts';
import { repeatableId } from '../../badges/repeatable-id.ts';
import type { RegisterAct } from '../../register/acts.ts';
import type { Register } from '../../register/register.ts';
import type { Person } from '../../storage/store.ts';
import { demandProof } from '../../web/connections/proof.ts';
import { formView, readForm } from '../../web/forms.ts';
import { allow, type Sessions, visitorOf } from '../../web/sessions.ts';
import { completeErasure } from './end-of-keeping.ts';
import { type ErasingServices, markErased } from './erase-person.ts';

interface Services extends ErasingServices {
  readonly register: Register;
  readonly sessions: Sessions;
}

const OWN = '/mon-compte/effacer';
const OTHERS = '/personnes/:id/effacer';

const form = z.object({ sure: z.literal('yes', 'erasure.say-sure') });

const ERASING = {
  mayActOn: (by: Person, { leftOn }: Person) => may(by, 'erase who left') && leftOn !== undefined,
  refusal: () => say('erasure.not-left'),
};

export function erasureRoutes(services: Services): Router {
  const { store, register, sessions, clock } = services;
  const router = Router();
  router.use(OWN, allow('own account'));
  router.use(OTHERS, allow('erase who left'));

  router.get(OWN, (req, res) => {
    showOwn(req, res);
  });

  router.post(OWN, async (req, res) => {
    const { person } = visitorOf(req);
    const sure = readForm(form, req.body);
    if (!sure.ok || isOfTeam(person)) {
      showOwn(req, res.status(sure.ok ? 409 : 422), sure.ok ? undefined : formView(sure));
      return;
    }
    demandProof(req, clock());
    await erase(person, 'person-erased-themselves');
    await sessions.close(req, res);
    res.redirect(303, '/?efface');
  });

  router.get(OTHERS, async (req, res) => {
    const person = await personInPath(store, req, ERASING);
    res.render('erasure/erase', {
      person,
      path: `/personnes/${person.id}/effacer`,
      canErase: true,
    });
  });

  router.post(OTHERS, async (req, res) => {
    const person = await personInPath(store, req, ERASING);
    const sure = readForm(form, req.body);
    if (!sure.ok) {
      const path = `/personnes/${person.id}/effacer`;
      res.status(422).render('erasure/erase', { person, path, canErase: true, ...formView(sure) });
      return;
    }
    demandProof(req, clock());
    await erase(person, 'person-erased', visitorOf(req).person.id);
    res.redirect(303, '/personnes');
  });

  /** Noted before: nothing refuses it any more. Whom it was about is in no entry. */
  async function erase({ id, kpaId }: Person, act: RegisterAct, by?: string): Promise<void> {
    const noted = repeatableId(`register/person-erased/${id}`);
    await register.note({ kpaId, by, act, id: noted });
    const erased = await markErased(services, { id, kpaId });
    if (erased) await completeErasure(services, erased);
  }

  function showOwn(req: Request, res: Response, refused?: ReturnType<typeof formView>): void {
    const { person } = visitorOf(req);
    const view = {
      person,
      path: OWN,
      isOwn: true,
      isOfTeam: isOfTeam(person),
      canErase: !isOfTeam(person),
    };
    res.render('erasure/erase', { ...view, ...refused });
  }

  return router;
}

/** What they signed has their name beside it: they leave first, and a KPA keeps a manager. */
const isOfTeam = (person: Person): boolean => person.leftOn === undefined && isOrWasStaff(person);
