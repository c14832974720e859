/** What was done for a badge, as its evidence says it, whose digest is signed. */
import { z } from 'zod';
import { digestSri } from '../credentials/bytes/digest.ts';
import { parseJson } from '../credentials/bytes/json.ts';
import type { Verification } from '../credentials/verification.ts';
import type { Language } from '../language/language.ts';
import { say } from '../language/message.ts';
import { type Experience, type ExperienceKind, EXPERIENCE_KINDS } from '../storage/store.ts';
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

interface EvidenceFacts {
  readonly kind: ExperienceKind;
  readonly title: string;
  readonly date: string;
  readonly place?: string;
  readonly groupSize: number;
  readonly task?: string;
}

type Told = Pick<Experience, 'kind' | 'title' | 'date' | 'place' | 'participants'>;

/** What is told of an experience beside the badge of one who took part, without the nonce. */
export function evidenceFacts(
  { kind, title, date, place, participants }: Told,
  personId: string,
): EvidenceFacts {
  const task = participants.find((one) => one.personId === personId)?.task;
  return {
    kind,
    title,
    date,
    ...(place !== undefined && { place }),
    groupSize: participants.length,
    ...(task !== undefined && { task }),
  };
}

/**
 * The evidence of an award: what was done, when, with how many. Only its digest is signed, so it
 * can be erased and the badge still verifies. The nonce keeps its digest from being guessed.
 */
export const describeEvidence = (experience: Told, personId: string, nonce: string): string =>
  JSON.stringify({ ...evidenceFacts(experience, personId), nonce });

/** As they are signed; what pages say of an experience may change. */
const EVIDENCE_NAMES: Readonly<Record<ExperienceKind, string>> = {
  prestation: 'signed.job',
  support: 'signed.support-work',
  training: 'signed.training',
  decision: 'signed.group-decision',
  interview: 'signed.interview',
};

interface Described {
  /** Where it is read. */
  readonly id: string;
  readonly kind: ExperienceKind;
  readonly text: string;
  /** In which the badge is signed. */
  readonly language: Language;
}

/** Its entry in the credential. */
export const evidenceEntry = ({ id, kind, text, language }: Described) => ({
  id,
  name: language.text(EVIDENCE_NAMES[kind]),
  digestSRI: digestSri(new TextEncoder().encode(text)),
});
