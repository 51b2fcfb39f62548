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
create index exported_by_account on exported (account_id);

-- The key under which seals of people who were erased are made: without it they cannot even be tried.
create table erasure_key (
    one         integer primary key check (one = 1),            -- there is one
    key         blob not null check (length(key) = 32)          -- drawn at the first erasure
) strict;

-- What stays of people who were erased: nobody can tell who they were, and no restore brings them back.
create table erased (
    id          integer primary key autoincrement,  -- number of the erasure
    at          text not null,                      -- instant
    actor       text not null,                      -- system user
    reason      text not null check (reason in ('asked', 'due', 'restored')),   -- somebody asked, time was up, came back in a copy
    person_id   integer not null,                   -- number that the person had
    login       text not null,                      -- HMAC-SHA-256 of the login, which is not given again; '' where none
    ine         text not null,                      -- of the INE; '' where none
    identity    text not null                       -- of birth date and names
) strict;
create index erased_by_login on erased (login) where login <> '';

-- Versions of the register of processing, so that the next one says what changed.
create table registers (
    id          integer primary key autoincrement,  -- number of the version
    at          text not null,                      -- instant
    actor       text not null,                      -- system user
    text        text not null                       -- a line for each thing that is said; no name of anybody whose data are kept
) strict;

-- How long everything is kept stands in one table of settings. Existing bases keep what they had been told: people who left
-- a year, files of transfers as long as slips, tickets as long as the journal. New ones keep who left ninety days.
insert or ignore into settings (key, value) select 'rgpd.departed', '365'
    where exists (select 1 from settings) and not exists (select 1 from settings where key = 'departed.days');
insert or ignore into settings (key, value) select 'rgpd.transfers', value from settings where key = 'documents.days';
insert or ignore into settings (key, value) select 'rgpd.tickets', value from settings where key = 'journal.days';
update settings set key = 'rgpd.' || substr(key, 1, length(key) - 5)
    where key in ('departed.days', 'documents.days', 'journal.days', 'undo.days');
