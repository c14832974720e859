/** Which sentences of the catalogue the templates and the code say, found in their syntax trees. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import ts from 'typescript';
import { z } from 'zod';

export interface Use {
  readonly key: string;
  /** `templates/home/home.hbs` */
  readonly file: string;
  /** The values that are given there; undefined where that cannot be read. */
  readonly values: readonly string[] | undefined;
}

const filesIn = (folder: string, suffix: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(suffix))
    .map((name) => join(folder, name));

const called = z.object({
  path: z.object({ original: z.enum(['t', 'tPlain']) }),
  params: z.tuple([z.object({ type: z.literal('StringLiteral'), value: z.string() })]),
  hash: z.object({ pairs: z.array(z.object({ key: z.string() })) }).optional(),
});

/** `{{t "…" name=x}}`, wherever it stands. Throws for one whose sentence is no literal. */
export function sentencesInTemplates(folder = 'templates'): readonly Use[] {
  return filesIn(folder, '.hbs').flatMap((file) => {
    const nodes = nodesIn(Handlebars.parse(readFileSync(file, 'utf8')));
    const calls = nodes.filter((node) => called.shape.path.safeParse(node['path']).success);
    return calls.map((node) => {
      const { params, hash } = called.parse(node);
      return { key: params[0].value, file, values: hash?.pairs.map(({ key }) => key) ?? [] };
    });
  });
}

type Node = Readonly<Record<string, unknown>>;

function nodesIn(tree: unknown): readonly Node[] {
  if (typeof tree !== 'object' || tree === null) return [];
  const within = Object.values(tree).flatMap((one) => nodesIn(one));
  return Array.isArray(tree) ? within : [{ ...tree }, ...within];
}

/** What is said by name in the code, and every other text in it that may be a code. */
export function sentencesInCode(folder = 'src'): {
  readonly said: readonly Use[];
  readonly texts: ReadonlySet<string>;
} {
  const said: Use[] = [];
  const texts = new Set<string>();
  for (const file of filesIn(folder, '.ts')) {
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
    const visit = (node: ts.Node): void => {
      if (ts.isStringLiteralLike(node)) texts.add(node.text);
      if (ts.isCallExpression(node)) said.push(...saidBy(node, file));
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return { said, texts };
}

function saidBy({ expression, arguments: given }: ts.CallExpression, file: string): readonly Use[] {
  const [key, values] = given;
  if (!isSaying(expression) || !key || !ts.isStringLiteralLike(key)) return [];
  return [{ key: key.text, file, values: values ? namesIn(values) : [] }];
}

/** `say(…)` of message.ts, `language.text(…)` and `language.html(…)`. */
const isSaying = (node: ts.Expression) =>
  ts.isPropertyAccessExpression(node)
    ? ['text', 'html'].includes(node.name.text)
    : ts.isIdentifier(node) && node.text === 'say';

function namesIn(node: ts.Node): readonly string[] | undefined {
  if (!ts.isObjectLiteralExpression(node)) return undefined;
  const names = node.properties.map(({ name }) => name && ts.isIdentifier(name) && name.text);
  return names.every((one) => typeof one === 'string') ? names : undefined;
}
