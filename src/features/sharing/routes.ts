import { type Request, Router } from 'express';
import type { ShareLink } from '../../storage/store.ts';
import type { Addresses } from '../../badges/addresses.ts';
import { say } from '../../language/message.ts';
import { notFound } from '../../problems/http-error.ts';
import { formView, readForm } from '../../web/forms.ts';
import { languageOf } from '../../web/page-language.ts';
import { param } from '../../web/params.ts';
import { presentAward } from '../../badges/present-award.ts';
import { qrCode } from '../../web/qr-code.ts';
import { allow, visitorOf } from '../../web/sessions.ts';
import { type PortfolioServices, composePortfolio } from './compose-portfolio.ts';
import { type ShareServices, sealContext, shareForm, sharePortfolio } from './share-portfolio.ts';
import { formChoices, tellStories } from './share-views.ts';

interface Services extends PortfolioServices, ShareServices {
  readonly addresses: Addresses;
  readonly custody: ShareServices['custody'] & {
    open(sealed: string, context: ReturnType<typeof sealContext>): Promise<string>;
  };
}

/** A coopérant·e makes, reads again and closes share links. */
export function sharingRoutes(services: Services): Router {
  const { store, definitions, clock, addresses, custody } = services;
  const router = Router();
  router.use('/partages', allow('cooperant'));

  router.get('/partages', async (req, res) => {
    const { kpa, person } = visitorOf(req);
    const query = { index: 'byPerson', equals: [kpa.id, person.id], order: 'descending' } as const;
    const links = (await store.shareLinks.all(query).toArray()).map(describe);
    const closed = links.find(({ id, state }) => id === req.query['ferme'] && state === 'closed');
    res.render('sharing/list', { links, closed });
  });

  router.get('/partages/nouveau', async (req, res) => {
    const choices = await showable(req);
    // A badge's own page leads here with that badge ticked.
    res.render('sharing/new', formChoices(choices, req.query));
  });

  router.post('/partages', async (req, res) => {
    const choices = await showable(req);
    const form = readForm(shareForm(choices.awardIds, choices.experienceIds), req.body);
    if (!form.ok) {
      res.status(422).render('sharing/new', {
        ...formChoices(choices, req.body),
        ...formView(form),
      });
      return;
    }
    const { link } = await sharePortfolio(services, visitorOf(req).person, form.values);
    res.redirect(303, `/partages/${link.id}?fait`);
  });

  router.get('/partages/:id', async (req, res) => {
    const link = await linkInPath(req);
    const token = await custody.open(link.sealedToken, sealContext(link.kpaId, link.id));
    const address = addresses.shareLink(token);
    const here = { ...services, definitions: definitions.in(languageOf(req).code) };
    const portfolio = await composePortfolio(here, link);
    const shown = portfolio ? [...portfolio.experiences, ...portfolio.earlier] : [];
    res.render('sharing/link', {
      link: describe(link),
      address,
      path: `/p/${token}`,
      qr: qrCode(address),
      portfolio,
      told: tellStories(shown),
      made: req.query['fait'] !== undefined && link.lastOpenedAt === undefined,
    });
  });

  router.post('/partages/:id/fermer', async (req, res) => {
    const { id } = await linkInPath(req);
    const withdrawnAt = clock().toISOString();
    // Also in the moment in which somebody opens it, and is counted. The first closing counts.
    await store.shareLinks.update(id, (link) =>
      link.withdrawnAt === undefined ? { ...link, withdrawnAt } : link,
    );
    res.redirect(303, `/partages?ferme=${id}`);
  });

  async function linkInPath(req: Request) {
    const { kpa, person } = visitorOf(req);
    const link = await store.shareLinks.findById(param(req, 'id'));
    if (link?.kpaId !== kpa.id || link.personId !== person.id) {
      throw notFound(say('share.not-there'));
    }
    return link;
  }

  /** What the person can show: accepted badges that stand, and experiences they told. */
  async function showable(req: Request) {
    const { kpa, person } = visitorOf(req);
    const page = await store.awards(kpa.id).find({
      index: 'byPerson',
      equals: [person.id],
      order: 'descending',
      limit: 500,
    });
    const awards = page.items
      .filter(({ state, standing }) => state === 'accepted' && standing === 'valid')
      .map((award) => presentAward(award, kpa, definitions.in(languageOf(req).code)));
    const experiences = [];
    const newestFirst = { index: 'byDate', order: 'descending' } as const;
    for await (const told of store.experiences(kpa.id).all(newestFirst)) {
      const { id, title, date, participants } = told;
      const words = participants.find(({ personId }) => personId === person.id)?.words;
      if (words !== undefined) experiences.push({ id, title, date, words });
    }
    return {
      awards,
      experiences,
      awardIds: new Set(awards.map(({ id }) => id)),
      experienceIds: new Set(experiences.map(({ id }) => id)),
    };
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
      badges: link.awardIds.length,
      stories: link.experienceIds.length,
    };
  }

  return router;
}
