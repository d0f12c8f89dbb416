/** Run once each, in order; never changed after a release, only added to. */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE settings (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;

  CREATE TABLE channels (
    key INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    logged INTEGER NOT NULL,
    size INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    last_handshake INTEGER NOT NULL,
    indexed INTEGER NOT NULL,        -- items below this position have their id in item_ids
    entries INTEGER NOT NULL,        -- how many of the items are entries: the commitment tree's size now
    tree_size INTEGER NOT NULL,      -- commitments folded into tree_frontier
    tree_position INTEGER NOT NULL,  -- the first item that is not
    tree_frontier BLOB NOT NULL,
    beat_size INTEGER NOT NULL,
    beat_index INTEGER NOT NULL      -- of the last beat in the log; -1 before the first
  ) STRICT;
  CREATE INDEX channels_grown ON channels (beat_index) WHERE logged = 1 AND entries > beat_size;

  -- key: the channel's key times 2^32, plus the position: a record lies together, in order.
  CREATE TABLE items (key INTEGER PRIMARY KEY, id BLOB NOT NULL, bytes BLOB NOT NULL) STRICT;
  CREATE TABLE item_ids (
    channel INTEGER NOT NULL REFERENCES channels (key),
    id BLOB NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (channel, id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE invitations (
    id BLOB PRIMARY KEY,
    channel INTEGER NOT NULL REFERENCES channels (key),
    expires_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX invitations_channel ON invitations (channel);
  CREATE TABLE knocks (
    invitation BLOB NOT NULL REFERENCES invitations (id) ON DELETE CASCADE,
    id BLOB NOT NULL,
    sealed BLOB NOT NULL,
    state TEXT NOT NULL,             -- waiting, admitted, dismissed
    admission BLOB,
    PRIMARY KEY (invitation, id)
  ) STRICT;

  CREATE TABLE vault (
    id BLOB PRIMARY KEY,
    write_key BLOB NOT NULL,
    version INTEGER NOT NULL,
    signature BLOB NOT NULL,
    sealed BLOB NOT NULL
  ) STRICT;

  -- One row: the log as its last checkpoint states it.
  CREATE TABLE log_state (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    size INTEGER NOT NULL,
    frontier BLOB NOT NULL,
    checkpoint TEXT NOT NULL
  ) STRICT;
  INSERT INTO log_state VALUES (1, 0, x'', '');
  -- Level -1 holds the bundles of entries. A row grows until its tile is full.
  CREATE TABLE log_tiles (
    level INTEGER NOT NULL,
    number INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (level, number)
  ) STRICT;
  CREATE TABLE beats (
    channel INTEGER NOT NULL REFERENCES channels (key),
    size INTEGER NOT NULL,
    root BLOB NOT NULL,
    blind BLOB NOT NULL,
    log_index INTEGER NOT NULL UNIQUE,
    PRIMARY KEY (channel, size)
  ) STRICT;
  CREATE TABLE digests (
    number INTEGER PRIMARY KEY,
    digest BLOB NOT NULL UNIQUE,
    log_index INTEGER
  ) STRICT;
  CREATE INDEX digests_pending ON digests (number) WHERE log_index IS NULL;

  CREATE TABLE rosters (
    slug TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    digest BLOB NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (slug, sequence)
  ) STRICT;
  CREATE TABLE communiques (
    slug TEXT NOT NULL,
    number INTEGER NOT NULL,
    release_digest BLOB NOT NULL,
    bytes BLOB NOT NULL,
    published_at INTEGER NOT NULL,
    PRIMARY KEY (slug, number),
    UNIQUE (slug, release_digest)
  ) STRICT;
  `,
  `
  ALTER TABLE channels ADD COLUMN retention_days INTEGER;              -- null: kept for good
  ALTER TABLE channels ADD COLUMN shredded INTEGER NOT NULL DEFAULT 1; -- entries below this position are
  CREATE INDEX channels_retained ON channels (key) WHERE retention_days IS NOT NULL;
  -- The channel's items below \`size\` were there by \`noted_at\`.
  CREATE TABLE retention_notes (
    channel INTEGER NOT NULL REFERENCES channels (key),
    size INTEGER NOT NULL,
    noted_at INTEGER NOT NULL,
    PRIMARY KEY (channel, size)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- Chairs of the example, which is invented: the only secrets of participants that a venue ever keeps.
  CREATE TABLE example_chairs (
    name TEXT PRIMARY KEY,
    description BLOB NOT NULL,
    entropy BLOB NOT NULL,
    storage BLOB                     -- null once it was given out
  ) STRICT;
  `,
  `
  -- Of a period: which seats have their batch of tokens, by a digest of what they asked; and which nonces are spent.
  CREATE TABLE batches (
    channel INTEGER NOT NULL REFERENCES channels (key),
    seat BLOB NOT NULL,
    period INTEGER NOT NULL,
    digest BLOB NOT NULL,
    PRIMARY KEY (channel, seat)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE spent (
    channel INTEGER NOT NULL REFERENCES channels (key),
    nonce BLOB NOT NULL,
    entry BLOB NOT NULL,
    PRIMARY KEY (channel, nonce)
  ) STRICT, WITHOUT ROWID;
  -- By the nonce, which is random: the table keeps neither order nor time of what it holds.
  CREATE TABLE held (
    channel INTEGER NOT NULL REFERENCES channels (key),
    nonce BLOB NOT NULL,
    id BLOB NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (channel, nonce)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- Open ballot boxes, whose seats have a token where a digest of what they asked is noted. All of it goes at the close.
  CREATE TABLE ballot_boxes (
    channel INTEGER NOT NULL REFERENCES channels (key),
    box BLOB NOT NULL,
    opener BLOB NOT NULL,
    closes_at INTEGER NOT NULL,
    ballots_min INTEGER NOT NULL,
    terms BLOB NOT NULL,
    PRIMARY KEY (channel, box)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX ballot_boxes_due ON ballot_boxes (closes_at);
  CREATE TABLE ballot_seats (
    channel INTEGER NOT NULL,
    box BLOB NOT NULL,
    seat BLOB NOT NULL,
    digest BLOB,
    PRIMARY KEY (channel, box, seat)
  ) STRICT, WITHOUT ROWID;
  -- By the nonce, which is random: the table keeps neither order nor time of what it holds.
  CREATE TABLE ballots (
    channel INTEGER NOT NULL,
    box BLOB NOT NULL,
    nonce BLOB NOT NULL,
    id BLOB NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (channel, box, nonce)
  ) STRICT, WITHOUT ROWID;
  `,
];
