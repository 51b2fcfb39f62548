//! A service on the web (SCIM 2.0) follows: who exists there, and who is active.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use super::{Plan, Scope, Server, Synced, authority, plan, require};
use crate::domain::account::AccountId;
use crate::domain::following::{Crowd, Wanted};
use crate::domain::scim::{User, external_id, prefix, reconcile};
use crate::domain::setting::{Key, Settings};
use crate::store::{Sent, Store};
use crate::targets::link::Trouble;
use crate::targets::scim::{self, Session};
use crate::work::export::delta::{SERVICE, accounts, for_service};
use crate::work::{Error, Result, UseCase, base};
use crate::world::World;

/// Settings without which it cannot be reached.
pub const NEEDED: [Key; 2] = [Key::ServiceUrl, Key::ServiceTokenFile];

/// Which accounts a service is to follow.
#[derive(Debug, Clone, Default)]
pub struct SyncService(pub Scope);

impl UseCase for SyncService {
    type Plan = Plan<Session>;
    type Outcome = Synced;

    fn plan(self, world: &mut World, store: &Store) -> Result<Plan<Session>> {
        let settings = store.settings()?;
        base::require(&settings)?;
        let uai = settings.value(Key::Uai).unwrap_or_default();
        let alone = Server::Scim.alone(world)?;
        let trouble = |why| Server::Scim.trouble(why);
        let mut link = Session::open(&server(world, &settings)?, world.waiting()).map_err(trouble)?;
        let (accounts, everybody, unknown) = accounts(&self.0.selectors, None, world, store)?;
        let (wanted, known) = (for_service(store, &accounts, &world.now())?, store.sent(SERVICE.target)?);
        let erased = store.erased_numbers()?;
        let mut users = read(&mut link, &uai, &wanted, everybody, &known).map_err(trouble)?;
        // Where a service does not list ours, whoever was erased is searched too.
        if everybody && !users.has_list {
            for number in &erased {
                users.found.extend(link.find(&format!("{}{}", prefix(&uai), number.0)).map_err(trouble)?);
            }
        }
        let crowd = Crowd { wanted: &wanted, everybody, erased: &erased };
        let delta = reconcile(&uai, crowd, &users.found);
        Ok(plan((Server::Scim, settings, link), &wanted, delta, self.0.max_locks, (known, unknown, alone)))
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

/// Users of ours that were found, and whether the service listed them.
struct Users {
    found: Vec<User>,
    has_list: bool,
}

/// Users of ours: all at once where everybody is looked at and the service searches that way. Whoever it was given and does
/// not show among them is searched one by one, and so are a few people.
fn read(
    link: &mut Session,
    uai: &str,
    wanted: &[Wanted],
    everybody: bool,
    known: &HashMap<AccountId, Sent>,
) -> std::result::Result<Users, Trouble> {
    let listed = if everybody { link.read(&prefix(uai))? } else { None };
    let has_list = listed.is_some();
    let mut users = listed.unwrap_or_default();
    let seen: HashSet<String> = users.iter().map(|user| user.external_id.clone()).collect();
    for Wanted { member, .. } in wanted {
        let number = external_id(uai, member);
        if !seen.contains(&number) && (!has_list || known.contains_key(&member.account)) {
            users.extend(link.find(&number)?);
        }
    }
    Ok(Users { found: users, has_list })
}

/// What the settings say of the service.
fn server(world: &mut World, settings: &Settings) -> Result<scim::Server> {
    require(settings, &NEEDED)?;
    let text = |key| settings.value(key).unwrap_or_default();
    Ok(scim::Server {
        url: text(Key::ServiceUrl),
        token: world.secret(&PathBuf::from(text(Key::ServiceTokenFile)))?,
        authority: authority(world, settings, Key::ServiceAuthority)?,
    })
}
