/**
 * The whole schema; of another one the file is thrown away, since all of it can be fetched again. Wires lie apart, so that a walk over posts reads few
 * pages. The texts are an index only: what is shown comes from the wire. What leaves first where room must be made is found without a walk: a full market is asked
 * for it at every newcomer, and newcomers cost nothing. `lowest` is the lowest rank of what may leave of an issuer, or of what a device left; null: nothing may.
 */
export const schemaVersion = 4

export const schema = `
  CREATE TABLE posts (
    n INTEGER PRIMARY KEY, issuer TEXT NOT NULL, post TEXT NOT NULL, id TEXT NOT NULL, revision INTEGER NOT NULL, kind TEXT NOT NULL, shelf TEXT NOT NULL,
    own INTEGER NOT NULL, closed INTEGER NOT NULL, expires INTEGER NOT NULL, until INTEGER NOT NULL, deadline INTEGER NOT NULL,
    token TEXT NOT NULL, amount TEXT NOT NULL, open_to TEXT NOT NULL, bucket INTEGER NOT NULL, rank INTEGER NOT NULL, bytes INTEGER NOT NULL,
    UNIQUE (issuer, post));
  CREATE INDEX posts_by_deadline ON posts (deadline, n DESC);
  CREATE INDEX posts_by_reward ON posts (token, amount DESC, n DESC);
  CREATE INDEX posts_by_bucket ON posts (bucket);
  CREATE INDEX posts_by_until ON posts (until);
  CREATE INDEX posts_that_stand ON posts (expires) WHERE closed = 0;
  CREATE TABLE wires (n INTEGER PRIMARY KEY REFERENCES posts (n) ON DELETE CASCADE, wire BLOB NOT NULL);
  CREATE TABLE tags (tag TEXT NOT NULL, n INTEGER NOT NULL REFERENCES posts (n) ON DELETE CASCADE, PRIMARY KEY (tag, n)) WITHOUT ROWID;
  CREATE INDEX tags_of_post ON tags (n);
  CREATE TABLE issuers (issuer TEXT PRIMARY KEY, kind TEXT NOT NULL, posts INTEGER NOT NULL, lowest INTEGER) WITHOUT ROWID;
  CREATE INDEX issuers_by_posts ON issuers (kind, posts DESC, lowest) WHERE lowest IS NOT NULL;
  CREATE INDEX issuers_by_kind ON issuers (kind);
  CREATE TABLE sizes (one INTEGER PRIMARY KEY CHECK (one = 1), posts INTEGER NOT NULL, bytes INTEGER NOT NULL);
  INSERT INTO sizes VALUES (1, 0, 0);
  CREATE VIRTUAL TABLE texts USING fts5(
    title, tags, brief, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3');
  CREATE TABLE parcels (
    n INTEGER PRIMARY KEY, place TEXT NOT NULL, id TEXT NOT NULL, device TEXT NOT NULL, rank INTEGER NOT NULL, bytes INTEGER NOT NULL, sealed BLOB NOT NULL,
    UNIQUE (place, id));
  CREATE INDEX parcels_by_device ON parcels (device, place, bytes, rank);
  CREATE INDEX parcels_in_turn ON parcels (device);
  CREATE TABLE senders (device TEXT PRIMARY KEY, parcels INTEGER NOT NULL, bytes INTEGER NOT NULL, lowest INTEGER NOT NULL) WITHOUT ROWID;
  CREATE INDEX senders_by_bytes ON senders (bytes DESC, lowest);
  CREATE TABLE carried (one INTEGER PRIMARY KEY CHECK (one = 1), parcels INTEGER NOT NULL, bytes INTEGER NOT NULL);
  INSERT INTO carried VALUES (1, 0, 0);
  PRAGMA user_version = ${schemaVersion};`
