/** The description of the API (OpenAPI 3.1), made from the schemas that its routes check with. */
import { z } from 'zod';
import type { Bodies, Body, NamedSchema, Operation } from './operation.ts';
import { PROBLEM_CODES, type ProblemCode, PROBLEMS } from '../../problems/problems.ts';

const REF = '#/components/schemas/';
const BEARER = 'token';
/** In the path of a route. */
const PARAMETER = /:(\w+)/g;

const problem: NamedSchema = {
  name: 'Problem',
  schema: z
    .object({
      type: z.string().meta({ format: 'uri', description: 'An address that explains it' }),
      title: z.string(),
      status: z.int(),
      detail: z.string().meta({ description: 'What happened this time' }),
      instance: z
        .string()
        .optional()
        .meta({ format: 'uri', description: 'Of a fault of ours: tell us this' }),
      code: z.enum(PROBLEM_CODES).exclude(['UNKNOWN_ISSUER']),
    })
    .meta({ description: 'RFC 9457. Types and codes are stable, the sentences are for people.' }),
};

/** What may go wrong at any of them; then with a token, with a body, one of JSON, and of whom. */
const REFUSALS = saying(['BAD_REQUEST', 'TOO_MANY', 'UNEXPECTED', 'BUSY']);
const OF_TOKENS: Operation['answers'] = { 401: { says: 'No token, or one that has ended' } };
const OF_BODIES = saying(['TOO_LARGE']);
const OF_JSON = saying(['UNSUPPORTED']);
const WITHOUT_TOKEN: Operation['answers'] = {
  422: { says: 'It takes more time or memory than it may' },
};
const WITH_TOKEN: Operation['answers'] = { 422: { says: 'It may not be signed' } };

function saying(codes: readonly ProblemCode[]): Operation['answers'] {
  return Object.fromEntries(
    codes.map((code) => [PROBLEMS[code].status, { says: PROBLEMS[code].title }]),
  );
}

export function describeApi(operations: readonly Operation[]): object {
  return {
    openapi: '3.1.0',
    info: {
      title: 'kpa-badges',
      version: '1',
      description: 'Verify Open Badges 3.0, and sign credentials in the name of a KPA.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths: pathsOf(operations),
    components: {
      schemas: schemasOf(operations),
      securitySchemes: { [BEARER]: { type: 'http', scheme: 'bearer' } },
    },
  };
}

/** Several methods can have one path. */
function pathsOf(operations: readonly Operation[]) {
  const paths = new Map<string, Record<string, object>>();
  for (const one of operations) {
    const path = one.path.replaceAll(PARAMETER, '{$1}');
    paths.set(path, { ...paths.get(path), [one.method]: operation(one) });
  }
  return Object.fromEntries(paths);
}

function operation(described: Operation) {
  const { id, summary, description, needsToken, request, answers } = described;
  const parameters = parametersOf(described);
  const responses = new Map(
    Object.entries({ ...refusalsOf(described), ...answers }).map(([status, answer]) => [
      status,
      { description: answer.says, content: contentOf(bodiesOf(Number(status), answer.body)) },
    ]),
  );
  return {
    operationId: id,
    summary,
    description,
    security: needsToken ? [{ [BEARER]: [] }] : [],
    ...(parameters.length > 0 && { parameters }),
    ...(request && { requestBody: { required: true, content: contentOf(request) } }),
    responses: Object.fromEntries(responses),
  };
}

function refusalsOf({ needsToken, request }: Operation): Operation['answers'] {
  const isJson = Object.keys(request ?? {}).every((type) => type === 'application/json');
  return {
    ...REFUSALS,
    ...(needsToken && OF_TOKENS),
    ...(request && { ...OF_BODIES, ...(isJson && OF_JSON) }),
    ...(request && (needsToken ? WITH_TOKEN : WITHOUT_TOKEN)),
  };
}

/** Whatever stands in a path is needed: without it, it is another path. */
function parametersOf({ path, parameters = {} }: Operation) {
  return [...path.matchAll(PARAMETER)].map(([, name = '']) => {
    const { $schema, ...schema } = z.toJSONSchema(parameters[name] ?? z.string(), { io: 'input' });
    return { name, in: 'path', required: true, schema };
  });
}

function bodiesOf(status: number, body: Body | undefined): Bodies {
  return {
    ...(body && { 'application/json': body }),
    ...(status >= 400 && { 'application/problem+json': problem }),
  };
}

function contentOf(bodies: Bodies) {
  return Object.fromEntries(
    Object.entries(bodies).map(([type, body]) => [
      type,
      body === 'bytes' ? {} : { schema: { $ref: `${REF}${body.name}` } },
    ]),
  );
}

/** Throws if one schema has two names: the second would lead nowhere. */
function schemasOf(operations: readonly Operation[]): object {
  const registry = z.registry<{ id?: string | undefined }>();
  const bodies = operations.flatMap(({ request, answers }) => [
    ...Object.values(request ?? {}),
    ...Object.values(answers).flatMap(({ body }) => (body ? [body] : [])),
  ]);
  for (const body of [problem, ...bodies]) {
    if (body === 'bytes') continue;
    const { id = body.name } = registry.get(body.schema) ?? {};
    if (id !== body.name)
      throw new Error(`${body.name} and ${id} are one schema: give it one name`);
    registry.add(body.schema, { id });
  }
  const { schemas } = z.toJSONSchema(registry, { uri: (id) => `${REF}${id}`, io: 'input' });
  const named = Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(named.map(([name, { $id, $schema, ...schema }]) => [name, schema]));
}
