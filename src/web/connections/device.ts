/** What kind of device a session is on, in few words: enough to know one's own, and no trace of anybody. */
import { type Message, say } from '../../language/message.ts';

const DEVICES: readonly (readonly [code: string, sign: RegExp])[] = [
  ['iphone', /\biPhone\b|\biPod\b/],
  ['ipad', /\biPad\b/],
  ['android-phone', /\bAndroid\b.*\bMobile\b/],
  ['android-tablet', /\bAndroid\b/],
  ['chromebook', /\bCrOS\b/],
  ['windows', /\bWindows\b/],
  ['mac', /\bMacintosh\b|\bMac OS X\b/],
  ['linux', /\bLinux\b/],
];

/** Longer than any browser’s own. */
const LONGEST = 500;

/** A code, of which the sentence is `device.<code>`; `other` for what is not known. */
export function deviceOf(userAgent = ''): string {
  const looked = userAgent.slice(0, LONGEST);
  return DEVICES.find(([, sign]) => sign.test(looked))?.[0] ?? 'other';
}

const SAID: Readonly<Record<string, Message>> = {
  iphone: say('device.iphone'),
  ipad: say('device.ipad'),
  'android-phone': say('device.android-phone'),
  'android-tablet': say('device.android-tablet'),
  chromebook: say('device.chromebook'),
  windows: say('device.windows'),
  mac: say('device.mac'),
  linux: say('device.linux'),
};

export const sayDevice = (code = ''): Message =>
  (Object.hasOwn(SAID, code) ? SAID[code] : undefined) ?? say('device.other');

const PHONES: readonly string[] = ['iphone', 'android-phone'];

/** Whether people call it a phone: a tablet and a computer say less of themselves. */
export const isPhone = (userAgent?: string): boolean => PHONES.includes(deviceOf(userAgent));
