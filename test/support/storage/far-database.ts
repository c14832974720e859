/**
 * A database that is far away, without a clock: all that is asked before anybody has an answer
 * travels together, and is one trip. Tells how many there were, and how many documents came back.
 */
import { setImmediate as turn } from 'node:timers/promises';
import type { Database, Identified, PortCollection } from '../../../src/storage/database.ts';

export interface Journey {
  readonly trips: number;
  /** Whole, or some fields of them. */
  readonly documents: number;
  /** Collection and question, each time one was asked. */
  readonly questions: readonly string[];
}

/** So many turns without a further question: who can go on without an answer has done so. */
const QUIET_TURNS = 10;

interface Traveller {
  readonly answered: Promise<unknown>;
  readonly arrive: () => void;
}

export function farAway(database: Database) {
  let travellers: Traveller[] = [];
  let isUnderWay = false;
  let trips = 0;
  let documents = 0;
  let questions: string[] = [];

  async function quiet(): Promise<void> {
    for (let turns = 0, seen = travellers.length; turns < QUIET_TURNS; turns += 1) {
      await turn();
      if (travellers.length > seen) turns = 0;
      seen = travellers.length;
    }
  }

  async function travel(): Promise<void> {
    while (travellers.length > 0) {
      await quiet();
      const together = travellers;
      travellers = [];
      trips += 1;
      await Promise.allSettled(together.map(({ answered }) => answered));
      for (const { arrive } of together) arrive();
      await turn();
    }
    isUnderWay = false;
  }

  function far<R>(question: string, answered: Promise<R>, count: (answer: R) => number) {
    questions.push(question);
    // It is told when it arrives.
    answered.catch(() => undefined);
    return new Promise<R>((resolve, reject) => {
      const arrive = () => {
        answered.then((answer) => {
          documents += count(answer);
          resolve(answer);
        }, reject);
      };
      travellers.push({ answered, arrive });
      if (isUnderWay) return;
      isUnderWay = true;
      void travel();
    });
  }

  const none = () => 0;
  const some = (all: { readonly length: number }) => all.length;

  function collectionOf<T extends Identified>(name: string, port: PortCollection<T>) {
    return {
      insert: (document) => far(`${name} insert`, port.insert(document), none),
      findById: (id) => far(`${name} findById`, port.findById(id), (one) => (one ? 1 : 0)),
      findByIds: (ids) => far(`${name} findByIds`, port.findByIds(ids), some),
      find: (query) => far(`${name} find`, port.find(query), ({ items }) => items.length),
      count: (query) => far(`${name} count`, port.count(query), none),
      versions: (query) => far(`${name} versions`, port.versions(query), none),
      pick: (query, fields) =>
        far(`${name} pick`, port.pick(query, fields), ({ items }) => items.length),
      scan: (after) => far(`${name} scan`, port.scan(after), some),
      versionOf: (id) => far(`${name} versionOf`, port.versionOf(id), none),
      replace: (document) => far(`${name} replace`, port.replace(document), none),
      remove: (id) => far(`${name} remove`, port.remove(id), none),
    } satisfies PortCollection<T>;
  }

  return {
    database: {
      ...database,
      collection: (declaration) => collectionOf(declaration.name, database.collection(declaration)),
    } satisfies Database,
    /** What it took until `act` was done. */
    journeyOf: async (act: () => Promise<unknown>): Promise<Journey> => {
      trips = 0;
      documents = 0;
      questions = [];
      await act();
      return { trips, documents, questions };
    },
  };
}
