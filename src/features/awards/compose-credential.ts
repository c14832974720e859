import { buildCredential } from '../../credentials/write/build-credential.ts';
import type { Credential } from '../../credentials/write/model.ts';
import { cleanName } from '../../credentials/read/displayable.ts';
import { hashIdentity } from '../../credentials/names/identity.ts';
import { describeAchievement, levelId } from '../../badges/achievement.ts';
import { evidenceEntry } from '../../badges/evidence.ts';
import { describeIssuer } from '../../badges/issuer.ts';
import type { AwardServices, Draft, Drawn } from './draft.ts';
import { endOfDraft } from './end-of-validity.ts';

/**
 * What is signed. No name, no e-mail, no place of a person: a salted hash of the name they chose
 * and a subject id made for this credential (docs/adr/0006). All that is ours is in the language
 * of the draft's badge: that in which it was reread.
 */
export function composeCredential(
  { addresses, languages }: Pick<AwardServices, 'addresses' | 'languages'>,
  draft: Draft,
  drawn: Drawn,
): Credential {
  const { kpa, badge, level } = draft;
  const language = languages.find(badge.language) ?? languages.source;
  const achievement = describeAchievement(addresses, badge, language, level);
  return buildCredential({
    id: addresses.credential(kpa.slug, draft.awardId),
    issuer: describeIssuer(addresses, kpa),
    validFrom: drawn.issuedAt,
    ...endOfDraft(draft, drawn.issuedAt),
    recipient: {
      id: drawn.subjectId,
      // Also of a name from before names were cleaned as they are typed.
      nameHash: hashIdentity(cleanName(draft.person.name), drawn.salt),
      salt: drawn.salt,
    },
    achievement,
    ...(level !== undefined && { achievedLevel: levelId(achievement.id, level) }),
    narrative: draft.sentence,
    ...(drawn.evidence !== undefined && {
      evidence: [
        evidenceEntry({
          id: addresses.evidence(kpa.slug, draft.awardId),
          kind: draft.experience.kind,
          text: drawn.evidence,
          language,
        }),
      ],
    }),
    status: {
      list: addresses.statusList(kpa.slug, drawn.entry.listNumber),
      index: drawn.entry.index,
    },
    refresh: addresses.refresh(kpa.slug, draft.awardId),
  });
}
