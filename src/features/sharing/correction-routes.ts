/** A coopérant·e changes what one of their links shows, how it is called, and when it ends. */
import { type Request, type Response, Router } from 'express';
import { presentAward } from '../../badges/present-award.ts';
import { isOf } from '../../badges/records/who-stays.ts';
import { conjunction } from '../../language/lists.ts';
import { say, typed } from '../../language/message.ts';
import { HttpError, notFound } from '../../problems/http-error.ts';
import type { Award, ShareLink } from '../../storage/store.ts';
import { formView, readForm, severalIn, typedIn, valuesIn } from '../../web/forms.ts';
import { isTurned, tickedIn } from '../../web/lists/choices.ts';
import { languageOf } from '../../web/page-language.ts';
import { param } from '../../web/params.ts';
import { allow, visitorOf } from '../../web/sessions.ts';
import { correctShare, formOfShare, SAME_END, shareSeen } from './correct-share.ts';
import type { SharingServices } from './routes.ts';
import { DAY, shareForm } from './share-portfolio.ts';
import { formChoices } from './share-views.ts';
import { readShowable, showableAwards, showableExperiences } from './showable.ts';

export function shareCorrectionRoutes(services: SharingServices): Router {
  const { store, definitions, clock } = services;
  const router = Router();
  const path = '/partages/:id/corriger';
  router.use(path, allow('own shares'));

  router.get(path, async (req, res) => {
    const link = await linkInPath(req);
    res.render('sharing/correct', await formPage(req, link, req.body));
  });

  router.post(path, async (req, res) => {
    const link = await linkInPath(req);
    if (isTurned(req.body)) {
      res.render('sharing/correct', await formPage(req, link, req.body));
      return;
    }
    await change(req, res, link);
  });

  async function change(req: Request, res: Response, link: ShareLink): Promise<void> {
    const { person } = visitorOf(req);
    const [awards, experiences, shown, told] = await Promise.all([
      showableAwards(services, person, tickedIn(req.body, 'awards')),
      showableExperiences(services, person, tickedIn(req.body, 'experiences')),
      showableAwards(services, person, link.awardIds),
      showableExperiences(services, person, link.experienceIds),
    ]);
    const isSameEnd = severalIn(req.body, 'days').join() === SAME_END;
    const schema = shareForm(idsOf(awards), idsOf(experiences));
    const form = readForm(schema, withDays(req.body, isSameEnd));
    if (!form.ok) {
      const page = await formPage(req, link, req.body);
      const view = formView({ errors: form.errors, typed: typedIn(req.body) });
      res.status(422).render('sharing/correct', { ...page, ...view });
      return;
    }
    const { days, ...values } = form.values;
    const expiresAt = isSameEnd
      ? undefined
      : new Date(clock().getTime() + days * DAY).toISOString();
    const tickable = new Set([
      ...idsOf(shown),
      ...idsOf(told),
      ...idsOf(awards),
      ...idsOf(experiences),
    ]);
    const [seen = ''] = severalIn(req.body, 'seen');
    const asked = { ...values, expiresAt, seen, tickable };
    const { changed } = await correctShare(store, link.id, asked);
    if (changed) await showNow(req, res, changed);
    else res.redirect(303, `/partages/${link.id}?change`);
  }

  /** 409: the same form, and what the link shows now; sent again, it is written knowingly. */
  async function showNow(req: Request, res: Response, link: ShareLink): Promise<void> {
    const { kpa, person } = visitorOf(req);
    const here = definitions.in(languageOf(req).code);
    const awards = await showableAwards(services, person, link.awardIds);
    const names = awards.map((award) => typed(presentAward(award, kpa, here).badge.name));
    const badges = names.length === 0 ? say('share.no-badge') : conjunction(names);
    const told = say('share.changed-meanwhile', { label: typed(link.label), badges });
    const page = await formPage(req, link, req.body);
    const view = formView({
      errors: [{ field: 'awards', message: told }],
      typed: typedIn(req.body),
    });
    const shown = { ...page, ...view, seen: shareSeen(link) };
    res.status(409).render('sharing/correct', shown);
  }

  /** Throws NOT_FOUND for one of somebody else, CONFLICT for one that is over. */
  async function linkInPath(req: Request): Promise<ShareLink> {
    const { kpa, person } = visitorOf(req);
    const link = await store.shareLinks.findById(param(req, 'id'));
    if (link?.kpaId !== kpa.id || !isOf(person, link.personId)) {
      throw notFound(say('share.not-there'));
    }
    if (link.withdrawnAt === undefined && link.expiresAt > clock().toISOString()) return link;
    throw new HttpError('CONFLICT', say('share.is-over'));
  }

  async function formPage(req: Request, link: ShareLink, given: unknown) {
    const { kpa, person } = visitorOf(req);
    const shown = given ?? formOfShare(link);
    const here = definitions.in(languageOf(req).code);
    const present = (award: Award) => presentAward(award, kpa, here);
    const choices = formChoices(await readShowable(services, person, shown), present, shown);
    const same = {
      value: SAME_END,
      label: say('share.same-end', { on: link.expiresAt }),
      checked: severalIn(shown, 'days')[0] === SAME_END,
    };
    return {
      link,
      seen: severalIn(shown, 'seen')[0] ?? shareSeen(link),
      ...choices,
      durations: [same, ...choices.durations],
      values: typedIn(shown),
    };
  }

  return router;
}

/** The other durations are those of a new link. */
function withDays(body: unknown, isSameEnd: boolean) {
  const typedNow = valuesIn(body);
  const several = (name: string) => {
    const values = typedNow(name);
    return values.length === 1 ? values[0] : values.length === 0 ? undefined : values;
  };
  return {
    label: several('label'),
    awards: typedNow('awards'),
    experiences: typedNow('experiences'),
    days: isSameEnd ? '7' : several('days'),
  };
}

const idsOf = (all: readonly { readonly id: string }[]) => new Set(all.map(({ id }) => id));
