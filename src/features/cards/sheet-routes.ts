/**
 * Up to four cards made at one table: who is there is chosen, each types a secret code on the phone that
 * is handed round, and all of them come out of the printer on one sheet. What was made so far goes along
 * in the form; each step, sent again, is the same.
 */
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type { Addresses } from '../../badges/addresses.ts';
import { isGone, isHere } from '../../badges/records/who-stays.ts';
import type { PinHashes } from '../../keys/pin-hashes.ts';
import { type Message, say, typed } from '../../language/message.ts';
import { isOrWasStaff, mayHelpSignIn } from '../../people/who-may.ts';
import { HttpError } from '../../problems/http-error.ts';
import type { Register } from '../../register/register.ts';
import type { Kpa, Person, Store } from '../../storage/store.ts';
import { newAct } from '../../web/acts/act-of-form.ts';
import { type FieldError, formView, severalIn } from '../../web/forms.ts';
import { isTurned, readChoices, tickedIn } from '../../web/lists/choices.ts';
import { type PlaceInList, readPart } from '../../web/lists/parts.ts';
import { demandProof } from '../../web/connections/proof.ts';
import { qrCode } from '../../web/qr-code.ts';
import { allow, visitorOf } from '../../web/sessions.ts';
import { groupsOf } from './card-code.ts';
import { cardState } from './card-state.ts';
import { makeAsked } from './make-asked.ts';
import { keysMadeBy } from './make-card.ts';

interface Services {
  readonly store: Store;
  readonly clock: () => Date;
  readonly addresses: Addresses;
  readonly appSecret: string;
  readonly pinHashes: PinHashes;
  readonly register: Register;
}

/** As many as stand on a sheet of paper. */
const MOST = 4;
const CHOOSE = '/personnes/cartes';

const formId = z.uuid();

/** The forms that have made a card, in the order of the people. */
const madeIn = (body: unknown): readonly string[] =>
  severalIn(body, 'made')
    .filter((one) => formId.safeParse(one).success)
    .slice(0, MOST);

export function cardSheetRoutes(services: Services): Router {
  const { store, clock, addresses } = services;
  const router = Router();
  router.use(CHOOSE, allow('help cooperants sign in', 'help staff sign in'));

  router.get(CHOOSE, async (req, res) => {
    await choose(req, res);
  });

  // Where one comes back to from an answer, in another language.
  router.get(`${CHOOSE}/code`, (_req, res) => {
    res.redirect(303, CHOOSE);
  });

  router.post(CHOOSE, async (req, res) => {
    if (isTurned(req.body)) {
      await choose(req, res);
      return;
    }
    const people = await peopleIn(req);
    const ticked = new Set(tickedIn(req.body, 'people'));
    const wrong = wrongWith(people.length, ticked.size);
    const [first] = people;
    if (wrong || !first) {
      await choose(req, res.status(422), [{ field: 'people', message: wrong ?? NOBODY }]);
      return;
    }
    if (people.some(isOrWasStaff)) demandProof(req, clock());
    await ask(res, { people, made: [] }, newAct());
  });

  router.post(`${CHOOSE}/code`, async (req, res) => {
    const round = { people: await peopleIn(req), made: madeIn(req.body) };
    const person = round.people[round.made.length];
    if (!person) throw new HttpError('CONFLICT', say('card.begin-again'));
    // Those that were made open already: they are printed.
    if (severalIn(req.body, 'stop').length > 0 && round.made.length > 0) {
      const people = round.people.slice(0, round.made.length);
      await show(res, visitorOf(req).kpa, { ...round, people });
      return;
    }
    const card = await makeAsked(services, req, person);
    if ('errors' in card) {
      await ask(res.status(card.status), round, card.act, card.errors);
      return;
    }
    const next = { ...round, made: [...round.made, card.act] };
    if (next.made.length < next.people.length) await ask(res, next, newAct());
    else await show(res, visitorOf(req).kpa, next);
  });

  interface Round {
    readonly people: readonly Person[];
    readonly made: readonly string[];
  }

  /** In the order in which they were ticked; whom this visitor may help, and nobody else. */
  async function peopleIn(req: Request): Promise<readonly Person[]> {
    const { person: by, kpa } = visitorOf(req);
    const ids = [...new Set(tickedIn(req.body, 'people'))].slice(0, MOST);
    const found = await store.people(kpa.id).readable.findByIds(ids);
    const known = new Map(found.map((one) => [one.id, one]));
    const there = ids.flatMap((id) => known.get(id) ?? []);
    return there.filter((person) => !isGone(person) && mayHelpSignIn(by, person));
  }

  async function choose(req: Request, res: Response, errors: readonly FieldError[] = []) {
    const { person: by, kpa } = visitorOf(req);
    const people = store.people(kpa.id);
    const isOpen = (person: Person) => isHere(person) && mayHelpSignIn(by, person);
    const choices = await readChoices<Person>({
      list: 'people',
      // An address of those who were added just now ticks them.
      given: req.method === 'POST' ? req.body : req.query,
      async read(place: PlaceInList | undefined) {
        const { items, ...around } = await readPart(people, { index: 'byName' }, place);
        return { items: items.filter(isOpen), ...around };
      },
      ticked: async (ids) => (await people.readable.findByIds(ids)).filter(isOpen),
    });
    const cards = await Promise.all(choices.shown.map((person) => cardState(store, person)));
    res.render('cards/choose', {
      ...formView({ errors, typed: {} }),
      turns: choices.turns,
      people: choices.shown.map(({ id, name }, at) => ({
        value: id,
        label: typed(name),
        detail: cards[at]?.said,
        checked: choices.isTicked(id),
      })),
    });
  }

  async function ask(
    res: Response,
    { people, made }: Round,
    act: string,
    errors?: readonly FieldError[],
  ): Promise<void> {
    const person = people[made.length];
    if (!person) return;
    const card = await cardState(store, person);
    const refused = errors && formView({ errors, typed: {} });
    res.set('Cache-Control', 'private, no-store').render('cards/new', {
      ...{ person, act, card, made, ...refused },
      people: people.map(({ id }) => id),
      step: made.length + 1,
      total: people.length,
      action: `${CHOOSE}/code`,
    });
  }

  async function show(res: Response, kpa: Kpa, { people, made }: Round): Promise<void> {
    const all = people.map((person, at) => keysMadeBy(services, person, made[at] ?? ''));
    const keys = await Promise.all(all);
    const cards = people.flatMap((person, at) => {
      const found = keys[at];
      if (!found) return [];
      return [{ person, groups: groupsOf(found.code), qr: qrCode(addresses.card(found.secret)) }];
    });
    if (cards.length < people.length) throw new HttpError('CONFLICT', say('card.begin-again'));
    const address = addresses.card().replace(/^https?:\/\//, '');
    const view = { cards, address, kpa, on: clock().toISOString() };
    res.set('Cache-Control', 'private, no-store').render('cards/several', view);
  }

  return router;
}

const NOBODY = say('card.nobody-chosen');

function wrongWith(there: number, ticked: number): Message | undefined {
  if (ticked > MOST) return say('card.four-at-most');
  if (there < ticked) return say('form.no-such-choice');
  return ticked === 0 ? NOBODY : undefined;
}
