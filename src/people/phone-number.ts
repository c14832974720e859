/**
 * A telephone number, for news alone: nobody comes in with it. Numbering plans change every month, and a
 * number that is one digit too long belongs to somebody else: so a table of them says which can be one. It
 * knows mobile ones alone: no other takes a message, or else it costs whoever sends one.
 */
import { parsePhoneNumberFromString } from 'libphonenumber-js/mobile';
import { z } from 'zod';
import type { Person } from '../storage/store.ts';
import { optionalText } from '../web/forms.ts';

/** Of a number without a country. */
const HERE = 'FR';

/** As it is typed; stored as E.164 has it. */
export const phoneField = optionalText(40).transform((typed, context) => {
  if (typed === undefined) return undefined;
  const number = parsePhoneNumberFromString(typed, HERE);
  if (number?.isValid() === true && number.ext === undefined) return number.number;
  context.addIssue({ code: 'custom', message: 'people.phone-incomplete' });
  return z.NEVER;
});

/** Where there is no gateway, no page asks for it, and what is there stays. */
export const smsFields = (takesSms: boolean, { phone, bySms }: Pick<Person, 'phone' | 'bySms'>) =>
  takesSms
    ? {
        phone: phoneField,
        bySms: z
          .unknown()
          .optional()
          .transform((tick) => tick === 'yes'),
      }
    : { phone: unchanged(phone), bySms: unchanged(bySms === true) };

const unchanged = <T>(value: T) =>
  z
    .unknown()
    .optional()
    .transform((): T => value);

/** What is stored of them: without a number, nothing is chosen. */
export const smsOf = ({
  phone,
  bySms,
}: {
  readonly phone?: string | undefined;
  readonly bySms?: boolean | undefined;
}) => ({
  ...(phone !== undefined && { phone }),
  ...(phone !== undefined && bySms === true && { bySms }),
});

/** As one reads it out (06 12 34 56 78, +49 1512 3456789), where it is used. */
export function numberOf(
  { takesSms }: { readonly takesSms: boolean },
  { phone }: Pick<Person, 'phone'>,
): string | undefined {
  const number = takesSms && phone !== undefined ? parsePhoneNumberFromString(phone) : undefined;
  return number?.country === HERE ? number.formatNational() : number?.formatInternational();
}
