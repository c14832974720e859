/** Who signed, as pages say it: the domain or the key first, and what a stranger claims in quotes. */
import type { Verification } from '../credentials/verification.ts';
import { claimed, type Message, say, site } from '../language/message.ts';

/** The host that answers for the key; or that there is none. */
export function siteOf({ signedBy }: Verification): string | undefined {
  return signedBy?.domain;
}

/** « Signé par badges.example. » */
export function saySigner(verification: Verification): Message {
  const host = siteOf(verification);
  return host === undefined
    ? say('answer.signed-by-key')
    : say('answer.signed-by', { site: site(host) });
}

/** « Il se présente comme « … ». » */
export function sayClaim({ credential }: Verification): readonly Message[] {
  const name = credential?.issuer.name;
  return name === undefined ? [] : [say('answer.calls-itself', { name: claimed(name) })];
}

/** « Le fichier nomme « … ». » */
export function sayNamed({ credential }: Verification): readonly Message[] {
  const name = credential?.issuer.name;
  return name === undefined ? [] : [say('answer.names', { name: claimed(name) })];
}

/** « Dans le badge, son nom est « … ». »: the KPA has another name by now. */
export function sayFormerName({ issuer, credential }: Verification): readonly Message[] {
  const name = credential?.issuer.name;
  if (!issuer || name === undefined || name === issuer.name) return [];
  return [say('answer.name-then', { name: claimed(name) })];
}

/** « Ce KPA est suspendu depuis le … ; ce qu’il a signé avant reste valable. » */
export function saySuspended({ issuer }: Verification): readonly Message[] {
  const since = issuer?.suspendedSince;
  return since === undefined ? [] : [say('answer.kpa-suspended', { since })];
}

/** A file of which nothing else is known calls its issuer much like a KPA of ours. */
export const sayNamesake = (verification: Verification): readonly Message[] =>
  verification.namesake ? [...sayNamed(verification), ...sayTrue(verification)] : [];

/** Of a name that looks like that of a KPA of ours: where the true one signs. */
export function sayTrue({ namesake }: Verification): readonly Message[] {
  if (!namesake) return [];
  const { name, domain } = namesake;
  return [say('answer.true-one', { name, site: site(domain) })];
}
