import { type Request, Router } from 'express';
import type { Participations } from '../../experiences/fill.ts';
import type { Person } from '../../storage/store.ts';
import { personInPath } from '../../people/person-in-path.ts';
import { readWaiting, type WaitingServices } from '../../people/waiting-for-recognition.ts';
import { notFound } from '../../problems/http-error.ts';
import { say } from '../../language/message.ts';
import { linksAround, placeIn } from '../../web/lists/parts.ts';
import { languageOf } from '../../web/page-language.ts';
import { allow, visitorOf } from '../../web/sessions.ts';
import { layOutPath } from './lay-out-path.ts';
import { endOf, MONTHS, monthIn, monthsAfter } from './months.ts';
import { readPath } from './read-path.ts';
import { orFromTop, readNames } from './read-recognised.ts';

interface Services extends WaitingServices {
  readonly participations: Participations;
}

/** In the address of a path: the month behind the last one shown. */
const BEFORE = 'avant';
/** The lists of who is to be recognised, as an address names them. */
const LISTS = ['attente', 'rien', 'badge'] as const;

/** What somebody did, month after month; and whose work nobody recognised lately. */
export function pathRoutes(services: Services): Router {
  const { store, clock } = services;
  const router = Router();

  router.get('/mon-chemin', allow('own badges'), async (req, res) => {
    res.render('path/mine', await pathView(req, visitorOf(req).person, false));
  });

  router.get('/personnes/:id/chemin', allow('see people'), async (req, res) => {
    const person = await personInPath(store, req);
    // A team has no badges to show to itself.
    if (!person.roles.includes('cooperant')) throw notFound(say('error.no-such-person'));
    res.render('path/of-person', { person, ...(await pathView(req, person, true)) });
  });

  async function pathView(req: Request, person: Person, isTeam: boolean) {
    const { kpa } = visitorOf(req);
    const before = endOf(req.query[BEFORE], clock());
    const definitions = services.definitions.in(languageOf(req).code);
    const asked = { kpa, person, before, isTeam };
    const { start, marks, isEarlier } = await readPath(services, definitions, asked);
    const objectives = definitions.objectives.filter(
      ({ sensitive }) => !isTeam || sensitive !== true,
    );
    const next = monthsAfter(monthIn(clock()), 1);
    const later = [monthsAfter(before, MONTHS), next].toSorted()[0] ?? next;
    return {
      ...layOutPath({ marks, objectives, from: start, before }),
      ...(isEarlier && { earlier: `${req.path}?${BEFORE}=${start}` }),
      ...(before < next && { later: later === next ? req.path : `${req.path}?${BEFORE}=${later}` }),
    };
  }

  router.get('/a-reconnaitre', allow('award badges'), async (req, res) => {
    const { kpa } = visitorOf(req);
    await services.recognitions.ready(kpa.id);
    const definitions = services.definitions.in(languageOf(req).code);
    const names = (list: 'quiet' | 'recent', name: (typeof LISTS)[number]) =>
      orFromTop((place) => readNames(store, kpa.id, list, place), placeIn(req, name));
    const [waiting, count, quiet, recent] = await Promise.all([
      orFromTop((place) => readWaiting(services, definitions, kpa, place), placeIn(req, LISTS[0])),
      store.recognitionEntries(kpa.id).count({ index: 'byWait', equals: ['waiting'] }),
      names('quiet', LISTS[1]),
      names('recent', LISTS[2]),
    ]);
    const withParts = <T extends { readonly around: object }>(
      list: T,
      name: (typeof LISTS)[number],
    ) => ({ ...list, parts: linksAround(req, list.around, name, LISTS) });
    res.render('path/to-recognise', {
      waiting: withParts({ ...waiting, count }, LISTS[0]),
      quiet: withParts(quiet, LISTS[1]),
      recent: withParts(recent, LISTS[2]),
    });
  });

  return router;
}
