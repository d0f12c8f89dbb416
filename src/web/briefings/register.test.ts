import { describe, expect, test } from 'vitest';
import { idText } from '../../base/ids.ts';
import { toHex } from '../../base/text-encodings.ts';
import type { FactId } from '../../records/fact/fact-id.ts';
import { PARTIES, type Rehearsal, rehearse, SEATS, type SeatName } from '../../records/rehearsal-room.ts';
import type { RoomView } from '../engine/room-view.ts';
import { briefingRooms, tellingParties } from './briefing-rooms.ts';
import { filterRegister, knownFacts, registerOf, toldPeople } from './register.ts';

const PLACE = new Uint8Array(16).fill(7) as FactId;
const AGENDA = new Uint8Array(16).fill(8) as FactId;

/** A room as this seat reads it. */
function seen(title: string, { room }: Rehearsal, by: SeatName): RoomView {
  room.room.title = title;
  const seat = idText(SEATS[by].seat);
  return { channel: title, projection: room, me: { seat, ...room.room.seats[seat] } } as unknown as RoomView;
}

function tell({ post }: Rehearsal, by: SeatName, who: string, on: string, facts: readonly FactId[] = []) {
  post(by, 'briefing', { who, byParty: PARTIES[SEATS[by].party], on, facts, note: '' });
}

function board({ post }: Rehearsal, fact: FactId, title: string) {
  const all = 'withheld' as const;
  const statuses = { room: all, otherRooms: all, principals: all, press: all, public: all };
  post('ada', 'fact', { fact, title, statuses, ifAsked: '' });
}

function process() {
  const [office, plenary] = [rehearse({}, ['ada']), rehearse()];
  board(office, PLACE, 'The place');
  board(plenary, PLACE, 'The place of the talks');
  board(plenary, AGENDA, 'The agenda');
  tell(office, 'ada', 'The minister', '2031-03-01', [PLACE]);
  tell(plenary, 'nils', 'the minister ', '2031-04-01', [AGENDA]);
  tell(plenary, 'sara', 'A reporter', '2031-02-01', [PLACE, AGENDA]);
  return [seen('Plenary', plenary, 'ada'), seen('Office', office, 'ada')];
}

describe('the register of a process', () => {
  test('has the lines of all rooms, the latest telling first, each in its room', () => {
    const lines = registerOf(process());
    expect(lines.map(({ briefing, room }) => `${briefing.on} ${room.channel}`)).toEqual([
      '2031-04-01 Plenary',
      '2031-03-01 Office',
      '2031-02-01 Plenary',
    ]);
  });

  test('answers who knows of a fact, and what somebody knows', () => {
    const lines = registerOf(process());
    const who = (filter: Parameters<typeof filterRegister>[1]) =>
      filterRegister(lines, filter).map(({ briefing }) => briefing.on);
    expect(who({ fact: toHex(PLACE), who: '' })).toEqual(['2031-03-01', '2031-02-01']);
    expect(who({ fact: '', who: 'The Minister' })).toEqual(['2031-04-01', '2031-03-01']);
    expect(who({ fact: toHex(PLACE), who: 'The minister' })).toEqual(['2031-03-01']);
  });

  test('lists each who was told once, as they were first entered', () => {
    expect(toldPeople(registerOf(process()))).toEqual(['A reporter', 'The minister']);
  });

  test('knows a fact once, by its title on the secretariat’s board', () => {
    expect(knownFacts(process()).map(({ title }) => title)).toEqual(['The place', 'The agenda']);
  });
});

describe('a briefing is entered', () => {
  test('in the secretariat’s own room by those who sit there, else where the fewest read', () => {
    const caucus = seen('Caucus', rehearse({}, ['ada', 'nils']), 'ada');
    expect(briefingRooms([...process(), caucus]).map(({ channel }) => channel)).toEqual([
      'Office',
      'Caucus',
      'Plenary',
    ]);
  });

  test('by one’s own party; by the secretariat for any that sits there', () => {
    expect(tellingParties(seen('Plenary', rehearse(), 'nils')).map(({ name }) => name)).toEqual(['north']);
    expect(tellingParties(seen('Plenary', rehearse(), 'ada')).map(({ name }) => name)).toEqual([
      'secretariat',
      'north',
      'south',
    ]);
  });
});
