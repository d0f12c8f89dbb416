import { idText, type PartyId } from '../../base/ids.ts';
import type { IdText } from '../../records/timeline.ts';
import type { CommandArgs, RoomPlan } from '../engine/commands.ts';
import type { Overview } from '../engine/overview.ts';
import { retentionDays } from './plan-faults.ts';
import type { ProcessPlan } from './process-plan.ts';

/** A sounding with fewer ballots would show who answered what. */
const BALLOTS_MIN = 3;

/** What is asked of the engine for a plan: rooms one by one, all with the same parties. */
export type FoundingOrder = CommandArgs<'foundRooms'>;

/**
 * `newPartyId` is asked once for each party: ids are what holds the rooms of a process together, so one order is made
 * for a plan, and kept until all of its rooms are there.
 */
export function foundingOrder(plan: ProcessPlan, newPartyId: () => PartyId): FoundingOrder {
  const secretariat = plan.secretariat.trim();
  const names = new Map(plan.parties.map(({ key, name }) => [key, name.trim()]));
  return {
    processName: plan.processName.trim(),
    parties: [
      { party: newPartyId(), name: secretariat, secretariat: true },
      ...[...names.values()].map((name) => ({ party: newPartyId(), name, secretariat: false })),
    ],
    own: { name: plan.ownName.trim(), affiliation: plan.ownAffiliation.trim(), party: secretariat },
    rooms: plan.rooms.map((room): RoomPlan => {
      const days = retentionDays(room);
      return {
        title: room.title.trim().normalize('NFC'),
        purpose: room.purpose.trim(),
        groundRules: {
          track: room.track,
          rule: room.rule,
          // Nobody can have fewer together than there are, and one alone proves nothing.
          quorum: room.quorum >= room.parties.length ? 0 : room.quorum,
          retentionDays: days === 'not-a-time' ? undefined : days,
          ballotsMin: BALLOTS_MIN,
          secretariatHoldsShare: false,
        },
        parties: [secretariat, ...room.parties.map((key) => names.get(key) ?? '')],
        consentHolder: room.isOffice,
      };
    }),
  };
}

/**
 * The rooms of an order that are there already, in its order: an answer can be lost on its way when a tab is closed or the
 * line drops, and a room is not founded twice for that.
 */
export function foundedRooms({ parties, rooms }: FoundingOrder, overview: Overview): readonly (IdText | undefined)[] {
  const ids = new Set(parties.flatMap(({ party }) => (party === undefined ? [] : [idText(party)])));
  const process = overview.processes.find((one) => one.parties.some(({ party }) => ids.has(party)));
  return rooms.map(({ title }) => process?.rooms.find((room) => room.title === title)?.channel);
}
