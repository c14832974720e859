/** The service as an operator starts it, which tells its parent what that took. */
import { answerParent } from './commands.ts';

await import('../../src/server.ts');
answerParent({}, `http://127.0.0.1:${process.env['PORT'] ?? ''}`);
