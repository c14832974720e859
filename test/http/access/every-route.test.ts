/** No route is forgotten where it is said who may ask for what: access-table.ts, or the API itself. */
import { readFileSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';
import { API_ROUTES, routesOf } from '../../support/visits/routes.ts';
import { createWorld } from '../../support/world.ts';
import { ROUTES } from './access-table.ts';

const TABLE = 'test/http/access/access-table.ts';
const world = await createWorld();
afterAll(() => world.destroy());

const routes = routesOf(world.app);

it('every route says who may ask for it', () => {
  const lacking = routes.filter((one) => !(one in ROUTES) && !API_ROUTES.includes(one));
  expect(lacking.map(toAdd)).toEqual([]);
});

it('no row is about a route that is gone', () => {
  const gone = Object.keys(ROUTES).filter((one) => !routes.includes(one));
  expect(gone.map((one) => `${TABLE}:${lineOf(`'${one}'`)}: take out '${one}'`)).toEqual([]);
});

/** The line to add, and before which: a page for everybody, unless its author says for whom. */
function toAdd(route: string): string {
  const [method = '', pattern = ''] = route.split(' ');
  const isPage = method === 'GET';
  const line = lineOf(isPage ? '// What follows changes things' : "'POST /langue'");
  return `${TABLE}:${line}: add  '${route}': ${rowFor(pattern, isPage)},  (or as the rows beside it)`;
}

function rowFor(pattern: string, isPage: boolean): string {
  const path = pattern.replaceAll(/:(\w+)/g, '${$1}');
  if (path === pattern) return isPage ? `open('${path}')` : `form('…', () => '${path}', 422)`;
  return `${isPage ? 'page' : 'form'}('…', ({ … }) => \`${path}\`, 404)`;
}

function lineOf(text: string): number {
  const lines = readFileSync(TABLE, 'utf8').split('\n');
  return lines.findIndex((line) => line.includes(text)) + 1;
}
