/** « Ce qui m’attend »: what somebody of the team has to do, on the first page after they come in. */
import { Router } from 'express';
import { claimRow } from '../../claims/claim-rows.ts';
import { waitingClaims } from '../../claims/waiting-claims.ts';
import type { Definitions } from '../../definitions/definitions.ts';
import { type Message, say } from '../../language/message.ts';
import type { Kpa, Person, Store } from '../../storage/store.ts';
import { firstWaiting, type WaitingServices } from '../../people/waiting-for-recognition.ts';
import { severalIn } from '../../web/forms.ts';
import { languageOf } from '../../web/page-language.ts';
import { allow, visitorOf } from '../../web/sessions.ts';
import { readDrafts } from './read-drafts.ts';
import { readNotices, readWaitingBadges } from './read-waiting.ts';

interface Services extends WaitingServices {
  readonly store: Store;
  /** The first of those that a colleague signed, and they may have seen (features/endorsements). */
  readonly toConfirm: (
    visitor: { readonly kpa: Kpa; readonly person: Person },
    shown: { readonly definitions: Definitions; readonly limit: number },
  ) => Promise<{
    readonly rows: readonly object[];
    readonly count: number;
    readonly lacking: readonly object[];
  }>;
}

/** Of each section; the rest stands on a page of its own. */
const SHOWN = 3;

export function attentionRoutes(services: Services): Router {
  const { store, definitions } = services;
  const router = Router();
  router.use('/ce-qui-m-attend', allow('see what waits'));

  router.get('/ce-qui-m-attend', async (req, res) => {
    const { kpa, person } = visitorOf(req);
    const here = definitions.in(languageOf(req).code);
    const [claims, drafts, toConfirm, toRecognise, sheets, badges, lost] = await Promise.all([
      waitingClaims(store, person),
      readDrafts(store, kpa.id),
      services.toConfirm(visitorOf(req), { definitions: here, limit: SHOWN }),
      firstWaiting(services, here, kpa),
      readNotices(services, person, 'sheet'),
      readWaitingBadges(services, kpa.id),
      readNotices(services, person, 'letter'),
    ]);
    const sections = { sheets: first(sheets), badges: first(badges), lost: first(lost) };
    const asked = first(claims);
    const counts = [asked, toConfirm, ...Object.values(sections)].map(({ count }) => count);
    const isListed =
      toRecognise.people.length > 0 || [...counts, toConfirm.lacking.length].some(Boolean);
    res.render('attention/attention', {
      claims: { ...asked, rows: asked.rows.map((row) => claimRow(row)) },
      ...{ drafts, toConfirm, toRecognise, ...sections, confirmed: confirmedNow(req.query) },
      more: Math.max(0, toConfirm.count - SHOWN),
      isNothing: drafts.length === 0 && !isListed,
      isListed,
      presses: pressing({ claims: asked, ...sections }),
    });
  });

  const lists = {
    feuilles: (reader: Person) => readNotices(services, reader, 'sheet'),
    badges: ({ kpaId }: Person) => readWaitingBadges(services, kpaId),
    lettres: (reader: Person) => readNotices(services, reader, 'letter'),
  };

  for (const [name, read] of Object.entries(lists)) {
    router.get(`/ce-qui-m-attend/${name}`, async (req, res) => {
      const { rows, isMore: isCut } = await read(visitorOf(req).person);
      res.render('attention/list', { name, rows, isCut });
    });
  }

  return router;
}

const first = <Row>({
  rows,
  isMore,
}: {
  readonly rows: readonly Row[];
  readonly isMore: boolean;
}) => ({
  rows: rows.slice(0, SHOWN),
  count: rows.length,
  isMore,
  more: Math.max(0, rows.length - SHOWN),
});

interface Section {
  readonly count: number;
}

/** One sentence or two of what should not wait. */
function pressing({
  claims,
  sheets,
  lost,
}: {
  readonly claims: Section;
  readonly sheets: Section;
  readonly lost: Section;
}) {
  const said: Message[] = [];
  if (claims.count > 0) said.push(say('attention.claims', { count: claims.count }));
  if (lost.count > 0) said.push(say('attention.lost', { count: lost.count }));
  if (sheets.count > 0) said.push(say('attention.sheets', { count: sheets.count }));
  return said;
}

/** How many were just confirmed: an address could say anything. */
function confirmedNow(query: unknown): number | undefined {
  const confirmed = Number(severalIn(query, 'confirmes')[0]);
  return Number.isInteger(confirmed) && confirmed > 0 && confirmed <= 20 ? confirmed : undefined;
}
