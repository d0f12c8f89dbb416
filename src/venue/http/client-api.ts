import type { Context, Hono } from 'hono';
import { fromHex } from '../../base/text-encodings.ts';
import { encode } from '../../protocol/codec/codec.ts';
import { foundingItem } from '../../protocol/handshake/founding.ts';
import {
  BALLOT_POST_BYTES_MAX,
  ballotPost,
  CHANNEL_CREATION_BYTES_MAX,
  channelCreation,
  KNOCK_POST_BYTES_MAX,
  knockPost,
  UNATTRIBUTED_POST_BYTES_MAX,
  unattributedPost,
  VAULT_REQUEST_BYTES_MAX,
  vaultAnswer,
  vaultRequest,
} from '../../protocol/wire/http-bodies.ts';
import type { InvitationId, KnockId } from '../../protocol/wire/mailbox-ids.ts';
import type { VenueDescription } from '../../protocol/wire/venue-description.ts';
import type { BallotDesk } from '../ballots/ballot-desk.ts';
import { hasDistinctKeys } from '../delivery/device-list.ts';
import type { ConvenerToken } from '../joining/convener-token.ts';
import type { Invitations } from '../joining/invitations.ts';
import { Refused } from '../refused.ts';
import type { RecordStore } from '../store/store.ts';
import type { TokenDesk } from '../tokens/token-desk.ts';
import type { Vault } from '../vault/vault.ts';
import { bytesAnswer, cborAnswer, readBody } from './bodies.ts';

export interface ClientApi {
  readonly store: RecordStore;
  readonly convener: ConvenerToken;
  readonly invitations: Invitations;
  readonly vault: Vault;
  readonly tokens: TokenDesk;
  readonly ballots: BallotDesk;
  readonly describe: () => VenueDescription;
}

/** What a client asks before, or beside, a channel's connection. */
export function clientApi(
  app: Hono,
  { store, convener, invitations, vault, tokens, ballots, describe }: ClientApi,
): void {
  app.get('/api/v1/venue', (context) => {
    context.header('Access-Control-Allow-Origin', '*');
    context.header('Cache-Control', 'max-age=60');
    return context.json(describe());
  });

  app.post('/api/v1/channels', async (context) => {
    const body = await readBody(context, channelCreation, CHANNEL_CREATION_BYTES_MAX);
    const { convenerToken, logged, retentionDays, founding } = body;
    convener.check(convenerToken);
    // What enters the public log is kept to be proven later.
    if (logged && retentionDays !== undefined) throw new Refused('MALFORMED');
    if (!hasDistinctKeys(founding.deviceSeats)) throw new Refused('DEVICE_LIST_REFUSED');
    const item = encode(foundingItem, founding);
    const outcome = await store.createChannel({ id: founding.channel, logged, retentionDays, founding: item });
    if (outcome === 'exists') throw new Refused('CHANNEL_EXISTS');
    return context.body(null, 201);
  });

  app.post('/api/v1/invitations/:invitation/knocks', async (context) => {
    const invitation = idParam<InvitationId>(context, 'invitation');
    await invitations.knock(invitation, await readBody(context, knockPost, KNOCK_POST_BYTES_MAX));
    return context.body(null, 202);
  });

  app.get('/api/v1/invitations/:invitation/knocks/:knock', async (context) => {
    const invitation = idParam<InvitationId>(context, 'invitation');
    const answer = await invitations.answer(invitation, idParam<KnockId>(context, 'knock'));
    if (answer.kind === 'dismissed') throw new Refused('KNOCK_DISMISSED');
    if (answer.kind === 'admitted') return bytesAnswer(context, answer.sealed, 'application/octet-stream');
    context.header('Cache-Control', 'no-store');
    return context.body(null, 204);
  });

  app.post('/api/v1/unattributed', async (context) => {
    await tokens.take(await readBody(context, unattributedPost, UNATTRIBUTED_POST_BYTES_MAX));
    return context.body(null, 202);
  });

  app.post('/api/v1/ballots', async (context) => {
    await ballots.take(await readBody(context, ballotPost, BALLOT_POST_BYTES_MAX));
    return context.body(null, 202);
  });

  app.post('/api/v1/vault', async (context) => {
    const { id } = await readBody(context, vaultRequest, VAULT_REQUEST_BYTES_MAX);
    return cborAnswer(context, vaultAnswer, await vault.read(id));
  });
}

function idParam<T extends InvitationId | KnockId>(context: Context, name: string): T {
  const id = fromHex(context.req.param(name) ?? '');
  if (id?.length !== 16) throw new Refused('INVITATION_UNKNOWN');
  return id as T;
}
