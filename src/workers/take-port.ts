/** Has a server listen; where the address cannot be had, a sentence says so. */
import type { Server } from 'node:http';

class ListenError extends Error {
  override readonly name = 'ListenError';
}

/** The variables that choose the address. */
type AddressNames = readonly [port: string, host: string];

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** Rejects with `ListenError`. */
export function takePort(
  server: Server,
  { host, port }: Address,
  names: AddressNames,
): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(refusal(error, { host, port }, names));
    });
    server.listen(port, host, resolve);
  });
}

/** Said by the names of the variables that choose it. */
function refusal(cause: NodeJS.ErrnoException, address: Address, names: AddressNames): Error {
  const { host, port } = address;
  const [portName, hostName] = names;
  const why = {
    EADDRINUSE: `Port ${port} is already in use. Stop what uses it, or choose another one, for instance ${portName}=${port + 1}`,
    EACCES: `This user may not listen on port ${port}. Choose one above 1023, for instance ${portName}=3000`,
    EADDRNOTAVAIL: `${hostName}=${host} is no address of this machine. Use 127.0.0.1, or 0.0.0.0 for all`,
    ENOTFOUND: `${hostName}=${host} is no address. Use 127.0.0.1, or 0.0.0.0 for all`,
  }[cause.code ?? ''];
  return why === undefined ? cause : new ListenError(why, { cause });
}
