import { type Request, Router } from 'express';
import type { Store } from '../../storage/store.ts';
import { notFound } from '../../web/errors.ts';
import { formView, readForm } from '../../web/forms.ts';
import { param } from '../../web/params.ts';
import { allow, visitorOf } from '../../web/sessions.ts';
import { wordsForm } from './experience-form.ts';
import { tellExperience } from './tell-experience.ts';

/** A coopérant·e tells, in their own words, what they did in an experience they took part in. */
export function ownWordsRoutes({ store }: { readonly store: Store }): Router {
  const router = Router();
  const path = '/mes-experiences/:id';
  router.use('/mes-experiences', allow('cooperant'));

  router.get(path, async (req, res) => {
    const { experience, own } = await find(req);
    res.render('experiences/own-words', { experience, values: { words: own.words ?? '' } });
  });

  router.post(path, async (req, res) => {
    const { experience } = await find(req);
    const form = readForm(wordsForm, req.body);
    if (!form.ok) {
      res.status(422).render('experiences/own-words', { experience, ...formView(form) });
      return;
    }
    await tellExperience(store, experience, visitorOf(req).person, form.values.words);
    res.redirect(303, '/mes-badges#experiences');
  });

  async function find(req: Request) {
    const { kpa, person } = visitorOf(req);
    const experience = await store.experiences(kpa.id).findById(param(req, 'id'));
    const own = experience?.participants.find(({ personId }) => personId === person.id);
    if (!experience || !own) throw notFound('Cette expérience n’existe pas.');
    return { experience, own };
  }

  return router;
}
