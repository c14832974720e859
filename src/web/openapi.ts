/** The description of the API (OpenAPI 3.1), made from the schemas that its routes check with. */
import { z } from 'zod';

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
    .object({ status: z.int(), code: z.string(), detail: z.string() })
    .meta({ description: 'RFC 9457. The codes are stable, the sentences are for people.' }),
};

/** What may go wrong at any of them. */
const REFUSALS = {
  400: 'It cannot be read',
  413: 'It is too large',
  429: 'Too many in a short time: wait as Retry-After says',
  503: 'Too many wait already: come back as Retry-After says',
} as const;

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
    ...said(REFUSALS),
    ...(needsToken &&
      said({ 401: 'No token, or one that has ended', 422: 'It may not be signed' })),
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

function said(refusals: Readonly<Record<number, string>>): Operation['answers'] {
  return Object.fromEntries(Object.entries(refusals).map(([status, says]) => [status, { says }]));
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
