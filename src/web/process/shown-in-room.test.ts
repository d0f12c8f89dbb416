import { expect, test } from 'vitest';
import { idText } from '../../base/ids.ts';
import { rehearse, SEATS } from '../../records/rehearsal-room.ts';
import type { RoomView } from '../engine/room-view.ts';
import { shortProjection } from '../engine/short-projection.ts';
import { contactsByDay } from './contacts-by-day.ts';
import { processTimeline } from './process-timeline.ts';
import { shownInRoom } from './shown-in-room.ts';

test('the timeline is drawn from what the engine hands to the page', () => {
  const { room, post } = rehearse({ track: 'official' });
  const { entry } = post('ada', 'idea', { title: 'Half', text: 'Half of it.', language: 'en' });
  post('nils', 'statement', { text: 'No.', language: 'en', inReplyTo: undefined, conveyance: undefined });
  post('ada', 'transfer-note', { entry });
  post('sara', 'outside-event', { title: 'Fair', on: '2027-01-16', until: undefined, place: '', source: '' });
  const view = {
    channel: room.channel,
    me: { seat: idText(SEATS.ada.seat), ...room.room.seats[idText(SEATS.ada.seat)] },
    projection: shortProjection(room),
    disclosed: {},
    contactsByDay: contactsByDay(room, 'UTC'),
  } as unknown as RoomView;
  const timeline = processTimeline([shownInRoom(view)], { now: Date.UTC(2027, 0, 20), zone: 'UTC' });
  expect(timeline.items.map(({ kind, title, lanes }) => [kind, title, lanes])).toEqual([
    ['departure', 'Half', ['official']],
    ['outside event', 'Fair', ['official']],
  ]);
  expect(timeline.pulse[0]?.weeks).toMatchObject([{ contacts: 2 }, { contacts: 0 }]);
});
