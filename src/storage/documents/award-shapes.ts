/**
 * An award as it was stored before its forms stood under the ids of their formats (docs/adr/0010):
 * a field for each of the two that there were.
 */
import type { Upgrade } from '../database.ts';
import type { Award } from './awards.ts';

const JSON_FORM = 'data-integrity';
const JWT_FORM = 'vc-jwt';

const formsById: Upgrade = (document) => {
  // Nobody wrote both: the schema refuses the fields that are left.
  if ('forms' in document) return document;
  const { credential, credentialJwt, ...rest } = document;
  return {
    ...rest,
    forms: {
      ...(credential !== undefined && { [JSON_FORM]: credential }),
      ...(credentialJwt !== undefined && { [JWT_FORM]: credentialJwt }),
    },
  };
};

export const awardUpgrades: readonly Upgrade[] = [formsById];

export const formerAwardFields = ['credential', 'credentialJwt'] as const;

/**
 * What the MAC of a row is over (docs/adr/0019): the two older forms where they always were, others
 * beside them. So a row has one MAC in either shape, and rows from before keep theirs. No two awards
 * are the same here: what is moved aside is in `forms` no more, and the fields were not taken.
 */
export function withFormsAsFields({ forms, ...rest }: Omit<Award, 'mac'>): object {
  const { [JSON_FORM]: credential, [JWT_FORM]: credentialJwt, ...others } = forms;
  return {
    ...rest,
    ...(credential !== undefined && { credential }),
    ...(credentialJwt !== undefined && { credentialJwt }),
    ...(Object.keys(others).length > 0 && { forms: others }),
  };
}
