import { receive, type Received } from '../../read/received.ts';
import type { Check } from '../../verification.ts';

type Unread = Extract<Received, { ok: false }>;

/** JSON, parsed or not, or a compact JWT. */
export function checkFormat(input: unknown): {
  readonly check: Check;
  readonly received?: Extract<Received, { ok: true }>;
  readonly reason?: Unread['reason'];
} {
  const received = receive(input);
  if (!received.ok) {
    const { detail, reason } = received;
    return { check: { ...UNREADABLE[reason], detail }, reason };
  }
  const detail = received.jwt ? 'A compact JWT within the limits' : 'JSON within the limits';
  return { check: { ...readable, detail }, received };
}

const readable: Omit<Check, 'detail'> = {
  id: 'format',
  outcome: 'pass',
  code: 'check.format.readable',
};

const NOT_A_BADGE: Omit<Check, 'detail'> = {
  id: 'format',
  outcome: 'fail',
  code: 'check.format.not-a-badge',
  explanation: [{ code: 'check.format.not-a-badge.why' }],
};

const UNREADABLE: Record<Unread['reason'], Omit<Check, 'detail'>> = {
  'not-json': NOT_A_BADGE,
  'too-large': {
    id: 'format',
    outcome: 'fail',
    code: 'check.format.too-large',
  },
  ambiguous: {
    id: 'format',
    outcome: 'fail',
    code: 'check.format.ambiguous',
  },
};
