/** Why the venue refused, and what to do about it. Each docstring is what a client does, in one sentence. */
export type RefusalCode =
  | ConnectionRefusal
  | PostRefusal
  | UnattributedRefusal
  | BallotRefusal
  | JoiningRefusal
  | VaultRefusal
  | ConvenerRefusal
  | SpaceRefusal
  | ExampleRefusal;

/** About the connection itself. */
export type ConnectionRefusal =
  /** Do not send it again: the bytes are no frame or body of this protocol. */
  | 'MALFORMED'
  /** Do not send it again: it is over the limit for its kind. */
  | 'TOO_LARGE'
  /** Log in on this connection first. */
  | 'NOT_LOGGED_IN'
  /** Open another connection: one connection carries one login. */
  | 'ALREADY_LOGGED_IN'
  /** Check channel, key and origin: no such channel, no such key in it, or a signature that does not fit (the venue does not say which). */
  | 'LOGIN_REFUSED'
  /** Log in in time: the connection was closed because no login came. */
  | 'LOGIN_TOO_LATE'
  /** Connect again and continue from the cursor: this connection read too slowly for what was sent. */
  | 'SLOW_READER'
  /** Stop: this device is no longer in the channel's device list. */
  | 'REMOVED'
  /** Connect again in a moment: the venue is stopping or starting. */
  | 'DRAINING'
  /** Close other connections first: this key, channel or venue has as many as it may. */
  | 'TOO_MANY_CONNECTIONS'
  /** Wait `retryAfterMs`, then send again. */
  | 'RATE_LIMITED'
  /** Ask the operator for more room: the channel has as many bytes or items as it may. */
  | 'QUOTA_EXCEEDED'
  /** Send again later: the venue's disk is full; nothing was lost, and once there is space it goes on. */
  | 'DISK_FULL'
  /** Send again later and tell the operator: the venue failed in a way that it does not know. */
  | 'VENUE_FAILED'
  /** Treat as evidence: the cursor lies beyond the record, so the venue lost or hides items. */
  | 'BEYOND_THE_RECORD';

/** About an entry or a handshake. */
export type PostRefusal =
  /** Process the newer handshake, seal again under its epoch and post again: nothing was spent. */
  | 'EPOCH_MOVED'
  /** Log in with a device's leaf key: the access key reads and rejoins, and posts no entries. */
  | 'DEVICE_ONLY'
  /** Do not send it again: the item names another channel than the one logged in to. */
  | 'WRONG_CHANNEL'
  /** Leave other seats' devices alone: only a steward's handshake may change them, and no list may hold a key twice. */
  | 'DEVICE_LIST_REFUSED';

/** About tokens, and what is posted with them. */
export type UnattributedRefusal =
  /** Use the batch that this seat has: another one was asked for in this period, by another of its devices perhaps. */
  | 'TOKENS_ISSUED'
  /** Check channel, period, token and signature: they do not belong together (the venue does not say which). */
  | 'TOKEN_REFUSED'
  /** Use another token: this one was spent on another item. */
  | 'TOKEN_SPENT';

/** About ballot boxes. */
export type BallotRefusal =
  /** Look at the record: there is no open box of this id; it was closed, perhaps. */
  | 'BALLOT_BOX_UNKNOWN'
  /** Make a new random id: one of this id was opened before, by somebody else or under other terms. */
  | 'BALLOT_BOX_EXISTS'
  /** Close some first: the channel has as many open boxes as it may. */
  | 'BALLOT_BOXES_FULL'
  /** Do not vote: the box was opened under other terms than the sounding tells. */
  | 'BALLOT_TERMS_DIFFER'
  /** Vote on the device that asked first: this seat's token was given out. */
  | 'BALLOT_TOKEN_GIVEN'
  /** Leave it to others: this seat is none of those that the box was opened for. */
  | 'NOT_IN_THE_ELECTORATE'
  /** Ask who opened it, or a steward: this seat may not close the box. */
  | 'NOT_THE_OPENER';

/** About invitations, knocks and admissions. */
export type JoiningRefusal =
  /** Ask a steward: this seat may not invite, see knocks, admit or dismiss. */
  | 'NOT_STEWARD'
  /** Ask for a new invitation: there is none of this id, it has expired, or it was withdrawn. */
  | 'INVITATION_UNKNOWN'
  /** Make a new random id: an invitation of this id exists already. */
  | 'INVITATION_EXISTS'
  /** Withdraw invitations that are no longer needed: the channel has as many as it may. */
  | 'INVITATIONS_FULL'
  /** Wait until the stewards have answered some: the invitation holds as many knocks as it may. */
  | 'KNOCKS_FULL'
  /** Make a new random id: a different knock of this id exists already. */
  | 'KNOCK_EXISTS'
  /** Look at the list again: there is no waiting knock of this id. */
  | 'KNOCK_UNKNOWN'
  /** Ask the steward: the knock was dismissed. */
  | 'KNOCK_DISMISSED';

/** About the vault. */
export type VaultRefusal =
  /** Fetch the newest version and merge into it: the venue holds one that is as new or newer. */
  | 'VAULT_STALE'
  /** Check the phrase: the write is not signed by the key of this item's first write. */
  | 'VAULT_WRITE_REFUSED'
  /** Start anew: the venue has no item of this id. */
  | 'VAULT_UNKNOWN';

/** About what only a convener may do. */
export type ConvenerRefusal =
  /** Check the convener's link: the token is not this venue's. */
  | 'CONVENER_REFUSED'
  /** Make a new random channel id: one of this id exists already. */
  | 'CHANNEL_EXISTS';

/** About public spaces and communiqués. */
export type SpaceRefusal =
  /** Choose another slug: this one belongs to another process. */
  | 'SLUG_TAKEN'
  /** Check the address: there is no such space. */
  | 'SPACE_UNKNOWN'
  /** Check signatures, sequence and previous digest of the roster: it does not follow from the one before. */
  | 'ROSTER_REFUSED'
  /** Gather both signatures of a quorum of the newest roster over exactly these bytes. */
  | 'CONSENT_REFUSED'
  /** Check the evidence: an opening does not lead to a beat in this venue's log. */
  | 'OPENING_REFUSED';

/** About the example and its chairs. */
export type ExampleRefusal =
  /** Look for the example elsewhere: this venue has none to play, or none that was played to its end. */
  | 'EXAMPLE_UNKNOWN'
  /** Play it at a venue with a data folder of its own: this one has channels already. */
  | 'VENUE_NOT_EMPTY'
  /** Ask how far it is: it is being played here, or was. */
  | 'EXAMPLE_PLAYED'
  /** Look at the list of chairs again: nobody in the example has this name. */
  | 'CHAIR_UNKNOWN';
