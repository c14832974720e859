/** Somebody erases what is theirs, or a manager what is of who has left; both read first what goes and what stays. */
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { may } from '../../badges/rights.ts';
import { say } from '../../language/message.ts';
import { personInPath } from '../../people/person-in-path.ts';
import { HttpError } from '../../problems/http-error.ts';
import type { Person } from '../../storage/store.ts';
import { demandProof } from '../../web/connections/proof.ts';
import { type FieldError, formView, readForm } from '../../web/forms.ts';
import { allow, type Sessions, visitorOf } from '../../web/sessions.ts';
import { completeErasure, type CompletingServices } from './complete-erasure.ts';
import { markErased } from './erase-person.ts';
import { whatGoes } from './what-goes.ts';

interface Services extends CompletingServices {
  readonly sessions: Sessions;
}

const OWN = '/mon-compte/effacer';
const OTHERS = '/personnes/:id/effacer';

const form = z.object({
  sure: z.literal('yes', 'erasure.say-sure'),
  /** See `whatGoes`. */
  seen: z.string().max(64).optional().catch(undefined),
});

const hasLeft = ({ leftOn }: Person): boolean => leftOn !== undefined;

const ERASING = {
  mayActOn: (by: Person, person: Person) => may(by, 'erase who left') && hasLeft(person),
  refusal: () => say('erasure.not-left'),
};

export function erasureRoutes(services: Services): Router {
  const { store, sessions, clock } = services;
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
    const erased = await erase(person, {
      erasing: { act: 'person-erased-themselves' },
      isDue: (now) => !isOfTeam(now),
    });
    if (!erased) throw new HttpError('CONFLICT', say('error.changed-meanwhile'));
    await sessions.close(req, res);
    res.redirect(303, '/?efface');
  });

  router.get(OTHERS, async (req, res) => {
    showOther(res, await personInPath(store, req, ERASING));
  });

  router.post(OTHERS, async (req, res) => {
    const person = await personInPath(store, req, ERASING);
    const sure = readForm(form, req.body);
    if (!sure.ok) {
      showOther(res.status(422), person, sure.errors);
      return;
    }
    const { person: by } = visitorOf(req);
    const isDue = (now: Person) => hasLeft(now) && whatGoes(now) === sure.values.seen;
    if (isDue(person)) {
      demandProof(req, clock());
      if (await erase(person, { erasing: { act: 'person-erased', by: by.id }, isDue })) {
        res.redirect(303, '/personnes?efface');
        return;
      }
    }
    // Of two records that were merged meanwhile, all of both would go: that is read first.
    showOther(res.status(409), await personInPath(store, req, ERASING), [MORE_GOES]);
  });

  /** False where the write refused it. */
  async function erase(person: Person, how: Parameters<typeof markErased>[2]): Promise<boolean> {
    const erased = await markErased(services, person, how);
    if (erased) await completeErasure(services, erased);
    return erased !== undefined;
  }

  function showOther(res: Response, person: Person, errors: readonly FieldError[] = []): void {
    res.render('erasure/erase', {
      person,
      path: `/personnes/${person.id}/effacer`,
      canErase: true,
      seen: whatGoes(person),
      ...(errors.length > 0 && formView({ errors, typed: {} })),
    });
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

const MORE_GOES: FieldError = { field: 'sure', message: say('erasure.more-goes') };

/** They leave first: a KPA keeps a manager, and the network somebody who runs it. */
const isOfTeam = (person: Person): boolean =>
  may(person, 'see people') || may(person, 'run the network');
