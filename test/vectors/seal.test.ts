/// <reference types="vite/types/importMeta.d.ts" />
import { describe, expect, test } from 'vitest';
import { CodedError } from '../../src/base/coded-error.ts';
import type { ChannelId, Commitment, EntryId, Epoch, PartyId, SeatId, TreeSize } from '../../src/base/ids.ts';
import { fromHex, toHex } from '../../src/base/text-encodings.ts';
import { type CharterSeat, decodeCharter, encodeCharter, findSeat } from '../../src/protocol/charter/charter.ts';
import { judgeCommit } from '../../src/protocol/charter/judge.ts';
import { type Codec, decode, encode } from '../../src/protocol/codec/codec.ts';
import { struct, text } from '../../src/protocol/codec/shapes.ts';
import { auditShares } from '../../src/protocol/commitment/audit.ts';
import { commit, opensCommitment } from '../../src/protocol/commitment/commitment.ts';
import { signOnTheRecord, verifyOnTheRecord } from '../../src/protocol/commitment/record-signature.ts';
import { header } from '../../src/protocol/entry/header.ts';
import { authKeyId } from '../../src/protocol/seal/announcement.ts';
import { verifyAttribution } from '../../src/protocol/seal/attribution.ts';
import { AuthenticationKeys } from '../../src/protocol/seal/authentication-keys.ts';
import { openEntry } from '../../src/protocol/seal/open-entry.ts';
import { deriveSeatKeys } from '../../src/protocol/seal/seat-keys.ts';
import { openShare } from '../../src/protocol/seal/shares.ts';

const hex = <T extends Uint8Array = Uint8Array>(value: string) => fromHex(value) as T;

/** File name without its folder and ending, and what is in it. */
const named = <T>(files: Record<string, T>) =>
  Object.entries(files).map(([path, content]) => [path.replace(/^.*\/|\.json$/g, ''), content] as const);

function codeOf(attempt: () => unknown): string | undefined {
  try {
    attempt();
    return undefined;
  } catch (error) {
    if (error instanceof CodedError) return error.code;
    throw error;
  }
}

interface CodecVector {
  codec: 'header' | 'text';
  bytes: string;
  value: Record<string, unknown>;
  refused?: string;
}

describe('[CODEC-1] [CODEC-2] one accepted spelling', () => {
  const codecs: Record<CodecVector['codec'], Codec<never>> = {
    header: header as Codec<never>,
    text: struct('text', { text: text('text', { maxBytes: 16 }) }) as Codec<never>,
  };
  const shown = (value: object) =>
    Object.fromEntries(
      Object.entries(value).map(([key, each]) => [key, each instanceof Uint8Array ? toHex(each) : each]),
    );
  const files = import.meta.glob<CodecVector>('./codec/*.json', { eager: true, import: 'default' });
  test.each(named(files))('%s', (_, vector) => {
    const codec = codecs[vector.codec];
    const read = () => decode(codec, hex(vector.bytes), 4_096);
    expect(codeOf(read)).toBe(vector.refused);
    if (vector.refused !== undefined) return;
    expect(shown(read())).toEqual(vector.value);
    expect(toHex(encode(codec, read()))).toBe(vector.bytes);
  });
});

interface CommitmentVector {
  kind: 'commitment' | 'shares' | 'record-signature';
  commitment: string;
  payload: string;
  salt: string;
  shares: string[];
  opens: boolean;
  signKey: string;
  seed?: string;
  channel: string;
  signature: string;
  valid: boolean;
}

describe('[COMMIT-1] [SHARE-1] [AUTHN-3] commitments', () => {
  const files = import.meta.glob<CommitmentVector>('./commitment/*.json', { eager: true, import: 'default' });
  test.each(named(files))('%s', async (_, vector) => {
    const commitment = hex<Commitment>(vector.commitment);
    switch (vector.kind) {
      case 'commitment':
        expect(opensCommitment(commitment, hex(vector.salt), hex(vector.payload))).toBe(vector.opens);
        if (vector.opens) expect(toHex(commit(hex(vector.salt), hex(vector.payload)))).toBe(vector.commitment);
        return;
      case 'shares': {
        const audit = await auditShares(vector.shares.map(hex), commitment, hex(vector.payload));
        expect(audit).toEqual(vector.opens ? { kind: 'opened', salt: hex(vector.salt) } : { kind: 'mismatch' });
        return;
      }
      case 'record-signature': {
        const channel = hex<ChannelId>(vector.channel);
        const signature = hex(vector.signature);
        expect(await verifyOnTheRecord(hex(vector.signKey), channel, commitment, signature)).toBe(vector.valid);
        if (vector.seed === undefined) return;
        expect(await signOnTheRecord(hex(vector.seed), channel, commitment)).toEqual(signature);
      }
    }
  });
});

interface ShareVector {
  channel: string;
  entry: string;
  commitment: string;
  party: string;
  generation: number;
  shareKeySecret: string;
  sealed: string;
  share?: string;
}

describe('[SHARE-2] shares', () => {
  const files = import.meta.glob<ShareVector>('./share/*.json', { eager: true, import: 'default' });
  test.each(named(files))('%s', async (_, vector) => {
    const context = {
      channel: hex<ChannelId>(vector.channel),
      entry: hex<EntryId>(vector.entry),
      commitment: hex<Commitment>(vector.commitment),
    };
    const share = { party: hex<PartyId>(vector.party), generation: vector.generation, sealed: hex(vector.sealed) };
    const plain = await openShare(context, share, hex(vector.shareKeySecret));
    expect(plain && toHex(plain)).toBe(vector.share);
  });
});

interface AnnouncementVector {
  channel: string;
  epoch: number;
  charter: string;
  author: string;
  reader: string;
  readerStaticSecret: string;
  authKey: string;
  keyId: string;
  ephemeral: string;
  macs: string[];
  accepted: boolean;
}

describe('[AUTHN-1] [AUTHN-2] announcements', () => {
  const files = import.meta.glob<AnnouncementVector>('./announcement/*.json', { eager: true, import: 'default' });
  test.each(named(files))('%s', async (_, vector) => {
    const charter = decodeCharter(hex(vector.charter));
    const seat = hex<SeatId>(vector.reader);
    const publicKey = findSeat(charter, seat)?.staticKey as Uint8Array;
    const keys = new AuthenticationKeys({
      channel: hex<ChannelId>(vector.channel),
      seat,
      static: { secret: hex(vector.readerStaticSecret), publicKey },
    });
    const author = findSeat(charter, hex<SeatId>(vector.author)) as CharterSeat;
    const announcement = {
      authKey: hex(vector.authKey),
      ephemeral: hex(vector.ephemeral),
      macs: vector.macs.map((mac) => hex(mac)),
    };
    expect(toHex(authKeyId(announcement.authKey))).toBe(vector.keyId);
    const accepted = await keys.accepts(announcement, { author, epoch: vector.epoch as Epoch, charter });
    expect(accepted).toBe(vector.accepted);
  });
});

interface EntryVector {
  item: string;
  channel: string;
  recordSecrets: { epoch: number; recordSecret: string }[];
  reader: string;
  readerSecret: string;
  charter: string;
  payload?: string;
  commitment?: string;
  salt?: string;
  epochHead?: { size: number; root: string };
  outcome: { kind: string; code?: string };
}

describe('[SEAL-1] [SEAL-2] [SEAL-3] [AUTHN-4] [AUTHN-5] [RECORD-4] [UNATTR-4] entries', () => {
  const files = import.meta.glob<EntryVector>('./entry/*.json', { eager: true, import: 'default' });
  test.each(named(files))('%s', async (_, vector) => {
    const channel = hex<ChannelId>(vector.channel);
    const secrets = new Map(vector.recordSecrets.map(({ epoch, recordSecret }) => [epoch, hex(recordSecret)]));
    const opened = await openEntry(hex(vector.item), { channel, recordSecret: (epoch) => secrets.get(epoch) });
    if (opened.kind !== 'opened') return expect(opened).toMatchObject(vector.outcome);
    if (vector.payload !== undefined) expect(toHex(opened.payload)).toBe(vector.payload);
    if (vector.salt !== undefined) {
      expect(toHex(opened.header.commitment)).toBe(vector.commitment);
      expect(opensCommitment(opened.header.commitment, hex(vector.salt), opened.payload)).toBe(true);
    }
    const { static: own } = await deriveSeatKeys(hex(vector.readerSecret), channel);
    const keys = new AuthenticationKeys({ channel, seat: hex<SeatId>(vector.reader), static: own });
    const { epochHead: head } = vector;
    const epochHead = head && { size: head.size as TreeSize, root: hex(head.root) };
    const by = { charter: decodeCharter(hex(vector.charter)), epochHead, keys, knownKeys: new Map() };
    expect(await verifyAttribution(opened, by)).toMatchObject(vector.outcome);
  });
});

interface Leaf {
  seat: string;
  key: string;
}

interface CharterVector {
  kind: 'charter' | 'commit';
  bytes: string;
  refused?: string;
  title: string;
  seats: number;
  parties: number;
  before: string;
  after: string;
  committer: string;
  external: { rejoinPsk: boolean; signedBySeat: boolean } | null;
  added: Leaf[];
  removed: Leaf[];
  leavesBefore: Leaf[];
  leavesAfter: Leaf[];
  judgement: string;
}

const rules = '[CHARTER-1] [CHARTER-2] [CHARTER-3] [AUTH-1] [AUTH-2] [AUTH-3] [AUTH-4] [AUTH-5] [AUTH-6]';

describe(`${rules} charters`, () => {
  const files = import.meta.glob<CharterVector>('./charter/*.json', { eager: true, import: 'default' });
  const leaves = (list: Leaf[]) =>
    list.map(({ seat, key }) => ({ seatId: hex<SeatId>(seat), signaturePublicKey: hex(key) }));
  test.each(named(files))('%s', (_, vector) => {
    if (vector.kind === 'charter') {
      const read = () => decodeCharter(hex(vector.bytes));
      expect(codeOf(read)).toBe(vector.refused);
      if (vector.refused !== undefined) return;
      expect(toHex(encodeCharter(read()))).toBe(vector.bytes);
      const { title, seats, parties } = read();
      expect([title, seats.length, parties.length]).toEqual([vector.title, vector.seats, vector.parties]);
      return;
    }
    const [beforeBytes, afterBytes] = [hex(vector.before), hex(vector.after)];
    const seatId = hex<SeatId>(vector.committer);
    const judgement = judgeCommit({
      committer:
        vector.external === null ? { seatId, external: false } : { seatId, external: true, ...vector.external },
      added: leaves(vector.added),
      removed: leaves(vector.removed),
      leavesBefore: leaves(vector.leavesBefore),
      leavesAfter: leaves(vector.leavesAfter),
      before: decodeCharter(beforeBytes),
      after: decodeCharter(afterBytes),
      beforeBytes,
      afterBytes,
    });
    expect(judgement.kind === 'allowed' ? 'allowed' : judgement.rule).toBe(vector.judgement);
  });
});
