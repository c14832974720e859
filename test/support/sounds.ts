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

export const soundFile = (bytes: Uint8Array, type = 'audio/webm', name = 'son.webm'): File =>
  new File([new Uint8Array(bytes)], name, { type });
