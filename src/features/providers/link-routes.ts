/** « Relier »: a responsable says whose account it is, by the code that its person sees. */
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { repeatableId } from '../../badges/repeatable-id.ts';
import { personInPath } from '../../people/person-in-path.ts';
import { HELPING } from '../../people/who-may.ts';
import type { Register } from '../../register/register.ts';
import type { Person, Store } from '../../storage/store.ts';
import { arrivalOf } from '../../web/arrival.ts';
import { actIn } from '../../web/acts/act-of-form.ts';
import { type FieldError, formView, readForm } from '../../web/forms.ts';
import { demandProof } from '../../web/connections/proof.ts';
import { allow, visitorOf } from '../../web/sessions.ts';
import { accountState } from './account-state.ts';
import { linkAccount, unlinkAccount, waitingAccounts } from './link-account.ts';

interface Services {
  readonly store: Store;
  readonly clock: () => Date;
  readonly appSecret: string;
  readonly register: Register;
}

const linkForm = z.object({
  account: z.string({ error: 'provider.no-code' }).max(100, 'provider.no-such-code'),
});

const PATH = '/personnes/:id/compte';

export function accountLinkRoutes(services: Services): Router {
  const { store, register, clock } = services;
  const router = Router();
  router.use(PATH, allow('link accounts'));

  router.get(PATH, async (req, res) => {
    await ask(req, res, await personInPath(store, req, HELPING));
  });

  router.post(PATH, async (req, res) => {
    const person = await personInPath(store, req, HELPING);
    const form = readForm(linkForm, req.body);
    if (!form.ok) {
      await ask(req, res.status(422), person, form.errors);
      return;
    }
    demandProof(req, clock());
    const linking = await linkAccount(services, person, form.values.account, arrivalOf(req));
    if (linking.outcome === 'refused') {
      await ask(req, res.status(422), person, [{ field: 'account', message: linking.said }]);
      return;
    }
    await note(req, person, 'account-linked');
    res.redirect(303, `/personnes/${person.id}#fiche`);
  });

  router.post(`${PATH}/delier`, async (req, res) => {
    const person = await personInPath(store, req, HELPING);
    demandProof(req, clock());
    if ((await accountState(store, person))?.isLinked === true) {
      await note(req, person, 'account-unlinked');
      await unlinkAccount(services, person);
    }
    res.redirect(303, `/personnes/${person.id}#fiche`);
  });

  function note(
    req: Request,
    { id: about, kpaId }: Person,
    act: 'account-linked' | 'account-unlinked',
  ): Promise<void> {
    const { id: by } = visitorOf(req).person;
    const id = repeatableId(`register/${act}/${about}/${actIn(req.body)}`);
    return register.note({ kpaId, by, act, about, id });
  }

  async function ask(
    req: Request,
    res: Response,
    person: Person,
    errors?: readonly FieldError[],
  ): Promise<void> {
    const [account, waiting] = await Promise.all([
      accountState(store, person),
      waitingAccounts(services, person.kpaId),
    ]);
    res.render('providers/link', {
      person,
      account,
      waiting,
      isAsking: waiting.length > 0 || errors !== undefined,
      act: actIn(req.body),
      ...(errors && formView({ errors, typed: {} })),
    });
  }

  return router;
}
