import type { FactId } from '../../../records/fact/fact-id.ts';
import type { ZonedTime } from '../../../records/when.ts';
import type { ActionBy } from '../language/actions.ts';
import { readMoment } from '../script-time.ts';
import type { Done } from './done.ts';
import type { FactStatusByAudience, Performance } from './performance.ts';
import { entryOf, languageOf } from './speaking.ts';

export async function meet(of: ActionBy<'meet'>, stage: Performance): Promise<Done> {
  const { by, in: channel, title, place, agenda } = of;
  const [start, end] = [zoned(of.starts), zoned(of.ends)];
  const content = { title, purpose: of.purpose ?? '', start, end, place, agenda, rule: of.rule };
  const entry = await stage.seat(by, channel).post('meeting', content, {});
  return {
    played: { verb: 'meet', channel, by, entry, text: title },
    line: `${by} calls a meeting: ${title}, ${start.local.replace('T', ' ')} (${start.zone}), ${place}${of.rule === undefined ? '' : `, ${of.rule}`}`,
  };
}

/** A meeting has minutes once it was held: that is noted first, where it was not. */
export async function minutes(of: ActionBy<'minutes'>, stage: Performance): Promise<Done> {
  const { by, text } = of;
  const { channel, entry: about } = stage.played(of.of);
  const meeting = entryOf(about);
  const seat = stage.seat(by, channel);
  if (seat.meetingState(meeting) === 'planned') {
    await seat.post('meeting-outcome', { meeting, outcome: 'held', note: '' }, {});
    await seat.synced();
  }
  const entry = await seat.post('minutes', { meeting, text, language: languageOf(of, stage) }, {});
  return { played: { verb: 'minutes', channel, by, entry, text }, line: `${by} keeps the minutes`, quote: text };
}

export async function brief(of: ActionBy<'brief'>, stage: Performance): Promise<Done> {
  const { by, in: channel, who, what } = of;
  const seat = stage.seat(by, channel);
  const facts = of.facts.map((id) => stage.played(id).fact?.id).filter((id) => id !== undefined);
  const content = { who, byParty: seat.party, on: of.on ?? stage.clock.today(), facts, note: what };
  const entry = await seat.post('briefing', content, {});
  return {
    played: { verb: 'brief', channel, by, entry, text: what },
    line: `${by} notes that ${who} was told`,
    quote: what,
  };
}

export async function undertake(of: ActionBy<'undertake'>, stage: Performance): Promise<Done> {
  const { by, in: channel, what, due } = of;
  const seat = stage.seat(by, channel);
  const content = { party: seat.party, what, byWhen: due, howVerified: of['verified-by'] ?? '' };
  const entry = await seat.post('undertaking', content, {});
  const when = due === undefined ? '' : `, by ${due}`;
  return {
    played: { verb: 'undertake', channel, by, entry, text: what },
    line: `${by} undertakes${when}`,
    quote: what,
  };
}

export async function report(of: ActionBy<'report'>, stage: Performance): Promise<Done> {
  const { by, on, status } = of;
  const { channel, entry: about } = stage.played(on);
  const content = { undertaking: entryOf(about), status, note: of.note ?? '' };
  const entry = await stage.seat(by, channel).post('undertaking-update', content, {});
  return { played: { verb: 'report', channel, by, entry, text: of.note ?? '' }, line: `${by} reports: ${status}` };
}

const NEW_FACT: FactStatusByAudience = {
  room: 'disclosed',
  otherRooms: 'withheld',
  principals: 'withheld',
  press: 'withheld',
  public: 'withheld',
};

export async function fact(of: ActionBy<'fact'>, stage: Performance): Promise<Done> {
  const { by, in: channel, about, status, changes } = of;
  const before = changes === undefined ? undefined : stage.played(changes).fact;
  const id = before?.id ?? (crypto.getRandomValues(new Uint8Array(16)) as Uint8Array as FactId);
  const base = before?.status ?? NEW_FACT;
  const statuses: FactStatusByAudience = {
    room: status.room ?? base.room,
    otherRooms: status['other-rooms'] ?? base.otherRooms,
    principals: status.principals ?? base.principals,
    press: status.press ?? base.press,
    public: status.public ?? base.public,
  };
  const ifAsked = of['if-asked'] ?? before?.of['if-asked'] ?? '';
  const entry = await stage.seat(by, channel).post('fact', { fact: id, title: about, statuses, ifAsked }, {});
  const said = Object.entries(status).map(([audience, one]) => `${audience} ${one}`);
  return {
    played: { verb: 'fact', channel, by, entry, text: about, fact: { id, of, status: statuses } },
    line: `${by} marks “${about}”: ${said.join(', ')}`,
  };
}

export async function outside(of: ActionBy<'outside'>, stage: Performance): Promise<Done> {
  const { by, in: channel, what, on, until } = of;
  const content = { title: what, on, until, place: of.place ?? '', source: of.source ?? '' };
  const entry = await stage.seat(by, channel).post('outside-event', content, {});
  const days = until === undefined ? on : `${on} to ${until}`;
  const place = of.place === undefined ? '' : `, ${of.place}`;
  return {
    played: { verb: 'outside', channel, by, entry, text: what },
    line: `${by} notes what happens outside: ${what}, ${days}${place}`,
  };
}

function zoned(written: string): ZonedTime {
  const moment = readMoment(written);
  if ('fault' in moment) throw new TypeError('a time of the script was not checked');
  return { local: written.slice(0, 16), zone: moment.zone, instant: moment.ms };
}
