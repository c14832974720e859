import { type RequestHandler, Router } from 'express';
import { say } from '../../language/message.ts';
import { HttpError, notFound } from '../../problems/http-error.ts';
import type { Addresses } from '../../badges/addresses.ts';
import { describeApi } from '../../web/api/openapi.ts';
import { methodsAt, type Operation } from '../../web/api/operation.ts';
import { PROBLEM_CODES, problemOf, problemPath } from '../../problems/problems.ts';
import { openToAll } from '../../web/security-headers.ts';
import { publicDocument } from '../../web/public-documents.ts';
import { sendPublic } from '../../web/send-public.ts';

interface Services {
  readonly addresses: Addresses;
}

/** The description of the API, for people who write programs and for their tools. */
export function apiDescriptionRoutes(
  { addresses }: Services,
  operations: readonly Operation[],
): Router {
  const router = Router();
  const description = publicDocument(JSON.stringify(describeApi(operations)));

  router.get('/api/openapi.json', openToAll, (req, res) => {
    sendPublic(req, res, 'application/json', description);
  });

  // The `type` of each problem is an address at which it is explained (RFC 9457 §3.1.1).
  router.get('/problems/:code', openToAll, (req, res) => {
    const code = PROBLEM_CODES.find((one) => problemPath(one) === req.path);
    if (!code) throw notFound();
    const problem = JSON.stringify(problemOf(code, addresses.publicUrl));
    sendPublic(req, res, 'application/json', publicDocument(problem));
  });

  const toBeRead = ['/api/openapi.json', ...PROBLEM_CODES.map(problemPath)];
  router.use(toBeRead, openToAll, allowOnly('GET, HEAD'));
  for (const path of pathsOf(operations)) {
    router.use(path, allowOnly(methodsAt(path, operations)));
  }

  return router;
}

/** Each once; `/credentials/issue` before `/credentials/:id`, which is that address, too. */
function pathsOf(operations: readonly Operation[]): readonly string[] {
  const paths = [...new Set(operations.map(({ path }) => path))];
  const isWhole = (path: string) => !path.includes(':');
  return [...paths.filter(isWhole), ...paths.filter((path) => !isWhole(path))];
}

/** Behind the routes: the path exists, and what was asked of it does not. */
function allowOnly(methods: string): RequestHandler {
  return (req, res, next) => {
    if (req.path !== '/') {
      next();
      return;
    }
    res.set('Allow', methods);
    throw new HttpError('METHOD_NOT_ALLOWED', say('error.for-programs'));
  };
}
