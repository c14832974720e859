import { join } from 'node:path';
import { loadLanguages } from '../../../src/language/languages.ts';
import type { Message } from '../../../src/language/message.ts';

const { source } = loadLanguages(join(import.meta.dirname, '../../../languages'));

/** As a French page says it, without its markup. */
export const inFrench = (message: Message): string => source.say(message);
