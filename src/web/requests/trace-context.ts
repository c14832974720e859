/** The header `traceparent` (W3C Trace Context §3.2): which trace a request belongs to. */

export interface TraceContext {
  readonly traceId: string;
  readonly parentId: string;
}

/** Version, trace, parent, flags; a version after ours may go on behind a dash (§3.2.4). */
const TRACEPARENT =
  /^(?!ff)([\da-f]{2})-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-[\da-f]{2}(-.*)?$/;

/** Nothing of what is not valid: it is dropped without a word (§3.2.2.2). */
export function readTraceparent(header: string | undefined): TraceContext | undefined {
  const [, version, traceId, parentId, more] = TRACEPARENT.exec(header ?? '') ?? [];
  if (traceId === undefined || parentId === undefined) return undefined;
  return version === '00' && more !== undefined ? undefined : { traceId, parentId };
}
