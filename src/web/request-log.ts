/** One line per request: method, route, status, time. Never an address's secrets or its query. */
import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';

export function requestLog(log: Logger): RequestHandler {
  return (req, res, next) => {
    const id = randomUUID();
    const start = performance.now();
    // As it came: the switch of language makes a GET of a form (docs/adr/0029).
    const { method } = req;
    res.set('X-Request-Id', id);
    res.on('finish', () => {
      log.info(
        {
          requestId: id,
          method,
          path: withoutSecrets(req.originalUrl),
          status: res.statusCode,
          ms: Math.round(performance.now() - start),
        },
        'request',
      );
    });
    next();
  };
}

/**
 * A token in a path is a key: /p/<token>, /connexion/lien/<token>, also in a mistyped path. And
 * which badge somebody verifies is nobody's business (docs/adr/0014).
 */
function withoutSecrets(url: string): string {
  const [path = ''] = url.split('?');
  return path
    .replace(/(\/p|\/lien)\/+[^/]+/gi, '$1/…')
    .replace(/\/+[^/]+\/+refresh\b/gi, '/…/refresh');
}
