import { encode as cborEncode } from 'cborg';
import type { ChannelId, EntryId, Epoch, PartyId, Position, SeatId } from '../../src/base/ids.ts';
import { toHex } from '../../src/base/text-encodings.ts';
import { encodeBoxClosed } from '../../src/protocol/ballot-box/box-closed.ts';
import type { BoxId } from '../../src/protocol/ballot-box/box-id.ts';
import { encode } from '../../src/protocol/codec/codec.ts';
import { encodeShredded } from '../../src/protocol/entry/shredded.ts';
import type { DeviceSeat } from '../../src/protocol/handshake/device-seat.ts';
import { type Founding, foundingItem } from '../../src/protocol/handshake/founding.ts';
import { type Handshake, handshakeItem } from '../../src/protocol/handshake/handshake.ts';
import { encodeClientFrame, encodeVenueFrame, UNASKED } from '../../src/protocol/wire/frame.ts';
import type { InvitationId, KnockId } from '../../src/protocol/wire/mailbox-ids.ts';
import { encodePayload } from '../../src/records/payload.ts';

/** Bytes of one encoding. With `fails`, what a reader answers to them. */
export interface WireCase {
  readonly codec: 'founding' | 'handshake' | 'shredded' | 'box-closed' | 'client-frame' | 'venue-frame' | 'payload';
  readonly bytes: string;
  readonly fails?: string;
}

const filled = <T extends Uint8Array>(length: number, byte: number) => new Uint8Array(length).fill(byte) as T;
const at = (position: number) => position as Position;
const channel = filled<ChannelId>(16, 1);
const seat: DeviceSeat = {
  seat: filled<SeatId>(16, 2),
  accessKey: filled(32, 3),
  steward: true,
  leafSignatureKeys: [filled(32, 4)],
};
const rejoin = { channelKeyGeneration: 0, sealedGroupInfo: filled(40, 5), wrapped: [] };
const founding: Founding = {
  kind: 'founding',
  channel,
  deviceSeats: [seat],
  postingKey: filled(32, 6),
  rejoin,
  signature: filled(64, 7),
};
const handshake: Handshake = {
  ...founding,
  kind: 'handshake',
  id: filled<EntryId>(16, 8),
  epoch: 3 as Epoch,
  external: false,
  message: filled(50, 9),
  rejoin: {
    ...rejoin,
    channelKeyGeneration: 1,
    wrapped: [{ seat: filled<SeatId>(16, 2), wrapped: filled(80, 10) }],
  },
};
const invitation = filled<InvitationId>(16, 11);
const knock = filled<KnockId>(16, 12);

const good = (codec: WireCase['codec'], bytes: Uint8Array): WireCase => ({ codec, bytes: toHex(bytes) });
const bad = (codec: WireCase['codec'], bytes: Uint8Array, fails: string): WireCase => ({
  ...good(codec, bytes),
  fails,
});

const box = filled<BoxId>(16, 21);

const clock = ['2031-03-04T09:30', 'Europe/Oslo', 1_930_293_000_000] as const;
const [local, zone, instant] = clock;
const start = { local, zone, instant };
const meeting = { title: 'Third round', purpose: '', start, end: start, place: '', agenda: [] };

/** What goes between client and venue, what stands in a record in clear, and what entries say. */
export function wireCases(): Record<string, Record<string, WireCase>> {
  const foundingBytes = encode(foundingItem, founding);
  const handshakeBytes = encode(handshakeItem, handshake);
  const posted = encodeVenueFrame(2, { kind: 'posted', position: at(5) });
  const spoken = encodePayload('statement', {
    text: 'We could live with that.',
    language: 'en',
    inReplyTo: undefined,
    conveyance: undefined,
  });
  return {
    handshake: {
      founding: good('founding', foundingBytes),
      handshake: good('handshake', handshakeBytes),
      shredded: good('shredded', encodeShredded(filled(32, 13))),
      'box-closed': good('box-closed', encodeBoxClosed({ channel, box, ballots: 50 })),
      'founding-read-as-a-handshake': bad('handshake', foundingBytes, 'WRONG_SHAPE'),
      'handshake-cut-short': bad('handshake', handshakeBytes.slice(0, -1), 'MALFORMED'),
      'shredded-with-more-behind-it': bad(
        'shredded',
        Uint8Array.of(...encodeShredded(filled(32, 13)), 0),
        'OUT_OF_BOUNDS',
      ),
    },
    wire: {
      login: good(
        'client-frame',
        encodeClientFrame(1, {
          kind: 'login',
          channel,
          key: filled(32, 4),
          as: 'device',
          signature: filled(64, 14),
          from: at(7),
        }),
      ),
      post: good('client-frame', encodeClientFrame(2, { kind: 'post', lastHandshake: at(4), item: filled(9, 15) })),
      commit: good('client-frame', encodeClientFrame(3, { kind: 'commit', lastHandshake: at(4), item: filled(9, 15) })),
      fetch: good('client-frame', encodeClientFrame(4, { kind: 'fetch', from: at(0), bytesMax: 65_536 })),
      admit: good('client-frame', encodeClientFrame(5, { kind: 'admit', invitation, knock, sealed: filled(60, 16) })),
      posted: good('venue-frame', posted),
      items: good(
        'venue-frame',
        encodeVenueFrame(UNASKED, { kind: 'items', from: at(5), size: 7, items: [filled(1, 1), filled(2, 2)] }),
      ),
      'open-box': good(
        'client-frame',
        encodeClientFrame(7, {
          ...{ kind: 'open-box', box, validMs: 86_400_000, ballotsMin: 2, seats: [filled(16, 1), filled(16, 2)] },
        }),
      ),
      'ballot-token': good(
        'client-frame',
        encodeClientFrame(8, { kind: 'ballot-token', box, terms: filled(32, 22), blinded: filled(32, 23) }),
      ),
      'close-box': good('client-frame', encodeClientFrame(9, { kind: 'close-box', box })),
      'ballot-token-given': good(
        'venue-frame',
        encodeVenueFrame(8, { kind: 'ballot-token', evaluated: filled(32, 24), proof: filled(64, 25), given: 3 }),
      ),
      refused: good(
        'venue-frame',
        encodeVenueFrame(6, { kind: 'refused', code: 'EPOCH_MOVED', retryAfterMs: undefined }),
      ),
      'frame-of-an-unknown-kind': bad('client-frame', Uint8Array.of(0x82, 1, 0x82, 0x18, 99, 0x80), 'WRONG_SHAPE'),
      'posted-with-a-long-integer': bad('venue-frame', Uint8Array.of(0x82, 2, 0x82, 3, 0x81, 0x18, 5), 'MALFORMED'),
    },
    payload: {
      statement: good('payload', spoken),
      idea: good('payload', encodePayload('idea', { title: 'A gauge', text: 'One for both.', language: 'en' })),
      'put-forward': good(
        'payload',
        encodePayload('put-forward', { title: '', text: 'One gauge at the narrows.', language: 'en' }),
      ),
      undertaking: good(
        'payload',
        encodePayload('undertaking', {
          party: filled<PartyId>(16, 17),
          what: 'To clear the causeway.',
          byWhen: '2031-10-01',
          howVerified: 'By both.',
        }),
      ),
      'mediators-proposal': good(
        'payload',
        encodePayload('mediators-proposal', {
          texts: [
            { language: 'en', title: 'The crossing', text: 'The crossing opens twice a day.' },
            { language: 'uk', title: '', text: 'Перехід відчинено двічі на день.' },
          ],
          parties: [filled<PartyId>(16, 17), filled<PartyId>(16, 18)],
          respondBy: 1_900_000_000_000,
        }),
      ),
      'proposal-step': good(
        'payload',
        encodePayload('proposal-step', { proposal: filled<EntryId>(16, 19), step: filled(139, 20) }),
      ),
      'proposal-ended': good(
        'payload',
        encodePayload('proposal-ended', { proposal: filled<EntryId>(16, 19), at: 1_900_000_000_001 }),
      ),
      'proposal-to-one-party': bad(
        'payload',
        Uint8Array.of(
          ...[0x83, 0x18, 43, 1, 0x83],
          ...[0x81, 0x83, 0x62, 0x65, 0x6e, 0x60, 0x61, 0x61],
          ...[0x81, 0x50, ...filled(16, 17)],
          0xf6,
        ),
        'OUT_OF_BOUNDS',
      ),
      sounding: good(
        'payload',
        encodePayload('sounding', {
          ...{ box, question: 'Which gauge?', language: 'en', electorate: 'every seat', ballotsMin: 2, bySide: false },
          ...{ form: { kind: 'ranking', options: ['One', 'Three'] }, seats: [filled(16, 1), filled(16, 2)] },
          closesAt: 1_930_000_000_000,
        }),
      ),
      ballot: good(
        'payload',
        encodePayload('ballot', { box, side: undefined, answer: { kind: 'ranking', order: [1, 0] } }),
      ),
      'sounding-closed': good('payload', encodePayload('sounding-closed', { sounding: filled(16, 26) })),
      meeting: good('payload', encodePayload('meeting', meeting)),
      'meeting-under-a-rule': good('payload', encodePayload('meeting', { ...meeting, rule: 'off the record' })),
      // Where there is none, there is no field for it either: one content, one spelling.
      'meeting-under-a-rule-that-is-none': bad(
        'payload',
        cborEncode([8, 1, ['Third round', '', clock, clock, '', [], null]]),
        'WRONG_SHAPE',
      ),
      'outside-event': good(
        'payload',
        encodePayload('outside-event', {
          title: 'The ice goes out.',
          on: '2031-03-04',
          until: undefined,
          place: 'Lake Vellen',
          source: 'The gauge at Orre',
        }),
      ),
      'outside-event-on-a-day-that-is-not': bad(
        'payload',
        Uint8Array.of(
          ...[0x83, 0x18, 32, 1, 0x85, 0x61, 0x61, 0x6a],
          ...new TextEncoder().encode('2031-02-29'),
          ...[0xf6, 0x60, 0x60],
        ),
        'WRONG_SHAPE',
      ),
      amendment: good(
        'payload',
        encodePayload('amendment', {
          statement: filled<EntryId>(16, 21),
          text: 'Half.',
          language: 'en',
          conveyance: 'may be conveyed as your own idea',
        }),
      ),
      'non-paper': good(
        'payload',
        encodePayload('non-paper', { idea: filled<EntryId>(16, 22), text: 'The water is shared.', language: 'en' }),
      ),
      proposal: good(
        'payload',
        encodePayload('proposal', {
          party: filled<PartyId>(16, 17),
          title: 'On water',
          text: 'Half.',
          language: 'en',
          cites: filled<EntryId>(16, 23),
        }),
      ),
      'idea-merge': good(
        'payload',
        encodePayload('idea-merge', {
          ideas: [filled<EntryId>(16, 22), filled<EntryId>(16, 24)],
          title: 'Share and dredge',
          text: '',
          language: 'en',
        }),
      ),
      question: good(
        'payload',
        encodePayload('question', { text: 'When do the locks open?', language: 'en', to: filled<PartyId>(16, 17) }),
      ),
      'question-without-words': bad(
        'payload',
        Uint8Array.of(0x83, 0x18, 55, 1, 0x83, 0x60, 0x62, 0x65, 0x6e, 0xf6),
        'OUT_OF_BOUNDS',
      ),
      reaction: good(
        'payload',
        encodePayload('reaction', { about: filled<EntryId>(16, 22), what: 'could live with it' }),
      ),
      'reaction-in-a-word-that-is-none': bad(
        'payload',
        Uint8Array.of(...[0x83, 0x18, 56, 1, 0x82, 0x50], ...new Uint8Array(16), ...[5]),
        'WRONG_SHAPE',
      ),
      'idea-merge-of-one': bad(
        'payload',
        Uint8Array.of(
          ...[0x83, 0x18, 48, 1, 0x84, 0x81, 0x50],
          ...new Uint8Array(16),
          ...[0x61, 0x61, 0x60, 0x62, 0x65, 0x6e],
        ),
        'OUT_OF_BOUNDS',
      ),
      'idea-version': good(
        'payload',
        encodePayload('idea-version', { idea: filled<EntryId>(16, 22), title: 'Share', text: '', language: 'en' }),
      ),
      'answer-brought': good(
        'payload',
        encodePayload('answer-brought', { about: filled<EntryId>(16, 25), text: 'From spring on.', language: 'en' }),
      ),
      shredding: good('payload', encodePayload('shredding', { before: at(40) })),
      'of-a-kind-that-is-not-known-yet': good('payload', Uint8Array.of(0x83, 0x19, 0x03, 0xe7, 1, 0x80)),
      'statement-without-words': bad(
        'payload',
        Uint8Array.of(0x83, 1, 1, 0x84, 0x60, 0x62, 0x65, 0x6e, 0xf6, 0xf6),
        'OUT_OF_BOUNDS',
      ),
      'statement-with-a-field-more': bad(
        'payload',
        Uint8Array.of(0x83, 1, 1, 0x85, 0x61, 0x61, 0x62, 0x65, 0x6e, 0xf6, 0xf6, 0xf6),
        'WRONG_SHAPE',
      ),
    },
  };
}
