/** docs/openapi.json: made from the schemas of the routes (`npx vitest run test/openapi -u`). */
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { API_OPERATIONS } from '../src/app.ts';
import { methodsAt, type Operation } from '../src/web/api/operation.ts';
import { describeApi } from '../src/web/api/openapi.ts';
import { PROGRAM_PATHS } from '../src/web/errors.ts';
import { API_ROUTES, routeOf, routesOf } from './support/visits/routes.ts';
import { type World, createWorld } from './support/world.ts';

const description = z.record(z.string(), z.unknown());

let world: World;
let served: Record<string, unknown>;
beforeAll(async () => {
  world = await createWorld();
  const answer = await fetch(`${world.origin}/api/openapi.json`);
  expect(answer.headers.get('content-type')).toContain('application/json');
  served = description.parse(await answer.json());
});
afterAll(() => world.destroy());

it('is what is served (if it should not be what it was: npx vitest run test/openapi -u)', async () => {
  const text = `${JSON.stringify(served, null, 2)}\n`;
  await expect(text).toMatchFileSnapshot('../docs/openapi.json');
});

it('is OpenAPI, says a validator that is not ours', async () => {
  const { valid, errors } = await new Validator().validate(served);
  expect([valid, errors]).toEqual([true, undefined]);
});

it('gives a schema one name', () => {
  const schema = z.object({ text: z.string() });
  const body = (name: string) => ({ name, schema });
  const note: Operation = {
    ...{ method: 'put', path: '/note', id: 'writeNote', summary: '', description: '' },
    needsToken: false,
    request: { 'application/json': body('NoteRequest') },
    answers: { 200: { says: 'The note', body: body('Note') } },
  };
  expect(() => describeApi([note])).toThrow('Note and NoteRequest are one schema');
});

describe('the operations of the API', () => {
  const known = ['GET /api/openapi.json', 'GET /problems/:code'];
  const isOfApi = (route: string) =>
    PROGRAM_PATHS.some((path) => `${route}/`.includes(` ${path}/`)) && !known.includes(route);

  it('are all its routes', () => {
    const lacking = routesOf(world.app).filter((one) => isOfApi(one) && !API_ROUTES.includes(one));
    expect(lacking.map(toAdd)).toEqual([]);
  });

  it('have a route each, at an address of programs', () => {
    const gone = API_ROUTES.filter((one) => !routesOf(world.app).includes(one));
    expect(gone.map((one) => `${one}: no router has it. Add it, or take out its entry`)).toEqual(
      [],
    );
    const astray = API_ROUTES.filter((one) => !isOfApi(one));
    const remedy = 'begin it so, or add its beginning to PROGRAM_PATHS in src/web/errors.ts';
    expect(astray.map((one) => `${one}: ${remedy}`)).toEqual([]);
  });

  it('say what stands in their path, and nothing else', () => {
    const parameters = API_OPERATIONS.flatMap((one) =>
      Object.keys(one.parameters ?? {}).map((name) => ({ route: routeOf(one), name })),
    );
    expect(parameters.filter(({ route, name }) => !route.includes(`:${name}`))).toEqual([]);
  });
});

/** What to write, and where. */
function toAdd(route: string): string {
  const [method = '', path = ''] = route.split(' ');
  const entry = `{ method: '${method.toLowerCase()}', path: '${path}', id: …, answers: … }`;
  return `${route}: add ${entry} to the operations of its feature (src/features/*/*operations.ts)`;
}

describe('an operation of any method', () => {
  const described = describeApi([
    {
      method: 'put',
      path: '/api/notes/:id',
      ...{ id: 'keepNote', summary: 'Keep a note', description: '', needsToken: true },
      parameters: { id: z.uuid() },
      request: { 'application/json': { name: 'Note', schema: z.object({ text: z.string() }) } },
      answers: { 204: { says: 'It is kept' } },
    },
    {
      method: 'get',
      path: '/api/notes/:id',
      ...{ id: 'readNote', summary: 'Read a note', description: '', needsToken: false },
      answers: { 200: { says: 'The note', body: 'bytes' } },
    },
  ]);
  const { '/api/notes/{id}': path } = z
    .object({ paths: z.record(z.string(), z.record(z.string(), description)) })
    .parse(described).paths;
  const statuses = (method: string) =>
    Object.keys(description.parse(path?.[method]?.['responses']));

  it('stands beside the others of its path, and is OpenAPI', async () => {
    expect(Object.keys(path ?? {})).toEqual(['put', 'get']);
    const { valid, errors } = await new Validator().validate(description.parse(described));
    expect([valid, errors]).toEqual([true, undefined]);
  });

  it('says what stands in its path, which is any text unless it says more', () => {
    const here = { name: 'id', in: 'path', required: true };
    expect(path?.['put']?.['parameters']).toMatchObject([{ ...here, schema: { format: 'uuid' } }]);
    expect(path?.['get']?.['parameters']).toEqual([{ ...here, schema: { type: 'string' } }]);
  });

  it('is refused for its body, and for a token, only where it has one', () => {
    expect(path?.['get']).not.toHaveProperty('requestBody');
    expect(statuses('get')).toEqual(['200', '400', '429', '500', '503']);
    expect(statuses('put')).toEqual([
      ...['204', '400', '401', '413', '415', '422', '429', '500', '503'],
    ]);
  });

  it('is among those that its address takes', () => {
    const rest = { id: '', summary: '', description: '', needsToken: false, answers: {} };
    const all: readonly Operation[] = [
      { method: 'post', path: '/api/notes/new', ...rest },
      { method: 'get', path: '/api/notes/:id', ...rest },
      { method: 'delete', path: '/api/notes/:id', ...rest },
      { method: 'put', path: '/api/notes/:id/text', ...rest },
    ];
    expect(methodsAt('/api/notes/new', all)).toBe('POST, GET, HEAD, DELETE');
    expect(methodsAt('/api/notes/:id', all)).toBe('GET, HEAD, DELETE');
    expect(methodsAt('/api/notes/:id/text', all)).toBe('PUT');
  });
});
