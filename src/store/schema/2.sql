-- Schema 2: requests of resets, failed sign-ins, mails to send, a chained journal.

alter table accounts add column expires_at text;    -- last moment of a password that was mailed, NULL for the others

-- Wrong passwords of the last day: how many may still be tried.
create table sign_in_failures (
    id          integer primary key,                -- order of the tries
    account_id  integer not null references accounts (id),  -- whose
    at          integer not null                    -- seconds since 1970
) strict;
create index sign_in_failures_by_account on sign_in_failures (account_id, at);

-- Resets that were asked for and are still to be made.
create table requests (
    account_id  integer primary key references accounts (id),   -- whose password; asking twice is asking once
    at          text not null,                      -- instant
    actor       text not null,                      -- system user who asked
    reason      text not null default '',           -- a few words of theirs
    version     integer not null                    -- of the account then: a password chosen since cancels the request
) strict;

-- Mails to send again. None holds a password: another is drawn for each try.
create table outbox (
    id          integer primary key autoincrement,  -- order of the requests
    account_id  integer not null unique references accounts (id),   -- whose temporary password is to be mailed
    at          text not null,                      -- instant of the request
    version     integer not null,                   -- of the account then
    ticket      integer not null default 1,         -- of the last try: only a later letter replaces an earlier one
    claimed_at  integer not null default 0,         -- seconds since 1970: somebody is trying since then
    tries       integer not null default 0,         -- failed so far
    last_error  text not null default ''            -- why the last one failed
) strict;

-- Each line carries the SHA-256 of the line before; the seal holds that of the last one.
alter table journal add column chain text not null default '';
create table journal_seal (
    one         integer primary key check (one = 1),    -- there is one
    first       integer not null,                   -- number of the oldest line kept
    last        integer not null,                   -- number of the latest line
    hash        text not null                       -- its SHA-256, in hexadecimal
) strict;
create index journal_by_time on journal (at);
