/** « Avec le compte de … »: to the provider of a KPA, and back. */
import { type Request, type Response, Router } from 'express';
import type { Addresses } from '../../badges/addresses.ts';
import { type Message, say, typed } from '../../language/message.ts';
import { notFound } from '../../problems/http-error.ts';
import type { Kpa, Person, SignInProvider, Store } from '../../storage/store.ts';
import { comeIn } from '../../web/connections/entering.ts';
import { placesToEnter } from '../../web/connections/sign-in-page.ts';
import { kpaOf } from '../../web/kpa-in-path.ts';
import type { KeptForms } from '../../web/kept/kept-forms.ts';
import type { CountFlood } from '../../web/limits/flood-counts.ts';
import { failureLimits } from '../../web/limits/failure-limits.ts';
import { limitFloods } from '../../web/limits/limits.ts';
import { linksAround, placeIn, readPart } from '../../web/lists/parts.ts';
import { hideAddress, keepPrivate } from '../../web/security-headers.ts';
import type { Sessions } from '../../web/sessions.ts';
import { accountOf, codeOf, findProvider } from './accounts.ts';
import { enterWithAccount } from './enter-with-account.ts';
import { createFlows } from './flows.ts';
import type { ProviderFailure, Oidc, Subject } from './oidc.ts';

interface Services {
  readonly store: Store;
  readonly clock: () => Date;
  readonly addresses: Addresses;
  readonly appSecret: string;
  readonly secure: boolean;
  readonly sessions: Sessions;
  readonly keptForms: KeptForms;
  readonly countFlood: CountFlood;
  readonly oidc: Oidc;
}

const PATH = '/connexion/structure';
/** Longer than the answer of any provider. */
const LONGEST = 8_000;

const STATUS: Readonly<Record<ProviderFailure, number>> = {
  denied: 403,
  late: 410,
  away: 503,
  wrong: 422,
};

export function providerSignInRoutes(services: Services): Router {
  const { store, clock, oidc, addresses, sessions } = services;
  const flows = createFlows(services);
  const limits = failureLimits(services, 'providers', say('provider.many-failures'));
  const router = Router();
  router.use(PATH, keepPrivate, limitFloods(services.countFlood, 'providers'));

  router.get(PATH, async (req, res) => {
    const part = await readPart(store.signInProviders, { index: 'byName' }, placeIn(req));
    const providers = await placesToEnter(store, part.items);
    res.render('providers/choose', { providers, parts: linksAround(req, part) });
  });

  // A link, and no form: what a form leads to elsewhere, our own policy (form-action) would stop.
  router.get(`${PATH}/:slug`, async (req, res) => {
    const { kpa, provider } = await providerInPath(req);
    if (isFromElsewhere(req)) {
      await ask(res, provider);
      return;
    }
    // Who is in already comes here to show again who they are; and a device that was passed on may be in
    // other hands, where the provider still knows who passed it.
    const flow = flows.begin(res, kpa.id, sessions.asksAnew(req));
    const begun = await oidc.begin(provider, flow, addresses.providerReturn(kpa.slug));
    if ('failure' in begun) showStopped(res, kpa, provider, begun.failure);
    else res.redirect(303, begun.url);
  });

  // Its address holds the code: nobody is told it.
  router.get(`${PATH}/:slug/retour`, hideAddress, async (req, res) => {
    const { kpa, provider } = await providerInPath(req);
    const takeBack = await limits.count(req.ip);
    const flow = await flows.end(req, res, kpa.id);
    const ended =
      flow && req.originalUrl.length <= LONGEST
        ? await oidc.finish(provider, flow, new URL(req.originalUrl, addresses.publicUrl))
        : { failure: 'late' as const };
    if ('failure' in ended) showStopped(res, kpa, provider, ended.failure);
    else {
      await takeBack();
      await enter(req, res, { kpa, provider, proof: ended });
    }
  });

  /** Nobody is brought in as somebody by a page of others: whoever means it goes on from ours. */
  async function ask(res: Response, provider: SignInProvider): Promise<void> {
    res.render('providers/choose', { providers: await placesToEnter(store, [provider]) });
  }

  async function enter(req: Request, res: Response, { kpa, provider, proof }: Came): Promise<void> {
    const account = accountOf(kpa.id, provider.issuer, proof.subject);
    const found = await enterWithAccount(services, kpa.id, account);
    if (found.outcome === 'known') {
      await open(req, res, found.person, provenAt(proof, clock()));
      return;
    }
    const code = found.outcome === 'unknown' ? codeOf(services.appSecret, account) : undefined;
    res.status(403).render('providers/unknown', { kpa, provider: { name: provider.name }, code });
  }

  async function open(req: Request, res: Response, person: Person, at: string): Promise<void> {
    const how = { way: 'provider', kept: false, provenAt: at } as const;
    await comeIn(services, req, res, { person, ...how });
  }

  async function providerInPath(req: Request) {
    const kpa = await kpaOf(store, req);
    const provider = await findProvider(store, kpa.id);
    if (!provider) throw notFound(say('provider.none'));
    return { kpa, provider };
  }

  return router;
}

interface Came {
  readonly kpa: Kpa;
  readonly provider: SignInProvider;
  readonly proof: Subject;
}

/** A link elsewhere, or a page that leads on by itself (Fetch Metadata §2.1). */
function isFromElsewhere(req: Request): boolean {
  const site = req.get('sec-fetch-site');
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}

/** When the provider asked who it is; without a word, nobody knows. */
function provenAt({ authTime = 0 }: Subject, now: Date): string {
  return new Date(Math.min(Math.max(authTime * 1_000, 0), now.getTime())).toISOString();
}

function showStopped(
  res: Response,
  { slug }: Kpa,
  { name }: SignInProvider,
  failure: ProviderFailure,
): void {
  res.status(STATUS[failure]).render('providers/stopped', { slug, why: sayWhy(failure, name) });
}

function sayWhy(failure: ProviderFailure, providerName: string): Message {
  const name = typed(providerName);
  if (failure === 'denied') return say('provider.denied', { name });
  if (failure === 'late') return say('provider.late');
  if (failure === 'away') return say('provider.away', { name });
  return say('provider.wrong', { name });
}
