/**
 * What runs in the process that reads a sound (`sounds.ts`): its bytes come in, and what was heard goes out
 * in a container made here, in which there is no title, no place, no picture and no second track. It ends
 * with it.
 */
import { buffer } from 'node:stream/consumers';
import {
  BufferSource,
  BufferTarget,
  EncodedAudioPacketSource,
  type EncodedPacket,
  EncodedPacketSink,
  Input,
  type InputAudioTrack,
  MP3,
  MP4,
  Mp3OutputFormat,
  Mp4OutputFormat,
  OGG,
  Output,
  QTFF,
  WEBM,
  WebMOutputFormat,
} from 'mediabunny';
import { z } from 'zod';
import { MOST_SECONDS, packSound, type Sounded, type SoundRefusal } from './sounded.ts';

/** Said to whoever sent it; all else that goes wrong is a sound that cannot be read. */
class Refused extends Error {
  readonly why: SoundRefusal;
  constructor(why: SoundRefusal) {
    super(why);
    this.why = why;
  }
}

/**
 * What telephones and browsers record, and what all of them play. `shortest`: of a packet, in seconds
 * (RFC 6716 §2.1.4; 960 samples of AAC at 96 kHz; 384 of MPEG audio at 48 kHz), whatever its container says.
 */
const KINDS = {
  opus: { type: 'audio/webm', shortest: 0.0025, format: () => new WebMOutputFormat() },
  aac: {
    type: 'audio/mp4',
    shortest: 0.01,
    format: () => new Mp4OutputFormat({ fastStart: 'in-memory' }),
  },
  mp3: {
    type: 'audio/mpeg',
    shortest: 0.008,
    format: () => new Mp3OutputFormat({ xingHeader: false }),
  },
} as const;

type Codec = keyof typeof KINDS;
const isKnown = (codec: string | null): codec is Codec => codec !== null && codec in KINDS;

/** Of any codec here: Opus has 120 ms in less than 8 KB, and the others less. */
const MOST_PACKET_BYTES = 16_384;
/** How the decoder is set up: a few numbers. */
const MOST_DESCRIPTION = 300;

async function read(bytes: Buffer): Promise<Sounded> {
  const input = new Input({
    source: new BufferSource(bytes),
    formats: [WEBM, OGG, MP4, QTFF, MP3],
  });
  const track = await input.getPrimaryAudioTrack();
  const codec = (await track?.getCodec()) ?? null;
  if (!track || !isKnown(codec)) throw new Refused('unreadable');
  const { type, shortest, format } = KINDS[codec];
  const target = new BufferTarget();
  const output = new Output({ format: format(), target });
  const source = new EncodedAudioPacketSource(codec);
  output.addAudioTrack(source);
  await output.start();
  const seconds = await copy(track, source, { shortest, most: bytes.length });
  await output.finalize();
  if (!target.buffer) throw new Refused('unreadable');
  return { type, seconds, bytes: new Uint8Array(target.buffer) };
}

interface Bounds {
  /** Seconds of a packet. */
  readonly shortest: number;
  /** Bytes of the file: of one that names a place in it again and again, there would be more. */
  readonly most: number;
}

/** What it holds of it is outside of the heap: no bound of the process sees it. */
async function copy(
  track: InputAudioTrack,
  source: EncodedAudioPacketSource,
  { shortest, most }: Bounds,
): Promise<number> {
  const meta = await setUpOf(track);
  let first: EncodedPacket | undefined;
  let [end, count, size] = [0, 0, 0];
  for await (const packet of new EncodedPacketSink(track).packets()) {
    first ??= packet;
    count += 1;
    size += packet.byteLength;
    if (packet.byteLength > MOST_PACKET_BYTES || size > most) throw new Refused('unreadable');
    const timestamp = Math.max(0, packet.timestamp - first.timestamp);
    end = Math.max(end, timestamp + packet.duration, count * shortest);
    if (end > MOST_SECONDS) throw new Refused('too-long');
    await source.add(packet.clone({ timestamp }), meta);
  }
  if (count === 0) throw new Refused('silent');
  return Math.max(1, Math.round(end));
}

/** As the container has it; a decoder takes no more of it. */
async function setUpOf(track: InputAudioTrack): Promise<SetUp> {
  const decoderConfig: unknown = await track.getDecoderConfig();
  return setUp.parse({ decoderConfig });
}

type SetUp = Parameters<EncodedAudioPacketSource['add']>[1];

const isShort = (bytes: unknown): boolean =>
  bytes === undefined ||
  (ArrayBuffer.isView(bytes) && bytes.byteLength <= MOST_DESCRIPTION) ||
  (bytes instanceof ArrayBuffer && bytes.byteLength <= MOST_DESCRIPTION);

const setUp = z.custom<SetUp>((value) => described.safeParse(value).success);
const described = z.object({
  decoderConfig: z.looseObject({ description: z.unknown().refine(isShort).optional() }),
});

/** MP4 says when it was made, in seconds since then: so it says nothing, and the same sound is the same bytes. */
Date.now = () => Date.UTC(1904, 0, 1);

async function answer(): Promise<Uint8Array> {
  const bytes = await buffer(process.stdin);
  try {
    return packSound(await read(bytes));
  } catch (error) {
    return packSound({ refused: error instanceof Refused ? error.why : 'unreadable' });
  }
}

process.stdout.write(await answer());
