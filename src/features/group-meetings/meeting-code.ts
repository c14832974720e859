/**
 * The six digits of a meeting, and what a browser holds once they were typed. Both follow from the meeting
 * under `APP_SECRET`: its page shows them again, and whoever reads the database has neither.
 */
import type { CookieOptions, Request, Response } from 'express';
import { isSameSecret, keyedDigest } from '../../keys/secrets.ts';
import type { GroupMeeting } from '../../storage/store.ts';
import { cookieOptions, readCookie } from '../../web/connections/cookies.ts';

const DIGITS = 6;
export const MEETING_HOURS = 2;

type Turn = Pick<GroupMeeting, 'id' | 'kpaId' | 'turn'>;

export function codeOf(appSecret: string, { id, turn }: Pick<Turn, 'id' | 'turn'>): string {
  const drawn = Buffer.from(keyedDigest(appSecret, `group code/${id}/${turn}`), 'base64url');
  return String(drawn.readUIntBE(0, 6) % 10 ** DIGITS).padStart(DIGITS, '0');
}

/** As it is stored, and found by. */
export const codeKey = (appSecret: string, code: string): string =>
  keyedDigest(appSecret, `code of a group/${code}`);

/** As people type it: in two groups, with a space or a hyphen. Undefined for what is no code. */
export function readDigits(typed: string): string | undefined {
  const digits = typed.replaceAll(/[\s.-]/gu, '');
  return /^\d{6}$/u.test(digits) ? digits : undefined;
}

export function createTickets(appSecret: string, secure: boolean) {
  const name = secure ? '__Host-group' : 'group';
  const options: CookieOptions = cookieOptions(secure);
  const macOf = ({ id, turn }: Turn) => keyedDigest(appSecret, `ticket of a group/${id}/${turn}`);
  return {
    give(res: Response, meeting: Turn): void {
      const value = [meeting.kpaId, meeting.id, macOf(meeting)].join('.');
      res.cookie(name, value, { ...options, maxAge: MEETING_HOURS * 3_600_000 });
    },
    /** Which meeting it says it is of; `opens` tells whether it is. */
    read(req: Request) {
      const [kpaId = '', id = '', mac = ''] = (readCookie(req, name) ?? '').split('.');
      if (mac === '') return undefined;
      return { kpaId, id, opens: (meeting: Turn) => isSameSecret(mac, macOf(meeting)) };
    },
    forget(res: Response): void {
      res.clearCookie(name, options);
    },
  };
}
