import { type Request, Router } from 'express';
import type { Store } from '../../storage/store.ts';
import { say } from '../../language/message.ts';
import { notFound } from '../../problems/http-error.ts';
import { formView, readForm } from '../../web/forms.ts';
import { param } from '../../web/params.ts';
import { openLinksOf, readersOf } from '../../badges/links/readers-of-words.ts';
import { doneWith } from '../../web/words-done.ts';
import { allowOurScripts } from '../../web/security-headers.ts';
import { allow, visitorOf } from '../../web/sessions.ts';
import { wordsForm } from './experience-form.ts';
import { tellExperience } from './tell-experience.ts';

interface Services {
  readonly store: Store;
  readonly clock: () => Date;
}

/** A coopérant·e tells, in their own words, what they did in an experience they took part in. */
export function ownWordsRoutes({ store, clock }: Services): Router {
  const router = Router();
  const path = '/mes-experiences/:id';
  router.use('/mes-experiences', allow('own experiences'));

  router.get(path, allowOurScripts, async (req, res) => {
    const { own, ...view } = await find(req);
    const values = { words: own.words ?? '', team: own.shownToTeam };
    res.render('experiences/own-words', { ...view, told: own.words, values });
  });

  router.post(path, allowOurScripts, async (req, res) => {
    const { experience, own, readers } = await find(req);
    const form = readForm(wordsForm, req.body);
    if (!form.ok) {
      const view = { experience, readers, told: own.words, ...formView(form) };
      res.status(422).render('experiences/own-words', view);
      return;
    }
    const { words, team } = form.values;
    const told = { words, shownToTeam: team === 'yes' };
    await tellExperience(store, experience, visitorOf(req).person, told);
    res.redirect(303, `/mes-badges${doneWith(experience.id, words, own.words)}#experiences`);
  });

  async function find(req: Request) {
    const { kpa, person } = visitorOf(req);
    const experience = await store.experiences(kpa.id).findById(param(req, 'id'));
    const own = experience?.participants.find(({ personId }) => personId === person.id);
    if (!experience || !own) throw notFound(say('error.no-such-experience'));
    const open = await openLinksOf(store, person, clock());
    return { experience, own, readers: readersOf(experience.id, own, open) };
  }

  return router;
}
