import { IMAGE_FORMATS, SIGNATURE_FORMATS } from '../credentials/formats/formats.ts';
import type { Language } from '../language/language.ts';
import { formatNames } from './format-names.ts';

/** How the command is used: names that are typed as they stand, and what each does. */
export function usageIn(language: Language): string {
  const names = { texts: formatNames(SIGNATURE_FORMATS), images: formatNames(IMAGE_FORMATS) };
  const about = ([name, code]: readonly [string, string]) =>
    `  ${name.padEnd(9)} ${language.text(code, names)}\n`;
  return `${language.text('cli.usage.how')}
  kpa-badges verify  FILE… [--json] [--offline] [--issuer DID.json]…
  kpa-badges inspect FILE… [--json]
  kpa-badges unbake  FILE… [--json | --out FILE]
  kpa-badges bake    BADGE IMAGE --out FILE


${language.text('cli.usage.file', names)}

${COMMANDS.map(about).join('')}
${OPTIONS.map(about).join('')}
${language.text('cli.usage.exit')}
${EXITS.map(about).join('')}${language.text('cli.usage.worst')}
`;
}

const COMMANDS = [
  ['verify', 'cli.usage.verify'],
  ['inspect', 'cli.usage.inspect'],
  ['unbake', 'cli.usage.unbake'],
  ['bake', 'cli.usage.bake'],
] as const;

const OPTIONS = [
  ['--offline', 'cli.usage.offline'],
  ['--issuer', 'cli.usage.issuer'],
  ['--json', 'cli.usage.json'],
  ['--out', 'cli.usage.out'],
] as const;

const EXITS = [
  ['0', 'cli.usage.exit-valid'],
  ['1', 'cli.usage.exit-not-authentic'],
  ['2', 'cli.usage.exit-usage'],
  ['3', 'cli.usage.exit-unknown'],
  ['4', 'cli.usage.exit-not-standing'],
  ['5', 'cli.usage.exit-with-notes'],
] as const;
