import { utf8 } from '../../src/base/bytes.ts';
import type { ChannelId } from '../../src/base/ids.ts';
import { toHex } from '../../src/base/text-encodings.ts';
import { commit } from '../../src/protocol/commitment/commitment.ts';
import { signOnTheRecord } from '../../src/protocol/commitment/record-signature.ts';
import { splitSalt } from '../../src/protocol/commitment/salt-shares.ts';
import { keyPair } from '../../src/protocol/crypto/ed25519.ts';
import { seededRandomness } from '../support/seeded-randomness.ts';

const payload = utf8('a payload');

/** Commitments, what opens them, and what does not. Needs fixed library randomness. */
export async function commitmentCases(): Promise<Record<string, object>> {
  const random = seededRandomness('commitment');
  const salt = random(32);
  const commitment = commit(salt, payload);
  const made = { commitment: toHex(commitment), payload: toHex(payload) };
  const byShares = (shares: readonly Uint8Array[], opens: boolean) => ({
    kind: 'shares',
    ...made,
    shares: shares.map(toHex),
    opens,
    ...(opens ? { salt: toHex(salt) } : {}),
  });
  const [first, second, third] = (await splitSalt(salt, { shares: 3, needed: 2 })) as [
    Uint8Array,
    Uint8Array,
    Uint8Array,
  ];
  const altered = second.with(9, (second[9] as number) ^ 1);
  const signer = await keyPair(random(32));
  const channel = random(16) as ChannelId;
  const signature = await signOnTheRecord(signer.seed, channel, commitment);
  const signed = {
    kind: 'record-signature',
    signKey: toHex(signer.publicKey),
    channel: toHex(channel),
    commitment: made.commitment,
    signature: toHex(signature),
  };
  return {
    commitment: { kind: 'commitment', ...made, salt: toHex(salt), opens: true },
    'another-salt': { kind: 'commitment', ...made, salt: toHex(salt.with(0, 0)), opens: false },
    'salt-of-31-bytes': { kind: 'commitment', ...made, salt: toHex(salt.subarray(1)), opens: false },
    'another-payload': {
      kind: 'commitment',
      ...made,
      payload: toHex(utf8('A payload')),
      salt: toHex(salt),
      opens: false,
    },
    'two-of-three-shares': byShares([first, second], true),
    'another-two-of-three-shares': byShares([third, first], true),
    'one-share-too-few': byShares([third], false),
    'altered-share': byShares([first, altered], false),
    'same-share-twice': byShares([first, first], false),
    'share-at-the-place-of-the-secret': byShares([Uint8Array.of(...salt, 0), second], false),
    'record-signature': { ...signed, seed: toHex(signer.seed), valid: true },
    'record-signature-in-another-channel': { ...signed, channel: toHex(random(16)), valid: false },
    'record-signature-of-another-commitment': { ...signed, commitment: toHex(random(32)), valid: false },
  };
}
