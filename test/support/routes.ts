/** Every route of an application, read from its router: « GET /badges/:slug ». */
import type { Express, IRouter } from 'express';

type Layers = IRouter['stack'];

export function routesOf(app: Express): readonly string[] {
  return routesIn(app.router.stack);
}

function routesIn(layers: Layers): string[] {
  return layers.flatMap(({ route, handle }) => {
    if (route === undefined) return 'stack' in handle ? routesIn(stackOf(handle.stack)) : [];
    const methods = route.stack.map(({ method }) => method.toUpperCase());
    return [...new Set(methods)].map((method) => `${method} ${route.path}`);
  });
}

function stackOf(value: unknown): Layers {
  return Array.isArray(value) ? value : [];
}
