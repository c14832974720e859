import { type Request, type Response, Router } from 'express';
import { say } from '../../language/message.ts';
import { notFound } from '../../problems/http-error.ts';
import { presentEvidence } from '../../badges/evidence.ts';
import { findHolder, isOf } from '../../badges/records/who-stays.ts';
import { verdictOn } from '../../answers/verdict-on.ts';
import type { ShareLink } from '../../storage/store.ts';
import { param } from '../../web/params.ts';
import { verdictOf } from '../../answers/verdict/verdict-of.ts';
import { type ReaderServices, openPortfolio } from './open-portfolio.ts';

/**
 * One badge of a portfolio, within its link: it keeps the name of the person and the way back, and
 * ends when the link ends. The badge's own address says no name.
 */
export function readerBadgeRoutes(services: ReaderServices): Router {
  const router = Router();

  router.get('/p/:token/badges/:id', async (req, res) => {
    const opened = await open(req, res);
    if (!opened) return;
    const { portfolio, badge, path } = opened;
    const { checks, summary } = badge.verification;
    res.render('sharing/badge', {
      ...portfolio,
      path,
      award: badge,
      checks: badge.checks,
      technical: badge.technical,
      // The name is in the badge only if the check says so; and no badge of ours that is not.
      inThisName:
        summary.authentic === 'yes' &&
        checks.some(({ id, outcome }) => id === 'recipient' && outcome === 'pass'),
      verdict: verdictOf(badge.verification, {
        checkedAt: portfolio.checkedAt,
        revocation: badge.revocation,
      }),
      files: badge.files,
      testimonies: badge.testimonies,
      ended: summary.standing === 'expired',
    });
  });

  router.get('/p/:token/badges/:id/evidence', async (req, res) => {
    const opened = await open(req, res);
    if (!opened) return;
    const { badge, path } = opened;
    if (badge.evidence === undefined) throw notFound(say('evidence.gone'));
    const evidence = presentEvidence(badge.evidence, badge.verification);
    const back = `${path}/badges/${badge.id}`;
    res.render('credentials/evidence', { award: badge, evidence, back });
  });

  async function open(req: Request, res: Response) {
    const opened = await openPortfolio(services, req, res, param(req, 'id'));
    if (!opened) return undefined;
    const { portfolio } = opened;
    const path = `/p/${param(req, 'token')}`;
    const [badge] = portfolio.badges;
    if (badge) return { portfolio, badge, path };
    const [withheld] = portfolio.withheld;
    const instead = withheld ? undefined : await standsInstead(opened.link, param(req, 'id'));
    if (instead !== undefined) {
      res.render('sharing/replaced', { path, href: `${path}/badges/${instead}` });
      return undefined;
    }
    if (!withheld) {
      res.status(404).render('sharing/not-here', { path });
      return undefined;
    }
    const { checkedAt } = portfolio;
    const verdict = verdictOn(withheld, { checkedAt, revocation: undefined });
    res.render('credentials/unanswered', { verdict, checkedAt, back: path });
    return undefined;
  }

  /** What the holder shows here in the place of a badge that was corrected. */
  async function standsInstead({ kpaId, personId, awardIds }: ShareLink, id: string) {
    const [shown, person] = await Promise.all([
      services.store.awards(kpaId).readable.findByIds(awardIds),
      findHolder(services.store, kpaId, personId),
    ]);
    if (!person) return undefined;
    return shown.find(
      ({ replaces = [], ...one }) =>
        isOf(person, one.personId) && one.state === 'accepted' && replaces.includes(id),
    )?.id;
  }

  return router;
}
