/** One YAML file, read with its line numbers and checked against a schema. */
import { readFile, stat } from 'node:fs/promises';
import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import type { Document } from 'yaml';
import type { z } from 'zod';
import { explainIssues } from './explain-issue.ts';
import type { Report } from './problems.ts';

/** A file of definitions is a few kilobytes; this is far above the largest. */
const MOST_BYTES = 256 * 1024;

export interface YamlFile<T> {
  readonly file: string;
  readonly value: T;
  /** The line of a field or an entry, from 1; of the nearest thing around it if it is absent. */
  readonly lineOf: (...path: PropertyKey[]) => number;
}

/** Undefined when there was a problem, which was reported. */
export async function readYaml<S extends z.ZodType>(
  file: string,
  schema: S,
  report: Report,
): Promise<YamlFile<z.output<S>> | undefined> {
  const content = await readText(file, report);
  if (content === undefined) return undefined;
  const lines = new LineCounter();
  const document = parseDocument(content, {
    schema: 'failsafe',
    lineCounter: lines,
    prettyErrors: false,
  });
  const faults = faultsOf(document);
  for (const { offset, message } of faults) {
    const line = lines.linePos(offset).line;
    report({ file, line, message: `Malformed YAML: ${message}`, remedy: MALFORMED });
  }
  if (faults.length > 0) return undefined;

  const lineOf = (...path: PropertyKey[]) => lines.linePos(offsetOf(document, path)).line;
  const parsed = schema.safeParse(document.toJS(), { reportInput: true });
  if (parsed.success) return { file, value: parsed.data, lineOf };
  for (const { path, message, remedy } of explainIssues(parsed.error.issues)) {
    report({ file, line: lineOf(...path), message, remedy });
  }
  return undefined;
}

const MALFORMED = 'Check the indentation, and put quotes around a text that has a colon in it.';

async function readText(file: string, report: Report): Promise<string | undefined> {
  try {
    const { size } = await stat(file);
    if (size <= MOST_BYTES) {
      return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
    }
    const remedy = `Keep it to ${MOST_BYTES} bytes.`;
    report({ file, line: 1, message: 'The file is too large', remedy });
  } catch (error) {
    report({ file, line: 1, ...unreadable(error) });
  }
  return undefined;
}

function unreadable(error: unknown) {
  if (error instanceof TypeError) {
    return { message: 'The file is not UTF-8', remedy: 'Save it as UTF-8.' };
  }
  const message = `Cannot read the file (${codeOf(error)})`;
  return { message, remedy: 'Restore it from version control.' };
}

/** The system's code, such as ENOENT, without the path, which the problem already names. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}

interface Fault {
  readonly offset: number;
  readonly message: string;
}

function faultsOf(document: Document.Parsed): Fault[] {
  const faults = [...document.errors, ...document.warnings].map(({ pos, message }) => ({
    offset: pos[0],
    message,
  }));
  // Aliases make one place mean another, and can be made to grow without bound.
  visit(document, (_key, node) => {
    if (!isAlias(node)) return;
    faults.push({ offset: node.range?.[0] ?? 0, message: 'aliases are not allowed' });
  });
  return faults;
}

function offsetOf(document: Document.Parsed, path: readonly PropertyKey[]): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const step of path) {
    let start: unknown;
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && key.value === step);
      [start, node] = [pair?.key, pair?.value];
    } else if (isSeq(node)) {
      start = node = node.items[Number(step)];
    }
    if (start === undefined) break;
    offset = startOf(start) ?? offset;
  }
  return offset;
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
