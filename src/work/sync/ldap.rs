//! A directory (LDAP) follows.

use std::path::PathBuf;

use super::{Plan, Scope, Server, Synced, authority, plan, require};
use crate::domain::directory::reconcile;
use crate::domain::following::Crowd;
use crate::domain::setting::{Key, Settings};
use crate::store::Store;
use crate::targets::directory::{self, Session};
use crate::work::export::delta::{LIVE, accounts, for_directory};
use crate::work::export::school;
use crate::work::{Error, Result, UseCase, base};
use crate::world::World;

/// Settings without which it cannot be reached.
pub const NEEDED: [Key; 4] =
    [Key::DirectoryUrl, Key::DirectorySuffix, Key::DirectoryBindDn, Key::DirectoryPasswordFile];

/// Which accounts a directory is to follow.
#[derive(Debug, Clone, Default)]
pub struct SyncDirectory(pub Scope);

impl UseCase for SyncDirectory {
    type Plan = Plan<Session>;
    type Outcome = Synced;

    fn plan(self, world: &mut World, store: &Store) -> Result<Plan<Session>> {
        let settings = store.settings()?;
        base::require(&settings)?;
        let place = school(&settings, world.today()).directory;
        let alone = Server::Ldap.alone(world)?;
        let trouble = |why| Server::Ldap.trouble(why);
        let mut link = Session::open(&server(world, &settings)?, &place).map_err(trouble)?;
        let snapshot = link.read().map_err(trouble)?;
        let (accounts, everybody, unknown) = accounts(&self.0.selectors, None, world, store)?;
        let wanted = for_directory(store, &accounts, &world.now())?;
        let erased = store.erased_numbers()?;
        let crowd = Crowd { wanted: &wanted, everybody, erased: &erased };
        let delta = reconcile(&place, crowd, &snapshot);
        let known = (store.sent(LIVE.target)?, unknown, alone);
        Ok(plan((Server::Ldap, settings, link), &wanted, delta, self.0.max_locks, known))
    }

    fn objection(plan: &Plan<Session>) -> Option<Error> {
        plan.objection()
    }

    fn foresee(plan: &Plan<Session>) -> Synced {
        plan.foresee()
    }

    fn carry_out(plan: Plan<Session>, world: &mut World, store: &mut Store) -> Result<Synced> {
        plan.carry_out(world, store)
    }
}

/// What the settings say of the server.
fn server(world: &mut World, settings: &Settings) -> Result<directory::Server> {
    require(settings, &NEEDED)?;
    let text = |key| settings.value(key).unwrap_or_default();
    Ok(directory::Server {
        url: text(Key::DirectoryUrl),
        bind_dn: text(Key::DirectoryBindDn),
        password: world.secret(&PathBuf::from(text(Key::DirectoryPasswordFile)))?,
        authority: authority(world, settings, Key::DirectoryAuthority)?,
    })
}
