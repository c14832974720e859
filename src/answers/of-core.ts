import type { Check } from '../credentials/verification.ts';
import { isMessage, type Message, say, typed, type Value } from '../language/message.ts';

/** What the core says of a check, or a note, alone. Texts in it may be a stranger’s: they are set apart. */
export const ofCore = ({ code, values = {} }: Message): Message =>
  say(
    code,
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, apart(value)])),
  );

function apart(value: Value): Value {
  if (typeof value === 'string') return typed(value);
  return isMessage(value) ? ofCore(value) : value;
}

/** Why it says so. */
export const whyOfCore = ({ explanation = [] }: Check): readonly Message[] =>
  explanation.map(ofCore);
