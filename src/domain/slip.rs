//! What a slip says, and in which order slips are printed. Where the words stand on the paper is `output`'s affair.

use std::collections::HashMap;

use jiff::Zoned;
use jiff::civil::Date;

use super::account::{Account, AccountId, PasswordState, Status};
use super::audience::Audience;
use super::division;
use super::login::Login;
use super::name::fold;
use super::person::Person;
use super::profile::Profile;
use super::secret::Secret;

/// What the slip shows in place of the password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SlipPassword {
    /// A provisional password, in clear.
    Provisional { secret: Secret, valid_until: Option<Date> },
    /// The birth date, said and not shown: a slip that is lost gives only a login.
    Hint { valid_until: Option<Date> },
    /// Given on another paper, or by mail, and kept nowhere.
    Delivered { valid_until: Option<Date> },
    /// The person has chosen one: only the login is printed.
    Personal,
    /// To be reset first.
    Expired,
    /// The account is locked.
    Locked,
}

impl Audience {
    /// Of an account.
    pub fn of(account: &Account) -> Self {
        let candidate = account.person.as_ref().is_some_and(|(_, person)| Person::is_only_candidate(person));
        match (account.profile.is_adult(), candidate) {
            (true, _) => Self::Staff,
            (false, true) => Self::Candidate,
            (false, false) => Self::Pupil,
        }
    }
}

/// One slip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    pub profile: Profile,
    pub audience: Audience,
    pub first_name: String,
    pub surname: String,
    /// What tells the owner from another person of the same name, empty where nobody else bears it.
    pub mark: String,
    pub division: String,
    pub login: String,
    pub password: SlipPassword,
    /// Number of the document and of the slip in it.
    pub serial: String,
}

impl Slip {
    /// « Prénom NOM », with the mark.
    pub fn name(&self) -> String {
        self.marked(format!("{} {}", self.first_name, self.surname))
    }

    /// « NOM Prénom », with the mark.
    pub fn turned_name(&self) -> String {
        self.marked(format!("{} {}", self.surname, self.first_name))
    }

    fn marked(&self, name: String) -> String {
        let name = name.trim();
        if self.mark.is_empty() { name.to_owned() } else { format!("{name} ({})", self.mark) }
    }
}

/// For each account, what tells it from others of the same name: the login, since the birth date may be the password, and a
/// sheet to sign goes round a class. Names that differ by an accent are one name to whoever hands the slips out.
pub fn marks<'a>(accounts: impl Iterator<Item = &'a Account> + Clone) -> Vec<String> {
    let mut namesakes: HashMap<String, usize> = HashMap::new();
    let key = |account: &Account| fold(&account.full_name());
    for account in accounts.clone() {
        *namesakes.entry(key(account)).or_default() += 1;
    }
    let is_alone = |account: &Account| namesakes.get(&key(account)).is_none_or(|n| *n == 1);
    accounts.map(|account| if is_alone(account) { String::new() } else { account.login.to_string() }).collect()
}

/// The order of slips on paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// Division, then name; a division begins a page.
    #[default]
    Division,
    /// Name, whatever the division.
    Name,
    /// Division, then name, placed so that the piles of one guillotine cut follow each other.
    Stack,
    /// As the accounts were listed.
    File,
}

/// Why an account gets no slip.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LeftOut {
    Personal,
    /// A random password was printed already, and is kept nowhere.
    AlreadyDrawn,
    Expired,
    Inactive,
    Locked,
    /// It would be drawn, and nobody would see it.
    ToDraw,
    /// A letter for a family of which nobody says where it lives.
    NoAddress,
}

impl LeftOut {
    /// The reason, to be read after « compte laissé de côté : ».
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Personal => "mot de passe personnel",
            Self::AlreadyDrawn => "mot de passe provisoire déjà remis",
            Self::Expired => "mot de passe expiré, à réinitialiser",
            Self::Inactive => "compte désactivé",
            Self::Locked => "compte verrouillé",
            Self::ToDraw => "mot de passe aléatoire, à imprimer sans --hide-password",
            Self::NoAddress => "adresse inconnue",
        }
    }
}

serialize_as_word!(LeftOut);

/// Which accounts get a slip beside those whose password is to be handed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Included {
    /// Personal passwords.
    pub personal: bool,
    /// Every state of an account that is not closed: expired, locked, given already.
    pub every_state: bool,
    /// The password is not shown: one that must be drawn has no slip.
    pub hidden: bool,
}

/// Decides whether an account gets a slip now.
pub fn due(account: &Account, now: &Zoned, included: Included) -> Result<(), LeftOut> {
    let all = included.every_state;
    match (account.status, account.state(now)) {
        (Status::Inactive, _) => Err(LeftOut::Inactive),
        _ if account.is_over(now.date()) => Err(LeftOut::Inactive),
        (Status::Locked, _) if !all => Err(LeftOut::Locked),
        (_, PasswordState::Personal) if !(all || included.personal) => Err(LeftOut::Personal),
        (_, PasswordState::Temporary) if !all => Err(LeftOut::AlreadyDrawn),
        (_, PasswordState::Expired) if !all => Err(LeftOut::Expired),
        (_, PasswordState::Pending) if included.hidden => Err(LeftOut::ToDraw),
        _ => Ok(()),
    }
}

/// Division, then name: the order in which slips are handed out. People without division come last.
pub fn slip_key(account: &Account) -> ((bool, String, String), (String, String), Login) {
    (division::rank(account.division()), account.sort_key(), account.login.clone())
}

/// Puts accounts in order; `listed` is the order of the file, where there is one.
pub fn sort(accounts: &mut [Account], order: Order, listed: &[AccountId]) {
    match order {
        Order::Division | Order::Stack => accounts.sort_by_cached_key(slip_key),
        Order::Name => accounts.sort_by_cached_key(|account| (account.sort_key(), account.login.clone())),
        Order::File => {
            let ranks: HashMap<AccountId, usize> = listed.iter().rev().copied().zip((0..listed.len()).rev()).collect();
            accounts.sort_by_key(|account| ranks.get(&account.id).copied().unwrap_or(usize::MAX));
        }
    }
}

/// Which slip stands where: for each page, the index of the slip of each place, in reading order.
///
/// `divisions` are those of the sorted slips; the first `skip` places of the first page are gone. With
/// [`Order::Division`] a division begins a page; with [`Order::Stack`] the first pile holds the first slips, the next pile
/// the following ones.
pub fn arrange(divisions: &[&str], per_page: u8, skip: usize, order: Order) -> Vec<Vec<Option<usize>>> {
    let (slips, places) = (divisions.len(), usize::from(per_page.max(1)));
    let gone = std::iter::repeat_n(None, skip.min(if slips > 0 { places } else { 0 }));
    match order {
        Order::Stack => {
            let pages = slips.div_ceil(places);
            let place = |page, pile| Some(page + pile * pages).filter(|index| *index < slips);
            (0..pages).map(|page| (0..places).map(|pile| place(page, pile)).collect()).collect()
        }
        Order::Division if places > 1 => {
            let numbered: Vec<usize> = (0..slips).collect();
            let classes = numbered.chunk_by(|one, next| divisions[*one] == divisions[*next]);
            classes
                .flat_map(|class| class.chunks(places))
                .map(|page| page.iter().copied().map(Some).collect())
                .collect()
        }
        _ => gone.chain((0..slips).map(Some)).collect::<Vec<_>>().chunks(places).map(<[_]>::to_vec).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn account(state: PasswordState, status: Status, expires: Option<Date>) -> Account {
        Account {
            id: AccountId(1),
            login: Login("lea.dupont".into()),
            profile: Profile::Student,
            person: None,
            stored_state: state,
            status,
            must_change: true,
            expires_on: expires,
            expires_at: None,
            erased: false,
            closes_on: None,
            opened_by: None,
            locked_until: None,
            issued_at: None,
            last_login_at: None,
            created_at: Default::default(),
            failures: 0,
            version: 1,
        }
    }

    #[test]
    fn who_gets_a_slip() {
        let now = date(2026, 9, 1).at(8, 0, 0, 0).in_tz("Europe/Paris").unwrap();
        let cases = [
            (account(PasswordState::Initial, Status::Active, Some(date(2026, 9, 1))), Ok(())),
            (account(PasswordState::Initial, Status::Active, Some(date(2026, 8, 31))), Err(LeftOut::Expired)),
            (account(PasswordState::Pending, Status::Active, None), Ok(())),
            (account(PasswordState::Temporary, Status::Active, None), Err(LeftOut::AlreadyDrawn)),
            (account(PasswordState::Personal, Status::Active, None), Err(LeftOut::Personal)),
            (account(PasswordState::Initial, Status::Inactive, None), Err(LeftOut::Inactive)),
            (account(PasswordState::Initial, Status::Locked, None), Err(LeftOut::Locked)),
        ];
        for (account, expected) in cases.clone() {
            assert_eq!(due(&account, &now, Included::default()), expected, "{account:?}");
        }
        let personal = account(PasswordState::Personal, Status::Active, None);
        assert_eq!(due(&personal, &now, Included { personal: true, ..Included::default() }), Ok(()));
        let all = Included { every_state: true, ..Included::default() };
        for (account, expected) in cases {
            let closed = account.status == Status::Inactive;
            assert_eq!(due(&account, &now, all).is_err(), closed, "{account:?} {expected:?}");
        }
        let pending = account(PasswordState::Pending, Status::Active, None);
        assert_eq!(due(&pending, &now, Included { hidden: true, ..Included::default() }), Err(LeftOut::ToDraw));
    }

    /// Whatever the order, each slip is printed once, and no place is used twice.
    #[test]
    fn every_slip_has_one_place() {
        let divisions: Vec<&str> = ["2A"; 5].into_iter().chain(["2B"; 4]).chain(["3C"]).collect();
        for order in [Order::Division, Order::Name, Order::Stack, Order::File] {
            for per_page in [1, 2, 4, 8] {
                let pages = arrange(&divisions, per_page, 0, order);
                let mut printed: Vec<usize> = pages.iter().flatten().flatten().copied().collect();
                printed.sort_unstable();
                assert_eq!(printed, (0..10).collect::<Vec<_>>(), "{order:?} {per_page}");
                assert!(pages.iter().all(|page| page.len() <= usize::from(per_page)));
            }
        }
        let by_two = arrange(&divisions, 2, 0, Order::Division);
        assert_eq!(by_two.iter().map(Vec::len).collect::<Vec<_>>(), [2, 2, 1, 2, 2, 1]);
        let stack = arrange(&divisions, 2, 0, Order::Stack);
        assert_eq!(stack[0], [Some(0), Some(5)]);
        assert_eq!(stack[4], [Some(4), Some(9)]);
        assert_eq!(arrange(&divisions[..9], 2, 0, Order::Stack)[4], [Some(4), None]);
        assert!(arrange(&[], 2, 0, Order::Stack).is_empty());
        let begun = arrange(&divisions[..3], 4, 2, Order::Name);
        assert_eq!(begun, [vec![None, None, Some(0), Some(1)], vec![Some(2)]]);
        assert!(arrange(&[], 4, 2, Order::Name).is_empty());
    }

    #[test]
    fn the_order_of_a_file_is_kept() {
        let mut accounts: Vec<Account> = (1..=4)
            .map(|n| Account { id: AccountId(n), ..account(PasswordState::Initial, Status::Active, None) })
            .collect();
        sort(&mut accounts, Order::File, &[3, 1, 3, 4].map(AccountId));
        assert_eq!(accounts.iter().map(|account| account.id.0).collect::<Vec<_>>(), [3, 1, 4, 2]);
    }
}
