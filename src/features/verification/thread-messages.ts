/** What the service and a thread that verifies say to each other: both are of one build. */
import type { MessagePort } from 'node:worker_threads';
import type { SignedForm, Verification } from '../../credentials/verify.ts';
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
  | { readonly kind: 'begun' }
  | {
      readonly kind: 'asks';
      readonly asks: Asking;
      readonly about: string;
      /** Of a newer form: which one. */
      readonly form?: SignedForm;
      readonly to: MessagePort;
    }
  | { readonly kind: 'answers'; readonly answer: Answer };

export type Asking = keyof World;
export type Reply<Q extends Asking = Asking> =
  | { readonly outcome: 'told'; readonly told: Awaited<ReturnType<World[Q]>> }
  | { readonly outcome: 'failed'; readonly message: string };
