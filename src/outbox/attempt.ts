/** One try of one letter, by the process that has it, and what becomes of the letter. */
import type { Logger } from 'pino';
import type { Custody } from '../keys/custody.ts';
import { MailError, type Mailer } from '../outside/mailer.ts';
import type { SmsGateway } from '../outside/sms.ts';
import { ifRefused, type LetterRow, type Store, type Stored } from '../storage/store.ts';
import { letGatewayRest, restOfGateway } from './gateway-rest.ts';
import { kindOf, type LetterKinds } from './kinds.ts';
import { sealContext } from './seal-context.ts';

export interface AttemptServices {
  readonly store: Pick<Store, 'letters' | 'letterSlots'>;
  readonly clock: () => Date;
  readonly log: Logger;
  readonly custody: Pick<Custody, 'open'>;
  readonly mailer: Mailer;
  /** Where there is a gateway. */
  readonly sms?: SmsGateway | undefined;
  readonly kinds: LetterKinds;
}

/** Milliseconds in which a sending ends, one way or the other: sooner than a letter is let go. */
const SENDING = 40_000;

/** Seconds until the next try; greylisting lets through what comes again after some minutes. */
const WAITS = [30, 60, 120] as const;

/** A gateway may count each try as a message: it is tried for a day, and the longest wait is an hour. */
const SMS_WAITS = [...WAITS, 600, 1_800, 3_600] as const;
const MOST_SMS_TRIES = 30;

interface Outcome {
  readonly state: LetterRow['state'];
  readonly failure?: string;
  /** Cut short by our own end, or not begun: it does not count. */
  readonly cut?: boolean;
  /** It may lie in the mailbox, though nobody said so. */
  readonly mayHaveArrived?: boolean;
  /** Seconds that the other server asks for. */
  readonly wait?: number;
}

/** `row`: as this process took it. `stopping` ends what is under way. */
export async function attempt(
  services: AttemptServices,
  row: Stored<LetterRow>,
  stopping: AbortSignal,
): Promise<void> {
  const { store, clock, kinds } = services;
  const outcome = await outcomeOf(services, row, stopping);
  if (outcome === 'nobody' || (await isToldAlready(services, row, outcome))) {
    await store.letters.remove(row.id);
    return;
  }
  const next = afterwards(row, outcome, clock());
  const written = store.letters.replace(next);
  // Let go meanwhile: whoever has it now tells what became of it.
  if (!(await ifRefused(written, 'VERSION_CONFLICT', () => undefined))) return;
  // What another server has refused it was asked for: that counts. So does what it may have taken.
  const isUnseen = outcome.mayHaveArrived !== true;
  if (next.state === 'undelivered' && isUnseen) await kinds[kindOf(row)].giveBack(row);
  if (next.state !== 'waiting') await kinds[kindOf(row)].ended?.(next);
  tell(services.log, next);
}

async function outcomeOf(
  services: AttemptServices,
  row: Stored<LetterRow>,
  stopping: AbortSignal,
): Promise<Outcome | 'nobody'> {
  const { custody, kinds, mailer, sms = NO_GATEWAY, log } = services;
  const isSms = kindOf(row) === 'news-sms';
  try {
    const content = await custody.open(row.sealed ?? '', sealContext(row.id));
    const prepared = await kinds[kindOf(row)].prepare(content, row);
    if (prepared === 'nobody') return prepared;
    if (prepared === 'withheld') return { state: prepared };
    if (prepared === 'late') return { state: 'undelivered', failure: row.failure ?? 'LATE' };
    if (prepared === 'needless') return { state: 'sent' };
    const rest = isSms ? await restOfGateway(services) : 0;
    if (rest > 0) return { state: 'waiting', cut: true, wait: rest };
    const ending = AbortSignal.any([stopping, AbortSignal.timeout(SENDING)]);
    const carrier = isSms ? sms : mailer;
    await carrier.send({ id: row.id, ...prepared }, ending);
    return { state: 'sent' };
  } catch (error) {
    if (stopping.aborted) return { state: 'waiting', cut: true };
    if (error instanceof MailError) {
      const { outlook, code: failure, mayHaveArrived, wait: asked } = error;
      const wait = Math.min(asked, LONGEST_WAIT);
      if (isSms && wait > 0 && ASKS_FOR_REST.has(failure)) await letGatewayRest(services, wait);
      return { state: STATES[outlook], failure, mayHaveArrived, wait };
    }
    // Its name alone: its words may name somebody.
    const name = error instanceof Error ? error.name : typeof error;
    log.error({ letter: row.id, error: name }, 'A letter could not be tried');
    return { state: 'waiting', failure: 'UNEXPECTED' };
  }
}

/** What a gateway says of itself; what else it answers is of the one message (docs/adr/0055). */
const ASKS_FOR_REST = new Set(['SMS 429', 'SMS 503']);

/** The operator took it away. */
const NO_GATEWAY: SmsGateway = {
  send: () => Promise.reject(new MailError('NO_SMS_URL', 'never')),
};

/** Tries of which nobody said what became: each may be one more letter in the mailbox. */
const MOST_UNHEARD = 2;

const STATES = { later: 'waiting', refused: 'refused', never: 'undelivered' } as const;

/** Whatever another server asks for: what it says of tomorrow is heard again until then. */
const LONGEST_WAIT = 3_600;

/** How the letter goes on. */
function afterwards(
  { dueAt: _let, sealed = '', failure: before, ...row }: Stored<LetterRow>,
  { state, failure = before, cut = false, mayHaveArrived = false, wait = 0 }: Outcome,
  now: Date,
): Stored<LetterRow> {
  const told = state === 'sent' || failure === undefined ? {} : { failure };
  const isSms = kindOf(row) === 'news-sms';
  const waits = isSms ? SMS_WAITS : WAITS;
  const isOver =
    now.toISOString() >= row.worthUntil || (isSms && !cut && row.attempts >= MOST_SMS_TRIES);
  const { attempts: tries, fruitless = 0 } = row;
  const isUnheard = mayHaveArrived && tries - fruitless >= MOST_UNHEARD;
  if (state !== 'waiting' || isOver || isUnheard) {
    const endedAt = now.toISOString();
    if (state !== 'waiting') return { ...row, ...told, state, endedAt };
    // Put off until it was over, it was never tried.
    return { ...row, failure: 'LATE', ...told, state: 'undelivered', endedAt };
  }
  const attempts = cut ? tries - 1 : tries;
  const own = cut ? 0 : (waits[attempts - 1] ?? waits.at(-1) ?? 0);
  const next = new Date(now.getTime() + Math.max(own, wait) * 1_000).toISOString();
  const dueAt = next < row.worthUntil ? next : row.worthUntil;
  const brought = cut || mayHaveArrived ? {} : { fruitless: fruitless + 1 };
  return { ...row, ...told, ...brought, sealed, dueAt, attempts };
}

/** However often somebody asks: in an hour, one row says that it was too often. */
async function isToldAlready(
  { store }: AttemptServices,
  { id, addressee, createdAt }: LetterRow,
  { state }: Outcome,
): Promise<boolean> {
  if (state !== 'withheld') return false;
  const from = new Date(Date.parse(createdAt) - HOUR).toISOString();
  const query = { index: 'byAddressee', equals: [addressee], from } as const;
  for await (const one of store.letters.readable.all(query)) {
    if (one.state === 'withheld' && one.id !== id) return true;
  }
  return false;
}

const HOUR = 3_600_000;

function tell(log: Logger, { id, state, failure, attempts }: LetterRow): void {
  if (state === 'sent' || state === 'withheld' || failure === undefined) return;
  const words =
    state === 'waiting' ? 'A letter waits for another try' : 'A letter was not delivered';
  log.warn({ letter: id, state, failure, attempts }, words);
}
