import { equal } from '../../src/base/bytes.ts';
import type { Commitment, PartyId, Position } from '../../src/base/ids.ts';
import type { Seat } from '../../src/client/seat.ts';
import { itemKind } from '../../src/protocol/handshake/item-kind.ts';
import { type Opened, openEntry } from '../../src/protocol/seal/open-entry.ts';
import { openShare } from '../../src/protocol/seal/shares.ts';
import { PAGE_BYTES_MAX } from '../../src/protocol/wire/limits.ts';
import { decodePayload } from '../../src/records/payload.ts';

export interface Inside {
  readonly position: number;
  readonly item: Uint8Array;
  readonly kind: string;
  readonly opened: Opened | undefined;
}

/** The record's items as the venue has them, opened with what this seat's keyring opens. */
export async function itemsOf(seat: Seat): Promise<readonly Inside[]> {
  const items = await rawItems(seat);
  return await Promise.all(
    items.map(async (item, position): Promise<Inside> => {
      if (itemKind(item) !== 'entry') return { position, item, kind: itemKind(item) ?? 'none', opened: undefined };
      const { keyring } = seat.record.parts;
      const opened = await openEntry(item, {
        channel: seat.identity.channel,
        recordSecret: (epoch) => keyring.of(epoch),
      });
      return { position, item, kind: opened.kind === 'opened' ? kindOf(opened.payload) : opened.kind, opened };
    }),
  );
}

export async function rawItems(seat: Seat): Promise<readonly Uint8Array[]> {
  const connection = await seat.session.connection();
  const items: Uint8Array[] = [];
  for (;;) {
    const page = await connection.fetch(items.length as Position, PAGE_BYTES_MAX);
    items.push(...page.items);
    if (page.items.length === 0 || items.length >= page.size) return items;
  }
}

/** Whether this seat's halves of its party's share key open the party's share of an entry. */
export async function ownShares(seat: Seat, of: Inside | undefined, party: PartyId): Promise<'opens' | 'closed'> {
  const opened = of?.opened;
  if (opened?.kind !== 'opened') {
    // Who cannot read the entry still might have a key to the share: another reader's copy is tried.
    return 'closed';
  }
  const share = opened.shares.find((each) => equal(each.party, party));
  const { channel, entry, commitment } = opened.header;
  for (const { secret } of seat.held.shareKeys) {
    if (share === undefined) break;
    const context = { channel, entry, commitment: commitment as Commitment };
    if ((await openShare(context, share, secret).catch(() => undefined)) !== undefined) return 'opens';
  }
  return 'closed';
}

function kindOf(payload: Uint8Array): string {
  const decoded = decodePayload(payload);
  return decoded.kind;
}
