-- Schema 6: slips that were handed out, departures that are announced, replies to tickets.

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
