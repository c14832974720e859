/** A KPA says where its people have an account: what it says is tried before it is kept. */
import { z } from 'zod';
import type { Custody } from '../../keys/custody.ts';
import { say } from '../../language/message.ts';
import { ifRefused, type SignInProvider, type Store } from '../../storage/store.ts';
import { type FieldError, textField } from '../../web/forms.ts';
import { findProvider } from './accounts.ts';
import { type Oidc, secretContext } from './oidc.ts';

interface Services {
  readonly store: Pick<Store, 'signInProviders'>;
  readonly clock: () => Date;
  readonly custody: Pick<Custody, 'seal' | 'open'>;
  readonly oidc: Pick<Oidc, 'examine'>;
}

/** People copy the address that their administrators read. */
const WELL_KNOWN = /\/\.well-known\/openid-configuration\/?$/;

const isIssuer = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, port, username, password, search, hash } = new URL(text);
  const rest = [port, username, password, search, hash];
  return protocol === 'https:' && rest.every((part) => part === '') && !/\s/.test(text);
};

/** An issuer identifier has no query and no fragment (OpenID Connect Core 1.0 §2, `iss`). */
export const providerForm = z.object({
  name: textField({ empty: say('provider.no-name'), most: 60 }).refine(
    (name) => !name.includes('\n'),
    'form.unreadable',
  ),
  issuer: textField({ empty: say('provider.no-issuer'), most: 300 })
    .transform((typed) => typed.replace(WELL_KNOWN, ''))
    .refine(isIssuer, 'provider.issuer-of-https'),
  clientId: textField({ empty: say('provider.no-client'), most: 200 }),
  secret: z.string().trim().max(200, 'provider.secret-too-long').catch(''),
});

export type ChosenProvider = z.infer<typeof providerForm>;

/** What is wrong with it; undefined once it is kept. */
export async function saveProvider(
  services: Services,
  kpaId: string,
  chosen: ChosenProvider,
): Promise<FieldError | undefined> {
  const { name, issuer, clientId } = chosen;
  const before = await findProvider(services.store, kpaId);
  const secret = await secretFor(services, before, chosen);
  if (secret === undefined) return { field: 'secret', message: say('provider.no-secret') };
  const examined = await services.oidc.examine(kpaId, { issuer, clientId, secret });
  if ('failure' in examined) {
    const message =
      examined.failure === 'away' ? say('provider.issuer-away') : say('provider.issuer-wrong');
    return { field: 'issuer', message };
  }
  const sealedSecret = await services.custody.seal(secret, secretContext(kpaId));
  await put(services, kpaId, { name, issuer, clientId, sealedSecret });
  return undefined;
}

/** The one that is kept is sent to nobody but to whom it was for. */
async function secretFor(
  { custody }: Services,
  before: SignInProvider | undefined,
  { issuer, clientId, secret }: ChosenProvider,
): Promise<string | undefined> {
  if (secret !== '') return secret;
  if (before?.issuer !== issuer || before.clientId !== clientId) return undefined;
  return custody.open(before.sealedSecret, secretContext(before.kpaId));
}

type Put = Pick<SignInProvider, 'name' | 'issuer' | 'clientId' | 'sealedSecret'>;

async function put({ store, clock }: Services, kpaId: string, chosen: Put): Promise<void> {
  const changedAt = clock().toISOString();
  const change = () =>
    store.signInProviders.update(kpaId, (now) => ({ ...now, ...chosen, changedAt }));
  if (await change()) return;
  const made = { id: kpaId, kpaId, ...chosen, createdAt: changedAt, changedAt };
  await ifRefused(store.signInProviders.insert(made), 'DUPLICATE_KEY', change);
}
