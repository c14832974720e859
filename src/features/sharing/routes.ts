import { type Request, Router } from 'express';
import type { Participations } from '../../experiences/fill.ts';
import type { Award, Person, ShareLink } from '../../storage/store.ts';
import { say } from '../../language/message.ts';
import { endOpen } from '../../notices/end-notices.ts';
import { type NewsServices, tell } from '../../notices/tell.ts';
import { notFound } from '../../problems/http-error.ts';
import { actIn, newAct } from '../../web/acts/act-of-form.ts';
import { FormUsedError } from '../../web/acts/made-once.ts';
import { formView, readForm, typedIn } from '../../web/forms.ts';
import { isTurned, tickedIn } from '../../web/lists/choices.ts';
import { linksAround, placeIn, readPart } from '../../web/lists/parts.ts';
import { languageOf } from '../../web/page-language.ts';
import { param } from '../../web/params.ts';
import { presentAward } from '../../badges/present-award.ts';
import { isOf } from '../../badges/records/who-stays.ts';
import { qrCode } from '../../web/qr-code.ts';
import { allowOurScripts } from '../../web/security-headers.ts';
import { allow, visitorOf } from '../../web/sessions.ts';
import { type PortfolioServices, composePortfolio, shownOf } from './compose-portfolio.ts';
import { type ShareServices, sealContext, shareForm, sharePortfolio } from './share-portfolio.ts';
import { formChoices, tellStories } from './share-views.ts';
import { readShowable, showableAwards, showableExperiences } from './showable.ts';

export interface SharingServices
  extends PortfolioServices, ShareServices, Pick<NewsServices, 'outbox'> {
  readonly participations: Participations;
}

/** A coopérant·e makes, reads again and closes share links. */
export function sharingRoutes(services: SharingServices): Router {
  const { store, definitions, clock, addresses, custody } = services;
  const router = Router();
  router.use('/partages', allow('own shares'));

  router.get('/partages', async (req, res) => {
    const { kpa, person } = visitorOf(req);
    const query = { index: 'byPerson', equals: [kpa.id, person.id], order: 'descending' } as const;
    const [{ items, ...around }, ended] = await Promise.all([
      readPart(store.shareLinks, query, placeIn(req)),
      justClosed(req),
    ]);
    const links = await countShown(person, items);
    res.render('sharing/list', { links, closed: ended, parts: linksAround(req, around) });
  });

  router.get('/partages/nouveau', async (req, res) => {
    // A badge's own page leads here with that badge ticked; in another language, it has them all.
    const body: unknown = req.body;
    const choices = await choicesOf(req, body ?? req.query);
    res.render('sharing/new', { act: actIn(body), ...choices });
  });

  router.post('/partages', async (req, res) => {
    const { person } = visitorOf(req);
    const act = actIn(req.body);
    if (isTurned(req.body)) {
      const choices = await choicesOf(req, req.body);
      res.render('sharing/new', { act, ...choices, values: typedIn(req.body) });
      return;
    }
    const [awards, experiences] = await Promise.all([
      showableAwards(services, person, tickedIn(req.body, 'awards')),
      showableExperiences(services, person, tickedIn(req.body, 'experiences')),
    ]);
    const form = readForm(shareForm(idsOf(awards), idsOf(experiences)), req.body);
    const shared = form.ok ? await share(person, form.values, act) : { ...form, act, status: 422 };
    if ('errors' in shared) {
      const view = formView({ errors: shared.errors, typed: typedIn(req.body) });
      const page = { act: shared.act, ...(await choicesOf(req, req.body)), ...view };
      res.status(shared.status).render('sharing/new', page);
      return;
    }
    res.redirect(303, `/partages/${shared.link.id}?fait`);
  });

  router.get('/partages/:id', allowOurScripts, async (req, res) => {
    const link = await linkInPath(req);
    const token = await custody.open(link.sealedToken, sealContext(link.kpaId, link.id));
    const address = addresses.shareLink(token);
    const here = { ...services, definitions: definitions.in(languageOf(req).code) };
    const portfolio = await composePortfolio(here, link);
    const shown = portfolio ? [...portfolio.experiences, ...portfolio.earlier] : [];
    const { kpa, person } = visitorOf(req);
    res.render('sharing/link', {
      link: describe(link),
      sender: { name: person.name, kpaName: kpa.name },
      address,
      path: `/p/${token}`,
      qr: qrCode(address),
      portfolio,
      told: tellStories(shown),
      made: req.query['fait'] !== undefined && isFresh(link),
      sentAgain: req.query['fait'] !== undefined && describe(link).state !== 'open',
      changed: req.query['change'] !== undefined,
    });
  });

  router.post('/partages/:id/fermer', async (req, res) => {
    const { id, kpaId } = await linkInPath(req);
    const withdrawnAt = clock().toISOString();
    // Also in the moment in which somebody opens it, and is counted. The first closing counts.
    await store.shareLinks.update(id, (link) =>
      link.withdrawnAt === undefined ? { ...link, withdrawnAt } : link,
    );
    await endOpen(services, { id, kpaId });
    res.redirect(303, `/partages?ferme=${id}`);
  });

  /** What was put aside or taken back since is in the link still, and nobody sees it. */
  async function countShown(person: Person, links: readonly ShareLink[]) {
    const ids = [...new Set(links.flatMap(({ awardIds }) => awardIds))];
    const told = [...new Set(links.flatMap(({ experienceIds }) => experienceIds))];
    const [awards, experiences] = await Promise.all([
      store.awards(person.kpaId).readable.findByIds(ids),
      showableExperiences(services, person, told),
    ]);
    const written = idsOf(experiences);
    return links.map((link) => {
      const own = awards.filter(({ id }) => link.awardIds.includes(id));
      const stories = link.experienceIds.filter((id) => written.has(id)).length;
      return { ...describe(link), badges: shownOf(own, person).length, stories };
    });
  }

  async function share(person: Person, values: Parameters<typeof sharePortfolio>[2], act: string) {
    try {
      const shared = await sharePortfolio(services, person, values, act);
      // Somebody else may have their telephone in hand; nobody of the KPA is told.
      await tell(services, person, {
        ...({ act: 'share-made', award: shared.link } as const),
        ...{ by: undefined, personal: true },
      });
      return shared;
    } catch (error) {
      if (!(error instanceof FormUsedError)) throw error;
      return { errors: [{ field: 'label', message: error.said }], act: newAct(), status: 409 };
    }
  }

  async function linkInPath(req: Request) {
    const { kpa, person } = visitorOf(req);
    const link = await store.shareLinks.findById(param(req, 'id'));
    if (link?.kpaId !== kpa.id || !isOf(person, link.personId)) {
      throw notFound(say('share.not-there'));
    }
    return link;
  }

  async function choicesOf(req: Request, given: unknown) {
    const { kpa, person } = visitorOf(req);
    const here = definitions.in(languageOf(req).code);
    const present = (award: Award) => presentAward(award, kpa, here);
    return formChoices(await readShowable(services, person, given), present, given);
  }

  /** Nothing came of it yet: the same form, sent again later, leads to the same link. */
  const isFresh = ({ lastOpenedAt, withdrawnAt }: ShareLink) =>
    lastOpenedAt === undefined && withdrawnAt === undefined;

  /** The one that the page is led back from. */
  async function justClosed(req: Request) {
    const { ferme } = req.query;
    const { person } = visitorOf(req);
    const link = typeof ferme === 'string' ? await store.shareLinks.findById(ferme) : undefined;
    const told = link && isOf(person, link.personId) ? describe(link) : undefined;
    return told?.state === 'closed' ? told : undefined;
  }

  function describe(link: ShareLink) {
    const state =
      link.withdrawnAt !== undefined
        ? 'closed'
        : link.expiresAt <= clock().toISOString()
          ? 'expired'
          : 'open';
    const endedAt = link.withdrawnAt ?? link.expiresAt;
    return {
      ...link,
      state,
      endedAt,
      open: state === 'open',
    };
  }

  return router;
}

const idsOf = (all: readonly { readonly id: string }[]) => new Set(all.map(({ id }) => id));
