import type { ChannelId } from '../../base/ids.ts';
import type { Clock } from '../../base/ports.ts';
import type { ClientMessage } from '../../protocol/wire/client-message.ts';
import type { KnockPost } from '../../protocol/wire/http-bodies.ts';
import { INVITATION_DAYS_MAX, KNOCKS_PER_FRAME_MAX } from '../../protocol/wire/limits.ts';
import type { InvitationId, KnockId } from '../../protocol/wire/mailbox-ids.ts';
import type { VenueMessage } from '../../protocol/wire/venue-message.ts';
import { Refused } from '../refused.ts';
import type { ChannelKey, MailboxStore } from '../store/store.ts';
import { INVITATIONS_PER_CHANNEL_MAX, KNOCKS_PER_INVITATION_MAX } from './limits.ts';

export type StewardRequest = Extract<ClientMessage, { kind: 'invite' | 'knocks' | 'admit' | 'dismiss' }>;

export type KnockAnswer =
  | { readonly kind: 'waiting' | 'dismissed' }
  | { readonly kind: 'admitted'; readonly sealed: Uint8Array };

const DAY_MS = 86_400_000;

/** A mailbox between those inside and whoever has a link. The venue can read neither knocks nor admissions. `[JOIN-1]` */
export class Invitations {
  readonly #store: MailboxStore;
  readonly #clock: Clock;
  readonly #onKnock: (channel: ChannelId, invitation: InvitationId) => void;

  constructor(store: MailboxStore, clock: Clock, onKnock: (channel: ChannelId, invitation: InvitationId) => void) {
    this.#store = store;
    this.#clock = clock;
    this.#onKnock = onKnock;
  }

  async answerSteward(channel: ChannelKey, request: StewardRequest): Promise<VenueMessage> {
    switch (request.kind) {
      case 'invite':
        return this.#invite(channel, request.invitation, request.validMs);
      case 'knocks':
        return {
          kind: 'knocks',
          knocks: await this.#store.waitingKnocks(channel, this.#clock(), KNOCKS_PER_FRAME_MAX),
        };
      case 'admit': {
        const { invitation, knock, sealed } = request;
        return doneOrUnknown(await this.#store.admit(channel, invitation, knock, sealed), 'KNOCK_UNKNOWN');
      }
      case 'dismiss': {
        const { invitation, knock } = request;
        const code = knock === undefined ? 'INVITATION_UNKNOWN' : 'KNOCK_UNKNOWN';
        return doneOrUnknown(await this.#store.dismiss(channel, invitation, knock), code);
      }
    }
  }

  /** Once, however often it is sent. Throws INVITATION_UNKNOWN, KNOCKS_FULL or KNOCK_EXISTS. */
  async knock(invitation: InvitationId, { knock, sealed }: KnockPost): Promise<void> {
    const limits = { now: this.#clock(), perInvitation: KNOCKS_PER_INVITATION_MAX };
    const outcome = await this.#store.knock(invitation, knock, sealed, limits);
    switch (outcome.kind) {
      case 'waiting':
        return this.#onKnock(outcome.channel, invitation);
      case 'known':
        return;
      case 'exists':
        throw new Refused('KNOCK_EXISTS');
      case 'full':
        throw new Refused('KNOCKS_FULL');
      case 'unknown':
        throw new Refused('INVITATION_UNKNOWN');
    }
  }

  async answer(invitation: InvitationId, knock: KnockId): Promise<KnockAnswer> {
    const answer = await this.#store.answer(invitation, knock, this.#clock());
    if (answer.kind === 'unknown') throw new Refused('INVITATION_UNKNOWN');
    return answer.kind === 'admitted' ? answer : { kind: answer.kind };
  }

  async #invite(channel: ChannelKey, invitation: InvitationId, validMs: number): Promise<VenueMessage> {
    const now = this.#clock();
    const until = now + Math.min(validMs, INVITATION_DAYS_MAX * DAY_MS);
    await this.#store.forgetExpired(now);
    const outcome = await this.#store.invite(invitation, channel, until, {
      now,
      perChannel: INVITATIONS_PER_CHANNEL_MAX,
    });
    if (outcome === 'exists') throw new Refused('INVITATION_EXISTS');
    if (outcome === 'full') throw new Refused('INVITATIONS_FULL');
    return { kind: 'done' };
  }
}

function doneOrUnknown(outcome: 'done' | 'unknown', code: 'KNOCK_UNKNOWN' | 'INVITATION_UNKNOWN'): VenueMessage {
  if (outcome === 'unknown') throw new Refused(code);
  return { kind: 'done' };
}
