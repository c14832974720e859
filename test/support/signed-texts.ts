import { type SignatureFormat, SIGNATURE_FORMATS } from '../../src/credentials/formats/formats.ts';
import type { Award } from '../../src/storage/store.ts';

type Forms = Pick<Award, 'forms'>;

/** The JSON of an award, with its proof in it. */
export const jsonOf = ({ forms }: Forms): string => forms['data-integrity'] ?? '';

/** The same as a VC-JWT. */
export const jwtOf = ({ forms }: Forms): string => forms['vc-jwt'] ?? '';

/** Its forms with others in their place. */
export function formsWith(
  { forms }: Forms,
  { json, jwt }: { readonly json?: string; readonly jwt?: string },
): Forms {
  return {
    forms: {
      ...forms,
      ...(json !== undefined && { 'data-integrity': json }),
      ...(jwt !== undefined && { 'vc-jwt': jwt }),
    },
  };
}

/** Those of its texts that are signed with keys of one kind. */
export const textsUnder = (algorithm: SignatureFormat['algorithm'], { forms }: Forms) =>
  SIGNATURE_FORMATS.filter((format) => format.algorithm === algorithm).flatMap(
    ({ id }) => forms[id] ?? [],
  );
