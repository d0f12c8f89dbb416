// Whatever bytes come from outside: a coded error, `undefined`, or a broken entry; never anything else.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasCode } from '../../src/base/coded-error.ts';
import type { ChannelId, Epoch } from '../../src/base/ids.ts';
import { decodeCharter, encodeCharter } from '../../src/protocol/charter/charter.ts';
import { decode } from '../../src/protocol/codec/codec.ts';
import { combineShares } from '../../src/protocol/commitment/salt-shares.ts';
import { open as openGcm, seal } from '../../src/protocol/crypto/aes-gcm.ts';
import { hpkeSeal } from '../../src/protocol/crypto/hpke.ts';
import { keyPair } from '../../src/protocol/crypto/x25519.ts';
import { decodeEnvelope, encodeEnvelope } from '../../src/protocol/entry/envelope.ts';
import { headerBytes } from '../../src/protocol/entry/header.ts';
import { PADDED_BYTES_MAX, PAYLOAD_BYTES_MAX } from '../../src/protocol/entry/limits.ts';
import { openAdmission } from '../../src/protocol/joining/admission.ts';
import { parseInvitationLink } from '../../src/protocol/joining/invitation-link.ts';
import { openKnock } from '../../src/protocol/joining/knock.ts';
import { parseRecoveryPhrase } from '../../src/protocol/joining/recovery-phrase.ts';
import { openVaultItem } from '../../src/protocol/joining/vault-item.ts';
import { vaultItemKeys } from '../../src/protocol/joining/vault-keys.ts';
import { verifyAttribution } from '../../src/protocol/seal/attribution.ts';
import { body } from '../../src/protocol/seal/body.ts';
import { openEntry } from '../../src/protocol/seal/open-entry.ts';
import { pad, unpad } from '../../src/protocol/seal/padding.ts';
import { entryKeys } from '../../src/protocol/seal/record-keys.ts';
import { openExternalCommit, sealExternalCommit } from '../../src/protocol/seal/rejoining.ts';
import { openShare } from '../../src/protocol/seal/shares.ts';
import { hear, type Member, open, openRoom, say } from '../support/room.ts';

const room = await openRoom({ parties: 3, seed: 'fuzz' });
const [author, reader] = room.members as [Member, Member];
const { item } = await say(room, author, new Uint8Array(40).fill(1));
const said = [new Uint8Array(40).fill(1), 1_770_000_000_000, { size: 7, root: new Uint8Array(32).fill(7) }];
const charterBytes = encodeCharter(room.charter);

/** Cut short, lengthened, or with some bytes changed. */
const mangled = (bytes: Uint8Array) =>
  fc.oneof(
    fc.nat(bytes.length - 1).map((length) => bytes.slice(0, length)),
    fc.uint8Array({ minLength: 1, maxLength: 40 }).map((more) => Uint8Array.of(...bytes, ...more)),
    fc
      .array(fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 4 })
      .map((changes) => {
        const copy = bytes.slice();
        for (const [at, mask] of changes) copy[at] = (copy[at] as number) ^ mask;
        return copy;
      }),
  );
const hostile = (bytes: Uint8Array) => fc.oneof(fc.uint8Array({ maxLength: 600 }), mangled(bytes));

/** What a decoder makes of bytes; its refusals as their code. Whatever else it throws, the property throws. */
function attempt(decoder: () => unknown): unknown {
  try {
    return decoder();
  } catch (error) {
    if (hasCode(error, 'MALFORMED', 'NOT_CANONICAL', 'WRONG_SHAPE', 'OUT_OF_BOUNDS')) return error.code;
    throw error;
  }
}

const holds = <T>(arbitrary: fc.Arbitrary<T>, property: (value: T) => unknown, numRuns = 300) =>
  fc.assert(
    fc.asyncProperty(arbitrary, async (value) => {
      await property(value);
    }),
    { numRuns },
  );

describe('what is sealed opens', () => {
  test('with payloads of any size up to the limit', async () => {
    const sizes = fc.oneof(fc.integer({ min: 1, max: 3_000 }), fc.integer({ min: 1, max: PAYLOAD_BYTES_MAX }));
    await holds(
      fc.tuple(sizes, fc.nat(255), fc.constantFrom('deniable' as const, 'on the record' as const)),
      async ([size, byte, attribution]) => {
        const payload = new Uint8Array(size).fill(byte);
        const sealed = await say(room, author, payload, { attribution });
        const opened = await open(room, sealed.item);
        expect(opened.kind === 'opened' && opened.payload.every((each) => each === byte)).toBe(true);
        const onRecord = attribution === 'on the record';
        expect(await hear(room, reader, sealed.item)).toMatchObject({ kind: 'verified', onRecord });
      },
      40,
    );
  });

  test('whatever is padded comes back', async () => {
    await holds(fc.uint8Array({ maxLength: 3_000 }), (bytes) => expect(unpad(pad(bytes))).toEqual(bytes));
  });
});

describe('[CODEC-1] hostile bytes', () => {
  test('as an envelope or a charter end in a coded error, or were valid in their one spelling', async () => {
    await holds(hostile(item), (bytes) => attempt(() => expect(encodeEnvelope(decodeEnvelope(bytes))).toEqual(bytes)));
    await holds(hostile(charterBytes), (bytes) =>
      attempt(() => expect(encodeCharter(decodeCharter(bytes))).toEqual(bytes)),
    );
  });

  test('as an entry in the record are broken, or not for this seat; never opened', async () => {
    const by = { channel: room.channel, recordSecret: (epoch: Epoch) => (epoch < 9 ? room.recordSecret : undefined) };
    await holds(hostile(item), async (bytes) => expect((await openEntry(bytes, by)).kind).not.toBe('opened'));
  });

  test('as a body, sealed by a member, are broken, forged, or say what the author said', async () => {
    const { header, nonce, keyCommitment, ciphertext } = decodeEnvelope(item);
    const { key } = entryKeys(room.recordSecret, nonce);
    const zero = new Uint8Array(12);
    const aad = headerBytes(header);
    const padded = (await openGcm(key, zero, aad, ciphertext)) as Uint8Array;
    const plain = unpad(padded) as Uint8Array;
    await holds(fc.oneof(hostile(padded), hostile(plain).map(pad)), async (bytes) => {
      attempt(() => decode(body, bytes, PADDED_BYTES_MAX));
      const resealed = await seal(key, zero, aad, bytes.length < 512 ? pad(bytes) : bytes);
      const opened = await open(room, encodeEnvelope({ header, nonce, keyCommitment, ciphertext: resealed }));
      if (opened.kind !== 'opened') return expect(['PADDING', 'BODY']).toContain((opened as { code?: string }).code);
      const by = { charter: room.charter, keys: reader.authentication, knownKeys: new Map() };
      const { kind } = await verifyAttribution(opened, by);
      // Other seats' MACs are theirs to check; whatever else was changed shows.
      if (kind === 'verified') expect([opened.payload, opened.time, opened.seen]).toEqual(said);
    });
  });

  test('as a share, or shares to combine, are refused', async () => {
    const opened = await open(room, item);
    if (opened.kind !== 'opened') throw new Error('it opens');
    const [share] = opened.shares as [(typeof opened.shares)[number]];
    const context = { channel: room.channel, entry: opened.header.entry, commitment: opened.header.commitment };
    const secret = [...room.shareKeys.values()][0]?.secret as Uint8Array;
    await holds(hostile(share.sealed), async (sealed) =>
      expect(await openShare(context, { ...share, sealed }, secret)).toBeUndefined(),
    );
    const lists = fc.array(fc.uint8Array({ minLength: 32, maxLength: 34 }), { maxLength: 5 });
    await holds(lists, async (shares) => expect([undefined, 32]).toContain((await combineShares(shares))?.length));
  });

  test('as what joins or comes back open as nothing', async () => {
    const random = room.random;
    const invitation = { invitation: random(16) as never, secret: random(32) };
    const knocker = await keyPair(random(32));
    const place = { invitation: invitation.invitation, knock: random(16) as never };
    const vault = await vaultItemKeys(random(32), 0);
    const under = { channelKey: random(32), channel: random(16) as ChannelId, handshake: random(16) };
    const sealed = await sealExternalCommit(under, { publicMessage: random(80), signature: random(64) });
    const admission = await hpkeSeal(knocker.publicKey, random(4), random(4), random(90));
    await holds(hostile(sealed), async (bytes) => {
      expect(await openKnock(invitation, place.knock, bytes)).toBeUndefined();
      expect(await openVaultItem(vault, bytes)).toBeUndefined();
      expect(await openExternalCommit(under, bytes)).toBeUndefined();
    });
    await holds(hostile(admission), async (bytes) =>
      expect(
        await openAdmission(place, { knockSecret: knocker.secret, stewardKey: knocker.publicKey }, bytes),
      ).toBeUndefined(),
    );
  });

  test('typed text is no link and no phrase', async () => {
    const typed = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.webUrl({ withFragments: true }));
    await holds(typed, (text) => {
      expect(parseInvitationLink(text)).toBeUndefined();
      expect(parseRecoveryPhrase(text).kind).not.toBe('phrase');
    });
  });
});
