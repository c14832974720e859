/**
 * What somebody typed into a form that could not be taken: sealed in the store for an hour, for this
 * person in this browser alone, and shown again to be sent by them (docs/adr/0046). Secrets and files
 * are not among it.
 */
import type { Request, Response } from 'express';
import { z } from 'zod';
import { repeatableId } from '../../badges/repeatable-id.ts';
import type { Custody, SecretContext } from '../../keys/custody.ts';
import { digest, randomToken } from '../../keys/secrets.ts';
import { ifRefused, type KeptForm, type Person, type Store } from '../../storage/store.ts';
import { cookieOptions, readCookie } from '../connections/cookies.ts';
import { clientKey } from '../limits/client-key.ts';
import { createStoredLimit } from '../limits/stored-limits.ts';
import { findPasser, findVisitor } from '../sessions.ts';
import { mayComeBack } from './secret-fields.ts';
import { createTickets } from './ticket.ts';

interface Services {
  readonly store: Pick<Store, 'keptForms' | 'limitUses'>;
  readonly custody: Pick<Custody, 'seal' | 'open'>;
  readonly clock: () => Date;
  readonly appSecret: string;
  readonly secure: boolean;
}

type Owner = Pick<Person, 'id' | 'kpaId'>;

/** The address at which a kept form is shown again. */
export const RESUMED = '/reprise';

const KEPT_MINUTES = 60;
/** Of one person: the next one takes the place of the oldest. */
const MOST = 5;
/** Of one client without a session, in an hour. */
const MOST_OF_CLIENT = 200;
/** In characters: more than a form can be (app.ts). */
const LONGEST = 200_000;
/** Others of the same person meanwhile. */
const ROUNDS = 10;

const content = z.object({
  page: z.string(),
  fields: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  /** It had a file with it, which has to be chosen again. */
  file: z.boolean(),
});
export type KeptContent = z.infer<typeof content>;

export interface KeptForms {
  /** The address where it is shown again, and whose it is. Undefined: it was not kept. */
  keep(req: Request, res: Response): Promise<{ address: string; personId: string } | undefined>;
  /** Whether this browser has one for somebody, not shown again yet. */
  isWaiting(req: Request): Promise<boolean>;
  /** Where this person finds theirs, if it was not shown again yet. */
  waitingFor(req: Request, person: Owner): Promise<string | undefined>;
  /** The address where this person goes on with what they were writing on a page, in this browser. */
  waitingAt(req: Request, person: Owner, page: string): Promise<string | undefined>;
  /** Nothing waits any more of the page of this form: it was sent. */
  letGo(req: Request): Promise<void>;
  /** Nor of the pages on the way to what is done now: those whose addresses begin so. */
  letGoUnder(req: Request, person: Owner, path: string): Promise<void>;
  /** This person has just come in: what anybody else had in this browser goes. */
  dropOthers(req: Request, person: Owner): Promise<void>;
  /** Undefined for one that is over, or is somebody else’s. */
  open(req: Request, id: string): Promise<KeptContent | undefined>;
}

const contextOf = (kpaId: string, documentId: string): SecretContext => ({
  ...{ kpaId, documentId, use: 'kept-form' },
});

export function createKeptForms(services: Services): KeptForms {
  const { store, custody, clock, secure } = services;
  const name = secure ? '__Host-kept' : 'kept';
  const tickets = createTickets(services.appSecret);
  const limit = createStoredLimit(services, { name: 'kept forms', most: MOST_OF_CLIENT });
  const { keptForms } = store;

  const browserOf = (req: Request) => {
    const token = readCookie(req, name);
    return token === undefined ? undefined : digest(token);
  };
  const isOpen = ({ expiresAt }: KeptForm) => expiresAt > clock().toISOString();
  const isFor = ({ kpaId, personId }: KeptForm, person: Owner) =>
    personId === person.id && kpaId === person.kpaId;

  async function inBrowser(req: Request) {
    const browser = browserOf(req);
    if (browser === undefined) return [];
    const newest = { index: 'byBrowser', equals: [browser], order: 'descending' } as const;
    return (await keptForms.find(newest)).items;
  }

  const contentOf = async ({ id, kpaId, sealed }: KeptForm): Promise<KeptContent> =>
    content.parse(JSON.parse(await custody.open(sealed, contextOf(kpaId, id))));

  const ofPage = async (req: Request, person: Owner, page: string) =>
    (await inBrowser(req)).filter((form) => isFor(form, person) && form.page === digest(page));

  interface Sent {
    readonly owner: Owner;
    readonly browser: string;
    readonly page: string;
    readonly text: string;
  }

  /** In one of the places of its person, of which there are so many and no more. */
  async function put(sent: Sent): Promise<string | undefined> {
    const { id: personId, kpaId } = sent.owner;
    const ids = Array.from({ length: MOST }, (_, place) =>
      repeatableId(`kept-form/${kpaId}/${personId}/${place}`),
    );
    for (let round = 0; round < ROUNDS; round += 1) {
      const there = await keptForms.findByIds(ids);
      const { id, version } = placeFor(ids, there, sent);
      const sealed = await custody.seal(sent.text, contextOf(kpaId, id));
      const form = { id, kpaId, personId, sealed, ...about(sent) };
      const written =
        version === undefined
          ? ifRefused(keptForms.insert(form), 'DUPLICATE_KEY', () => undefined)
          : ifRefused(keptForms.replace({ ...form, version }), 'VERSION_CONFLICT', () => undefined);
      if (await written) return id;
    }
    return undefined;
  }

  function about({ browser, page }: Sent) {
    const now = clock().getTime();
    const expiresAt = new Date(now + KEPT_MINUTES * 60_000).toISOString();
    const createdAt = new Date(now).toISOString();
    return { browser: digest(browser), page: digest(page), createdAt, expiresAt };
  }

  return {
    async keep(req, res) {
      const ticket = tickets.read(req.body);
      // Somebody else holds the device: what they send comes first for nobody who is back.
      if (!ticket || findPasser(req)) return undefined;
      const { page, personId, kpaId } = ticket;
      const file = typeof req.is('multipart/form-data') === 'string';
      const text = JSON.stringify({ page, fields: fieldsIn(req.body), file });
      if (text.length > LONGEST) return undefined;
      if (!findVisitor(req)) await limit.count(clientKey(req.ip));
      const browser = readCookie(req, name) ?? randomToken();
      const id = await put({ owner: { id: personId, kpaId }, browser, page, text });
      if (id === undefined) return undefined;
      res.cookie(name, browser, { ...cookieOptions(secure), maxAge: KEPT_MINUTES * 60_000 });
      return { address: `${RESUMED}/${id}`, personId };
    },
    async isWaiting(req) {
      const kept = await inBrowser(req);
      return kept.some((form) => form.givenAt === undefined && isOpen(form));
    },
    async waitingFor(req, person) {
      const kept = await inBrowser(req);
      const mine = kept.find(
        (form) => isFor(form, person) && form.givenAt === undefined && isOpen(form),
      );
      return mine && `${RESUMED}/${mine.id}`;
    },
    async waitingAt(req, person, page) {
      const mine = await ofPage(req, person, page);
      const open = mine.find(isOpen);
      return open && `${RESUMED}/${open.id}`;
    },
    async letGo(req) {
      const ticket = tickets.read(req.body);
      if (!ticket) return;
      const { personId: id, kpaId, page } = ticket;
      const gone = await ofPage(req, { id, kpaId }, page);
      await Promise.all(gone.map((form) => keptForms.remove(form.id)));
    },
    async letGoUnder(req, person, path) {
      const mine = (await inBrowser(req)).filter((form) => isFor(form, person));
      for (const form of mine) {
        if ((await contentOf(form)).page.startsWith(path)) await keptForms.remove(form.id);
      }
    },
    async dropOthers(req, person) {
      const others = (await inBrowser(req)).filter((form) => !isFor(form, person));
      await Promise.all(others.map(({ id }) => keptForms.remove(id)));
    },
    async open(req, id) {
      const visitor = findVisitor(req);
      const form = visitor && (await keptForms.findById(id));
      if (!form || !isFor(form, visitor.person)) return undefined;
      if (form.browser !== browserOf(req) || !isOpen(form)) return undefined;
      const givenAt = clock().toISOString();
      await keptForms.update(id, (now) => (now.givenAt === undefined ? { ...now, givenAt } : now));
      return contentOf(form);
    },
  };
}

type StoredForm = KeptForm & { readonly version: number };

/** That of the same page in the same browser, a free one, or the oldest. */
function placeFor(
  ids: readonly string[],
  there: readonly StoredForm[],
  { browser, page }: { readonly browser: string; readonly page: string },
): { readonly id: string; readonly version?: number } {
  const same = there.find((one) => one.browser === digest(browser) && one.page === digest(page));
  if (same) return same;
  const free = ids.find((id) => there.every((one) => one.id !== id));
  if (free !== undefined) return { id: free };
  const [oldest] = [...there].sort((a, b) => a.createdAt.localeCompare(b.createdAt));
  return oldest ?? { id: '' };
}

const anyFields = z.record(z.string(), z.unknown());
const isText = (value: unknown) => typeof value === 'string';

/** What was typed and ticked. */
function fieldsIn(body: unknown): KeptContent['fields'] {
  const fields = anyFields.safeParse(body).data ?? {};
  const kept: [string, string | string[]][] = [];
  for (const [name, value] of Object.entries(fields)) {
    if (!mayComeBack(name)) continue;
    if (typeof value === 'string') kept.push([name, value]);
    else if (Array.isArray(value)) kept.push([name, value.filter(isText)]);
  }
  return Object.fromEntries(kept);
}
