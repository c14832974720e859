import { type Request, Router } from 'express';
import { z } from 'zod';
import { answeredOf } from '../../claims/answered-claims.ts';
import type { BadgeClasses } from '../../badges/classes/badge-classes.ts';
import type { Definitions } from '../../definitions/definitions.ts';
import type { Participations } from '../../experiences/fill.ts';
import type { Award, ShareLink, Stored } from '../../storage/store.ts';
import { say } from '../../language/message.ts';
import { notFound } from '../../problems/http-error.ts';
import { endRead } from '../../notices/end-notices.ts';
import { whyNoWitness } from '../../badges/co-signature.ts';
import { tellEvidence } from '../../badges/evidence.ts';
import { isOf } from '../../badges/records/who-stays.ts';
import { formView, optionalText, readForm, severalOf, uuidField } from '../../web/forms.ts';
import { linksAround, PART, placeIn } from '../../web/lists/parts.ts';
import { languageOf } from '../../web/page-language.ts';
import { param } from '../../web/params.ts';
import { presentAward } from '../../badges/present-award.ts';
import { filesOf } from '../../awards/files-of-award.ts';
import { sayWhoSaw } from '../../awards/confirmations/who-saw.ts';
import type { SigningServices } from '../../awards/signing-services.ts';
import { wordsToDecide } from '../../awards/testimonies/to-decide.ts';
import { countWords } from '../../awards/testimonies/words-of.ts';
import { openLinksOf } from '../../badges/links/readers-of-words.ts';
import { allowOurScripts } from '../../web/security-headers.ts';
import { allow, visitorOf } from '../../web/sessions.ts';
import { doneWith, isDone } from '../../web/words-done.ts';
import { acceptOffered, decideAward } from './decide-award.ts';
import { hasEnded, myBadgesView } from './my-badges-view.ts';
import { findTold, myExperiences, readMyExperiences } from './my-experiences.ts';
import { readClass, readKind, readMyBadges } from './read-my-badges.ts';
import { saySeenBy } from './say-seen-by.ts';

interface Services extends SigningServices {
  readonly participations: Participations;
  readonly definitions: Definitions;
  readonly badgeClasses: Pick<BadgeClasses, 'everGivenIn'>;
}

/** The list of badges to answer, where they are more than a part. */
const WAITING = 'attente';

const KINDS = [
  { name: 'gardes', kind: 'kept' },
  { name: 'mis-de-cote', kind: 'aside' },
  { name: 'retires', kind: 'revoked' },
] as const;

const acceptAllForm = z.object({ awards: severalOf(uuidField, PART) });

const introductionForm = z.object({ introduction: optionalText(300) });

/** What a coopérant·e sees and decides of their own badges. */
export function portfolioRoutes(services: Services): Router {
  const { store, definitions, clock } = services;
  const router = Router();
  router.use('/mes-badges', allow('own badges'));

  router.get('/mes-badges', async (req, res) => {
    const { person } = visitorOf(req);
    const asked = { waiting: placeIn(req, WAITING), answered: req.query['fait'] };
    const links = openLinksOf(store, person, clock());
    const [answers, mine, experiences, told, openLinks, toDecide] = await Promise.all([
      answeredOf(store, person),
      services.badgeClasses
        .everGivenIn(person.kpaId)
        .then((all) => readMyBadges(store, person, all.in(languageOf(req).code), asked)),
      links.then((open) => myExperiences(services, person, open)),
      links.then((open) => toldNow(req, open)),
      links,
      wordsToDecide(store, person),
      endRead(services, person),
    ]);
    res.render('portfolio/my-badges', {
      toDecide,
      ...myBadgesView(mine, { present: presenter(req), openLinks, now: clock() }),
      answers,
      acceptedNow: acceptedNow(req),
      waitingParts: linksAround(req, mine.offered, WAITING),
      ...experiences,
      told,
      exhibitLeft: req.query['preuve-enlevee'] !== undefined,
      introduced: isDone(req, 'presentation', person.introduction),
      person,
    });
  });

  // All of one kind, or of one class: where the page of all shows the newest, or one.
  router.get('/mes-badges/liste', async (req, res) => {
    const { person } = visitorOf(req);
    const kind = KINDS.find((one) => one.name === req.query['etat']) ?? KINDS[0];
    const badge = await badgeIn(req);
    const { items, count, ...around } = badge
      ? await readClass(store, person, badge.slug, placeIn(req))
      : await readKind(store, person, kind.kind, placeIn(req));
    res.render('portfolio/badges-of-kind', {
      kind: badge ? undefined : kind.kind,
      badge,
      badges: items.map(presenter(req)),
      count,
      parts: linksAround(req, around, undefined, ['etat', 'badge']),
    });
  });

  router.get('/mes-experiences', allow('own experiences'), async (req, res) => {
    const { person } = visitorOf(req);
    const openLinks = await openLinksOf(store, person, clock());
    const { items, count, around } = await readMyExperiences(
      services,
      person,
      openLinks,
      placeIn(req),
    );
    res.render('portfolio/my-experiences', {
      experiences: items,
      count,
      parts: linksAround(req, around),
    });
  });

  router.post('/mes-badges/:id/accepter', async (req, res) => {
    res.redirect(303, `/mes-badges?fait=${await decide(req, 'accepted')}`);
  });

  router.post('/mes-badges/:id/refuser', async (req, res) => {
    res.redirect(303, `/mes-badges?fait=${await decide(req, 'declined')}`);
  });

  // All that the page showed, and no other: what came meanwhile has not been read.
  router.post('/mes-badges/accepter-tout', async (req, res) => {
    const { kpa, person } = visitorOf(req);
    const form = readForm(acceptAllForm, req.body);
    const ids = form.ok ? form.values.awards : [];
    const found = await store.awards(kpa.id).readable.findByIds(ids);
    let accepted = 0;
    for (const award of found) {
      if (isOf(person, award.personId) && (await acceptOffered(services, award))) accepted += 1;
    }
    res.redirect(303, `/mes-badges?acceptes=${accepted}`);
  });

  router.get('/mes-badges/presentation', allowOurScripts, (req, res) => {
    const { introduction = '' } = visitorOf(req).person;
    res.render('portfolio/introduction', { values: { introduction } });
  });

  router.post('/mes-badges/presentation', allowOurScripts, async (req, res) => {
    const { kpa, person } = visitorOf(req);
    const form = readForm(introductionForm, req.body);
    if (!form.ok) {
      res.status(422).render('portfolio/introduction', formView(form));
      return;
    }
    const { introduction } = form.values;
    // What else changes of the person meanwhile stays, as the language that they choose.
    const changed = await store.people(kpa.id).update(person.id, (now) => {
      const { introduction: _, ...rest } = now;
      return introduction === undefined ? rest : { ...rest, introduction };
    });
    if (!changed) throw notFound();
    const done = doneWith('presentation', introduction, person.introduction);
    res.redirect(303, `/mes-badges${done}#presentation`);
  });

  // Of one that is withdrawn, nothing leads back: it is asked first.
  router.get('/mes-badges/:id/mettre-de-cote', async (req, res) => {
    const award = await ownAward(req);
    const shown = presentAward(award, visitorOf(req).kpa, definitions.in(languageOf(req).code));
    res.render('portfolio/put-aside', { award: shown });
  });

  router.get('/mes-badges/:id', async (req, res) => {
    const { kpa, person } = visitorOf(req);
    const award = await ownAward(req);
    const shown = presentAward(award, kpa, definitions.in(languageOf(req).code));
    const openLinks = await openLinksOf(store, person, clock());
    const showing = openLinks.filter(
      ({ awardIds }) => award.state === 'accepted' && awardIds.includes(award.id),
    );
    res.render('portfolio/my-badge', {
      award: { ...shown, evidence: evidenceOf(award) },
      ended: hasEnded(shown, clock()),
      ...chainOf(award),
      inPlace: award.state !== 'accepted' && openLinks.some((link) => isInPlace(award, link)),
      seenBy: saySeenBy(showing),
      mayAsk: award.state === 'accepted' && whyNoWitness(award, definitions, clock()) === undefined,
      // Also of a badge that ended: they may be hidden, and erased.
      words: await wordsSaid(award),
      groupNames: shown.byGroup && (await sayWhoSaw(store, award)),
      files: filesOf(award),
    });
  });

  async function wordsSaid(award: Award) {
    const [all, shown] = await Promise.all([
      countWords(services, award),
      countWords(services, award, ['shown']),
    ]);
    return { all, shown, hidden: all - shown };
  }

  /** What an employer reads beside the sentence: she sees it before she accepts. */
  function evidenceOf({ evidence }: Award) {
    return evidence === undefined ? undefined : tellEvidence(evidence);
  }

  async function ownAward(req: Request): Promise<Stored<Award>> {
    const { kpa, person } = visitorOf(req);
    const award = await store.awards(kpa.id).findById(param(req, 'id'));
    if (!award || !isOf(person, award.personId)) throw notFound(say('award.not-there'));
    return award;
  }

  async function decide(req: Request, state: 'accepted' | 'declined'): Promise<string> {
    const award = await ownAward(req);
    await decideAward(services, award, state);
    return award.id;
  }

  const here = (req: Request) => definitions.in(languageOf(req).code);

  const presenter = (req: Request) => (award: Award) => ({
    ...presentAward(award, visitorOf(req).kpa, here(req)),
    ...chainOf(award),
    evidence: evidenceOf(award),
  });

  async function badgeIn(req: Request) {
    const slug = req.query['badge'];
    if (typeof slug !== 'string') return undefined;
    const all = await services.badgeClasses.everGivenIn(visitorOf(req).kpa.id);
    return all.in(languageOf(req).code).findBadgeClass(slug);
  }

  /** The experience that the person has just told, or taken back. */
  async function toldNow(req: Request, openLinks: readonly ShareLink[]) {
    const id = req.query['garde'] ?? req.query['enleve'];
    if (typeof id !== 'string') return undefined;
    const told = await findTold(services, visitorOf(req).person, openLinks, id);
    return told && isDone(req, id, told.words) ? told : undefined;
  }

  return router;
}

/** How many were just accepted: an address could say anything. */
function acceptedNow(req: Request): number | undefined {
  const accepted = Number(req.query['acceptes']);
  return Number.isInteger(accepted) && accepted > 0 && accepted <= PART ? accepted : undefined;
}

/** To one's own pages of what took its place, and of what it took the place of (docs/adr/0043). */
function chainOf({ replacedBy, replaces = [] }: Award) {
  const before = replaces.at(-1);
  return {
    ...(replacedBy !== undefined && { replacedBy: `/mes-badges/${replacedBy}` }),
    ...(before !== undefined && { replaces: `/mes-badges/${before}` }),
  };
}

/** Shows one that it would take the place of. */
const isInPlace = ({ replaces = [] }: Award, { awardIds }: ShareLink) =>
  replaces.some((id) => awardIds.includes(id));
