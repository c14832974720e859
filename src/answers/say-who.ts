/** Who signed, as pages say it: the domain or the key first, and what a stranger claims in quotes. */
import type { Verification } from '../credentials/verification.ts';

/** A sentence with, perhaps, a name of a site in bold, or a stranger's own words in quotes. */
export interface Line {
  readonly text: string;
  /** The name of a site, or a key. */
  readonly site?: string;
  /** What a stranger says of themselves: never bold, never by itself. */
  readonly claim?: string;
  /** A mark right behind the site or the claim. */
  readonly end?: string;
  readonly more?: string;
}

export const line = (text: string): Line => ({ text });

/** The host that answers for the key; or that there is none. */
export function siteOf({ signedBy }: Verification): string | undefined {
  return signedBy?.domain;
}

/** « Signé par badges.example. » */
export function saySigner(verification: Verification): Line {
  const site = siteOf(verification);
  return site === undefined
    ? line('Signé par une clé, sans le nom d’un site.')
    : { text: 'Signé par', site, end: '.' };
}

/** « Il se présente comme « … ». » */
export function sayClaim({ credential }: Verification): readonly Line[] {
  const name = credential?.issuer.name;
  return name === undefined ? [] : [{ text: 'Il se présente comme', claim: name, end: '.' }];
}

/** A file of which nothing else is known calls its issuer much like a KPA of ours. */
export const sayNamesake = (verification: Verification): readonly Line[] =>
  verification.namesake ? [...sayNamed(verification), ...sayTrue(verification)] : [];

function sayNamed({ credential }: Verification): readonly Line[] {
  const name = credential?.issuer.name;
  return name === undefined ? [] : [{ text: 'Le fichier nomme', claim: name, end: '.' }];
}

/** Of a name that looks like that of a KPA of ours: where the true one signs. */
export function sayTrue({ namesake }: Verification): readonly Line[] {
  if (!namesake) return [];
  const { name, domain } = namesake;
  return [{ text: `Le vrai ${name} signe avec`, site: domain, end: '.' }];
}
