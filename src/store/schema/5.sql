-- Schema 5: inspectors let in for a time, transfers between schools, tickets.

alter table accounts add column closes_on text;     -- last day of an inspector's access, NULL for the others
alter table accounts add column opened_by integer;  -- account of the head who let the inspector in, NULL for the others

-- The establishment's agreement to transfers: no row until somebody gave it.
create table transfer_agreement (
    one         integer primary key check (one = 1),            -- there is one
    enabled     integer not null check (enabled in (0, 1)),     -- 0 once it was taken back
    at          text not null,                      -- instant of the last change
    actor       text not null,                      -- system user
    register    text not null,                      -- entry of the register of processing under which it was given
    identity    text not null                       -- secret key (age) that opens what was sealed for this school
) strict;

-- Files of pupils exchanged with other schools.
create table transfers (
    id          integer primary key autoincrement,  -- number of the transfer
    batch_id    integer not null,                   -- run that sent or received it
    direction   text not null check (direction in ('sent', 'received')),
    packet      text not null,                      -- identifier written in the file: it is received once
    at          text not null,                      -- instant
    uai         text not null,                      -- the other school
    name        text not null default '',           -- its name, where the file told it
    file        text not null,                      -- name of the file, without its folder
    cancelled_at text,                              -- instant, NULL while it holds
    content     blob                                -- the file that was sent, as encrypted; NULL once erased
) strict;
create index transfers_by_packet on transfers (packet);

-- The pupils of a transfer, in the order of the file.
create table transfer_pupils (
    transfer_id integer not null references transfers (id),     -- which transfer
    position    integer not null,                   -- in the file, from 0
    person_id   integer not null default 0,         -- who it is here, 0 where somebody must still decide
    outcome     text not null check (outcome in ('sent', 'created', 'linked', 'returned', 'conflict', 'ignored')),
    status      text not null default '',           -- of the account before it was sent, '' where there was none
    schooling   text not null default '',           -- division and groups at the school that sent the pupil
    primary key (transfer_id, position)
) strict, without rowid;
create index transfer_pupils_by_person on transfer_pupils (person_id);

-- Questions for the service's assistance.
create table tickets (
    id          integer primary key autoincrement,  -- number of the ticket
    at          text not null,                      -- instant
    actor       text not null,                      -- system user
    category    text not null check (category in ('compte', 'abonnement', 'utilisation')),
    subject     text not null,                      -- one line
    message     text not null,
    sent_at     text,                               -- instant of the mail, NULL where none left
    closed_at   text,                               -- instant, NULL while it is open
    answer      text not null default ''            -- what came of it
) strict;

-- What is attached to a ticket.
create table ticket_files (
    ticket_id   integer not null references tickets (id),       -- which ticket
    position    integer not null,                   -- in the order given, from 0
    name        text not null,                      -- of the file, without its folder
    content     blob not null,
    primary key (ticket_id, position)
) strict;
