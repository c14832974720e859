import { type Request, Router } from 'express';
import { findClaim } from '../../claims/claims.ts';
import type { Claim, Store } from '../../storage/store.ts';
import { say } from '../../language/message.ts';
import { notFound } from '../../problems/http-error.ts';
import { formView, readForm } from '../../web/forms.ts';
import { param } from '../../web/params.ts';
import { openLinksOf, readersOf } from '../../badges/links/readers-of-words.ts';
import { doneWith } from '../../web/words-done.ts';
import { allowOurScripts } from '../../web/security-headers.ts';
import { allow, visitorOf } from '../../web/sessions.ts';
import { MOST_WORDS, wordsForm } from './experience-form.ts';
import { tellExperience } from '../../experiences/tell-experience.ts';

interface Services {
  readonly store: Store;
  readonly clock: () => Date;
}

/** What the team heard in their sounds: an employer reads it in their own words, if they take it. */
const heardIn = ({ turns }: Claim) =>
  turns.flatMap(({ sound }, number) =>
    sound?.written === undefined ? [] : { number, text: sound.written.text },
  );

/** Of the address; it is theirs once they keep it. */
function takenIn(req: Request, heard: ReturnType<typeof heardIn>): string | undefined {
  return heard.find(({ number }) => String(number) === req.query[TAKE])?.text;
}

const TAKE = 'reprendre';

/** A coopérant·e tells, in their own words, what they did in an experience they took part in. */
export function ownWordsRoutes({ store, clock }: Services): Router {
  const router = Router();
  const path = '/mes-experiences/:id';
  router.use('/mes-experiences', allow('own experiences'));

  router.get(path, allowOurScripts, async (req, res) => {
    const { own, ...view } = await find(req);
    const taken = takenIn(req, view.heard);
    const values = { words: taken ?? own.words ?? '', team: own.shownToTeam };
    const filled = taken !== undefined && { isTaken: true, isLong: taken.length > MOST_WORDS };
    res.render('experiences/own-words', { ...view, told: own.words, values, ...filled });
  });

  router.post(path, allowOurScripts, async (req, res) => {
    const { own, ...view } = await find(req);
    const { experience } = view;
    const form = readForm(wordsForm, req.body);
    if (!form.ok) {
      const page = { ...view, told: own.words, ...formView(form) };
      res.status(422).render('experiences/own-words', page);
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
    const [open, claim] = await Promise.all([
      openLinksOf(store, person, clock()),
      findClaim(store, person, experience.id),
    ]);
    const request = claim && claim.state !== 'kept' ? claim.id : undefined;
    const readers = readersOf(experience.id, own, open, request);
    return { experience, own, readers, request, heard: claim ? heardIn(claim) : [] };
  }

  return router;
}
