import { type Request, Router } from 'express';
import { isOf } from '../../badges/records/who-stays.ts';
import type { CountFlood } from '../../web/limits/flood-counts.ts';
import { limitFloods } from '../../web/limits/limits.ts';
import { createStoredLimit, type LimitServices } from '../../web/limits/stored-limits.ts';
import { qrCode } from '../../web/qr-code.ts';
import { hideAddress, keepPrivate } from '../../web/security-headers.ts';
import { findVisitor } from '../../web/sessions.ts';
import { countOpening } from './count-opening.ts';
import { layOutChecks } from './lay-out-badges.ts';
import { type ReaderServices, openPortfolio } from './open-portfolio.ts';
import { createOpeningTurns } from './opening-turns.ts';
import { readerBadgeRoutes } from './reader-badge-routes.ts';

/** From one of our pages to the same in another language: nobody has opened it anew. */
const isSwitch = (req: Request) =>
  req.get('sec-fetch-site') === 'same-origin' && req.query['lang'] !== undefined;

/** Of one client, in an hour. */
const MOST_UNKNOWN_LINKS = 300;

type Services = Omit<ReaderServices, 'unknownLinks' | 'openingTurns'> &
  LimitServices & { readonly countFlood: CountFlood };

/** What an employer sees behind a share link, without an account. */
export function readerRoutes(given: Services): Router {
  const bounds = { name: 'share links', most: MOST_UNKNOWN_LINKS };
  const services = {
    ...given,
    unknownLinks: createStoredLimit(given, bounds),
    openingTurns: createOpeningTurns(),
  };
  const router = Router();
  router.use('/p/:token', keepPrivate, hideAddress, limitFloods(given.countFlood, 'share links'));

  router.get('/p/:token', async (req, res) => {
    const shared = await openPortfolio(services, req, res);
    if (!shared) return;
    const { link, portfolio, address } = shared;
    // Its owner looking at their own page is no reader.
    const visitor = findVisitor(req);
    const mine = visitor !== undefined && isOf(visitor.person, link.personId);
    if (!mine && !isSwitch(req)) await countOpening(services, link);
    const back = mine ? `/partages/${link.id}` : undefined;
    const typed = address.replace(/^https?:\/\//, '');
    const view = { ...portfolio, address: typed, qr: qrCode(address), path: req.path, back };
    res.render('sharing/portfolio', view);
  });

  router.get('/p/:token/verification', async (req, res) => {
    const shared = await openPortfolio(services, req, res);
    if (!shared) return;
    res.render('sharing/verification', {
      ...shared.portfolio,
      ...layOutChecks(shared.portfolio.badges),
      path: req.path.replace(/\/verification$/, ''),
      // Anybody may write that address: what the page says must be true for them, too.
      asked: req.query['nom'] !== undefined,
    });
  });

  router.use(readerBadgeRoutes(services));
  return router;
}
