import { type Request, Router } from 'express';
import type { Logger } from 'pino';
import type { Outbox } from '../../outbox/outbox.ts';
import type { Register } from '../../register/register.ts';
import type { Filling, Person } from '../../storage/store.ts';
import type { Participations } from '../../experiences/fill.ts';
import type { Addresses } from '../../badges/addresses.ts';
import { arrivalOf } from '../../web/arrival.ts';
import { actIn, newAct } from '../../web/acts/act-of-form.ts';
import { may } from '../../badges/rights.ts';
import { repeatableId } from '../../badges/repeatable-id.ts';
import { FormUsedError } from '../../web/acts/made-once.ts';
import { formView, readForm, severalIn, typedIn } from '../../web/forms.ts';
import { type Message, say, typed } from '../../language/message.ts';
import { ROLE_LABELS } from '../../badges/labels.ts';
import { languageOf } from '../../web/page-language.ts';
import { qrCode } from '../../web/qr-code.ts';
import { demandProof } from '../../web/connections/proof.ts';
import { connectionsOf } from '../../web/connections/connections.ts';
import { linksAround, placeIn } from '../../web/lists/parts.ts';
import { allowOurScripts } from '../../web/security-headers.ts';
import { allow, visitorOf } from '../../web/sessions.ts';
import { findTwins } from '../../people/find-twins.ts';
import { keepApart, lookAlikesOf } from '../../people/look-alikes.ts';
import { addPerson, personForm } from './add-person.ts';
import { describePerson } from './describe-person.ts';
import { EmailTakenError } from '../../people/email-address.ts';
import { noticesFor } from '../../notices/give-on-paper.ts';
import { openOf } from '../../claims/asked-claims.ts';
import { lastLetter } from './last-letter.ts';
import { listPeople, searchPeople } from './list-people.ts';
import { grantableRoles } from './grantable-roles.ts';
import { firstWaiting, type WaitingServices } from '../../people/waiting-for-recognition.ts';
import { numberOf } from '../../people/phone-number.ts';
import { personInPath } from '../../people/person-in-path.ts';
import {
  HELPING,
  isOrWasStaff,
  mayCorrect,
  mayHelpSignIn,
  maySeeOff,
} from '../../people/who-may.ts';
import { readBadges, readExperiences } from './read-person.ts';
import { sayDone } from './say-done.ts';

interface Services extends WaitingServices {
  readonly participations: Participations;
  readonly names: Filling;
  readonly addresses: Addresses;
  readonly log: Logger;
  readonly outbox: Pick<Outbox, 'lastTo' | 'takesSms'>;
  readonly register: Register;
  /** What is said of their card. */
  readonly cardState: (
    person: Person,
  ) => Promise<{ readonly isThere: boolean; readonly said: Message }>;
  /** The devices that they come in with. */
  readonly passkeysOf: (person: Person) => Promise<readonly object[]>;
  /** Their account at the provider of their KPA. */
  readonly accountState: (person: Person) => Promise<object | undefined>;
  /** Makes a sign-in link to give by hand; returns its token. */
  readonly createSignInLink: (
    person: Pick<Person, 'id' | 'kpaId'>,
    options: { minutes: number; at: Date },
  ) => Promise<string>;
}

const BY_HAND_MINUTES = 30;
/** As long as a name can be. */
const LONGEST_SEARCH = 80;
/** In the address of the list: a letter of the alphabet, and the list of who has left. */
const LETTER = 'lettre';
const LEFT = 'parties';
/** The lists on the page of a person. */
const LISTS = ['badges', 'experiences'] as const;

export function peopleRoutes(services: Services): Router {
  const { store, definitions, addresses, log, register } = services;
  const { takesSms } = services.outbox;
  const router = Router();
  router.use('/personnes', allow('see people'));

  router.get('/personnes', allowOurScripts, async (req, res) => {
    const { kpa } = visitorOf(req);
    const place = { place: placeIn(req), leftPlace: placeIn(req, LEFT) };
    const [{ around, leftAround, ...list }, toRecognise] = await Promise.all([
      listPeople(services, kpa.id, { letter: letterIn(req), ...place }),
      firstWaiting(services, definitions.in(languageOf(req).code), kpa),
    ]);
    res.render('people/list', {
      ...list,
      toRecognise,
      erased: req.query['efface'] !== undefined,
      parts: linksAround(req, around, undefined, [LETTER]),
      leftParts: linksAround(req, leftAround, LEFT, [LETTER]),
    });
  });

  // Where one comes back to from an answer, in another language.
  router.get('/personnes/recherche', (_req, res) => {
    res.redirect(303, '/personnes');
  });

  // Changes nothing, and is sent as a form all the same: no name stands in an address.
  router.post('/personnes/recherche', allowOurScripts, async (req, res) => {
    const typed = severalIn(req.body, 'search')[0]?.trim().slice(0, LONGEST_SEARCH) ?? '';
    if (typed === '') {
      res.redirect(303, '/personnes');
      return;
    }
    const found = await searchPeople(services, visitorOf(req).kpa.id, typed);
    res.render('people/list', { ...found, searched: typed });
  });

  router.get('/personnes/nouvelle', async (req, res) => {
    const [id = ''] = severalIn(req.query, 'ajoutee');
    const added = id === '' ? undefined : await store.people(visitorOf(req).kpa.id).findById(id);
    res.render('people/new', { act: actIn(req.body), roles: roleChoices(req), added, takesSms });
  });

  router.post('/personnes', async (req, res) => {
    const { person: by } = visitorOf(req);
    const form = readForm(personForm(grantableRoles(by), takesSms), req.body);
    const act = actIn(req.body);
    const isOfTeam = form.ok && form.values.roles.some((role) => role !== 'cooperant');
    if (isOfTeam) demandProof(req, services.clock());
    const isAnother = severalIn(req.body, 'another').includes('yes');
    const added = form.ok
      ? await add(by, act, form.values, isAnother)
      : { ...form, act, status: 422 };
    if ('errors' in added) {
      const view = formView({ errors: added.errors, typed: typedIn(req.body) });
      const asks = added.errors.some(({ field }) => field === 'another') || isAnother;
      const twin = 'twin' in added ? added.twin : undefined;
      const page = {
        act: added.act,
        roles: roleChoices(req),
        ...view,
        asks,
        isAnother,
        twin,
        takesSms,
      };
      res.status(added.status).render('people/new', page);
      return;
    }
    const isNext = severalIn(req.body, 'then').includes('next');
    res.redirect(
      303,
      isNext ? `/personnes/nouvelle?ajoutee=${added.id}` : `/personnes/${added.id}`,
    );
  });

  router.get('/personnes/:id', async (req, res) => {
    const person = await personInPath(store, req);
    const visitor = visitorOf(req);
    const here = definitions.in(languageOf(req).code);
    const mayHelp = mayHelpSignIn(visitor.person, person);
    const [badges, experiences, letter, card, passkeys, account, connections, alike, open, due] =
      await Promise.all([
        readBadges(services, here, visitor, person, placeIn(req, 'badges')),
        readExperiences(services, here, person, placeIn(req, 'experiences')),
        lastLetter(services, person),
        services.cardState(person),
        services.passkeysOf(person),
        services.accountState(person),
        connectionsOf(services, person),
        lookAlikesOf(services, person.kpaId, [person]),
        may(visitor.person, 'answer claims') ? openOf(store, visitor.person, person) : [],
        noticesFor(store, person, visitor.person),
      ]);
    res.render('people/person', {
      requests: open.map(({ claim: { id, state, since }, by }) => ({ id, state, since, by })),
      hasSheet: person.leftOn === undefined && due.length > 0,

      person: describePerson(person),
      phone: numberOf(services.outbox, person),
      done: sayDone(req.query['fait']),
      act: newAct(),
      badges: { ...badges, parts: linksAround(req, badges.around, 'badges', LISTS) },
      severalStand: badges.severalStand,
      experiences: {
        ...experiences,
        parts: linksAround(req, experiences.around, 'experiences', LISTS),
      },
      canCorrect: mayCorrect(visitor.person, person),
      canHelp: mayHelp,
      canSeeOff: maySeeOff(visitor.person, person),
      canErase: may(visitor.person, 'erase who left'),
      lastLetter: letter,
      card,
      passkeys,
      account,
      canLink: may(visitor.person, 'link accounts') && mayHelp && account !== undefined,
      connections,
      alike: alike.get(person.id)?.filter((other) => mayCorrect(visitor.person, other)),
    });
  });

  // For a person without e-mail: shown once, to be scanned or copied on the spot.
  router.post('/personnes/:id/lien', async (req, res) => {
    const person = await personInPath(store, req, HELPING);
    const { person: by } = visitorOf(req);
    if (isOrWasStaff(person)) demandProof(req, services.clock());
    await register.note({ kpaId: by.kpaId, by: by.id, act: 'link-given', about: person.id });
    log.info({ by: by.id, for: person.id }, 'a sign-in link was given by hand');
    const token = await services.createSignInLink(person, {
      ...{ minutes: BY_HAND_MINUTES, at: arrivalOf(req) },
    });
    const link = addresses.signInLink(token);
    const view = {
      person: describePerson(person),
      link,
      qr: qrCode(link),
      minutes: BY_HAND_MINUTES,
    };
    // A key to somebody's session: not even for « back ».
    res.set('Cache-Control', 'private, no-store').render('people/link', view);
  });

  async function add(
    by: Person,
    act: string,
    values: Parameters<typeof addPerson>[2],
    isAnother: boolean,
  ) {
    try {
      const id = repeatableId(`person/${by.id}/${act}`);
      const twins = await twinsOf(services, by.kpaId, values.name, id);
      const [twin] = isAnother ? [] : twins;
      if (twin) {
        const message = say('people.looks-like', { name: typed(twin.name), on: twin.joinedOn });
        return { errors: [{ field: 'another', message }], act, status: 409, twin };
      }
      const person = await addPerson(services, by.kpaId, values, id);
      if (isAnother) {
        const ids = twins.map((one) => one.id);
        await keepApart(store, person, ids);
      }
      const noted = repeatableId(`register/${id}`);
      const { kpaId } = by;
      await register.note({ kpaId, by: by.id, act: 'person-added', about: person.id, id: noted });
      return person;
    } catch (error) {
      if (error instanceof FormUsedError) {
        return { errors: [{ field: 'name', message: error.said }], act: newAct(), status: 409 };
      }
      if (!(error instanceof EmailTakenError)) throw error;
      const message = say('people.email-taken', { name: typed(error.person.name) });
      return { errors: [{ field: 'email', message }], act, status: 422 };
    }
  }

  return router;
}

/** Others of nearly this name, unless this very form has added its person already. */
async function twinsOf(services: Services, kpaId: string, name: string, id: string) {
  if (await services.store.people(kpaId).findById(id)) return [];
  const twins = (await findTwins(services, kpaId, [name])).get(name) ?? [];
  // The same form, sent twice at once, may have added its own.
  return twins.filter((one) => one.id !== id);
}

/** One letter, as they are kept: what is none is the whole list. */
function letterIn(req: Request): string | undefined {
  const [letter = ''] = severalIn(req.query, LETTER);
  return /^.$/u.test(letter) ? letter.toLowerCase() : undefined;
}

function roleChoices(req: Request) {
  const ticked = severalIn(req.body, 'roles');
  return grantableRoles(visitorOf(req).person).map((role) => ({
    value: role,
    label: ROLE_LABELS[role],
    checked: ticked.includes(role),
  }));
}
