/** What a file says of itself. Nothing is verified, and the answer says so. */
import { isObject, type JsonObject, toArray } from '../credentials/bytes/json-object.ts';
import { receive } from '../credentials/read/received.ts';
import type { Language } from '../language/language.ts';
import type { Arguments } from './arguments.ts';
import { EXIT, type CommandResult, worstOf } from './exit-codes.ts';
import { asJson, printable } from './printable.ts';
import { readBadge } from './read-input.ts';

export async function inspect(
  { files, json }: Arguments,
  language: Language,
): Promise<CommandResult> {
  const rows = await Promise.all(files.map(inspectFile));
  const exitCodes = rows.map(({ says }) => (says ? EXIT.VALID : EXIT.NOT_AUTHENTIC));
  const output = json ? asJson(rows) : rows.map((row) => describe(row, language)).join('\n');
  return { output, exitCode: worstOf(exitCodes) };
}

interface Row {
  readonly file: string;
  readonly verified: false;
  readonly format?: string;
  readonly problem?: string;
  readonly says?: Readonly<Record<string, unknown>>;
}

async function inspectFile(file: string): Promise<Row> {
  const read = await readBadge(file);
  if (!read.ok) return { file, verified: false, problem: `${read.reason}: ${read.detail}` };
  const { format, text } = read;
  const received = receive(text);
  if (!received.ok) return { file, verified: false, format, problem: received.detail };
  const { document, jwt } = received;
  return {
    file,
    verified: false,
    format,
    says: { ...saidBy(document), ...signedBy(document, jwt) },
  };
}

/** Only what is there: an absent member is left out of the JSON and of the lines. */
function saidBy(document: JsonObject) {
  const { issuer, credentialSubject } = document;
  const [subject] = toArray(credentialSubject);
  const achievement = isObject(subject) ? subject['achievement'] : undefined;
  return {
    id: document['id'],
    type: document['type'],
    name: document['name'],
    achievement: idOf(achievement),
    issuer: idOf(issuer),
    subject: idOf(subject),
    validFrom: document['validFrom'] ?? document['issuanceDate'],
    validUntil: document['validUntil'] ?? document['expirationDate'],
    status: toArray(document['credentialStatus']).map(idOf),
  };
}

function signedBy(document: JsonObject, jwt: { readonly header: unknown } | undefined) {
  if (jwt) return { signature: { form: 'JWT', header: jwt.header } };
  const proofs = toArray(document['proof']).filter((proof) => isObject(proof));
  return {
    signature: proofs.map(({ type, cryptosuite, verificationMethod, created }) => ({
      form: [type, cryptosuite].filter((one) => typeof one === 'string').join(' '),
      key: verificationMethod,
      created,
    })),
  };
}

function idOf(value: unknown): unknown {
  return isObject(value) ? value['id'] : value;
}

function describe({ file, format = '', problem, says = {} }: Row, language: Language): string {
  const lines = Object.entries(says)
    .filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0))
    .map(([key, value]) => `  ${key.padEnd(12)} ${printable(asText(value))}`);
  const head =
    problem === undefined
      ? language.text('cli.read-not-verified', { format })
      : language.text('cli.not-a-badge');
  const why = problem === undefined ? [] : [`  ${printable(problem)}`];
  return `${[`${file}: ${head}`, ...why, ...lines].join('\n')}\n`;
}

const asText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
