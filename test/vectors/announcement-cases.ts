import { concat } from '../../src/base/bytes.ts';
import { toHex } from '../../src/base/text-encodings.ts';
import { encodeCharter } from '../../src/protocol/charter/charter.ts';
import { keyPair } from '../../src/protocol/crypto/ed25519.ts';
import { type Announcement, authKeyId } from '../../src/protocol/seal/announcement.ts';
import { AuthenticationKeys } from '../../src/protocol/seal/authentication-keys.ts';
import { type Member, openRoom } from '../support/room.ts';

/** An announcement to three seats as one of them checks it, and what that one refuses. */
export async function announcementCases(): Promise<Record<string, object>> {
  const room = await openRoom({ seed: 'announcement', parties: 3 });
  const { channel, epoch, charter, random } = room;
  const [author, reader, third] = room.members as [Member, Member, Member];
  const { publicKey: authKey } = await keyPair(random(32));
  const announcement = await author.authentication.announce({ epoch, charter, authKey, random });
  const [first, second, last] = announcement.macs as [Uint8Array, Uint8Array, Uint8Array];

  // What the third seat can do: announce in the author's name to itself, with noise for the others.
  const own = new AuthenticationKeys({ channel, seat: author.seat, static: third.keys.static });
  const made = await own.announce({ epoch, charter, authKey, random });

  const given = (of: Partial<Announcement> & { epoch?: number; channel?: Uint8Array; author?: Member } = {}) => {
    const shown = { ...announcement, ...of };
    return {
      channel: toHex(of.channel ?? channel),
      epoch: of.epoch ?? epoch,
      charter: toHex(encodeCharter(charter)),
      author: toHex((of.author ?? author).seat),
      reader: toHex(reader.seat),
      readerStaticSecret: toHex(reader.keys.static.secret),
      authKey: toHex(shown.authKey),
      keyId: toHex(authKeyId(shown.authKey)),
      ephemeral: toHex(shown.ephemeral),
      macs: shown.macs.map(toHex),
    };
  };
  return {
    accepted: { ...given(), accepted: true },
    'mac-of-another-seat': { ...given({ macs: [first, last, second] }), accepted: false },
    'made-by-another-recipient': { ...given(made), accepted: false },
    'in-the-name-of-another-seat': { ...given({ author: third }), accepted: false },
    'in-another-epoch': { ...given({ epoch: epoch + 1 }), accepted: false },
    'in-another-channel': { ...given({ channel: random(16) }), accepted: false },
    'of-another-key': { ...given({ authKey: (await keyPair(random(32))).publicKey }), accepted: false },
    'with-another-ephemeral-key': { ...given({ ephemeral: reader.keys.static.publicKey }), accepted: false },
    'ephemeral-key-of-small-order': {
      ...given({ ephemeral: concat(Uint8Array.of(1), new Uint8Array(31)) }),
      accepted: false,
    },
    'one-mac-too-few': { ...given({ macs: [first, second] }), accepted: false },
    'one-mac-too-many': { ...given({ macs: [...announcement.macs, last] }), accepted: false },
  };
}
