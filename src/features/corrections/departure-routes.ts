/** Somebody leaves: what changes and what stays is read first, then the day is noted (docs/adr/0039). */
import { type Request, Router } from 'express';
import { repeatableId } from '../../badges/repeatable-id.ts';
import { wakeClaims } from '../../claims/rest-claims.ts';
import { say } from '../../language/message.ts';
import { LastManagerError } from '../../people/last-manager.ts';
import { followName } from '../../people/name-rows.ts';
import { personInPath } from '../../people/person-in-path.ts';
import { isOrWasStaff, SEEING_OFF } from '../../people/who-may.ts';
import type { RegisterAct } from '../../register/acts.ts';
import type { Register } from '../../register/register.ts';
import type { Person, Store, Stored } from '../../storage/store.ts';
import { actIn } from '../../web/acts/act-of-form.ts';
import { type FieldError, formView, readForm, severalIn, typedIn } from '../../web/forms.ts';
import { demandProof } from '../../web/connections/proof.ts';
import { allow, visitorOf } from '../../web/sessions.ts';
import { type Departure, departureForm, isBoth, keptUntil, yearsKept } from './departure-form.ts';
import { hasDeparted, noteDeparture, returned, StillOfNetworkError } from './note-departure.ts';

interface Services {
  readonly store: Store;
  readonly clock: () => Date;
  readonly register: Register;
}

export function departureRoutes(services: Services): Router {
  const { store, clock, register } = services;
  const router = Router();
  const path = '/personnes/:id/depart';
  router.use(path, allow('see cooperants off', 'see staff off'));

  router.get(path, async (req, res) => {
    const person = await leaving(req);
    res.render('corrections/departure', pageOf(req, person, { values: { leftOn: today() } }));
  });

  router.post(path, async (req, res) => {
    const person = await leaving(req);
    const form = readForm(departureForm(person, today()), req.body);
    if (!form.ok) {
      const view = formView(form);
      res.status(422).render('corrections/departure', pageOf(req, person, view));
      return;
    }
    if (isOrWasStaff(person)) demandProof(req, clock());
    const { leftOn, how } = form.values;
    const years = yearsKept(visitorOf(req).kpa);
    const errors = await depart(person, { leftOn, how, years });
    if (errors.length > 0) {
      const view = formView({ errors, typed: typedIn(req.body) });
      res.status(422).render('corrections/departure', pageOf(req, person, view));
      return;
    }
    await note(req, person, how === 'team' ? 'team-left' : 'departure-noted');
    res.redirect(303, `/personnes/${person.id}?fait=depart`);
  });

  router.post(`${path}/revenir`, async (req, res) => {
    const person = await leaving(req);
    if (isOrWasStaff(person)) demandProof(req, clock());
    // First: cut short after it, they are gone still, and the same press does the rest.
    await wakeClaims(store, person);
    const back = await store.people(person.kpaId).update(person.id, returned);
    if (back) await followName(store, back);
    // What they said in the meantime was put to rest.
    if (back) await wakeClaims(store, back);
    if (hasDeparted(person)) await note(req, person, 'departure-taken-back');
    res.redirect(303, `/personnes/${person.id}?fait=retour`);
  });

  const today = () => clock().toISOString().slice(0, 10);

  /** What is to be said of a departure that cannot be. */
  async function depart(
    person: Stored<Person>,
    noted: { readonly leftOn: string; readonly how: Departure; readonly years: number },
  ): Promise<readonly FieldError[]> {
    try {
      await noteDeparture(services, person, noted);
      return [];
    } catch (error) {
      if (error instanceof StillOfNetworkError) {
        return [{ field: 'leftOn', message: say('corrections.still-of-network') }];
      }
      if (!(error instanceof LastManagerError)) throw error;
      return [{ field: 'leftOn', message: say('corrections.last-manager-leaves') }];
    }
  }

  /** After it: it can be refused while it is written. */
  async function note(req: Request, { id: about }: Person, act: RegisterAct): Promise<void> {
    const { kpa, person: by } = visitorOf(req);
    const id = repeatableId(`register/${act}/${by.id}/${actIn(req.body)}`);
    await register.note({ kpaId: kpa.id, by: by.id, act, about, id });
  }

  function pageOf(req: Request, person: Person, view: { readonly values: object }) {
    const { kpa } = visitorOf(req);
    const years = yearsKept(kpa);
    const [how] = severalIn(req.body, 'how');
    const ways = [
      { value: 'team', label: say('corrections.leaves-team'), checked: how === 'team' },
      { value: 'all', label: say('corrections.leaves-all'), checked: how === 'all' },
    ];
    return {
      ...view,
      person,
      act: actIn(req.body),
      isStaff: isOrWasStaff(person),
      isCooperant: person.roles.includes('cooperant'),
      ...(isBoth(person) && { ways }),
      years,
      until: keptUntil(today(), years),
    };
  }

  const leaving = (req: Request) => personInPath(store, req, SEEING_OFF);

  return router;
}
