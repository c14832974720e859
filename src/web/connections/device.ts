/** What kind of device a session is on, in few words: enough to know one's own, and no trace of anybody. */
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

export const isDevice = (code: string | undefined): boolean =>
  DEVICES.some(([known]) => known === code);
