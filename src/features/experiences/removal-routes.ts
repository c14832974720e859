/** Somebody of the team removes an experience that was recorded by mistake, where nothing holds it. */
import { type Request, type Response, Router } from 'express';
import { repeatableId } from '../../badges/repeatable-id.ts';
import { say } from '../../language/message.ts';
import { notFound } from '../../problems/http-error.ts';
import type { Register } from '../../register/register.ts';
import type { Experience, Store } from '../../storage/store.ts';
import { param } from '../../web/params.ts';
import { allow, visitorOf } from '../../web/sessions.ts';
import { describeExperience } from './experience-views.ts';
import { type Holds, removeExperience, whatHolds } from './remove-experience.ts';

interface Services {
  readonly store: Store;
  readonly register: Register;
}

const KEEPS = {
  badges: say('experience.keeps-badges'),
  words: say('experience.keeps-words'),
  exhibits: say('experience.keeps-exhibits'),
} as const;

export function experienceRemovalRoutes({ store, register }: Services): Router {
  const router = Router();
  const path = '/experiences/:id/supprimer';
  router.use(path, allow('correct experiences'));

  router.get(path, async (req, res) => {
    const experience = await find(req);
    if (!experience) throw notFound(say('error.no-such-experience'));
    show(res, experience, await whatHolds(store, experience));
  });

  router.post(path, async (req, res) => {
    const experience = await find(req);
    if (!experience && !(await wasRemoved(req))) throw notFound(say('error.no-such-experience'));
    const holds =
      experience && (await removeExperience(store, experience, () => note(req, experience)));
    if (experience && holds) show(res.status(409), experience, holds);
    else res.redirect(303, '/experiences?supprimee');
  });

  const find = (req: Request) =>
    store.experiences(visitorOf(req).kpa.id).findById(param(req, 'id'));

  const entryOf = (experienceId: string) => repeatableId(`experience-removed/${experienceId}`);

  async function note(req: Request, { id: about }: Experience): Promise<void> {
    const { id: by, kpaId } = visitorOf(req).person;
    await register.note({ kpaId, by, act: 'experience-removed', about, id: entryOf(about) });
  }

  /** By the same form, sent twice: then it is done. */
  async function wasRemoved(req: Request): Promise<boolean> {
    const entries = store.registerEntries(visitorOf(req).kpa.id);
    return (await entries.findById(entryOf(param(req, 'id')))) !== undefined;
  }

  return router;
}

function show(res: Response, experience: Experience, holds: Holds | undefined): void {
  res.render('experiences/remove', {
    experience: describeExperience(experience),
    ...(holds && { holds: KEEPS[holds] }),
  });
}
