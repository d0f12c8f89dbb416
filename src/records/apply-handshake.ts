import type { ChannelProjection } from './projection.ts';
import { changeCharter, receiveCharter, type ValidHandshake } from './seat/apply-charter.ts';

/**
 * Applies the founding, or the valid handshake that ended an epoch: who sits here, and with which party keys.
 *
 * Judges nothing: a handshake comes here after `judgeCommit` allowed it. Costs by the size of the charter where
 * that changed, and nothing by the length of the record.
 */
export function applyHandshake(room: ChannelProjection, handshake: ValidHandshake): void {
  if (handshake.charterBefore === undefined) receiveCharter(room, handshake);
  else changeCharter(room, handshake, handshake.charterBefore);
  room.room.epoch = handshake.epoch;
  room.room.charterGeneration = handshake.charterAfter.generation;
}
