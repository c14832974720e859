/** /reseau: the network role, given to somebody of a KPA’s team and taken again, by who has it. */
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { repeatableId } from '../../../badges/repeatable-id.ts';
import { say } from '../../../language/message.ts';
import type { Register } from '../../../register/register.ts';
import type { RegisterAct } from '../../../register/acts.ts';
import type { Person, Store } from '../../../storage/store.ts';
import { actIn } from '../../../web/acts/act-of-form.ts';
import { demandProof } from '../../../web/connections/proof.ts';
import { type FormResult, formView, readForm, textField } from '../../../web/forms.ts';
import { kpaOf } from '../../../web/kpa-in-path.ts';
import { allow, visitorOf } from '../../../web/sessions.ts';
import { giveNetworkRole, peopleOfNetwork, takeNetworkRole } from './network-role.ts';

interface Services {
  readonly store: Store;
  readonly clock: () => Date;
  readonly register: Register;
}

const giving = z.object({
  email: textField({ empty: say('network.no-email'), most: 200 }).pipe(
    z.string().toLowerCase().pipe(z.email('people.email-incomplete')),
  ),
});
const taking = z.object({ person: z.uuid(), kpa: z.uuid() });

type Refused = Extract<FormResult<unknown>, { ok: false }>;

export function networkRoleRoutes(services: Services): Router {
  const { store, clock, register } = services;
  const router = Router();
  router.use('/reseau', allow('run the network'));

  router.get('/reseau/:slug/role', async (req, res) => {
    await show(req, res);
  });

  router.post('/reseau/:slug/role', async (req, res) => {
    const form = readForm(giving, req.body);
    if (!form.ok) {
      await show(req, res.status(422), form);
      return;
    }
    demandProof(req, clock());
    const kpa = await kpaOf(store, req);
    const person = await giveNetworkRole(services, kpa, form.values.email);
    if (!person) {
      const errors = [{ field: 'email', message: say('network.nobody-of-team') }];
      await show(req, res.status(422), { ok: false, errors, typed: form.values });
      return;
    }
    await note(req, person, 'network-role-given');
    res.redirect(303, '/reseau#role');
  });

  // One that was taken already is taken.
  router.post('/reseau/role/retirer', async (req, res) => {
    const { data } = taking.safeParse(req.body);
    demandProof(req, clock());
    const whose = data && { id: data.person, kpaId: data.kpa };
    if (whose && (await takeNetworkRole(services, whose))) {
      await note(req, whose, 'network-role-taken');
    }
    const isOwn = whose?.id === visitorOf(req).person.id;
    res.redirect(303, isOwn ? '/connexion' : '/reseau#role');
  });

  /** After it: it can be refused while it is written. The same form, sent again, notes it once. */
  async function note(req: Request, whose: Pick<Person, 'id' | 'kpaId'>, act: RegisterAct) {
    const { person: by } = visitorOf(req);
    const id = repeatableId(`register/${act}/${by.id}/${whose.id}/${actIn(req.body)}`);
    await register.note({ kpaId: whose.kpaId, by: by.id, act, about: whose.id, id });
  }

  async function show(req: Request, res: Response, refused?: Refused) {
    const kpa = await kpaOf(store, req);
    res.render('kpas/network-role', {
      ...{ kpa, act: actIn(req.body) },
      ...(refused && formView(refused)),
    });
  }

  return router;
}

/** For the page of the network: who they are, and of which KPA. */
export async function networkTeam(services: Pick<Services, 'store'>) {
  const all = await peopleOfNetwork(services);
  return all.map(({ person, kpa }) => ({
    ...{ id: person.id, kpaId: person.kpaId, name: person.name, kpa: kpa?.name },
    isLast: all.length === 1,
  }));
}
