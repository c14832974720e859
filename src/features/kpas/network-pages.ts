/** /reseau: all KPAs, for who is of the network. Of people, only who runs it stands on these pages. */
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { foldName } from '../../credentials/names/look-alike.ts';
import type { BadgeClasses } from '../../badges/classes/badge-classes.ts';
import { NETWORK_ID } from '../../badges/classes/owners.ts';
import type { Addresses } from '../../badges/addresses.ts';
import { imagePath } from '../../badges/addresses.ts';
import { namesOfNetwork } from '../../badges/names-of-network.ts';
import { type Message, say } from '../../language/message.ts';
import {
  type Kpa,
  type Person,
  REOPENING_REASONS,
  SUSPENSION_REASONS,
} from '../../storage/store.ts';
import { actIn, newAct } from '../../web/acts/act-of-form.ts';
import { formView, readForm, severalIn, typedIn } from '../../web/forms.ts';
import { kpaOf } from '../../web/kpa-in-path.ts';
import { demandProof } from '../../web/connections/proof.ts';
import { linksAround, PART, placeIn, readPart } from '../../web/lists/parts.ts';
import { languageOf } from '../../web/page-language.ts';
import { qrCode } from '../../web/qr-code.ts';
import { allowOurScripts } from '../../web/security-headers.ts';
import { allow, visitorOf } from '../../web/sessions.ts';
import { foundingForm, foundKpa, type FoundingServices } from './found-kpa.ts';
import { isUntouched, proposeSlug } from './found-kpa.ts';
import { createFiguresOfAll, figuresOf } from './network-figures.ts';
import { networkTeam } from './role/routes.ts';
import { reopenKpa, suspendKpa } from './suspend-kpa.ts';

interface Services extends FoundingServices {
  readonly badgeClasses: Pick<BadgeClasses, 'of' | 'everGivenIn'>;
  readonly addresses: Addresses;
  readonly createSignInLink: (
    person: Pick<Person, 'id' | 'kpaId'>,
    options: { minutes: number },
  ) => Promise<string>;
}

const LINK_MINUTES = 60;
const LONGEST_SEARCH = 80;

const SUSPENDING: Readonly<Record<(typeof SUSPENSION_REASONS)[number], Message>> = {
  asked: say('network.suspended-asked'),
  'no-carrier': say('network.suspended-no-carrier'),
  'to-review': say('network.suspended-to-review'),
  ended: say('network.suspended-ended'),
};
const REOPENING: Readonly<Record<(typeof REOPENING_REASONS)[number], Message>> = {
  solved: say('network.reopened-solved'),
  'by-mistake': say('network.reopened-by-mistake'),
};

const suspending = z.object({ reason: z.enum(SUSPENSION_REASONS, 'network.no-reason') });
const reopening = z.object({
  reason: z.enum(REOPENING_REASONS, 'network.no-reason'),
  since: z.string().max(40).catch(''),
});

export function networkPages(services: Services): Router {
  const { store, badgeClasses } = services;
  const figuresOfAll = createFiguresOfAll(services);
  const router = Router();
  router.use('/reseau', allow('run the network'));

  router.get('/reseau', allowOurScripts, async (req, res) => {
    const searched = severalIn(req.query, 'cherche')[0]?.trim().slice(0, LONGEST_SEARCH) ?? '';
    const here = (await badgeClasses.of(NETWORK_ID)).in(languageOf(req).code);
    const [list, count, figures, team] = await Promise.all([
      searched === '' ? listed(req) : found(searched),
      store.kpas.count({ index: 'bySlug' }),
      // Who types a name gets this page with each letter.
      searched === '' ? badgeClasses.everGivenIn(NETWORK_ID).then(figuresOfAll) : undefined,
      networkTeam(services),
    ]);
    const shared = here.badgeClasses.map(({ slug, version, name, language }) => {
      return {
        name,
        language,
        href: `/badges/${slug}/v${version}`,
        image: imagePath(slug, version),
      };
    });
    res.render('kpas/network', { ...list, count, figures, searched, shared, team, act: newAct() });
  });

  router.get('/reseau/nouveau', (req, res) => {
    res.render('kpas/found', { act: actIn(req.body) });
  });

  router.post('/reseau/nouveau', async (req, res) => {
    const form = readForm(foundingForm, req.body);
    const act = actIn(req.body);
    if (!form.ok) {
      res.status(422).render('kpas/found', { act, ...formView(form) });
      return;
    }
    const { slug, ...rest } = form.values;
    const values = typedIn(req.body);
    if (slug === undefined) {
      const proposed = proposeSlug(rest.name);
      res.render('kpas/found', { act, values: { ...values, slug: proposed }, proposed: true });
      return;
    }
    demandProof(req, services.clock());
    const { person: by } = visitorOf(req);
    const made = await foundKpa(services, { ...rest, slug }, by, act);
    if (!made.ok) {
      const view = formView({ errors: made.errors, typed: values });
      const next = made.status === 409 ? newAct() : act;
      res.status(made.status).render('kpas/found', { act: next, ...view });
      return;
    }
    await showFounded(res, made.kpa, made.manager, by);
  });

  router.get('/reseau/:slug', async (req, res) => {
    await showKpa(req, res);
  });

  router.post('/reseau/:slug/suspendre', async (req, res) => {
    const form = readForm(suspending, req.body);
    if (!form.ok) {
      await showKpa(req, res.status(422), formView(form));
      return;
    }
    demandProof(req, services.clock());
    const kpa = await kpaOf(store, req);
    await suspendKpa(services, kpa, form.values.reason, visitorOf(req).person.id);
    res.redirect(303, `/reseau/${kpa.slug}`);
  });

  router.post('/reseau/:slug/rouvrir', async (req, res) => {
    const form = readForm(reopening, req.body);
    if (!form.ok) {
      await showKpa(req, res.status(422), formView(form));
      return;
    }
    demandProof(req, services.clock());
    const kpa = await kpaOf(store, req);
    await reopenKpa(services, kpa, form.values, visitorOf(req).person.id);
    res.redirect(303, `/reseau/${kpa.slug}`);
  });

  async function listed(req: Request) {
    const { items, ...around } = await readPart(store.kpas, { index: 'bySlug' }, placeIn(req));
    return { kpas: items, parts: linksAround(req, around) };
  }

  /** By any part of the name, accents aside; names are kept in memory (docs/adr/0033). */
  async function found(searched: string) {
    const { whole } = foldName(searched);
    const names = await namesOfNetwork(store);
    const ids = names.filter(({ folded }) => folded.whole.includes(whole)).map(({ id }) => id);
    const kpas = await store.kpas.readable.findByIds(ids.slice(0, PART));
    return { kpas, more: ids.length > PART };
  }

  async function showKpa(req: Request, res: Response, view: object = {}) {
    const kpa = await kpaOf(store, req);
    const { suspended } = kpa;
    const reasons = suspended ? REOPENING : SUSPENDING;
    res.render('kpas/of-network', {
      kpa,
      figures: await figuresOf(store, await badgeClasses.everGivenIn(kpa.id), kpa.id),
      why: suspended && SUSPENDING[suspended.reason],
      reasons: Object.entries(reasons).map(([value, label]) => ({ value, label })),
      ...view,
    });
  }

  /** Who has an e-mail asks for a letter; who has none is let in by this link, which is shown once. */
  async function showFounded(res: Response, kpa: Kpa, manager: Person, by: Person) {
    const isByHand = manager.email === undefined && (await isUntouched(services, manager));
    const link = isByHand ? await giveLink(manager, by) : undefined;
    const view = { kpa, manager, minutes: LINK_MINUTES, link, qr: link && qrCode(link) };
    // A key to somebody's session: not even for « back ».
    res.set('Cache-Control', 'private, no-store').render('kpas/founded', view);
  }

  async function giveLink(manager: Person, { id: by }: Person): Promise<string> {
    const noted = { kpaId: manager.kpaId, by, about: manager.id };
    await services.register.note({ ...noted, act: 'link-given' });
    const token = await services.createSignInLink(manager, { minutes: LINK_MINUTES });
    return services.addresses.signInLink(token);
  }

  return router;
}
