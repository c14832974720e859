/** Sounds as browsers and telephones record them, with what they say beside what was heard. */
import {
  BufferTarget,
  EncodedAudioPacketSource,
  EncodedPacket,
  Mp3OutputFormat,
  Mp4OutputFormat,
  OggOutputFormat,
  Output,
  type OutputFormat,
  WebMOutputFormat,
} from 'mediabunny';

/** In the title and the comment of each. */
const PLACE_SAID = 'Rue des Lilas 12, 50.69,3.17';

export type SoundKind = 'webm' | 'ogg' | 'mp4' | 'mp3';

interface Recorded {
  readonly codec: 'opus' | 'aac' | 'mp3';
  readonly format: () => OutputFormat;
  /** Silence, and how long it lasts. */
  readonly packet: Uint8Array;
  readonly duration: number;
  readonly description?: Uint8Array;
}

function opusHead(): Uint8Array {
  const head = Buffer.alloc(19);
  head.write('OpusHead');
  head.writeUInt8(1, 8);
  head.writeUInt8(1, 9);
  head.writeUInt32LE(48_000, 12);
  return head;
}

/** MPEG-1 layer III, 64 kbit/s, 44.1 kHz, one channel: 208 bytes. */
function mp3Frame(): Uint8Array {
  const frame = Buffer.alloc(208);
  frame.writeUInt32BE(0xff_fb_50_c0);
  return frame;
}

const OPUS = { codec: 'opus', packet: Uint8Array.of(0xf8, 0xff, 0xfe), duration: 0.02 } as const;
const KINDS: Readonly<Record<SoundKind, Recorded>> = {
  webm: { ...OPUS, format: () => new WebMOutputFormat(), description: opusHead() },
  ogg: { ...OPUS, format: () => new OggOutputFormat(), description: opusHead() },
  mp4: {
    ...{ codec: 'aac', format: () => new Mp4OutputFormat() },
    ...{ packet: Uint8Array.of(0x00, 0xc8, 0x00, 0x80, 0x23, 0x80), duration: 1_024 / 44_100 },
    // AAC-LC, 44.1 kHz, one channel.
    description: Uint8Array.of(0x12, 0x08),
  },
  mp3: {
    ...{ codec: 'mp3', format: () => new Mp3OutputFormat() },
    ...{ packet: mp3Frame(), duration: 1_152 / 44_100 },
  },
};

const CODECS = { opus: 'opus', aac: 'mp4a.40.2', mp3: 'mp3' } as const;

export async function recording(kind: SoundKind = 'webm', seconds = 3): Promise<Buffer> {
  const { codec, format, packet, duration, description } = KINDS[kind];
  const target = new BufferTarget();
  const output = new Output({ format: format(), target });
  const source = new EncodedAudioPacketSource(codec);
  output.addAudioTrack(source);
  output.setMetadataTags({ title: PLACE_SAID, comment: PLACE_SAID });
  await output.start();
  const sampleRate = codec === 'opus' ? 48_000 : 44_100;
  const decoderConfig = {
    ...{ codec: CODECS[codec], sampleRate, numberOfChannels: 1 },
    ...(description && { description }),
  };
  for (let at = 0; at < seconds; at += duration) {
    await source.add(new EncodedPacket(packet, 'key', at, duration), { decoderConfig });
  }
  await output.finalize();
  if (!target.buffer) throw new Error('Nothing was recorded');
  return Buffer.from(target.buffer);
}

/**
 * An MP4 that names one place of the file again and again as a packet of its own, each of which takes no time
 * (ISO/IEC 14496-12 §8.6.1.2, §8.7): there is more of it than there is of the file.
 */
export function repeating(size: number, times: number, most = size): Buffer {
  const head = [box('ftyp', 'M4A ', u32(0))];
  const at = 28;
  const entry = [
    Buffer.alloc(6),
    u16(1),
    Buffer.alloc(8),
    u16(1),
    u16(16),
    u32(0),
    u16(44_100),
    u16(0),
  ];
  const sounds = box('stsd', u32(0), u32(1), box('mp4a', ...entry, elementaryStream()));
  const table = box(
    'stbl',
    sounds,
    box('stts', u32(0), u32(1), u32(times), u32(0)),
    box('stsc', u32(0), u32(1), u32(1), u32(1), u32(1)),
    box('stsz', u32(0), u32(size), u32(times)),
    box('stco', u32(0), u32(times), ...Array.from({ length: times }, () => u32(at))),
  );
  const media = box(
    'mdia',
    box('mdhd', u32(0), u32(0), u32(0), u32(44_100), u32(0), u32(0x55_c4_00_00)),
    box('hdlr', u32(0), u32(0), 'soun', Buffer.alloc(13)),
    box('minf', box('smhd', u32(0), u32(0)), table),
  );
  const track = box('trak', box('tkhd', u32(1), u32(0), u32(0), u32(1), Buffer.alloc(68)), media);
  const movie = box('mvhd', u32(0), u32(0), u32(0), u32(1_000), u32(0), Buffer.alloc(80));
  return Buffer.concat([...head, box('mdat', Buffer.alloc(most)), box('moov', movie, track)]);
}

const u16 = (value: number): Buffer => Buffer.from([value >> 8, value & 0xff]);

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function box(name: string, ...parts: readonly (Uint8Array | string)[]): Buffer {
  const inside = Buffer.concat(parts.map((part) => Buffer.from(part)));
  return Buffer.concat([u32(inside.length + 8), Buffer.from(name), inside]);
}

/** AAC-LC, 44.1 kHz, one channel (ISO/IEC 14496-1 §7.2.6). */
function elementaryStream(): Buffer {
  const setUp = [0x05, 2, 0x12, 0x08];
  const decoder = [0x04, 13 + setUp.length, 0x40, 0x15, ...Buffer.alloc(11), ...setUp];
  const stream = [0x03, 3 + decoder.length + 3, 0, 1, 0, ...decoder, 0x06, 1, 2];
  return box('esds', u32(0), Buffer.from(stream));
}

export const soundFile = (bytes: Uint8Array, type = 'audio/webm', name = 'son.webm'): File =>
  new File([new Uint8Array(bytes)], name, { type });
