/** Somebody adds a photo or a document of their own work, which the team sees. */
import { type Request, type Response, Router } from 'express';
import { namesIn } from '../../badges/people-by-name.ts';
import { takesExhibits } from '../../exhibits/links.ts';
import { say } from '../../language/message.ts';
import { notFound } from '../../problems/http-error.ts';
import type { Experience, Store } from '../../storage/store.ts';
import { actIn, newAct } from '../../web/acts/act-of-form.ts';
import { FormUsedError } from '../../web/acts/made-once.ts';
import { isTooLarge } from '../../web/files/upload.ts';
import { type FieldError, formView, severalIn, typedIn } from '../../web/forms.ts';
import { param } from '../../web/params.ts';
import { allowOurScripts } from '../../web/security-headers.ts';
import { allow, visitorOf } from '../../web/sessions.ts';
import { addExhibit, type AddServices } from './add-exhibit.ts';
import { CONSENTS, fileIn, MOST_MEGABYTES } from './exhibit-file.ts';
import { readSaid } from './exhibit-form.ts';

interface Services extends AddServices {
  readonly store: Store;
}

export function ownAddingRoutes(services: Services): Router {
  const { store } = services;
  const router = Router();
  const path = '/mes-experiences/:id/preuves';
  router.use(path, allow('own exhibits'), allowOurScripts);

  router.get(`${path}/nouvelle`, async (req, res) => {
    show(req, res, await ownInPath(req), { act: actIn(req.body), values: typedIn(req.body) });
  });

  // Its parts were read before the walls against forged forms (app.ts).
  router.post(path, async (req, res) => {
    const { person: by } = visitorOf(req);
    const experience = await ownInPath(req);
    const act = actIn(req.body);
    const names = await namesIn(store, experience.kpaId);
    const said = { ...typedIn(req.body), people: [by.id] };
    const form = readSaid(said, new Set([by.id]), names);
    const file = fileIn(req);
    if (!form.ok || !Buffer.isBuffer(file)) {
      const errors = [
        ...(Buffer.isBuffer(file) ? [] : [{ field: 'file', message: file }]),
        ...(form.ok ? [] : form.errors),
      ];
      refuse(req, res.status(isTooLarge(req) ? 413 : 422), experience, { errors, act });
      return;
    }
    try {
      const added = await addExhibit(services, { experience, by, said: form.values, file, act });
      if ('id' in added) {
        res.redirect(303, `/mes-preuves/${added.id}`);
        return;
      }
      const errors = [{ field: 'file', message: added.refused }];
      refuse(req, res.status(422), experience, { errors, act });
    } catch (error) {
      if (!(error instanceof FormUsedError)) throw error;
      const errors = [{ field: 'file', message: error.said }];
      refuse(req, res.status(409), experience, { errors, act: newAct() });
    }
  });

  function refuse(
    req: Request,
    res: Response,
    experience: Experience,
    { errors, act }: { readonly errors: readonly FieldError[]; readonly act: string },
  ): void {
    const again = Buffer.isBuffer(fileIn(req));
    show(req, res, experience, { act, again, ...formView({ errors, typed: typedIn(req.body) }) });
  }

  function show(req: Request, res: Response, experience: Experience, filled: object): void {
    const [consent] = severalIn(req.body, 'consent');
    res.render('exhibits/new-own', {
      experience: { id: experience.id, title: experience.title },
      consents: CONSENTS.map((one) => ({ ...one, checked: one.value === consent })),
      most: MOST_MEGABYTES,
      ...filled,
    });
  }

  async function ownInPath(req: Request): Promise<Experience> {
    const { kpa, person } = visitorOf(req);
    const experience = await store.experiences(kpa.id).findById(param(req, 'id'));
    const isOwn = experience?.participants.some(({ personId }) => personId === person.id);
    if (!experience || isOwn !== true) throw notFound(say('error.no-such-experience'));
    if (!takesExhibits(experience)) throw notFound(say('exhibit.none-in-interviews'));
    return experience;
  }

  return router;
}
