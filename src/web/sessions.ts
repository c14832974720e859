/**
 * Who is asking. A session is a random token in a cookie; the store holds only its SHA-256, so a
 * copy of the database opens no session. Signing in always makes a new session (no fixation).
 */
import type { Request, RequestHandler, Response } from 'express';
import type { Kpa, Person, Session, Store } from '../storage/store.ts';
import { type Act, may } from '../badges/rights.ts';
import { isStaff } from '../badges/roles.ts';
import { sessionOpens } from '../badges/links/ways-in.ts';
import { whoComesIn } from '../badges/records/who-stays.ts';
import { say } from '../language/message.ts';
import { HttpError } from '../problems/http-error.ts';
import { digest, randomToken } from '../keys/secrets.ts';
import { arrivalOf } from './arrival.ts';
import { cookieOptions, readCookie } from './connections/cookies.ts';
import { deviceOf } from './connections/device.ts';
import { createPlaces } from './connections/place.ts';
import { createTickets } from './kept/ticket.ts';
import { keepOutOfCaches } from './security-headers.ts';

/** A signed-in person, with their KPA: every document they reach is looked up through `kpa.id`. */
export interface Visitor {
  readonly person: Person;
  readonly kpa: Kpa;
  readonly session: Session;
}

/** Unless the device is theirs: then it ends with the visit, and after this at the latest. */
const SESSION_HOURS = 12;
/** Without a visit, on a device of one's own. */
const KEPT_DAYS = 30;
/** In somebody else’s hands. */
const PASSED_HOURS = 2;
/** Once that is over, it may be in those hands still. */
const MARKED_HOURS = 24;
const visitors = new WeakMap<Request, Visitor>();
const passers = new WeakMap<Request, Visitor>();
/** Keeps where somebody was going who has to show first who they are. */
const placeKeepers = new WeakMap<Request, () => void>();

export const findVisitor = (req: Request): Visitor | undefined => visitors.get(req);

/** Who passed the device on: for what it was passed for. To all else, nobody is signed in on it. */
export const findPasser = (req: Request): Visitor | undefined => passers.get(req);

/** The signed-in person. Only for routes behind `allow`. */
export function visitorOf(req: Request): Visitor {
  const visitor = visitors.get(req);
  if (!visitor) throw signInFirst();
  return visitor;
}

const signInFirst = () => new HttpError('EXPIRED', say('sign-in.first'));

/** They come there once they have shown who they are. Of a page that was asked for. */
export function keepPlace(req: Request): void {
  placeKeepers.get(req)?.();
}

/** Lets pass who may do one of these; sends the others to sign in, or refuses. */
export function allow(...acts: readonly Act[]): RequestHandler {
  return (req, res, next) => {
    const visitor = visitors.get(req);
    if (!visitor) {
      if (req.method !== 'GET' && req.method !== 'HEAD') throw signInFirst();
      keepPlace(req);
      res.redirect(303, '/connexion');
      return;
    }
    if (!acts.some((act) => may(visitor.person, act))) {
      throw new HttpError('FORBIDDEN', say('error.for-others'));
    }
    next();
  };
}

/** How somebody came in, and where. */
export interface Entry {
  /** A code: see `storage/documents/access.ts`. */
  readonly way: 'card' | 'letter' | 'hand' | 'passkey' | 'provider';
  /** Of a passkey: see `storage/documents/access.ts`. */
  readonly addedBy?: string | undefined;
  /** They say that the device is theirs. */
  readonly kept: boolean;
  /** When they last showed who they are, where that was elsewhere, and not now. */
  readonly provenAt?: string | undefined;
}

export interface Sessions {
  readonly middleware: RequestHandler;
  /** The cookie that opens a new session: its name, and the token that is stored nowhere else. */
  create(
    person: Person,
    more?: Partial<Session>,
  ): Promise<{ readonly name: string; readonly token: string }>;
  /** Returns where they were going, if it was they who were here last. */
  open(req: Request, res: Response, person: Person, how: Entry): Promise<string | undefined>;
  close(req: Request, res: Response): Promise<void>;
  /** Whether a provider that knows who it is has to ask all the same. */
  asksAnew(req: Request): boolean;
  /** From now on the device is in somebody else’s hands: its session opens nothing (docs/adr/0056). */
  pass(req: Request, res: Response, passed: NonNullable<Session['passed']>): Promise<void>;
  /** What it was passed for is done once: by this form, however often it is sent. False after another one. */
  usePass(req: Request, form: string): Promise<boolean>;
}

interface Options {
  readonly store: Store;
  readonly clock: () => Date;
  readonly appSecret: string;
  /** True when people reach the service over https. */
  readonly secure: boolean;
}

export function createSessions({ store, clock, appSecret, secure }: Options): Sessions {
  const name = secure ? '__Host-session' : 'session';
  // Of another name: a version that knows none of them takes whoever holds the device for nobody.
  const passedName = secure ? '__Host-passed' : 'passed';
  const markName = secure ? '__Host-was-passed' : 'was-passed';
  const cookie = cookieOptions(secure);
  const tickets = createTickets(appSecret);
  const places = createPlaces({ appSecret, secure });

  async function find(token: string): Promise<Visitor | undefined> {
    const session = await store.sessions.findById(digest(token));
    if (!session || session.expiresAt <= clock().toISOString()) return undefined;
    const [person, kpa] = await Promise.all([
      whoComesIn(store, session.kpaId, session.personId),
      store.kpas.findById(session.kpaId),
    ]);
    return person && kpa && sessionOpens(person, session) ? { person, kpa, session } : undefined;
  }

  /** Each kind in the cookie of its own. */
  async function holderOf(req: Request, cookieName: string): Promise<Visitor | undefined> {
    const token = readCookie(req, cookieName);
    const found = token === undefined ? undefined : await find(token);
    const isPassed = found?.session.passed !== undefined;
    return isPassed === (cookieName === passedName) ? found : undefined;
  }

  function forgetPassed(req: Request, res: Response): void {
    for (const one of [passedName, markName]) {
      if (readCookie(req, one) !== undefined) res.clearCookie(one, cookie);
    }
  }

  async function create({ id: personId, kpaId }: Person, more: Partial<Session> = {}) {
    const token = randomToken();
    const now = clock();
    await store.sessions.insert({
      id: digest(token),
      kpaId,
      personId,
      csrfToken: randomToken(),
      createdAt: now.toISOString(),
      ...endingOf(more.kept, now),
      ...more,
    });
    return { name: more.passed ? passedName : name, token };
  }

  /** Where it is kept, each day of a visit puts its end off: one write a day. */
  async function putOff(req: Request, res: Response, visitor: Visitor): Promise<void> {
    const { person, session } = visitor;
    const ending = endingOf(session.kept, clock());
    if (session.kept !== true || session.lastSeenOn === ending.lastSeenOn) return;
    const token = readCookie(req, name);
    await store.sessions.update(session.id, (now) => ({ ...now, ...ending }));
    res.cookie(name, token, { ...cookie, maxAge: KEPT_DAYS * DAY });
    places.remember(res, person, KEPT_DAYS * DAY);
  }

  return {
    create,
    middleware: async (req, res, next) => {
      const visitor = await holderOf(req, name);
      const passer = visitor ? undefined : await holderOf(req, passedName);
      placeKeepers.set(req, () => {
        places.keep(req, res);
      });
      if (passer) {
        passers.set(req, passer);
        const { csrfToken, passed } = passer.session;
        res.locals['passed'] = { name: passer.person.name, csrfToken, back: passed?.back };
        keepOutOfCaches(req, res);
      } else if (visitor) {
        visitors.set(req, visitor);
        res.locals['user'] = describe(visitor);
        res.locals['ticketFor'] = (page: string) => tickets.write(visitor.person, page);
        keepOutOfCaches(req, res);
        await putOff(req, res, visitor);
      }
      next();
    },
    async open(req, res, person, { way, addedBy, kept: isAsked, ...proof }) {
      const previous = visitors.get(req) ?? passers.get(req);
      if (previous) await store.sessions.remove(previous.session.id);
      // Who proves again who they are stays where they said that the device is theirs.
      const kept = isAsked || (isSame(previous, person) && previous.session.kept === true);
      const { token } = await create(person, {
        way,
        device: deviceOf(req.get('user-agent')),
        provenAt: proof.provenAt ?? clock().toISOString(),
        createdAt: arrivalOf(req).toISOString(),
        ...(addedBy !== undefined && { addedBy }),
        ...(kept && { kept: true }),
      });
      const maxAge = kept ? KEPT_DAYS * DAY : undefined;
      res.cookie(name, token, { ...cookie, ...(maxAge !== undefined && { maxAge }) });
      forgetPassed(req, res);
      const place = places.take(req, res, person);
      places.remember(res, person, maxAge);
      return place;
    },
    async close(req, res) {
      const visitor = visitors.get(req) ?? passers.get(req);
      if (visitor) await store.sessions.remove(visitor.session.id);
      res.clearCookie(name, cookie);
      if (readCookie(req, passedName) !== undefined) res.clearCookie(passedName, cookie);
      places.forget(res);
    },
    asksAnew: (req) =>
      visitors.has(req) || passers.has(req) || readCookie(req, markName) !== undefined,
    async pass(req, res, passed) {
      const { person, session } = visitorOf(req);
      const { id, createdAt, expiresAt: end, kept, way, device, addedBy } = session;
      const at = new Date(clock().getTime() + PASSED_HOURS * HOUR).toISOString();
      const opened = await create(person, {
        ...{ createdAt, expiresAt: at < end ? at : end, passed },
        ...(kept && { kept }),
        ...(way !== undefined && { way }),
        ...(device !== undefined && { device }),
        ...(addedBy !== undefined && { addedBy }),
      });
      res.clearCookie(name, cookie);
      res.cookie(opened.name, opened.token, { ...cookie, maxAge: PASSED_HOURS * HOUR });
      res.cookie(markName, 'yes', { ...cookie, maxAge: MARKED_HOURS * HOUR });
      // « Back » shows no page from before (Clear Site Data §3.1.1). A browser that does not know this is
      // left with `no-store`, which alone lets some of them show it.
      res.set('Clear-Site-Data', '"cache"');
      await store.sessions.remove(id);
    },
    async usePass(req, form) {
      const id = passers.get(req)?.session.id ?? '';
      const used = await store.sessions.update(id, (now) =>
        now.passed && now.passed.form === undefined
          ? { ...now, passed: { ...now.passed, form } }
          : now,
      );
      return used?.passed?.form === form;
    },
  };
}

const isSame = (previous: Visitor | undefined, { id, kpaId }: Person): previous is Visitor =>
  previous?.person.id === id && previous.person.kpaId === kpaId;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

function endingOf(kept: true | undefined, now: Date) {
  const after = kept ? KEPT_DAYS * DAY : SESSION_HOURS * HOUR;
  return {
    expiresAt: new Date(now.getTime() + after).toISOString(),
    ...(kept && { lastSeenOn: now.toISOString().slice(0, 'YYYY-MM-DD'.length) }),
  };
}

function describe({ person, kpa, session }: Visitor) {
  return {
    name: person.name,
    kpaName: kpa.name,
    csrfToken: session.csrfToken,
    isStaff: isStaff(person),
    isCooperant: may(person, 'own badges'),
    isOfNetwork: may(person, 'run the network'),
    ...(may(person, 'see people') && { suspended: kpa.suspended }),
    ...(may(person, 'see the kpa') && { kpaPage: '/kpa' }),
  };
}
