import type { Request, Response } from 'express';
import type { ShareLink, Stored } from '../../storage/store.ts';
import { clientKey } from '../../web/limits/client-key.ts';
import type { StoredLimit } from '../../web/limits/stored-limits.ts';
import { languageOf } from '../../web/page-language.ts';
import { param } from '../../web/params.ts';
import { findLink } from '../../badges/links/share-links.ts';
import { type PortfolioServices, composePortfolio } from './compose-portfolio.ts';
import type { OpeningTurns } from './opening-turns.ts';

export interface ReaderServices extends PortfolioServices {
  /** Counts addresses that were never given to anybody. */
  readonly unknownLinks: StoredLimit;
  readonly openingTurns: OpeningTurns;
}

type Portfolio = NonNullable<Awaited<ReturnType<typeof composePortfolio>>>;

export interface OpenedPortfolio {
  readonly link: Stored<ShareLink>;
  readonly portfolio: Portfolio;
  /** Absolute. */
  readonly address: string;
}

/**
 * What the reader of the link in the path sees; when it was never made, or has ended, that is
 * answered here; and nothing is for one who went away. `only`: the id of the one badge that is asked
 * for.
 */
export async function openPortfolio(
  services: ReaderServices,
  req: Request,
  res: Response,
  only?: string,
): Promise<OpenedPortfolio | undefined> {
  const token = param(req, 'token');
  const found = await findLink(services, token);
  if (!found) {
    await services.unknownLinks.count(clientKey(req.ip));
    res.status(404).render('sharing/no-link', {});
    return undefined;
  }
  const link = only === undefined ? found.link : showingOnly(found.link, only);
  const here = { ...services, definitions: services.definitions.in(languageOf(req).code) };
  const opening = {
    client: clientKey(req.ip),
    badges: Math.max(1, link.awardIds.length),
    isOver: () => res.closed,
  };
  const portfolio =
    found.state === 'open' &&
    (await services.openingTurns.inTurn(opening, () => composePortfolio(here, link)));
  if (res.closed) return undefined;
  if (!portfolio) {
    res.status(410).render('sharing/ended', {});
    return undefined;
  }
  return { link: found.link, portfolio, address: services.addresses.shareLink(token) };
}

const showingOnly = (link: ShareLink, id: string): ShareLink => ({
  ...link,
  awardIds: link.awardIds.filter((one) => one === id),
  experienceIds: [],
});
