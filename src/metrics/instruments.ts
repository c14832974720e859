/**
 * What is counted while the service works: every name, what it means, its labels. A label has few
 * values, and none is about a person, a KPA or a secret (docs/adr/0034).
 */
import { Counter, Histogram, type Registry } from 'prom-client';

export function createInstruments(registry: Registry) {
  const registers = [registry];
  return {
    requests: new Counter({
      name: 'kpa_http_requests_total',
      help: 'Requests, by the pattern of their route; status "aborted": the client went away before the answer.',
      labelNames: ['method', 'route', 'status'],
      registers,
    }),
    requestSeconds: new Histogram({
      name: 'kpa_http_request_seconds',
      help: 'From the head of a request to the end of its answer.',
      labelNames: ['method', 'route'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    }),
    refusals: new Counter({
      name: 'kpa_refusals_total',
      help: 'Requests that were turned away at the door, by the code of the problem.',
      labelNames: ['code'],
      registers,
    }),
    storeSeconds: new Histogram({
      name: 'kpa_store_call_seconds',
      help: 'Calls of the storage, by collection and operation.',
      labelNames: ['collection', 'operation'],
      buckets: [0.0005, 0.002, 0.01, 0.05, 0.25, 1, 5],
      registers,
    }),
    storeFailures: new Counter({
      name: 'kpa_store_failures_total',
      help: 'Calls of the storage that failed for another reason than what was asked of it.',
      labelNames: ['collection', 'operation'],
      registers,
    }),
    commitSeconds: new Histogram({
      name: 'kpa_commit_seconds',
      help: 'Commits of SQLite, each one wait for the disk.',
      buckets: [0.001, 0.005, 0.01, 0.025, 0.1, 0.5, 2.5],
      registers,
    }),
    commitWrites: new Histogram({
      name: 'kpa_commit_writes',
      help: 'Writes that shared a commit of SQLite.',
      buckets: [1, 2, 5, 10, 25, 100, 256],
      registers,
    }),
  };
}
