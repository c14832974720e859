/** A person’s record is corrected; what was signed in another name is signed anew (docs/adr/0039). */
import { type Request, type Response, Router } from 'express';
import type { Outbox } from '../../outbox/outbox.ts';
import { knownTo } from '../../badges/records/known-to.ts';
import { repeatableId } from '../../badges/repeatable-id.ts';
import type { Definitions } from '../../definitions/definitions.ts';
import { type Message, say, typed } from '../../language/message.ts';
import { EmailTakenError } from '../../people/email-address.ts';
import { LastManagerError } from '../../people/last-manager.ts';
import { tellAgain } from '../../notices/tell-again.ts';
import { personInPath } from '../../people/person-in-path.ts';
import { CORRECTING } from '../../people/who-may.ts';
import type { Register } from '../../register/register.ts';
import type { RegisterAct } from '../../register/acts.ts';
import type { Person, Stored } from '../../storage/store.ts';
import { actIn } from '../../web/acts/act-of-form.ts';
import { type FieldError, formView, readForm, severalIn, typedIn } from '../../web/forms.ts';
import { demandProof } from '../../web/connections/proof.ts';
import { isTurned } from '../../web/lists/choices.ts';
import { keepConnection } from '../../web/connections/connections.ts';
import { allow, visitorOf } from '../../web/sessions.ts';
import { CorrectedMeanwhileError, type CorrectedPerson, correctPerson } from './correct-person.ts';
import { type PersonCorrection, correctionForm, correctionOf } from './correction-form.ts';
import { roleChoices, rolesTyped, stampOf } from './correction-form.ts';
import { meanwhile, valuesOf } from './correction-views.ts';
import { postNotice } from './email-notices.ts';
import { countToSign, type NamingServices, signNames } from '../../awards/names/sign-names.ts';

interface Services extends NamingServices {
  readonly definitions: Definitions;
  readonly register: Register;
  readonly outbox: Pick<Outbox, 'post' | 'takesSms'>;
}

const path = '/personnes/:id/corriger';

export function personCorrectionRoutes(services: Services): Router {
  const { store, register } = services;
  const { takesSms } = services.outbox;
  const router = Router();
  router.use(path, allow('correct cooperants', 'correct staff'), (_req, res, next) => {
    res.locals['takesSms'] = takesSms;
    next();
  });

  router.get(path, async (req, res) => {
    const person = await personToCorrect(req);
    show(req, res, person, { values: valuesOf(person), roles: person.roles });
  });

  router.post(path, async (req, res) => {
    const person = await personToCorrect(req);
    const { person: by } = visitorOf(req);
    // Back from the question, with what was typed.
    if (isTurned(req.body)) {
      show(req, res, person, { values: typedIn(req.body), roles: rolesTyped(req.body) });
      return;
    }
    const form = readForm(correctionForm(by, person, takesSms), req.body);
    if (!form.ok) {
      refuse(req, res.status(422), person, form.errors);
      return;
    }
    const said = correctionOf(form.values);
    if (opensOtherwise(person, said)) demandProof(req, services.clock());
    if (said.name !== person.name && severalIn(req.body, 'sign')[0] !== 'yes') {
      const count = await countToSign(services, person, said.name, mayKnow(by));
      if (count > 0) {
        const roles = rolesTyped(req.body);
        const shown = { person, said, seen: form.values.seen, act: actIn(req.body), count, roles };
        res.render('corrections/sign', shown);
        return;
      }
    }
    const corrected = await correct(person, said, form.values.seen);
    if ('errors' in corrected) {
      refuse(req, res.status(corrected.status), corrected.now, corrected.errors);
      return;
    }
    await follow(req, corrected, form.values.seen);
    res.redirect(303, `/personnes/${person.id}?fait=corrige`);
  });

  // What a corrected name has left to sign, when that was cut short.
  router.post(`${path}/signer`, async (req, res) => {
    const person = await personToCorrect(req);
    const { kpa, person: by } = visitorOf(req);
    if (person.nameToSign === true) await signNames(services, kpa, person, by.name);
    res.redirect(303, `/personnes/${person.id}`);
  });

  /** What follows from a correction that is stored. Sent again, the form follows it once more. */
  async function follow(
    req: Request,
    { before, after }: CorrectedPerson,
    seen: string | undefined,
  ): Promise<void> {
    const { kpa, person: by, session } = visitorOf(req);
    const form = `${by.id}/${actIn(req.body)}`;
    if (by.id === after.id && before.email !== after.email) await keepConnection(services, session);
    const toSign = await countToSign(services, after, after.name, mayKnow(by));
    const signs = after.nameToSign === true && toSign > 0;
    for (const act of actsOf(before, after, signs)) {
      const id = repeatableId(`register/${act}/${form}`);
      await register.note({ kpaId: kpa.id, by: by.id, act, about: after.id, id });
    }
    // Sent again, it finds what it wrote, also by a version that left it to that form alone.
    if (seen !== stampOf(before)) await tellAgain(services, after);
    await postNotice(services, kpa, after);
    if (after.nameToSign === true) await signNames(services, kpa, after, by.name);
  }

  async function correct(person: Stored<Person>, said: PersonCorrection, seen: string | undefined) {
    try {
      return await correctPerson(services, person, said, seen);
    } catch (error) {
      if (error instanceof CorrectedMeanwhileError) {
        return { status: 409, now: error.now, errors: meanwhile(error.now, said) };
      }
      const [field, message] = refusalOf(error);
      return { status: 422, now: person, errors: [{ field, message }] };
    }
  }

  const mayKnow = (by: Person) => knownTo(by, services.definitions);

  const personToCorrect = (req: Request) => personInPath(store, req, CORRECTING);

  return router;
}

/** Who comes in, or what they may do then. */
const opensOtherwise = (before: Person, said: PersonCorrection): boolean =>
  said.email !== before.email || said.roles.join() !== correctionOf(before).roles.join();

function actsOf(before: Person, after: Person, signs: boolean): readonly RegisterAct[] {
  return [
    'person-corrected',
    ...(isTold(before, after) ? [] : (['email-corrected'] as const)),
    ...(before.roles.join() === after.roles.join() ? [] : (['roles-changed'] as const)),
    ...(signs ? (['badges-in-new-name'] as const) : []),
  ];
}

/** A form that is sent again finds the address as it wants it: what a crash left is told then. */
const isTold = (before: Person, after: Person): boolean =>
  before.email === after.email && after.formerEmail === undefined;

/** The field, and what is said of it. Throws what is no refusal. */
function refusalOf(error: unknown): readonly [string, Message] {
  if (error instanceof EmailTakenError) {
    return ['email', say('people.email-taken', { name: typed(error.person.name) })];
  }
  if (error instanceof LastManagerError) return ['roles', say('corrections.last-manager')];
  throw error;
}

function refuse(req: Request, res: Response, now: Person, errors: readonly FieldError[]): void {
  const view = formView({ errors, typed: typedIn(req.body) });
  const { seen = '', ...values } = view.values;
  // Over what is there now: sent once more, what was typed takes its place.
  const values409 = res.statusCode === 409 ? stampOf(now) : seen;
  show(req, res, now, {
    ...view,
    values: { ...values, seen: values409 },
    roles: rolesTyped(req.body),
  });
}

interface Shown {
  readonly values: Readonly<Record<string, unknown>>;
  readonly roles: readonly string[];
}

function show(req: Request, res: Response, person: Person, shown: Shown): void {
  const roles = roleChoices(visitorOf(req).person, shown.roles);
  res.render('corrections/correct', { ...shown, person, act: actIn(req.body), roles });
}
