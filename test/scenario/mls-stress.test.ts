import type { CiphersuiteImpl } from 'ts-mls';
import { beforeAll, describe, expect, test } from 'vitest';
import { toHex } from '../../src/base/text-encodings.ts';
import type { Committed, ExternallyCommitted, GroupState, LeafIndex, Mls } from '../../src/protocol/mls/mls.ts';
import { createCipherSuite } from '../../src/protocol/mls/ts-mls/cipher-suite.ts';
import { createMls } from '../../src/protocol/mls/ts-mls/create-mls.ts';
import { fromState } from '../../src/protocol/mls/ts-mls/opaque-state.ts';
import { attackOfRemoved } from '../support/hostile-member.ts';
import { agreed, applied, charter, everyone, foundGroup, id } from '../support/mls-group.ts';

const SEEDS = 8;
const COMMITS = 60;
const LEAVES_MOST = 12;
/** How many of those who were removed keep trying every later message. */
const FORMER_MOST = 4;

let mls: Mls;
let suite: CiphersuiteImpl;
beforeAll(async () => {
  mls = await createMls();
  suite = await createCipherSuite();
});

/** mulberry32. */
function seeded(seed: number): (below: number) => number {
  let a = seed * 0x9e3779b9;
  return (below) => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

class Room {
  members: GroupState[];
  former: GroupState[] = [];
  readonly pick: (below: number) => number;
  private nextSeat = 2;
  private readonly psk = { id: Uint8Array.of(1), secret: new Uint8Array(32).fill(1) };

  constructor(founder: GroupState, pick: (below: number) => number) {
    this.members = [founder];
    this.pick = pick;
  }

  async step(): Promise<void> {
    const room = LEAVES_MOST - this.members.length;
    const few = this.members.length < 3;
    const kind = this.pick(10);
    if (kind <= 1 && room > 0) return this.commit({ adds: 1, removes: 0, charter: kind === 1 });
    if (kind === 2 && room > 0)
      return this.commit({ adds: 1 + this.pick(Math.min(room, 4)), removes: 0, charter: true });
    if (kind <= 4 && !few) return this.commit({ adds: 0, removes: 1 + this.pick(2), charter: kind === 4 });
    if (kind === 5 && !few) return this.commit({ adds: 1 + this.pick(2), removes: 1, charter: this.pick(2) === 0 });
    if (kind === 6) return this.commit({ adds: 0, removes: 0, charter: true });
    if (kind === 7 && room > 0) return this.external(undefined);
    if (kind === 8) return this.external(this.pick(this.members.length));
    return this.commit({ adds: 0, removes: 0, charter: false });
  }

  private async commit(what: { adds: number; removes: number; charter: boolean }): Promise<void> {
    const by = this.pick(this.members.length);
    const committer = this.members[by] as GroupState;
    const others = this.members.filter((_, at) => at !== by);
    const remove: LeafIndex[] = [];
    for (let n = 0; n < what.removes; n++) {
      const [gone] = others.splice(this.pick(others.length), 1);
      remove.push(mls.ownLeafIndex(gone as GroupState));
    }
    const devices = await Promise.all(
      Array.from({ length: what.adds }, () => mls.createDevice({ seatId: id(this.nextSeat++) })),
    );
    const add = devices.map(({ keyPackage }) => keyPackage);
    const made: Committed = await mls.commit(committer, {
      add,
      remove,
      ...(what.charter ? { charter: charter(this.pick(65536)) } : {}),
    });
    await this.follow(made, committer);
    for (const device of devices) this.members.push(await mls.joinByWelcome(made.welcome as Uint8Array, device));
  }

  private async external(replacing: number | undefined): Promise<void> {
    const informant = this.members[this.pick(this.members.length)] as GroupState;
    const groupInfo = await mls.groupInfo(informant);
    const former = replacing === undefined ? undefined : (this.members[replacing] as GroupState);
    const leaf = mls.leaves(informant).find(({ leafIndex }) => former && leafIndex === mls.ownLeafIndex(former));
    const device = await mls.createDevice({ seatId: leaf?.seatId ?? id(this.nextSeat++) });
    const made = await mls.externalCommit({
      groupInfo,
      device,
      psk: this.psk,
      ...(leaf === undefined ? {} : { replace: leaf.leafIndex }),
    });
    await this.follow(made, undefined);
  }

  /** Everyone sees the message, those removed by it and before it among them. */
  private async follow(made: Committed | ExternallyCommitted, committer: GroupState | undefined): Promise<void> {
    const { message, next, commit } = made;
    for (const state of this.former) {
      expect(await mls.process(state, message, { judge: everyone, findPsk: () => this.psk.secret })).toMatchObject({
        kind: 'refused',
      });
    }
    const secret = toHex(fromState(next).keySchedule.exporterSecret);
    const after = [next];
    const gone = new Set(commit.removed.map(({ leafIndex }) => leafIndex));
    for (const state of this.members) {
      if (state === committer) continue;
      const processed = await mls.process(state, message, { judge: everyone, findPsk: () => this.psk.secret });
      if (gone.has(mls.ownLeafIndex(state))) {
        expect(processed).toEqual({ kind: 'removed', commit });
        const attack = await attackOfRemoved(suite, state, made, this.psk.secret);
        expect(attack.openedPathSecrets).toBe(0);
        expect(attack.exporterSecrets.map(toHex)).not.toContain(secret);
        this.former = [state, ...this.former].slice(0, FORMER_MOST);
      } else {
        expect(processed).toMatchObject({ kind: 'applied', commit });
        const applied_ = applied(processed);
        after.push(this.pick(3) === 0 ? mls.deserialise(mls.serialise(applied_)) : applied_);
      }
    }
    this.members = after;
  }
}

describe('members of a group agree through anything, and no one who was removed follows', () => {
  test.each(Array.from({ length: SEEDS }, (_, at) => at + 1))('seed %i', { timeout: 60_000 }, async (seed) => {
    const { states } = await foundGroup(mls);
    const room = new Room(states[0] as GroupState, seeded(seed));
    const secrets = new Set<string>();
    for (let n = 0; n < COMMITS; n++) {
      await room.step();
      secrets.add(await agreed(mls, room.members));
      const [first, ...others] = room.members as [GroupState, ...GroupState[]];
      for (const other of others) expect(mls.leaves(other)).toEqual(mls.leaves(first));
    }
    expect(secrets.size).toBe(COMMITS);
  });
});
