/**
 * A badge of objective 6 is asked for by its person alone, of one of the team whom they choose: without a
 * word, a sound or a document, and nobody else learns of it.
 */
import { type Request, Router } from 'express';
import { z } from 'zod';
import type { BadgeClasses } from '../../badges/classes/badge-classes.ts';
import { findPerson, isHere, isOf } from '../../badges/records/who-stays.ts';
import { may } from '../../badges/rights.ts';
import type { BlobStore } from '../../blobs/blob-store.ts';
import { badgeView } from '../../claims/claim-rows.ts';
import type { Participations } from '../../experiences/fill.ts';
import { experiencesOf } from '../../experiences/participations.ts';
import { say, typed } from '../../language/message.ts';
import { findByName, type NameServices } from '../../people/find-people.ts';
import { notFound } from '../../problems/http-error.ts';
import type { Person, Store } from '../../storage/store.ts';
import { actIn, newAct } from '../../web/acts/act-of-form.ts';
import { formView, readForm, severalIn, typedIn } from '../../web/forms.ts';
import { languageOf } from '../../web/page-language.ts';
import { param } from '../../web/params.ts';
import { allow, visitorOf } from '../../web/sessions.ts';
import { OWN_CLAIMS } from './addresses.ts';
import { askOnRequest, askedBefore } from './ask-on-request.ts';

interface Services extends NameServices {
  readonly store: Store;
  readonly participations: Participations;
  readonly badgeClasses: Pick<BadgeClasses, 'of'>;
  readonly blobs: BlobStore;
  readonly clock: () => Date;
}

/** Of their badges and works, whose people of the team they know. */
const LOOKED_AT = 20;
const FOUND = 20;
/** Most of those who are called so are none of the team. */
const LOOKED_AT_NAMES = 400;

export function onRequestRoutes(services: Services): Router {
  const { store } = services;
  const router = Router();
  const path = '/demander-un-badge/:slug';
  router.use('/demander-un-badge', allow('own claims'));

  router.get(path, async (req, res) => {
    res.render('claims/on-request', await formPage(req, await chosenIn(req)));
  });

  router.post(path, async (req, res) => {
    const { person } = visitorOf(req);
    const badge = await badgeInPath(req);
    const to = await chosenIn(req);
    const act = actIn(req.body);
    const done = to && (await askOnRequest(services, person, { slug: badge.slug, to, act }));
    if (typeof done === 'object') {
      res.redirect(303, `${OWN_CLAIMS}/${done.id}?envoye`);
      return;
    }
    const message = say(done === undefined ? 'claim.choose-person' : REFUSALS[done]);
    const view = formView({ errors: [{ field: 'to', message }], typed: typedIn(req.body) });
    const isUsed = done !== undefined && done !== 'full';
    const page = { ...(await formPage(req, to)), ...view, ...(isUsed && { act: newAct() }) };
    res.status(isUsed ? 409 : 422).render('claims/on-request', page);
  });

  /** Whoever may be asked: of the team of this KPA, and there today. */
  async function chosenIn(req: Request): Promise<Person | undefined> {
    const { kpa, person } = visitorOf(req);
    const form = readForm(toForm, req.body);
    const to = form.ok ? await store.people(kpa.id).findById(form.values.to) : undefined;
    return to && isAskable(to, person) ? to : undefined;
  }

  async function formPage(req: Request, chosen?: Person) {
    const badge = await badgeInPath(req);
    const { person } = visitorOf(req);
    const [search = ''] = severalIn(req.query, 'nom');
    const found = search.trim() === '' ? undefined : await foundBy(person, search.slice(0, 80));
    const listed = found?.people ?? (await knownTo(person));
    const before = await earlierOf(person, badge.slug);
    const ticked = chosen ?? (before && isAskable(before.to, person) ? before.to : undefined);
    // Whom they look for is what a search shows.
    const first = chosen ?? (found ? undefined : ticked);
    const others = listed.filter(({ id }) => id !== first?.id);
    return {
      act: actIn(req.body),
      badge: badgeView(badge),
      people: [...(first ? [first] : []), ...others].map(({ id, name }) => ({
        ...{ value: id, label: typed(name), checked: id === ticked?.id },
      })),
      earlier: before && { name: before.to.name, on: before.on },
      ...(found && { searched: search, more: found.more }),
    };
  }

  /** Whom they asked last for this badge, and when. */
  async function earlierOf(person: Person, slug: string) {
    const [claim] = await askedBefore(store, person, slug);
    const to = claim?.openTo && (await findPerson(store, person.kpaId, claim.openTo));
    const asked = claim?.turns.findLast(({ kind }) => kind === 'asked');
    return to && asked && { to, on: asked.at };
  }

  async function foundBy(person: Person, search: string) {
    const found = await findByName(services, person.kpaId, search, LOOKED_AT_NAMES);
    const people = found.people.filter((one) => isAskable(one, person));
    return { people: people.slice(0, FOUND), more: found.more || people.length > FOUND };
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

const toForm = z.object({ to: z.uuid() });

const REFUSALS = {
  used: 'claim.asked-other',
  changed: 'claim.asked-other',
  gone: 'claim.asked-other',
  full: 'claim.full',
} as const;

const isAskable = (one: Person, person: Person): boolean =>
  isHere(one) && may(one, 'answer claims') && !isOf(person, one.id);
