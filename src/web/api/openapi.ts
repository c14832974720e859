/** The description of the API (OpenAPI 3.1), made from the schemas that its routes check with. */
import { z } from 'zod';
import { PROBLEM_CODES, type ProblemCode, PROBLEMS } from '../../problems/problems.ts';

/** A body: a schema under the name it has in the description, or bytes of any kind. */
export type Body = NamedSchema | 'bytes';

export interface NamedSchema {
  readonly name: string;
  readonly schema: z.ZodType;
}

export interface Operation {
  readonly path: string;
  readonly id: string;
  readonly summary: string;
  readonly description: string;
  readonly needsToken: boolean;
  /** By media type. */
  readonly request: Readonly<Record<string, Body>>;
  /** By status. */
  readonly answers: Readonly<Record<number, { readonly says: string; readonly body?: Body }>>;
}

const REF = '#/components/schemas/';
const BEARER = 'token';

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

/** What may go wrong at any of them; then with a body of JSON, without a token, and with one. */
const REFUSALS = saying(['BAD_REQUEST', 'TOO_LARGE', 'TOO_MANY', 'UNEXPECTED', 'BUSY']);
const OF_JSON = saying(['UNSUPPORTED']);
const WITHOUT_TOKEN: Operation['answers'] = {
  422: { says: 'It takes more time or memory than it may' },
};
const WITH_TOKEN: Operation['answers'] = {
  401: { says: 'No token, or one that has ended' },
  422: { says: 'It may not be signed' },
};

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
    paths: Object.fromEntries(operations.map((one) => [one.path, { post: operation(one) }])),
    components: {
      schemas: schemasOf(operations),
      securitySchemes: { [BEARER]: { type: 'http', scheme: 'bearer' } },
    },
  };
}

function operation({ id, summary, description, needsToken, request, answers }: Operation) {
  const refusals: Operation['answers'] = {
    ...REFUSALS,
    ...(Object.keys(request).every((type) => type === 'application/json') && OF_JSON),
    ...(needsToken ? WITH_TOKEN : WITHOUT_TOKEN),
  };
  const responses = new Map(
    Object.entries({ ...refusals, ...answers }).map(([status, answer]) => [
      status,
      { description: answer.says, content: contentOf(bodiesOf(Number(status), answer.body)) },
    ]),
  );
  return {
    operationId: id,
    summary,
    description,
    security: needsToken ? [{ [BEARER]: [] }] : [],
    requestBody: { required: true, content: contentOf(request) },
    responses: Object.fromEntries(responses),
  };
}

function bodiesOf(status: number, body: Body | undefined): Operation['request'] {
  return {
    ...(body && { 'application/json': body }),
    ...(status >= 400 && { 'application/problem+json': problem }),
  };
}

function contentOf(bodies: Readonly<Record<string, Body>>) {
  return Object.fromEntries(
    Object.entries(bodies).map(([type, body]) => [
      type,
      body === 'bytes' ? {} : { schema: { $ref: `${REF}${body.name}` } },
    ]),
  );
}

function schemasOf(operations: readonly Operation[]): object {
  const registry = z.registry<{ id?: string | undefined }>();
  const bodies = operations.flatMap(({ request, answers }) => [
    ...Object.values(request),
    ...Object.values(answers).flatMap(({ body }) => (body ? [body] : [])),
  ]);
  for (const body of [problem, ...bodies]) {
    if (body !== 'bytes' && !registry.has(body.schema))
      registry.add(body.schema, { id: body.name });
  }
  const { schemas } = z.toJSONSchema(registry, { uri: (id) => `${REF}${id}`, io: 'input' });
  const named = Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(named.map(([name, { $id, $schema, ...schema }]) => [name, schema]));
}
