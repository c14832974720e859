/** Whether the badge follows the standard: its form, apart from who signed it. */
import type { Note, Verification } from '../credentials/verification.ts';
import { type Message, say } from '../language/message.ts';
import { type Look, lookOf, type Reply, UNKNOWN } from './answer.ts';
import { ofCore } from './of-core.ts';

const NOTHING: Look = { tone: 'neutral', icon: 'dash' };

/** The second answer. */
export function standard(verification: Verification): Reply {
  const { summary, notes, namesake } = verification;
  switch (summary.standard) {
    case 'ambiguous': {
      const basis = [say('answer.two-readings')];
      return { tone: 'no', icon: 'broken', answer: say('answer.no'), basis };
    }
    case 'unknown':
      return { ...NOTHING, answer: UNKNOWN, basis: [] };
    default:
      return {
        ...(namesake || summary.signature !== 'right' ? NOTHING : lookOf(verification)),
        answer: sayNotes(notes),
        basis: [summary.signature === 'right' ? sayHarmless(notes) : say('answer.form-only')],
        notes: notes.map((note) => ({
          sentence: ofCore(note),
          place: note.place,
          rule: note.rule,
        })),
      };
  }
}

/** A strict reader refuses what departs from a MUST. */
function sayNotes(notes: readonly Note[]): Message {
  const { length: count } = notes;
  if (count === 0) return say('answer.follows');
  return notes.some(({ must }) => must)
    ? say('answer.departs', { count })
    : say('answer.follows-with-notes', { count });
}

function sayHarmless({ length: count }: readonly Note[]): Message {
  return count === 0 ? say('answer.open-badges') : say('answer.notes-harmless', { count });
}
