import { concat, utf8 } from '../../src/base/bytes.ts';
import type { ChannelId, Commitment, EntryId, Epoch } from '../../src/base/ids.ts';
import { fromHex, toHex } from '../../src/base/text-encodings.ts';
import { headerBytes } from '../../src/protocol/entry/header.ts';

const filled = <T extends Uint8Array>(length: number, byte: number) => new Uint8Array(length).fill(byte) as T;
const hex = (text: string) => fromHex(text) as Uint8Array;

const channel = filled<ChannelId>(16, 0xc1);
const entry = filled<EntryId>(16, 0xe1);
const commitment = filled<Commitment>(32, 0xcc);

// A header, piece by piece: 85 01 50 <channel> 04 50 <entry> 58 20 <commitment>.
const CHANNEL = concat(hex('50'), channel);
const ENTRY = concat(hex('50'), entry);
const COMMITMENT = concat(hex('5820'), commitment);
const header = (...pieces: (string | Uint8Array)[]) =>
  toHex(concat(...pieces.map((piece) => (typeof piece === 'string' ? hex(piece) : piece))));

// A struct of one text of at most 16 bytes stands for all texts.
const text = (bytes: Uint8Array) => toHex(concat(hex(`81${(0x60 + bytes.length).toString(16)}`), bytes));

/** One accepted spelling, and spellings of the same header or text that are refused. `[CODEC-1]` `[CODEC-2]` */
export function codecCases(): Record<string, object> {
  const refusedHeader = (code: string, bytes: string) => ({ codec: 'header', bytes, refused: code });
  const refusedText = (code: string, bytes: Uint8Array) => ({ codec: 'text', bytes: text(bytes), refused: code });
  return {
    header: {
      codec: 'header',
      bytes: toHex(headerBytes({ channel, epoch: 4 as Epoch, entry, commitment })),
      value: { channel: toHex(channel), epoch: 4, entry: toHex(entry), commitment: toHex(commitment) },
    },
    'header-with-a-token': {
      codec: 'header',
      bytes: toHex(headerBytes({ channel, epoch: 4 as Epoch, entry, commitment, isWithToken: true })),
      value: {
        channel: toHex(channel),
        epoch: 4,
        entry: toHex(entry),
        commitment: toHex(commitment),
        isWithToken: true,
      },
    },
    text: { codec: 'text', bytes: text(utf8('é')), value: { text: 'é' } },
    'indefinite-length': refusedHeader('MALFORMED', header('9f01', CHANNEL, '04', ENTRY, COMMITMENT, 'ff')),
    'indefinite-bytes': refusedHeader('MALFORMED', header('8501', '5f', CHANNEL, 'ff', '04', ENTRY, COMMITMENT)),
    'long-integer': refusedHeader('MALFORMED', header('8501', CHANNEL, '1804', ENTRY, COMMITMENT)),
    'long-length': refusedHeader('MALFORMED', header('8501', '5810', channel, '04', ENTRY, COMMITMENT)),
    'float-for-an-integer': refusedHeader('NOT_CANONICAL', header('8501', CHANNEL, 'f94400', ENTRY, COMMITMENT)),
    'negative-epoch': refusedHeader('OUT_OF_BOUNDS', header('8501', CHANNEL, '23', ENTRY, COMMITMENT)),
    'epoch-past-2-to-the-53': refusedHeader(
      'WRONG_SHAPE',
      header('8501', CHANNEL, '1b0020000000000000', ENTRY, COMMITMENT),
    ),
    'another-version': refusedHeader('WRONG_SHAPE', header('8503', CHANNEL, '04', ENTRY, COMMITMENT)),
    'tagged-item': refusedHeader('MALFORMED', header('8501', CHANNEL, 'c104', ENTRY, COMMITMENT)),
    'undefined-for-a-field': refusedHeader('MALFORMED', header('8501', CHANNEL, 'f7', ENTRY, COMMITMENT)),
    'text-for-bytes': refusedHeader(
      'WRONG_SHAPE',
      header('8501', '70', utf8('sixteen bytes 16'), '04', ENTRY, COMMITMENT),
    ),
    'one-field-more': refusedHeader('WRONG_SHAPE', header('8601', CHANNEL, '04', ENTRY, COMMITMENT, 'f6')),
    'one-field-less': refusedHeader('WRONG_SHAPE', header('8401', CHANNEL, '04', ENTRY)),
    'map-for-an-array': refusedHeader('WRONG_SHAPE', header('a1616102')),
    'duplicate-key-in-a-map': refusedHeader('MALFORMED', header('a2616102616103')),
    'id-of-15-bytes': refusedHeader(
      'OUT_OF_BOUNDS',
      header('8501', '4f', channel.subarray(1), '04', ENTRY, COMMITMENT),
    ),
    'length-past-the-end': refusedHeader('MALFORMED', header('8501', CHANNEL, '04', ENTRY, '5821', commitment)),
    'trailing-byte': refusedHeader('MALFORMED', header('8501', CHANNEL, '04', ENTRY, COMMITMENT, '00')),
    'cut-short': refusedHeader('MALFORMED', header('8501', CHANNEL, '04', ENTRY, '5820', commitment.subarray(1))),
    empty: refusedHeader('MALFORMED', ''),
    'nfd-text': { codec: 'text', bytes: text(utf8('e\u0301')), value: { text: 'e\u0301' } },
    'nul-in-text': refusedText('WRONG_SHAPE', utf8('a\0b')),
    'overlong-utf-8': refusedText('NOT_CANONICAL', hex('c1a1')),
    'surrogate-in-utf-8': refusedText('NOT_CANONICAL', hex('eda080')),
    'text-over-its-limit': refusedText('OUT_OF_BOUNDS', utf8('seventeen bytes 17')),
  };
}
