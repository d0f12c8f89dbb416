import { beforeAll, describe, expect, test, vi } from 'vitest';
import { type EntryId, idText } from '../../base/ids.ts';
import type { OwnPart } from '../../client/mediators-proposal/proposal-desk.ts';
import { giveKey } from '../../protocol/private-and/key-step.ts';
import { startRound } from '../../protocol/private-and/round.ts';
import { PARTIES, type Rehearsal, rehearse, SEATS, type SeatName } from '../../records/rehearsal-room.ts';
import { shortProjection } from '../engine/short-projection.ts';
import { loadMessages } from '../messages/messages.ts';
import { outcomeSentence } from '../record/proposal-sentences.ts';
import { inLanguageOfReader, inOtherLanguages, titleOf } from './proposed-words.ts';
import { awaitedSentence, mayEnd, mayTakeOn, partSentence } from './standing.ts';

beforeAll(async () => {
  vi.stubGlobal('localStorage', { getItem: () => 'en' });
  await loadMessages();
});

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const plain = (text: string | undefined) => text?.replace(/[\u2068\u2069]/gu, '');
const texts = [
  { language: 'fr', title: 'Le passage', text: 'Deux fois par jour.' },
  { language: 'en', title: '', text: 'Twice a day.\nOn both shores.' },
];

function put(respondBy?: number) {
  const all = rehearse();
  const parties = [PARTIES.north, PARTIES.south];
  const { entry } = all.post('ada', 'mediators-proposal', { texts, parties, respondBy });
  return { ...all, entry, key: idText(entry), view: () => all.room.proposals.byEntry[idText(entry)] ?? expect.fail() };
}

/** The room as it is shown to who sits there, with their device's part in it. */
function seen(by: SeatName, { room }: Pick<Rehearsal, 'room'>, entry: EntryId, part: OwnPart) {
  const seat = idText(SEATS[by].seat);
  const me = { seat, ...(room.room.seats[seat] ?? expect.fail()) };
  const of = { channel: room.channel, process: '10'.repeat(16), disclosed: {} };
  return { ...of, me, projection: shortProjection(room), proposalParts: { [idText(entry)]: part } };
}

describe('a proposal as it stands', () => {
  test('is called by its title in the language of the reader, or by how it begins', () => {
    expect(titleOf(texts)).toBe('Twice a day.');
    expect(titleOf(texts.slice(0, 1))).toBe('Le passage');
    expect([inLanguageOfReader(texts), inOtherLanguages(texts)]).toEqual([texts[1], [texts[0]]]);
    expect(inOtherLanguages(texts.slice(0, 1))).toEqual([]);
  });

  test('waits for devices, then for answers, of parties and of nobody in particular', () => {
    const all = put();
    const room = () => seen('ada', all, all.entry, 'none');
    expect(plain(awaitedSentence(room(), all.view()))).toBe('It waits for a device of: north and south.');
    for (const by of ['nils', 'sara'] as const) {
      const { step } = giveKey(all.view().round, PARTIES[SEATS[by].party], random);
      all.post(by, 'proposal-step', { proposal: all.entry, step });
    }
    expect(plain(awaitedSentence(room(), all.view()))).toBe('Answers are awaited from: north and south.');
  });

  test('says who answers for a party, and lets a fellow begin where nobody has', () => {
    const all = put();
    const nora = () => seen('nora', all, all.entry, 'elsewhere');
    expect(plain(partSentence(nora(), all.key, all.view()))).toBe('nils answers for north, on one device.');
    expect(mayTakeOn(nora(), all.key, all.view())).toBe(true);
    const { step } = giveKey(all.view().round, PARTIES.north, random);
    all.post('nils', 'proposal-step', { proposal: all.entry, step });
    expect(mayTakeOn(nora(), all.key, all.view())).toBe(false);
    expect(plain(partSentence(seen('nils', all, all.entry, 'elsewhere'), all.key, all.view()))).toBe(
      'Another of your devices answers for north.',
    );
  });

  test('is ended by who put it at any time, and by a party after its time', () => {
    const all = put(5_000);
    expect(mayEnd(seen('ada', all, all.entry, 'none'), all.view(), 0)).toBe(true);
    expect(mayEnd(seen('sara', all, all.entry, 'to-answer'), all.view(), 4_999)).toBe(false);
    expect(mayEnd(seen('sara', all, all.entry, 'to-answer'), all.view(), 5_000)).toBe(true);
    expect(mayEnd(seen('sara', put(), all.entry, 'to-answer'), put().view(), 5_000)).toBe(false);
  });

  test('that is broken names the party whose step it was, and accuses nobody of another transcript', () => {
    const all = put();
    all.post('sara', 'proposal-step', { proposal: all.entry, step: new Uint8Array(9) });
    const room = seen('ada', all, all.entry, 'none');
    expect(plain(outcomeSentence(room, all.view()))).toBe(
      'The proposal “Twice a day.” came to nothing: what south sent does not hold.',
    );
    const apart = put();
    const { proposal } = apart.view().round;
    const elsewhere = startRound({ ...proposal, proposal: random(16) as EntryId });
    apart.post('sara', 'proposal-step', {
      proposal: apart.entry,
      step: giveKey(elsewhere, PARTIES.south, random).step,
    });
    expect(plain(outcomeSentence(room, apart.view()))).toContain('made for another round than this device has read');
    expect(outcomeSentence(room, { ...all.view(), isVerified: false })).toContain('too late to tell');
  });
});
