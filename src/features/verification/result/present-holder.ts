import type { Verification } from '../../../credentials/verify/verify.ts';
import { say } from '../../../language/message.ts';

/** Who holds the file is another question than who signed the badges in it. */
export function presentHolder({ wrapping }: Verification) {
  const holder = wrapping?.holder;
  if (!holder) return undefined;
  return {
    tone: 'unk',
    title: say('verify.holder-unknown'),
    lines: [
      ...(holder.isSubject === false ? [say('verify.holder-is-another')] : []),
      ...(holder.signature === 'wrong' ? [say('verify.holder-signature-wrong')] : []),
      ...(holder.signature === 'none' ? [say('verify.holder-signed-nothing')] : []),
      // A proof of before can be copied: only an answer to a question of now cannot.
      say('verify.holder-not-asked'),
    ],
  };
}
