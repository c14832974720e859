/** What was done for a badge, as its evidence says it, whose digest is signed. */
import { z } from 'zod';
import { parseJson } from '../credentials/bytes/json.ts';
import type { Verification } from '../credentials/verification.ts';
import { say } from '../language/message.ts';
import { EXPERIENCE_KINDS } from '../storage/store.ts';
import { EXPERIENCE_LABELS } from './labels.ts';

const document = z.object({
  kind: z.enum(EXPERIENCE_KINDS),
  title: z.string(),
  date: z.string(),
  place: z.string().optional(),
  groupSize: z.number(),
  task: z.string().optional(),
});

export const readEvidence = (text: string) => document.parse(JSON.parse(text));

/** For her own pages, whose rows nobody has judged: nothing, if it is not what we wrote. */
export function tellEvidence(text: string) {
  const parsed = parseJson(text);
  return document.safeParse(parsed.ok ? parsed.value : undefined).data;
}

const SIGNED = {
  yes: { tone: 'ok', text: say('evidence.signed') },
  no: { tone: 'no', text: say('evidence.disowned') },
  unknown: { tone: 'unk', text: say('evidence.unanswered') },
} as const;

/**
 * `text`: of a row that is believed, so that its digest is the one in the badge (docs/adr/0019).
 * What is left to say is whether the badge itself is signed.
 */
export function presentEvidence(text: string, { summary }: Verification) {
  const evidence = readEvidence(text);
  return {
    ...evidence,
    kindLabel: EXPERIENCE_LABELS[evidence.kind],
    signed: SIGNED[summary.authentic],
  };
}
