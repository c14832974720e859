/** What a badge of ours is called in the language of the page, where it is signed in another. */
import type { BadgeReading } from '../../../credentials/verify/verify.ts';
import { type Definitions, SOURCE } from '../../../definitions/definitions.ts';

export interface Here {
  /** Ours: today’s, and the former ones. */
  readonly publicUrls: readonly string[];
  /** In the language of the page. */
  readonly definitions: Definitions;
}

interface NamesHere {
  readonly nameHere?: string;
  readonly levelHere?: string;
}

/**
 * `credential`: of a KPA of the network. Only what is signed word for word as our catalogue has it in
 * that language has another name there: a class may be issued through the API in other words.
 */
export function namesHere(credential: BadgeReading | undefined, here: Here): NamesHere {
  const { achievementId = '', inLanguage = SOURCE, name, levelName } = credential ?? {};
  const badge = classAt(achievementId, here);
  const { definitions } = here;
  const signed = badge && definitions.in(inLanguage).findBadgeClass(badge.slug, badge.version);
  if (!badge || !signed || badge.language !== definitions.code) return {};
  if (signed.language !== inLanguage || inLanguage === badge.language) return {};
  const code = signed.levels.find((level) => level.name === levelName)?.code;
  const level = badge.levels.find((one) => one.code === code);
  return {
    ...(signed.name === name && { nameHere: badge.name }),
    ...(level && { levelHere: level.name }),
  };
}

const CLASS = /^\/badges\/([a-z0-9-]+)\/v([1-9]\d{0,3})$/;

/** What follows one of our public URLs; undefined in any other address. */
export function afterOurs(address: string, { publicUrls }: Pick<Here, 'publicUrls'>) {
  const ours = publicUrls.find((url) => address.startsWith(`${url}/`));
  return ours === undefined ? undefined : address.slice(ours.length);
}

function classAt(id: string, here: Here) {
  const { definitions } = here;
  const [, slug, version] = CLASS.exec(afterOurs(id, here) ?? '') ?? [];
  return slug === undefined ? undefined : definitions.findBadgeClass(slug, Number(version));
}
