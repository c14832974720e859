/** Every route of an application, read from its router: « GET /badges/:slug ». */
import type { Express, IRouter } from 'express';
import { API_OPERATIONS } from '../../../src/app.ts';
import type { Operation } from '../../../src/web/api/operation.ts';

type Layers = IRouter['stack'];

export function routesOf(app: Express): readonly string[] {
  return routesIn(app.router.stack);
}

function routesIn(layers: Layers): string[] {
  return layers.flatMap(({ route, handle }) => {
    if (route === undefined) {
      return 'stack' in handle && isLayers(handle.stack) ? routesIn(handle.stack) : [];
    }
    const methods = new Set(route.stack.map(({ method }) => method.toUpperCase()));
    return [...methods].map((method) => `${method} ${route.path}`);
  });
}

const isLayers = (value: unknown): value is Layers => Array.isArray(value);

/** They read no cookie: a token says who asks, or nobody needs to be asked. */
export const API_ROUTES: readonly string[] = API_OPERATIONS.map(routeOf);

export function routeOf({ method, path }: Operation): string {
  return `${method.toUpperCase()} ${path}`;
}
