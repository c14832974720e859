/**
 * A badge of objective 6 is asked for by its person alone, of one of the team whom they choose: without a
 * word, a sound or a document, and nobody else learns of it.
 */
import { type Request, Router } from 'express';
import { z } from 'zod';
import type { BadgeClasses } from '../../badges/classes/badge-classes.ts';
import { isHere, isOf } from '../../badges/records/who-stays.ts';
import { isStaff } from '../../badges/roles.ts';
import { badgeView } from '../../claims/claim-rows.ts';
import { onRequestIdOf, openClaim } from '../../claims/claims.ts';
import type { Participations } from '../../experiences/fill.ts';
import { experiencesOf } from '../../experiences/participations.ts';
import { say, typed } from '../../language/message.ts';
import { findByName, type NameServices } from '../../people/find-people.ts';
import { notFound } from '../../problems/http-error.ts';
import type { Person, Store } from '../../storage/store.ts';
import { actIn } from '../../web/acts/act-of-form.ts';
import { formView, readForm, severalIn, typedIn } from '../../web/forms.ts';
import { languageOf } from '../../web/page-language.ts';
import { param } from '../../web/params.ts';
import { allow, visitorOf } from '../../web/sessions.ts';
import { OWN_CLAIMS } from './addresses.ts';

interface Services extends NameServices {
  readonly store: Store;
  readonly participations: Participations;
  readonly badgeClasses: Pick<BadgeClasses, 'of'>;
  readonly clock: () => Date;
}

/** Of their badges and works, whose people of the team they know. */
const LOOKED_AT = 20;
const FOUND = 20;

export function onRequestRoutes(services: Services): Router {
  const { store, clock } = services;
  const router = Router();
  const path = '/demander-un-badge/:slug';
  router.use('/demander-un-badge', allow('own claims'));

  router.get(path, async (req, res) => {
    res.render('claims/on-request', await formPage(req));
  });

  router.post(path, async (req, res) => {
    const { kpa, person } = visitorOf(req);
    const badge = await badgeInPath(req);
    const form = readForm(form_, req.body);
    const to = form.ok ? await store.people(kpa.id).findById(form.values.to) : undefined;
    if (!to || !isAskable(to, person)) {
      const errors = [{ field: 'to', message: say('claim.choose-person') }];
      const view = formView({ errors, typed: typedIn(req.body) });
      res.status(422).render('claims/on-request', { ...(await formPage(req)), ...view });
      return;
    }
    const id = onRequestIdOf(badge.slug, person.id);
    const first = { id, kpaId: kpa.id, personId: person.id, openTo: to.id };
    const turn = {
      ...({
        kind: 'asked',
        act: actIn(req.body),
        by: person.id,
        at: clock().toISOString(),
      } as const),
      badgeClass: badge.slug,
    };
    const next = { state: 'waiting', asked: badge.slug } as const;
    const before = await store.claims(kpa.id).findById(id);
    // Of another one of the team, it begins anew.
    if (before && !isOf(to, before.openTo)) await store.claims(kpa.id).remove(id);
    await openClaim(store, first, turn, next);
    res.redirect(303, `${OWN_CLAIMS}/${id}?envoye`);
  });

  async function formPage(req: Request) {
    const badge = await badgeInPath(req);
    const { person } = visitorOf(req);
    const [search = ''] = severalIn(req.query, 'nom');
    const found = search.trim() === '' ? undefined : await foundBy(person, search.slice(0, 80));
    const known = found ?? (await knownTo(person));
    const [chosen] = severalIn(req.body, 'to');
    return {
      act: actIn(req.body),
      badge: badgeView(badge),
      people: known.map(({ id, name }) => ({
        ...{ value: id, label: typed(name), checked: id === chosen },
      })),
      searched: found && search,
    };
  }

  async function foundBy(person: Person, search: string) {
    const { people } = await findByName(services, person.kpaId, search, FOUND);
    return people.filter((one) => isAskable(one, person));
  }

  /** Who wrote down their work, or signed their badges. */
  async function knownTo(person: Person): Promise<readonly Person[]> {
    const { id, kpaId } = person;
    const mine = await services.participations.ofKpa(kpaId);
    const newest = { equals: [id], order: 'descending', limit: LOOKED_AT } as const;
    const [works, awards] = await Promise.all([
      mine.readable.find({ index: 'byPerson', ...newest }),
      store.awards(kpaId).readable.find({ index: 'byPerson', ...newest }),
    ]);
    const done = await experiencesOf(store, kpaId, works.items);
    const ids = [
      ...awards.items.map(({ awardedBy }) => awardedBy.personId),
      ...done.map(({ experience }) => experience.createdBy),
    ];
    const found = await store.people(kpaId).readable.findByIds([...new Set(ids)]);
    return found.filter((one) => isAskable(one, person));
  }

  async function badgeInPath(req: Request) {
    const all = await services.badgeClasses.of(visitorOf(req).kpa.id);
    const badges = all.in(languageOf(req).code).badgeClasses;
    const badge = badges.find(({ slug, sensitive }) => sensitive && slug === param(req, 'slug'));
    if (!badge) throw notFound(say('error.no-such-badge'));
    return badge;
  }

  return router;
}

const form_ = z.object({ to: z.uuid() });

const isAskable = (one: Person, person: Person): boolean =>
  isHere(one) && isStaff(one) && !isOf(person, one.id);
