/** PNG files made by hand, with the platform's own CRC: a second opinion on ours. */
import { crc32, deflateSync } from 'node:zlib';

export type Part = readonly [type: string, data: Uint8Array];

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');

export function chunk([type, data]: Part): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([frame.subarray(0, 4), named, frame.subarray(4)]);
}

export function png(...parts: readonly Part[]): Buffer {
  return Buffer.concat([SIGNATURE, ...parts.map(chunk)]);
}

/** One grey pixel. */
const header = Buffer.from('00000001000000010800000000', 'hex');
export const IHDR: Part = ['IHDR', header];
export const IDAT: Part = ['IDAT', deflateSync(Buffer.from([0, 128]))];
export const IEND: Part = ['IEND', Buffer.alloc(0)];
export const tinyPng = png(IHDR, IDAT, IEND);

/** IHDR with one byte changed. */
export function headerWith(at: number, byte: number): Part {
  const changed = Buffer.from(header);
  changed[at] = byte;
  return ['IHDR', changed];
}

/** The data of an iTXt chunk. */
export function internationalText(
  text: string | Buffer,
  { keyword = 'openbadgecredential', flags = '\0\0', languages = '\0\0' } = {},
): Part {
  return [
    'iTXt',
    Buffer.concat([Buffer.from(`${keyword}\0${flags}${languages}`), Buffer.from(text)]),
  ];
}
