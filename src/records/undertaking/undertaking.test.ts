import { expect, test } from 'vitest';
import { type EntryId, idText } from '../../base/ids.ts';
import { bytes, PARTIES, rehearse } from '../rehearsal-room.ts';

const given = { party: PARTIES.north, what: 'Open the bridge.', byWhen: '2026-12-01', howVerified: 'By monitors.' };

test('a party undertakes for itself; not even the secretariat does it for another', () => {
  const { room, post, refusal } = rehearse();
  expect(refusal('sara', 'undertaking', given)).toBe('NOT_YOUR_PARTY');
  expect(refusal('ada', 'undertaking', given)).toBe('NOT_YOUR_PARTY');
  const { entry } = post('nora', 'undertaking', given);
  expect(room.undertakings.byEntry[idText(entry)]).toMatchObject({ status: 'open', byWhen: '2026-12-01', updates: [] });
});

test('its party and the secretariat say where it stands, and every step stays', () => {
  const { room, post, refusal } = rehearse();
  const { entry } = post('nora', 'undertaking', { ...given, byWhen: undefined });
  const lapsed = { undertaking: entry, status: 'lapsed' as const, note: 'Floods.' };
  expect(refusal('sara', 'undertaking-update', lapsed)).toBe('NOT_YOUR_PARTY');
  post('ada', 'undertaking-update', lapsed);
  post('nils', 'undertaking-update', { undertaking: entry, status: 'kept', note: '' });
  const view = room.undertakings.byEntry[idText(entry)];
  expect(view).toMatchObject({ status: 'kept', byWhen: null });
  expect(view?.updates.map(({ status, by }) => [status, by])).toEqual([
    ['lapsed', '20'.repeat(16)],
    ['kept', '21'.repeat(16)],
  ]);
  const none = { ...lapsed, undertaking: bytes(16, 9) as EntryId };
  expect(refusal('nils', 'undertaking-update', none)).toBe('NO_SUCH_ENTRY');
});
