import { messageOf } from '../../errors.ts';
import { type Examination, type Examined, examine, type ExamineOptions } from '../examine.ts';
import { isAuthentic } from '../examine.ts';
import { readLoosely } from '../../schemas/vcdm-schema.ts';
import type { Surroundings, TextFetch } from '../../surroundings.ts';
import type { Check, NewestForm } from '../../verification.ts';

export interface RefreshResult {
  readonly checks: readonly Check[];
  readonly newest?: NewestForm;
}

/**
 * 1EdTech Credential Refresh 1.0: asked once, after the proof, and never asked again of the answer.
 * `input`: what was given, of which `badge` was read.
 */
export async function checkRefresh(
  input: unknown,
  badge: Examined,
  surroundings: Surroundings,
  options: ExamineOptions,
): Promise<RefreshResult> {
  const service = readLoosely(badge.document).refreshService?.find(({ type }) =>
    type.includes('1EdTechCredentialRefresh'),
  );
  if (!service || !surroundings.refresh) return { checks: [] };
  const { id: url = '' } = service;
  if (!/^https?:/.test(url)) {
    return { checks: [{ ...unreachable, detail: 'The refresh service has no web address' }] };
  }
  const fetched = await fetchNewest(url, badge, surroundings);
  if (fetched.outcome !== 'found') {
    return { checks: [{ ...unreachable, detail: fetched.detail }] };
  }
  // The same bytes were just verified.
  if (fetched.text === input) return { checks: [current] };
  const newest = await examine(fetched.text, surroundings, options);
  const fault = faultOf(newest, badge);
  if (fault !== undefined) return { checks: [{ ...unreachable, detail: fault }] };
  return isSame(newest, badge) ? { checks: [current] } : superseded(fetched.text, newest);
}

async function fetchNewest(
  url: string,
  { form }: Examined,
  surroundings: Surroundings,
): Promise<TextFetch> {
  try {
    return (await surroundings.refresh?.(url, form)) ?? nobody;
  } catch (error) {
    return { outcome: 'unreachable', detail: messageOf(error) };
  }
}

const nobody: TextFetch = { outcome: 'unreachable', detail: 'Nobody was asked' };

/** What is not of the same issuer, and about the same credential, is no newer form of this one. */
function faultOf(newest: Examination, badge: Examined): string | undefined {
  const { of } = newest;
  if (!of || !isAuthentic(newest)) return newest.checks.at(-1)?.detail ?? 'not authentic';
  if (of.issuer.id !== badge.issuer.id) return `It was issued by ${of.issuer.id}`;
  return of.document['id'] === badge.document['id'] ? undefined : 'It has another id';
}

function isSame(newest: Examination, badge: Examined): boolean {
  const [a, b] = [newest.of?.document ?? {}, badge.document].map(({ proof, ...rest }) =>
    JSON.stringify(rest),
  );
  return a === b;
}

function superseded(text: string, { standing, of }: Examination): RefreshResult {
  const form = { text, standing, ...(of && { credential: of.kind.read(of.document) }) };
  return { checks: [{ ...older, detail: `The newest form is ${standing}` }], newest: form };
}

const current: Check = {
  id: 'refresh',
  outcome: 'pass',
  code: 'check.refresh.newest',
  detail: 'The refresh service gives the same credential',
};

const older: Omit<Check, 'detail'> = {
  id: 'refresh',
  outcome: 'warn',
  code: 'check.refresh.older',
  explanation: [{ code: 'check.refresh.older.why' }],
};

const unreachable: Omit<Check, 'detail'> = {
  id: 'refresh',
  outcome: 'unknown',
  code: 'check.refresh.unknown',
};
