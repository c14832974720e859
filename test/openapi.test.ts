/** docs/openapi.json: made from the schemas of the routes (`npx vitest run test/openapi -u`). */
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { API_ROUTES, routesOf } from './support/routes.ts';
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

it('is what is served', async () => {
  const text = `${JSON.stringify(served, null, 2)}\n`;
  await expect(text).toMatchFileSnapshot('../docs/openapi.json');
});

it('is OpenAPI, says a validator that is not ours', async () => {
  const { valid, errors } = await new Validator().validate(served);
  expect([valid, errors]).toEqual([true, undefined]);
});

it('names each route of the API, and no other', () => {
  const described = Object.keys(description.parse(served['paths'])).map((path) => `POST ${path}`);
  expect(described.sort()).toEqual([...API_ROUTES].sort());
  for (const route of API_ROUTES) expect(routesOf(world.app)).toContain(route);
});
