import type { RequestListener } from 'node:http';
import { createServer } from 'node:http';

/** On a free port of this machine. Resolves with the origin. */
export function listenAnywhere(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' ? address?.port : undefined;
      resolve(`http://127.0.0.1:${port ?? ''}`);
    });
  });
}
