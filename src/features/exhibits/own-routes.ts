/** Whoever’s work an exhibit shows decides: beside their badges or not, and whether it is theirs at all. */
import { type Request, Router } from 'express';
import { isOf } from '../../badges/records/who-stays.ts';
import { exhibitView } from '../../exhibits/exhibit-views.ts';
import { showing, shownBy, shows, takesExhibits, whoseWork } from '../../exhibits/links.ts';
import { noSuchExhibit } from '../../exhibits/send-picture.ts';
import { type ExhibitServices, removeExhibit } from '../../exhibits/store-exhibit.ts';
import type { Store } from '../../storage/store.ts';
import { param } from '../../web/params.ts';
import { allow, visitorOf } from '../../web/sessions.ts';

interface Services extends ExhibitServices {
  readonly store: Store;
}

/** However many write the experience at once. */
const MOST_TRIES = 1_000;

export function ownExhibitRoutes(services: Services): Router {
  const { store } = services;
  const router = Router();
  router.use('/mes-preuves', allow('own exhibits'));

  router.get('/mes-preuves/:id', async (req, res) => {
    const { exhibit, experience, own } = await ownInPath(req);
    const { addedBy } = exhibit;
    const by = await store.people(exhibit.kpaId).findById(addedBy);
    res.render('exhibits/mine', {
      experience: { id: experience.id, title: experience.title, date: experience.date },
      exhibit: exhibitView(exhibit, '/preuves'),
      by: by?.name,
      shown: shownBy(own).includes(exhibit.id),
      showable: takesExhibits(experience),
      others: whoseWork(experience, exhibit.id).length - 1,
    });
  });

  router.post('/mes-preuves/:id/montrer', async (req, res) => {
    res.redirect(303, `/mes-preuves/${await show(req, true)}`);
  });

  router.post('/mes-preuves/:id/cacher', async (req, res) => {
    res.redirect(303, `/mes-preuves/${await show(req, false)}`);
  });

  router.post('/mes-preuves/:id/enlever', async (req, res) => {
    const { exhibit, experience, own } = await ownInPath(req);
    await removeExhibit(services, experience, exhibit.id, [own.personId]);
    res.redirect(303, '/mes-badges?preuve-enlevee#experiences');
  });

  async function show(req: Request, isShown: boolean): Promise<string> {
    const { exhibit, experience, own } = await ownInPath(req);
    const { id, kpaId } = exhibit;
    await store
      .experiences(kpaId)
      .update(
        experience.id,
        (now) => ({ ...now, participants: showing(now.participants, id, own.personId, isShown) }),
        MOST_TRIES,
      );
    return id;
  }

  async function ownInPath(req: Request) {
    const { kpa, person } = visitorOf(req);
    const exhibit = await store.exhibits(kpa.id).findById(param(req, 'id'));
    if (!exhibit) throw noSuchExhibit();
    const experience = await store.experiences(kpa.id).findById(exhibit.experienceId);
    const own = experience?.participants.find(
      (one) => isOf(person, one.personId) && shows(one, exhibit.id),
    );
    if (!experience || !own) throw noSuchExhibit();
    return { exhibit, experience, own };
  }

  return router;
}
