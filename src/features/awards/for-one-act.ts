import type { AwardServices } from './draft.ts';

/**
 * The same services, in which the keys of a KPA are read once: for one act on many awards. A signer
 * is held for one act at most, and what is looked at is as it was when the act began to look.
 */
export function forOneAct(services: AwardServices): AwardServices {
  const { keys } = services;
  return {
    ...services,
    keys: {
      publicKeys: once((kpaId: string) => keys.publicKeys(kpaId)),
      signer: once((...asked: Parameters<typeof keys.signer>) => keys.signer(...asked)),
      upkeepSigner: once((...asked: Parameters<typeof keys.signer>) => keys.upkeepSigner(...asked)),
    },
  };
}

/** An answer for each question, asked once. */
function once<Q extends readonly string[], A>(
  ask: (...question: Q) => Promise<A>,
): (...question: Q) => Promise<A> {
  const answers = new Map<string, Promise<A>>();
  return (...question) => {
    const asked = JSON.stringify(question);
    const answer = answers.get(asked) ?? ask(...question);
    answers.set(asked, answer);
    return answer;
  };
}
