/** `GET /metrics`, and nothing else: on a port of its own, which no reverse proxy passes on. */
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { Metrics } from './metrics.ts';

export function createMetricsServer(metrics: Pick<Metrics, 'read'>, log: Logger): Server {
  return createServer((req, res) => {
    const isRead = req.method === 'GET' || req.method === 'HEAD';
    if (!isRead || req.url?.split('?')[0] !== '/metrics') {
      res.writeHead(404).end();
      return;
    }
    answer(metrics, res).catch((error: unknown) => {
      log.error({ err: error }, 'The metrics could not be read');
      res.writeHead(500).end();
    });
  });
}

async function answer(metrics: Pick<Metrics, 'read'>, res: ServerResponse): Promise<void> {
  const { type, text } = await metrics.read();
  res.writeHead(200, { 'Content-Type': type, 'Cache-Control': 'no-store' }).end(text);
}
