/** What the service and a thread that verifies say to each other: both are of one build. */
import type { MessagePort } from 'node:worker_threads';
import type { ListMade, SignedForm, Verification } from '../../credentials/verify.ts';
import type { PresentationVerification } from '../../credentials/verify-presentation.ts';
import type { World } from './surroundings.ts';
import type { CredentialQuestion, PresentationQuestion } from './verifier.ts';

/** To the thread, one at a time. `text`: what was handed in. */
export type Task = { readonly text: string; readonly now: Date } & (
  | { readonly kind: 'credential'; readonly question: CredentialQuestion }
  | { readonly kind: 'presentation'; readonly question: PresentationQuestion }
);

export type Answer =
  | { readonly kind: 'credential'; readonly verification: Verification }
  | { readonly kind: 'presentation'; readonly verification: PresentationVerification };

/** Any number of questions, each with the port that its reply goes to, then the answer. */
export type FromThread =
  { readonly kind: 'begun' } | Question | { readonly kind: 'answers'; readonly answer: Answer };

export type Question = { readonly kind: 'asks'; readonly to: MessagePort } & Asked;

/** What it wants to know: about a DID or an address, and what goes with it. */
export type Asked =
  | {
      readonly asks: 'resolveDid' | 'fetchStatusList' | 'knownIssuer' | 'namesake';
      readonly about: string;
    }
  /** In which form the newer one is wanted. */
  | { readonly asks: 'refresh' | 'endorsed'; readonly about: string; readonly form: SignedForm }
  /** Of which list. */
  | { readonly asks: 'newestSeen'; readonly about: string; readonly made: ListMade };

export type Asking = keyof World;
export type Reply<Q extends Asking = Asking> =
  | { readonly outcome: 'told'; readonly told: Awaited<ReturnType<World[Q]>> }
  | { readonly outcome: 'failed'; readonly message: string };
