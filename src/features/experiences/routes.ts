import { type Request, Router } from 'express';
import { lacksSecond } from '../../badges/co-signature.ts';
import { isOf } from '../../badges/records/who-stays.ts';
import { may } from '../../badges/rights.ts';
import { exhibitsIn } from '../../exhibits/links.ts';
import { findDraft } from '../../experiences/award-drafts.ts';
import { howTold, isSheetDue } from '../../notices/how-told.ts';
import type { Register } from '../../register/register.ts';
import type { Definitions } from '../../definitions/definitions.ts';
import type { Award, Exhibit, Experience, Filling, Store } from '../../storage/store.ts';
import { dayIn } from '../../language/dates.ts';
import { say } from '../../language/message.ts';
import { recentPeople } from '../../people/recent-people.ts';
import { notFound } from '../../problems/http-error.ts';
import { actIn, newAct } from '../../web/acts/act-of-form.ts';
import { FormUsedError } from '../../web/acts/made-once.ts';
import { formView, readForm, severalIn, typedIn } from '../../web/forms.ts';
import { tickedIn } from '../../web/lists/choices.ts';
import { keptOf, linksAround, placeIn, readPart } from '../../web/lists/parts.ts';
import { languageOf } from '../../web/page-language.ts';
import { param } from '../../web/params.ts';
import { repeatableId } from '../../badges/repeatable-id.ts';
import { byName, namesIn } from '../../badges/people-by-name.ts';
import { knownTo } from '../../badges/records/known-to.ts';
import { presentAward } from '../../badges/present-award.ts';
import { allowOurScripts } from '../../web/security-headers.ts';
import { allow, visitorOf } from '../../web/sessions.ts';
import { formChoices, isLooking, withoutMerged } from './choose-people.ts';
import { experienceFormFor } from './experience-form.ts';
import { describeExperience, exhibitsView, experienceView } from './experience-views.ts';
import { type Recorded, recordExperience } from './record-experience.ts';

interface Services {
  readonly store: Store;
  readonly names: Filling;
  readonly definitions: Definitions;
  readonly register: Register;
  readonly clock: () => Date;
}

export function experienceRoutes(services: Services): Router {
  const { store, definitions, register } = services;
  const router = Router();
  router.use('/experiences', allow('record experiences'));

  router.get('/experiences', async (req, res) => {
    const { kpa } = visitorOf(req);
    const all = store.experiences(kpa.id);
    const [{ items, ...around }, count] = await Promise.all([
      readPart(all, { index: 'byDate', order: 'descending' }, placeIn(req)),
      all.count({ index: 'byDate' }),
    ]);
    const badges = await Promise.all(items.map(({ id }) => countOpen(kpa.id, id)));
    res.render('experiences/list', {
      experiences: items.map((one, at) => ({ ...describeExperience(one), badges: badges[at] })),
      count,
      removed: req.query['supprimee'] !== undefined,
      parts: linksAround(req, around),
    });
  });

  router.get('/experiences/nouvelle', allowOurScripts, async (req, res) => {
    // Shown again in another language, it has what was ticked.
    const choices = await choicesFor(req);
    res.render('experiences/new', { act: actIn(req.body), ...choices, values: {} });
  });

  router.post('/experiences', allowOurScripts, async (req, res) => {
    const { kpa, person } = visitorOf(req);
    const act = actIn(req.body);
    if (isLooking(req.body)) {
      const choices = await choicesFor(req);
      res.render('experiences/new', { act, ...choices, values: typedIn(req.body) });
      return;
    }
    const [found, names] = await Promise.all([
      store.people(kpa.id).readable.findByIds(tickedIn(req.body, 'people')),
      namesIn(store, kpa.id),
    ]);
    const ticked = withoutMerged(found);
    const ids = new Set(ticked.map(({ id }) => id));
    const form = readForm(experienceFormFor(ids, names, services.clock()), req.body);
    const recorded = form.ok
      ? await record(act, {
          values: form.values,
          participants: ticked.toSorted(byName),
          by: person,
        })
      : { ...form, act, status: 422 };
    if ('errors' in recorded) {
      const view = formView({ errors: recorded.errors, typed: typedIn(req.body) });
      const choices = await choicesFor(req);
      const page = { act: recorded.act, ...choices, ...view };
      res.status(recorded.status).render('experiences/new', page);
      return;
    }
    const isDone = severalIn(req.body, 'then').includes('keep') || kpa.suspended !== undefined;
    res.redirect(303, `/experiences/${recorded.id}${isDone ? '?ajoutee' : '/reconnaitre'}`);
  });

  router.get('/experiences/:id', async (req, res) => {
    const { kpa, person } = visitorOf(req);
    const experience = await store.experiences(kpa.id).findById(param(req, 'id'));
    if (!experience) throw notFound(say('error.no-such-experience'));
    const awards = store.awards(kpa.id);
    const given = { index: 'byExperience', equals: [experience.id] } as const;
    const known = keptOf(awards, (all) => all.filter(knownTo(person, definitions)));
    const part = await readPart(known, { ...given, order: 'descending' }, placeIn(req, 'badges'));
    const { items, ...around } = part;
    const standing = items.filter((award) => award.standing === 'valid').length;
    const isLong = around.next !== undefined || around.previous !== undefined;
    const [begun, open, told] = await Promise.all([
      tellDraft(experience),
      countOpen(kpa.id, experience.id),
      Promise.all(items.map(async (award) => [award.id, await howTold(store, award)] as const)),
    ]);
    const saidOf = new Map(told);
    const exhibits = await readExhibits(experience);
    const shown = [...experience.participants, ...items].map(({ personId }) => personId);
    const adders = exhibits.map(({ addedBy }) => addedBy);
    const people = await store.people(kpa.id).readable.findByIds([...shown, ...adders]);
    const mayRemove = ({ addedBy }: Exhibit) =>
      isOf(person, addedBy) || may(person, 'remove exhibits');
    const present = (award: Award) => ({
      ...presentAward(award, kpa, definitions.in(languageOf(req).code)),
      told: saidOf.get(award.id),
      sheetFor: isSheetDue(saidOf.get(award.id)) ? award.personId : undefined,
    });
    res.render('experiences/experience', {
      ...experienceView(experience, items, present, people),
      exhibits: exhibitsView(experience, exhibits, people, mayRemove),
      exhibitAdded: req.query['preuve'] !== undefined && exhibits.length > 0,
      exhibitRemoved: req.query['preuve-supprimee'] !== undefined,
      parts: linksAround(req, around, 'badges'),
      // One alone is taken back from its own page.
      severalStand: standing > 1 || isLong,
      signed: signedNow(req, Math.max(items.length, open)),
      needsSecond: items.some(
        (award) => award.standing === 'valid' && lacksSecond(award, definitions),
      ),
      added: req.query['ajoutee'] !== undefined && items.length === 0,
      begun,
      kept: begun !== undefined && req.query['brouillon'] !== undefined,
      corrected: sayCorrected(req.query['corrigee']),
    });
  });

  /** How many badges stand for an experience, of those that all of the team may know of. */
  async function countOpen(kpaId: string, id: string): Promise<number> {
    const awards = store.awards(kpaId);
    const personal = definitions.badgeClasses.filter(({ sensitive }) => sensitive);
    const [all, ...hidden] = await Promise.all([
      awards.count({ index: 'byExperienceStanding', equals: [id, 'valid'] }),
      ...personal.map(({ slug }) =>
        awards.count({ index: 'byExperienceBadge', equals: [id, 'valid', slug] }),
      ),
    ]);
    return hidden.reduce((left, count) => left - count, all);
  }

  async function readExhibits(experience: Experience): Promise<readonly Exhibit[]> {
    const ids = exhibitsIn(experience);
    return ids.length === 0 ? [] : store.exhibits(experience.kpaId).readable.findByIds(ids);
  }

  /** Badges that somebody of the team began to write, and nobody has signed. */
  async function tellDraft({ id: experienceId, kpaId, participants }: Experience) {
    const draft = await findDraft(store, { kpaId, experienceId });
    // Of who took no part after all, no form shows anything.
    const isOpen = draft?.choices.some((choice) =>
      participants.some(({ personId }) => personId === choice.personId),
    );
    if (!draft || isOpen !== true) return undefined;
    const by = await store.people(kpaId).findById(draft.startedBy);
    return { name: by?.name, at: draft.changedAt };
  }

  const choicesFor = (req: Request) => {
    const { kpa } = visitorOf(req);
    return formChoices(services, {
      kpaId: kpa.id,
      given: req.body,
      first: () => recentPeople(services, kpa.id),
      today: dayIn(services.clock()),
    });
  };

  async function record(act: string, recorded: Omit<Recorded, 'id'>) {
    const id = repeatableId(`experience/${recorded.by.id}/${act}`);
    try {
      const experience = await recordExperience(services, { id, ...recorded });
      const { id: by, kpaId } = recorded.by;
      const noted = repeatableId(`register/${id}`);
      await register.note({ kpaId, by, act: 'experience-recorded', about: id, id: noted });
      return experience;
    } catch (error) {
      if (!(error instanceof FormUsedError)) throw error;
      return { errors: [{ field: 'title', message: error.said }], act: newAct(), status: 409 };
    }
  }

  return router;
}

/** How many badges were just signed: an address could say anything. */
function signedNow(req: Request, there: number): number | undefined {
  const signed = Number(req.query['signes']);
  return Number.isInteger(signed) && signed > 0 && signed <= there ? signed : undefined;
}

/** After a correction: whether the badges were signed anew. */
function sayCorrected(answer: unknown) {
  if (typeof answer !== 'string') return undefined;
  return say(answer === 'badges' ? 'experience.corrected-badges' : 'experience.corrected');
}
