/** Badges whose evidence tells an experience as it was before it was corrected, and signing them anew. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { evidenceOf } from '../../credentials/write/build-credential.ts';
import type { Credential } from '../../credentials/write/model.ts';
import {
  describeEvidence,
  evidenceEntry,
  evidenceFacts,
  tellEvidence,
} from '../../badges/evidence.ts';
import { languageOfAward } from '../../badges/present-award.ts';
import { randomShortToken } from '../../keys/secrets.ts';
import type { Languages } from '../../language/languages.ts';
import {
  type Award,
  type Experience,
  isRefusal,
  type Kpa,
  type Stored,
} from '../../storage/store.ts';
import { updateAndReissue } from '../reissue-if-due.ts';
import { signChanged } from './sign-changed.ts';
import { originOfAward } from '../signed-award.ts';
import type { SigningServices } from '../signing-services.ts';
import type { ReissueAct } from '../earlier/supersede.ts';

export interface FollowServices extends SigningServices {
  readonly languages: Pick<Languages, 'find' | 'source'>;
}

/** Signing holds the event loop: after so many, others have their turn. */
const IN_A_TURN = 10;

const EVIDENCE_FIELDS = ['kind', 'title', 'date', 'place', 'groupSize', 'task'] as const;

/** It stands, and what its evidence says is not what the experience says; also one that was set aside. */
function tellsOtherwise(award: Award, experience: Experience): boolean {
  if (award.standing !== 'valid' || award.evidence === undefined) return false;
  const told = tellEvidence(award.evidence);
  // What we cannot read was not written by us: the judge says so elsewhere.
  if (!told) return false;
  const facts = evidenceFacts(experience, award.personId);
  return EVIDENCE_FIELDS.some((field) => told[field] !== facts[field]);
}

/** Those of an experience whose evidence would change, oldest first. */
export async function badgesTellingOtherwise(
  { store }: Pick<SigningServices, 'store'>,
  experience: Experience,
): Promise<readonly Stored<Award>[]> {
  const query = { index: 'byExperienceStanding', equals: [experience.id, 'valid'] } as const;
  const awards = await store.awards(experience.kpaId).readable.all(query).toArray();
  return awards.filter((award) => tellsOtherwise(award, experience));
}

/**
 * Each is signed anew in its place, with the evidence of today. What is done stays done: asked again
 * after a crash, it takes those that are left. Rejects as `signChanged` does.
 */
export async function followExperience(
  services: FollowServices,
  kpa: Kpa,
  experience: Experience,
  act: ReissueAct,
): Promise<number> {
  const awards = await badgesTellingOtherwise(services, experience);
  for (const [at, { id, state }] of awards.entries()) {
    if (at > 0 && at % IN_A_TURN === 0) await nextTurn();
    const followed = updateAndReissue(services, kpa, id, (now) =>
      tellsOtherwise(now, experience) ? retold(services, kpa, now, experience, act) : now,
    );
    // One that was set aside bears what it bore then, a key that is revoked since, too: nobody is told by it.
    await (state === 'declined' ? followed.catch(leaveAsItIs) : followed);
  }
  return awards.length;
}

function leaveAsItIs(error: unknown): void {
  if (isRefusal(error, 'UNAVAILABLE')) throw error;
}

function retold(
  services: FollowServices,
  kpa: Kpa,
  award: Stored<Award>,
  experience: Experience,
  act: ReissueAct,
): Promise<Stored<Award>> {
  const text = describeEvidence(experience, award.personId, randomShortToken());
  const { languages } = services;
  const entry = evidenceEntry({
    // Where it was signed, there it stays (docs/adr/0031).
    id: originOfAward({ ...services, kpa }, award).evidence(kpa.slug, award.id),
    kind: experience.kind,
    text,
    language: languages.find(languageOfAward(award)) ?? languages.source,
  });
  const change = { credential: (one: Credential) => ({ ...one, evidence: [evidenceOf(entry)] }) };
  return signChanged(services, kpa, award, { ...change, row: { evidence: text } }, act);
}
