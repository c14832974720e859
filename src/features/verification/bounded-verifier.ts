/** The verifier for what strangers hand in: beside the service, and bounded (docs/adr/0015). */
import { MAX_JWT_LENGTH } from '../../credentials/jwt/compact.ts';
import { textOf } from '../../credentials/received.ts';
import { unanswered } from '../../credentials/verify.ts';
import { unansweredPresentation } from '../../credentials/verify-presentation.ts';
import type { World } from './surroundings.ts';
import type { Threads } from './threads.ts';
import { createVerifier, type Verifier } from './verifier.ts';

export interface BoundedVerifier extends Verifier {
  close(): Promise<void>;
}

interface Services {
  readonly world: World;
  readonly clock: () => Date;
}

const ENDED = 'It took more time or memory than one answer may';

/** Rejects with `HttpError` BUSY while too many wait; never for what it is given. */
export function createBoundedVerifier(
  { world, clock }: Services,
  threads: Threads,
): BoundedVerifier {
  const direct = createVerifier(world, clock);

  return {
    async verifyCredential(input, question = {}) {
      const text = textIn(input);
      if (text === undefined || isRefusedUnread(text))
        return direct.verifyCredential(text, question);
      const answer = await threads.run({ kind: 'credential', text, question, now: clock() }, world);
      return answer?.kind === 'credential' ? answer.verification : unanswered(ENDED);
    },

    async verifyPresentation(input, question = {}) {
      const text = textIn(input);
      if (text === undefined || isRefusedUnread(text))
        return direct.verifyPresentation(text, question);
      const answer = await threads.run(
        { kind: 'presentation', text, question, now: clock() },
        world,
      );
      return answer?.kind === 'presentation' ? answer.verification : unansweredPresentation(ENDED);
    },

    close: () => threads.close(),
  };
}

/** Text crosses into a thread; an object can have traps in it, or be written otherwise each time. */
function textIn(input: unknown): string | undefined {
  const text = textOf(input);
  return typeof text === 'string' ? text : undefined;
}

/** Longer than anything that is read: no thread is needed to say so. */
function isRefusedUnread(text: string): boolean {
  return text.length > MAX_JWT_LENGTH;
}
