import { expect, test } from 'vitest';
import { idText } from '../../base/ids.ts';
import { isCaucus } from '../../records/authority.ts';
import { rehearse, SEATS, type SeatName } from '../../records/rehearsal-room.ts';
import type { Conveyance } from '../../records/statement/conveyance.ts';
import { whyNotCarried } from './may-carry.ts';

const CODES = {
  NOT_OFF_THE_RECORD: 'notOffTheRecord',
  ON_HOLD: 'notHeld',
  ALREADY_WITHDRAWN: 'notWithdrawn',
} as Readonly<Record<string, string>>;

test('what the screen says may be carried is what the record takes', () => {
  for (const rule of ['on the record', 'Chatham House', 'off the record'] as const) {
    for (const seats of [
      ['ada', 'nils', 'sara'],
      ['ada', 'nils'],
    ] as readonly SeatName[][]) {
      for (const conveyance of [undefined, 'hold', 'may be conveyed'] as readonly (Conveyance | undefined)[]) {
        for (const isWithdrawn of [false, true]) {
          const { room, post, refusal } = rehearse({ rule }, seats);
          if (!isCaucus(room) && conveyance !== undefined) continue;
          const content = { text: 'Half.', language: 'en', inReplyTo: undefined, conveyance };
          const { entry } = post('nils', 'statement', content);
          if (isWithdrawn) post('nils', 'withdrawal', { entry });
          for (const by of ['ada', 'nils'] as const) {
            const why = whyNotCarried({
              rule,
              isCaucus: isCaucus(room),
              isOwn: room.entries[idText(entry)]?.seat === idText(SEATS[by].seat),
              hasLeft: false,
              conveyance: conveyance ?? null,
              isWithdrawn,
            });
            const code = refusal(by, 'transfer-note', { entry });
            expect(why, `${rule} ${seats} ${conveyance} ${isWithdrawn} ${by}`).toBe(code && CODES[code]);
          }
        }
      }
    }
  }
});

test('whoever has left carries nothing', () => {
  const words = { rule: 'on the record', isCaucus: false, isOwn: true, conveyance: null, isWithdrawn: false } as const;
  expect(whyNotCarried({ ...words, hasLeft: true })).toBe('notSeated');
});
