/** The secret code that a person chooses for their card, typed twice. */
import { z } from 'zod';
import { type FieldError, type FormResult, readForm } from '../../web/forms.ts';
import { say } from '../../language/message.ts';

/** Between the digits, people write what they like. */
const digits = z
  .string({ error: 'card.no-pin' })
  .max(40, 'card.pin-of-four-to-eight')
  .transform((text) => text.replace(/[\s.-]/g, ''))
  .pipe(
    z
      .string()
      .min(1, 'card.no-pin')
      .regex(/^\d{4,8}$/, 'card.pin-of-four-to-eight'),
  );

/** What is typed to get in: whatever cannot be right is told without being compared. */
export const pinField = digits;

const chosen = z.object({
  pin: digits
    .refine((pin) => !/^(\d)\1+$/.test(pin), 'card.pin-of-one-digit')
    .refine((pin) => !isRun(pin), 'card.pin-of-run')
    .refine((pin) => !/^(19|20)\d\d$/.test(pin), 'card.pin-of-year'),
  again: z.string().max(40).catch(''),
});

export function readPinForm(body: unknown): FormResult<string> {
  const form = readForm(chosen, body);
  if (!form.ok) return { ...form, typed: {} };
  const { pin, again } = form.values;
  if (again.replace(/[\s.-]/g, '') === pin) return { ok: true, values: pin };
  const errors: FieldError[] = [{ field: 'again', message: say('card.pins-differ') }];
  return { ok: false, errors, typed: {} };
}

const UP = '01234567890123456789';
const DOWN = '98765432109876543210';

/** 1234 and 8765, also round the end: 7890, 0987. */
const isRun = (pin: string): boolean => UP.includes(pin) || DOWN.includes(pin);
