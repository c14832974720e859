/**
 * Letters are stored before anybody is answered, and sent afterwards by whichever process comes to it
 * (docs/adr/0035). What is stored is the same for every address: who looks it up is the worker.
 */
import { randomInt, randomUUID } from 'node:crypto';
import type { Custody } from '../keys/custody.ts';
import { keyedDigest } from '../keys/secrets.ts';
import { createWorker, type Worker } from '../leases/worker.ts';
import { ifRefused, type LetterRow } from '../storage/store.ts';
import { attempt, type AttemptServices } from './attempt.ts';
import type { KindOfLetter } from './kinds.ts';
import { sealContext } from './seal-context.ts';

export interface Posted {
  /** Posted again under the same, it is the same letter. */
  readonly id?: string;
  readonly kind: KindOfLetter;
  /** An e-mail address; of a short message, a telephone number. */
  readonly to: string;
  /** All that is needed to write it, also whom to. It is sealed. */
  readonly content: string;
  /** Until when it is worth reading. */
  readonly worthUntil: Date;
  /** Milliseconds until it leaves at the earliest. */
  readonly after?: number;
}

export interface OutboxState {
  readonly waiting: number;
  /** Since the one that waits for longest was asked for; 0 if none waits. */
  readonly oldestSeconds: number;
}

export interface Outbox extends Pick<Worker, 'start' | 'stop'> {
  /** Tries what is due, and resolves when that is done. */
  sendDue(): Promise<void>;
  /** Resolves once the letter is stored: then it is sent, whatever happens to this process. */
  post(letter: Posted): Promise<void>;
  /** The newest letter to sign in with that was posted to this address since then. */
  lastTo(address: string, since: string): Promise<LetterRow | undefined>;
  state(): Promise<OutboxState>;
  /** Whether there is a gateway for short messages: else nothing asks for a number. */
  readonly takesSms: boolean;
}

interface Services extends AttemptServices {
  readonly custody: Pick<Custody, 'seal' | 'open'>;
  readonly appSecret: string;
  /** Milliseconds until a letter is due. */
  readonly letterDelay: () => number;
}

/** What became of a letter is known for so long. */
const KEPT_DAYS = 7;
const DAY = 86_400_000;

/**
 * One server that is slow holds up few other letters; a sending ends sooner than a letter is let go
 * (`attempt.ts`); those of the last moments wait only so that nothing shows (`randomDelay`).
 */
const PACE = { atOnce: 8, held: 60_000, last: 3_000, ahead: 2_000 };

/** Of those in hand: five hundred letters of news that are due at one moment hold up nobody who signs in. */
const OTHERS_AT_ONCE = PACE.atOnce - 2;

/**
 * Up to two seconds: nobody waits for a letter that much less. The work for one holds up what is
 * answered at that moment, and only who is known gets one: right behind the answer it would tell.
 */
export const randomDelay = (): number => randomInt(2_000);

export function createOutbox(services: Services): Outbox {
  const { store, clock, log, custody, appSecret, letterDelay } = services;
  let others = 0;
  const {
    workDue: sendDue,
    expect,
    ...worker
  } = createWorker<LetterRow>({
    async find(before, limit) {
      const paging = { before, limit };
      const { readable } = store.letters;
      const inLane = { index: 'byLane', equals: ['first'], ...paging } as const;
      const { items: first } = await readable.find(inLane);
      if (first.length === limit || others >= OTHERS_AT_ONCE) return first;
      const { items } = await readable.find({ index: 'byDue', ...paging });
      const ids = new Set(first.map(({ id }) => id));
      return [...first, ...items.filter(({ id }) => !ids.has(id))].slice(0, limit);
    },
    hold: (row, dueAt) => store.letters.replace({ ...row, dueAt, attempts: row.attempts + 1 }),
    async attempt(row, stopping) {
      const isOther = row.lane === undefined;
      if (isOther) others += 1;
      try {
        await attempt(services, row, stopping);
      } finally {
        if (isOther) others -= 1;
      }
    },
    ...{ pace: PACE, clock, log, failure: 'The outbox could not be worked on' },
  });
  const addresseeOf = (address: string) =>
    keyedDigest(appSecret, `letters to/${address.toLowerCase()}`);

  return {
    ...worker,
    takesSms: services.sms !== undefined,
    sendDue,
    async post({ id = randomUUID(), kind, to, content, worthUntil, after = 0 }) {
      const delay = after + letterDelay();
      const now = clock().getTime();
      const posting = store.letters.insert({
        ...{ id, kind: 'sign-in', state: 'waiting', attempts: 0 },
        ...(kind === 'sign-in' ? { lane: 'first' } : { notice: kind }),
        addressee: addresseeOf(to),
        sealed: await custody.seal(content, sealContext(id)),
        dueAt: new Date(now + delay).toISOString(),
        // One that is held is none that waits yet (docs/adr/0034).
        createdAt: new Date(now + after).toISOString(),
        worthUntil: worthUntil.toISOString(),
        expiresAt: new Date(now + KEPT_DAYS * DAY).toISOString(),
      });
      const posted = await ifRefused(posting, 'DUPLICATE_KEY', () => undefined);
      if (!posted) return;
      // What is logged of it later has this id, and no request (docs/adr/0034).
      log.info({ letter: id }, 'A letter is in the outbox');
      expect(delay);
    },
    async lastTo(address, since) {
      const query = { index: 'byAddressee', equals: [addresseeOf(address)], from: since } as const;
      for await (const row of store.letters.readable.all({ ...query, order: 'descending' })) {
        if (row.notice === undefined) return row;
      }
      return undefined;
    },
    async state() {
      // What waits ends within minutes: of more than these, one is as old.
      const some = await store.letters.pick({ index: 'byDue', limit: 500 }, ['createdAt']);
      const now = clock().getTime();
      const ages = some.items.map(({ createdAt = '' }) => now - Date.parse(createdAt));
      return {
        waiting: await store.letters.count({ index: 'byDue' }),
        oldestSeconds: Math.max(0, ...ages) / 1_000,
      };
    },
  };
}
