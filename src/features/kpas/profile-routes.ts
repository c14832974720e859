/** /kpa: a KPA for its own team, where its managers say what employers read. */
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { may } from '../../badges/rights.ts';
import { sayTitle, titleOf } from '../../badges/titles.ts';
import type { Definitions } from '../../definitions/definitions.ts';
import type { KeyRing } from '../../keys/key-ring.ts';
import { type Message, say } from '../../language/message.ts';
import { formView, readForm, severalIn, type Typed, typedIn } from '../../web/forms.ts';
import { demandProof } from '../../web/connections/proof.ts';
import { linksAround, placeIn } from '../../web/lists/parts.ts';
import { languageOf } from '../../web/page-language.ts';
import { allowOurScripts } from '../../web/security-headers.ts';
import { allow, visitorOf } from '../../web/sessions.ts';
import { changeKeys, keysInUse } from './kpa-keys.ts';
import { readRegister } from './read-register.ts';
import { ownTitle, profileForm, profileOf, typedProfile } from './profile-form.ts';
import { saveOwnTitle } from './save-own-title.ts';
import { profileSeen, type ProfileServices, saveProfile } from './save-profile.ts';

interface Services extends ProfileServices {
  readonly definitions: Definitions;
  readonly keys: Pick<KeyRing, 'records' | 'rotate'>;
}

const hidden = z.object({
  seen: z.string().max(100).catch(''),
  agreed: z.string().max(500).catch(''),
});

export function profileRoutes(services: Services): Router {
  const { clock } = services;
  const router = Router();
  router.use('/kpa', allow('see the kpa'));

  router.get('/kpa', allowOurScripts, async (req, res) => {
    await show(req, res, { saved: req.query['enregistre'] !== undefined });
  });

  // Where one comes back to from an answer, in another language.
  router.get('/kpa/apercu', (_req, res) => {
    res.redirect(303, '/kpa');
  });

  // Changes nothing: what an employer would see of what is typed.
  router.post('/kpa/apercu', allow('change the kpa'), allowOurScripts, async (req, res) => {
    const { seen, agreed } = hidden.parse(req.body ?? {});
    await show(req, res, { values: typedIn(req.body), seen, agreed });
  });

  router.post('/kpa', allow('change the kpa'), allowOurScripts, async (req, res) => {
    const form = readForm(profileForm(clock().getUTCFullYear()).extend(ownTitle.shape), req.body);
    const { seen, agreed } = hidden.parse(req.body ?? {});
    const values = typedIn(req.body);
    if (!form.ok) {
      await show(req, res.status(422), { ...formView(form), seen, agreed });
      return;
    }
    const { kpa, person } = visitorOf(req);
    const { ownTitle: title, ...profile } = form.values;
    const asked = { profile, seen, agreed, by: person.id };
    const saving = await saveProfile(services, kpa.id, asked);
    if (saving.outcome === 'saved') {
      await saveOwnTitle(services, person, title);
      res.redirect(303, '/kpa?enregistre');
    } else if (saving.outcome === 'changed') {
      const other = typedProfile(profileOf(saving.now));
      const rights = { values, seen: profileSeen(saving.now), agreed };
      await show(req, res.status(409), { ...rights, now: differences(values, other) });
    } else {
      const { errors } = saving;
      const words = saving.outcome === 'asked' ? saving.words : agreed;
      await show(req, res.status(422), {
        ...formView({ errors, typed: values }),
        seen,
        agreed: words,
      });
    }
  });

  router.get('/kpa/cles', allow('rotate keys'), async (req, res) => {
    res.render('kpas/keys', await keysInUse(services, visitorOf(req).kpa.id));
  });

  router.post('/kpa/cles', allow('rotate keys'), async (req, res) => {
    demandProof(req, clock());
    await changeKeys(services, visitorOf(req).person, severalIn(req.body, 'key').slice(0, 2));
    res.redirect(303, '/kpa?cle');
  });

  router.get('/kpa/journal', allow('read the register'), async (req, res) => {
    const here = services.definitions.in(languageOf(req).code);
    const { person } = visitorOf(req);
    const read = await readRegister(services.store, here, person, placeIn(req));
    res.render('kpas/register', { ...read, parts: linksAround(req, read.around) });
  });

  interface Shown {
    readonly values?: Typed;
    readonly seen?: string;
    readonly agreed?: string;
    readonly [more: string]: unknown;
  }

  async function show(req: Request, res: Response, { values, seen, agreed, ...more }: Shown) {
    const { kpa, person } = visitorOf(req);
    const shown: Typed = values ?? typedProfile(profileOf(kpa));
    const { ownTitle: mine = '' } = shown;
    const mayChange = may(person, 'change the kpa');
    res.render('kpas/profile', {
      kpa,
      mayChange,
      values: shown,
      signer: { name: person.name, title: sayTitle(mine === '' ? titleOf(person) : mine) },
      lacksTitle: person.title === undefined,
      seen: seen ?? profileSeen(kpa),
      agreed: agreed ?? '',
      isOfNetwork: may(person, 'run the network'),
      keys: mayChange && (await keysInUse(services, kpa.id)),
      keysChanged: req.query['cle'] !== undefined,
      ...more,
    });
  }

  return router;
}

const LABELS: Readonly<Record<string, Message>> = {
  name: say('kpa.field-name'),
  description: say('kpa.field-description'),
  descriptionInEnglish: say('kpa.field-english'),
  place: say('kpa.field-place'),
  carrier: say('kpa.field-carrier'),
  memberSince: say('kpa.field-since'),
  email: say('kpa.field-email'),
  phone: say('kpa.field-phone'),
  keepsYears: say('kpa.field-years'),
};

/** What somebody else wrote meanwhile, where it is not what was typed. */
function differences(typed: Typed, there: Typed) {
  return Object.entries(there)
    .filter(([field, value]) => (typed[field] ?? '') !== value)
    .map(([field, value]) => ({ href: `#${field}`, label: LABELS[field], value }));
}
