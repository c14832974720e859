import { findKnownAward } from '../../badges/records/find-award.ts';
import { refuseToBegin } from '../../awards/suspension.ts';
import { type Request, Router } from 'express';
import type { Named } from '../../badges/nameless-text.ts';
import { namesIn } from '../../badges/people-by-name.ts';
import { findPerson } from '../../badges/records/who-stays.ts';
import { say } from '../../language/message.ts';
import { HttpError, notFound } from '../../problems/http-error.ts';
import { formOf, type FormResult, formView } from '../../web/forms.ts';
import { MOST_SENTENCE, readNamelessSentence } from '../../web/nameless-sentence.ts';
import { languageOf } from '../../web/page-language.ts';
import { param } from '../../web/params.ts';
import { presentAward } from '../../badges/present-award.ts';
import { allow, visitorOf } from '../../web/sessions.ts';
import { sayTitle, titleOf } from '../../badges/titles.ts';
import { endorseAward, type EndorsementServices, whyNot } from './endorse-award.ts';

const MESSAGES = {
  empty: say('confirm.write-a-sentence'),
  short: say('confirm.sentence-too-short'),
};

/** The person who presses the button says that they saw it: no box to tick beside. */
function readSentence(body: unknown, everyone: readonly Named[]): FormResult<string> {
  const form = formOf(body);
  const sentence = form.read('sentence', (typed) =>
    readNamelessSentence(typed, MESSAGES, everyone),
  );
  return form.result(sentence ?? '');
}

/** An accompagnant·e confirms a badge that a colleague signed: « J’ai vu aussi ». */
export function endorsementRoutes(services: EndorsementServices): Router {
  const { store, definitions } = services;
  const router = Router();
  const path = '/reconnaissances/:id/confirmer';
  router.use(path, allow('confirm badges'));

  router.get(path, async (req, res) => {
    refuseToBegin(visitorOf(req).kpa);
    res.render('endorsements/confirm', await confirmView(req));
  });

  router.post(path, async (req, res) => {
    const view = await confirmView(req);
    const { kpa, person } = visitorOf(req);
    const everyone = await namesIn(store, kpa.id);
    const form = readSentence(req.body, everyone);
    if (!form.ok) {
      if (view.why !== undefined) throw new HttpError('CONFLICT', view.why);
      res.status(422).render('endorsements/confirm', { ...view, ...formView(form) });
      return;
    }
    const award = await endorseAward(services, kpa, view.award.id, person, form.values);
    res.redirect(303, `${presentAward(award, kpa, definitions).href}?confirme`);
  });

  async function confirmView(req: Request) {
    const { kpa, person } = visitorOf(req);
    const award = await findKnownAward(services, person, param(req, 'id'));
    if (!award) throw notFound(say('award.not-there'));
    return {
      award: presentAward(award, kpa, definitions.in(languageOf(req).code)),
      badge: definitions
        .in(languageOf(req).code)
        .findBadgeClass(award.badgeClass, award.badgeVersion),
      holder: await findPerson(store, kpa.id, award.personId),
      signer: { name: person.name, title: sayTitle(titleOf(person)) },
      why: await whyNot(services, award, person),
      mostSentence: MOST_SENTENCE,
    };
  }

  return router;
}
