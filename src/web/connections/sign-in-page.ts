/** The page to sign in on, with each way that is there. */
import type { Request, Response } from 'express';
import type { SignInProvider, Store } from '../../storage/store.ts';
import { type FieldError, formView, type Typed } from '../forms.ts';
import type { KeptForms } from '../kept/kept-forms.ts';
import { isPhone } from './device.ts';

type Providers = Pick<Store, 'signInProviders' | 'kpas'>;

/** So many are told one by one; of more, there is a list. */
const MOST_PROVIDERS = 3;

interface Services {
  readonly store: Providers;
  readonly keptForms: Pick<KeptForms, 'isWaiting'>;
}

export function createSignInPage({ store, keptForms }: Services) {
  return async (
    req: Request,
    res: Response,
    errors: readonly FieldError[] = [],
    typed: Typed = {},
  ): Promise<void> => {
    const query = { index: 'byName', limit: MOST_PROVIDERS + 1 } as const;
    const { items } = await store.signInProviders.readable.find(query);
    const areFew = items.length <= MOST_PROVIDERS;
    res.render('sign-in/ask', {
      isWaiting: await keptForms.isWaiting(req),
      isPhone: isPhone(req.get('user-agent')),
      ...(items.length > 0 &&
        (areFew ? { providers: await placesToEnter(store, items) } : { hasMany: true })),
      ...(errors.length > 0 && formView({ errors, typed })),
    });
  };
}

/** The structure, its KPA, and where to begin. */
export async function placesToEnter(
  { kpas }: Pick<Store, 'kpas'>,
  providers: readonly SignInProvider[],
) {
  const found = await kpas.readable.findByIds(providers.map(({ kpaId }) => kpaId));
  const byId = new Map(found.map((kpa) => [kpa.id, kpa]));
  return providers.flatMap(({ kpaId, name }) => {
    const kpa = byId.get(kpaId);
    return kpa ? [{ name, kpaName: kpa.name, href: `/connexion/structure/${kpa.slug}` }] : [];
  });
}
