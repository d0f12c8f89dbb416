import { expect, test } from 'vitest';
import { type EntryId, idText } from '../../base/ids.ts';
import { bytes } from '../../records/rehearsal-room.ts';
import type { WaitingView } from '../engine/room-view.ts';
import { isAssentOnItsWay } from './rules-awaited.ts';

const [asked, other] = [bytes(16, 1) as EntryId, bytes(16, 2) as EntryId];

function assent(changes: Partial<WaitingView> = {}): WaitingView {
  const content = { tightening: asked };
  const sent = { entry: bytes(16, 9), kind: 'rules-assent', content, attribution: 'deniable' } as const;
  return { ...sent, isHeld: false, refused: undefined, ...changes };
}

test('an assent that waits to be sent is not asked for again', () => {
  const isOnItsWay = (waiting: WaitingView, entry = asked) =>
    isAssentOnItsWay({ waiting: [waiting] }, { entry: idText(entry) });
  expect(isOnItsWay(assent())).toBe(true);
  expect(isOnItsWay(assent(), other)).toBe(false);
  expect(isOnItsWay(assent({ refused: 'WRONG_STATE' }))).toBe(false);
  expect(isOnItsWay(assent({ kind: 'withdrawal', content: { entry: asked } }))).toBe(false);
});
