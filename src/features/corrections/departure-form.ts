/** The form that notes a departure: the last day, and whether somebody of both kinds leaves altogether. */
import { z } from 'zod';
import { isOrWasStaff } from '../../people/who-may.ts';
import type { Kpa, Person } from '../../storage/store.ts';

export type Departure = 'team' | 'all';

/** Unless the KPA has said so. */
const KEPT_YEARS = 5;

export const yearsKept = ({ keepsYears = KEPT_YEARS }: Kpa): number => keepsYears;

/** A day of February 29 is kept until the 28th. */
export function keptUntil(leftOn: string, years: number): string {
  const year = Number(leftOn.slice(0, 4)) + years;
  const day = `${year}${leftOn.slice(4)}`;
  return z.iso.date().safeParse(day).success ? day : `${year}-02-28`;
}

/** Who is accompanied, and accompanies others. */
export const isBoth = (person: Person): boolean =>
  person.roles.includes('cooperant') && isOrWasStaff(person) && person.roles.length > 1;

export function departureForm(person: Person, today: string) {
  const leftOn = z.iso
    .date('corrections.no-last-day')
    .refine((day) => day <= today, 'corrections.day-to-come')
    .refine((day) => day >= person.joinedOn, 'corrections.day-before');
  const how = isBoth(person)
    ? z.enum(['team', 'all'], 'corrections.which-departure')
    : z
        .unknown()
        .optional()
        .transform((): Departure => 'all');
  return z.object({ leftOn, how });
}
