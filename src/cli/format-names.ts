import type { Format } from '../credentials/formats/formats.ts';
import { alternatives } from '../language/lists.ts';
import type { Value } from '../language/message.ts';

/** « PNG ou SVG » */
export const formatNames = (formats: readonly Format[]): Value =>
  alternatives(formats.map(({ name }) => name));
