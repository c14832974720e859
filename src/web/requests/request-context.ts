/**
 * The request that is being answered: whatever is logged meanwhile, also in threads' turns, bears its
 * id (docs/adr/0034).
 */
import { AsyncLocalStorage } from 'node:async_hooks';

/** As it stands on a log line. */
export interface RequestFields {
  readonly requestId: string;
  /** Of a trace that somebody before us began (W3C Trace Context), and their part of it. */
  readonly traceId?: string;
  readonly parentId?: string;
}

const underWay = new AsyncLocalStorage<RequestFields>();

export const withinRequest = <R>(fields: RequestFields, work: () => R): R =>
  underWay.run(fields, work);

/** For a logger that mixes them into each line. */
export const fieldsOfRequest = (): object => ({ ...underWay.getStore() });
