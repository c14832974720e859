import type { Definitions } from '../../../definitions/definitions.ts';
import type { Language } from '../../../language/language.ts';
import type { Experience } from '../../../storage/store.ts';
import type { Visitor } from '../../../web/sessions.ts';
import { awardIdOf } from '../award-badge.ts';
import type { Draft } from '../draft.ts';
import { signatureOf } from '../draft.ts';
import type { Recognition } from './recognition-form.ts';
import { badgeIn } from '../signing-language.ts';

interface Signed {
  readonly visitor: Visitor;
  readonly experience: Experience;
  readonly definitions: Definitions;
  /** In which it is signed, each badge that there is in it. */
  readonly language: Pick<Language, 'code'>;
}

/** What would be signed of a form: pages are in the language of the page, drafts in that of the badge. */
export const draftsOf = (
  { batch, all }: Recognition,
  { visitor, experience, definitions, language }: Signed,
): readonly Draft[] =>
  all.map(({ person, badge, level, sentence }) => {
    const signed = badgeIn(definitions, badge, language.code) ?? badge;
    return {
      awardId: awardIdOf(batch, person.id),
      kpa: visitor.kpa,
      ...{ person, badge: signed, level, experience },
      // No free text on objective 6: its sentence is the badge's own.
      sentence: sentence ?? signed.employerSentence,
      awardedBy: signatureOf(visitor.person),
    };
  });
