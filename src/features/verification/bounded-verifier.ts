/** What strangers hand in is read and verified beside the service, and bounded (docs/adr/0015, 0020). */
import type { BadgeFile } from '../../credentials/formats/read-badge-file.ts';
import { MAX_JWT_LENGTH } from '../../credentials/jwt/compact.ts';
import { textOf } from '../../credentials/read/received.ts';
import { unanswered } from '../../credentials/verify/verify.ts';
import { unansweredPresentation } from '../../credentials/verify/verify-presentation.ts';
import type { Task } from '../../threads/task.ts';
import type { Client } from '../../threads/client.ts';
import { createRounds, type RoundsServices } from './rounds.ts';
import { readFileTask, verifyCredentialTask, verifyPresentationTask } from './tasks.ts';
import { createVerifier, type Verifier } from './verifier.ts';

/**
 * For one client, in their turn. Rejects with `HttpError` BUSY or TOO_MANY; never for what it is
 * given.
 */
export interface BoundedVerifier extends Verifier {
  /** Who it is for: what is asked of others for them is asked in their turn. */
  readonly client: string;
  /** Nothing if it took more time or memory than it may. */
  readBadgeFile(file: Uint8Array): Promise<BadgeFile | undefined>;
  /** The same for what another task reads of a text. */
  readText<T>(task: Task<string, T>, text: string): Promise<T | undefined>;
}

const ENDED = 'It took more time or memory than one answer may';

export function createBoundedVerifier(services: RoundsServices, client: Client): BoundedVerifier {
  const { clock, surroundingsFor, briefness } = services;
  const direct = createVerifier(surroundingsFor(client.key), clock);
  const { run, readText, verify } = createRounds(services, client);

  return {
    client: client.key,
    readText,
    readBadgeFile: (file) => run(readFileTask, file, briefness.ofFile(file)),

    async verifyCredential(input, question = {}) {
      const text = textIn(input);
      if (text === undefined || isRefusedUnread(text))
        return direct.verifyCredential(text, question);
      const answer = await verify({ task: verifyCredentialTask, text, question }, (verifier) =>
        verifier.verifyCredential(text, question),
      );
      return answer ?? unanswered(ENDED);
    },

    async verifyPresentation(input, question = {}) {
      const text = textIn(input);
      if (text === undefined || isRefusedUnread(text))
        return direct.verifyPresentation(text, question);
      const answer = await verify({ task: verifyPresentationTask, text, question }, (verifier) =>
        verifier.verifyPresentation(text, question),
      );
      return answer ?? unansweredPresentation(ENDED);
    },
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
