-- Schema 6: slips that were handed out, departures that are announced, replies to tickets, what left for other systems.

alter table document_accounts add column handed_at text;    -- instant at which the slip was handed out, NULL until then
create index document_accounts_by_account on document_accounts (account_id);
alter table persons add column leaves_on text;             -- day of a departure that was announced and has not come

-- What was answered to a ticket, and what was answered to that.
create table ticket_replies (
    ticket_id   integer not null references tickets (id),       -- which ticket
    position    integer not null,                   -- in the order in which they came, from 0
    at          text not null,                      -- instant
    actor       text not null,                      -- system user
    origin      text not null check (origin in ('school', 'service')),  -- who wrote it
    message     text not null,
    primary key (ticket_id, position)
) strict, without rowid;

-- What left for other systems: which one, when, how much of it; no name.
create table exports (
    id          integer primary key autoincrement,  -- order of the exports
    at          text not null,                      -- instant
    actor       text not null,                      -- system user
    target      text not null,                      -- ldif, keycloak…
    accounts    integer not null check (accounts >= 0),     -- how many left
    passwords   integer not null check (passwords >= 0)     -- how many of them with a password or its hash
) strict;

-- What each other system has of an account: what is the same is not sent again.
create table exported (
    target      text not null,                      -- ldif, keycloak…
    account_id  integer not null,                   -- whose; it may have been taken back since
    version     integer not null,                   -- of the account’s password, as it left or was known to have been replaced
    told        text,                               -- SHA-256 of what left, NULL where it is not known to have arrived
    open        integer not null check (open in (0, 1)),    -- whether it was told to be open
    primary key (target, account_id)
) strict, without rowid;
