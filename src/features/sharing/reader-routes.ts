import { type Request, type Response, Router } from 'express';
import type { Addresses } from '../../web/addresses.ts';
import { limit } from '../../web/limits.ts';
import { param } from '../../web/params.ts';
import { qrCode } from '../../web/qr-code.ts';
import { hideAddress, keepPrivate } from '../../web/security-headers.ts';
import { findVisitor } from '../../web/sessions.ts';
import { type PortfolioServices, composePortfolio } from './compose-portfolio.ts';
import { countOpening, findLink } from './open-link.ts';

interface Services extends PortfolioServices {
  readonly addresses: Addresses;
}

/** What an employer sees behind a share link, without an account. */
export function readerRoutes(services: Services): Router {
  const { addresses } = services;
  const router = Router();
  router.use('/p/:token', keepPrivate, hideAddress, limit(120, 60));

  router.get('/p/:token', async (req, res) => {
    const shared = await open(req, res);
    if (!shared) return;
    const { link, portfolio, address } = shared;
    // Its owner looking at their own page is no reader.
    const mine = findVisitor(req)?.person.id === link.personId;
    if (!mine) await countOpening(services, link.id);
    const back = mine ? `/partages/${link.id}` : undefined;
    const typed = address.replace(/^https?:\/\//, '');
    const view = { ...portfolio, address: typed, qr: qrCode(address), path: req.path, back };
    res.render('sharing/portfolio', view);
  });

  router.get('/p/:token/verification', async (req, res) => {
    const shared = await open(req, res);
    if (!shared) return;
    res.render('sharing/verification', {
      ...shared.portfolio,
      badges: shared.portfolio.badges.toSorted((a, b) => Number(a.sound) - Number(b.sound)),
      portfolioPath: req.path.replace(/\/verification$/, ''),
    });
  });

  async function open(req: Request, res: Response) {
    const token = param(req, 'token');
    const found = await findLink(services, token);
    if (!found) {
      res.status(404).render('sharing/no-link', {});
      return undefined;
    }
    const portfolio = found.state === 'open' && (await composePortfolio(services, found.link));
    if (!portfolio) {
      res.status(410).render('sharing/ended', {});
      return undefined;
    }
    return { link: found.link, portfolio, address: addresses.shareLink(token) };
  }

  return router;
}
