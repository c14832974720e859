/** What was done for a badge, as its evidence says it, and whether that is what the badge signed. */
import { z } from 'zod';
import { digestSri } from '../credentials/digest.ts';
import type { Verification } from '../credentials/verification.ts';
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

const WORDS = {
  ok: 'Cette page est bien celle que le badge signe.',
  no: 'Cette page a changé depuis la signature. Ne vous y fiez pas.',
  unk: 'Nous ne pouvons pas dire maintenant si cette page est celle que le badge signe.',
} as const;

/** `text`: the document whose digest the badge holds, byte for byte. */
export async function presentEvidence(text: string, verification: Verification) {
  const evidence = document.parse(JSON.parse(text));
  const tone = await compare(text, verification);
  return {
    ...evidence,
    kindLabel: EXPERIENCE_LABELS[evidence.kind],
    signed: { tone, text: WORDS[tone] },
  };
}

async function compare(
  text: string,
  { credential, summary }: Verification,
): Promise<keyof typeof WORDS> {
  const digest = await digestSri(new TextEncoder().encode(text));
  const isTheirs = credential?.evidence.some((one) => one.digest === digest) === true;
  if (!isTheirs || summary.authentic === 'no') return 'no';
  return summary.authentic === 'yes' ? 'ok' : 'unk';
}
