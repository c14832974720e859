import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

const BODY = 'email=nobody%40hauts-pres.example';

/** A form of which the server has the head and a part of the body; `finish` sends the rest. */
export async function sendHalf(url: string) {
  const { hostname, port, origin } = new URL(url);
  const socket = connect(Number(port), hostname).setEncoding('utf8');
  let answer = '';
  socket.on('data', (chunk: string) => (answer += chunk)).on('error', () => undefined);
  const closed = once(socket, 'close');
  socket.write(
    [
      'POST /connexion HTTP/1.1',
      `Host: ${hostname}`,
      `Origin: ${origin}`,
      'Content-Type: application/x-www-form-urlencoded',
      `Content-Length: ${BODY.length}`,
      'Expect: 100-continue',
      '',
      '',
    ].join('\r\n'),
  );
  await once(socket, 'data'); // « 100 Continue »: the request is under way
  socket.write(BODY.slice(0, 9));
  answer = '';
  return {
    /** What the server answered, once it has closed the connection. */
    async finish(): Promise<string> {
      socket.write(BODY.slice(9));
      await closed;
      return answer;
    },
    async cutOff(): Promise<string> {
      await closed;
      return answer;
    },
  };
}

/** Resolves once the service takes nothing new. */
export async function untilRefused(url: string): Promise<void> {
  const answers = () =>
    fetch(`${url}/health/live`).then(
      () => true,
      () => false,
    );
  while (await answers()) await wait(10);
}
