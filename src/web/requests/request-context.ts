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

interface UnderWay {
  readonly fields: RequestFields;
  /** Something that belongs into the answer could not be read. */
  isIncomplete: boolean;
}

const underWay = new AsyncLocalStorage<UnderWay>();

export const withinRequest = <R>(fields: RequestFields, work: () => R): R =>
  underWay.run({ fields, isIncomplete: false }, work);

/** For a logger that mixes them into each line. */
export const fieldsOfRequest = (): object => ({ ...underWay.getStore()?.fields });

/** By whoever leaves something out of the answer because it cannot be read. */
export function noteIncomplete(): void {
  const request = underWay.getStore();
  if (request) request.isIncomplete = true;
}

/** By what number to ask for what is missing, where something is. */
export function incompleteRequest(): string | undefined {
  const request = underWay.getStore();
  return request?.isIncomplete === true ? request.fields.requestId : undefined;
}
