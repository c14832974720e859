/** « Le compte de votre structure »: a responsable says where the people of a KPA have an account. */
import { type Request, type Response, Router } from 'express';
import type { Addresses } from '../../badges/addresses.ts';
import { repeatableId } from '../../badges/repeatable-id.ts';
import type { Custody } from '../../keys/custody.ts';
import type { Register } from '../../register/register.ts';
import type { Store } from '../../storage/store.ts';
import { actIn } from '../../web/acts/act-of-form.ts';
import { demandProof } from '../../web/connections/proof.ts';
import { type FieldError, formView, readForm, typedIn } from '../../web/forms.ts';
import { allow, visitorOf } from '../../web/sessions.ts';
import { findProvider } from './accounts.ts';
import type { Oidc } from './oidc.ts';
import { providerForm, saveProvider } from './save-provider.ts';

interface Services {
  readonly store: Store;
  readonly clock: () => Date;
  readonly addresses: Addresses;
  readonly custody: Custody;
  readonly register: Register;
  readonly oidc: Oidc;
}

const PATH = '/kpa/compte';

export function providerSetUpRoutes(services: Services): Router {
  const { store, clock, register, addresses } = services;
  const router = Router();
  router.use(PATH, allow('choose a sign-in provider'));

  router.get(PATH, async (req, res) => {
    demandProof(req, clock());
    await ask(req, res);
  });

  router.post(PATH, async (req, res) => {
    demandProof(req, clock());
    const form = readForm(providerForm, req.body);
    const errors = form.ok ? await save(req, form.values) : form.errors;
    if (errors.length === 0) res.redirect(303, `${PATH}?enregistre`);
    else await ask(req, res.status(422), errors);
  });

  router.post(`${PATH}/retirer`, async (req, res) => {
    demandProof(req, clock());
    const { kpa } = visitorOf(req);
    if (await findProvider(store, kpa.id)) {
      await note(req, 'provider-removed');
      await store.signInProviders.remove(kpa.id);
    }
    res.redirect(303, PATH);
  });

  async function save(
    req: Request,
    values: Parameters<typeof saveProvider>[2],
  ): Promise<readonly FieldError[]> {
    const error = await saveProvider(services, visitorOf(req).kpa.id, values);
    if (error) return [error];
    await note(req, 'provider-chosen');
    return [];
  }

  function note(req: Request, act: 'provider-chosen' | 'provider-removed'): Promise<void> {
    const { id: by, kpaId } = visitorOf(req).person;
    const id = repeatableId(`register/${act}/${kpaId}/${actIn(req.body)}`);
    return register.note({ kpaId, by, act, id });
  }

  /** The secret is shown to nobody, typed or kept. */
  async function ask(req: Request, res: Response, errors?: readonly FieldError[]): Promise<void> {
    const { kpa } = visitorOf(req);
    const provider = await findProvider(store, kpa.id);
    const { secret: _secret, ...typed } = typedIn(req.body);
    const kept = provider && { ...provider, sealedSecret: undefined };
    res.render('providers/set-up', {
      provider: kept,
      act: actIn(req.body),
      redirectUri: addresses.providerReturn(kpa.slug),
      saved: req.query['enregistre'] !== undefined,
      values: errors ? typed : kept,
      ...(errors && formView({ errors, typed })),
    });
  }

  return router;
}
