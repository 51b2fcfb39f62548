//! What the law wants told beside the data: purposes, legal basis, sources, rights; and the letter of the answer.

use serde::Serialize;

use super::Facts;
use crate::domain::report::{Report, Section};
use crate::french::day;
use crate::store::Subject;
use crate::work::rgpd::dressed;

/// Article 15, for machines as for people.
#[derive(Debug, Clone, Serialize)]
pub struct Law {
    purposes: &'static str,
    legal_basis: &'static str,
    sources: &'static str,
    rights: &'static str,
    complaint: &'static str,
}

/// What is told to everybody.
pub const LAW: Law = Law {
    purposes: "Gérer les comptes d’accès aux services numériques de l’établissement : créer les comptes, remettre les mots de passe, ouvrir les services, aider ceux qui ne peuvent pas se connecter.",
    legal_basis: "Mission d’intérêt public (article 6.1.e du règlement).",
    sources: "Les données viennent de la base élèves de l’établissement (SIECLE), de STS-WEB pour les personnels, de CYCLADES pour les candidats, ou d’une saisie.",
    rights: "Accès, rectification, limitation, opposition : auprès du chef d’établissement. Pour un mineur, les responsables légaux exercent ces droits.",
    complaint: "Réclamation : CNIL, www.cnil.fr.",
};

impl Law {
    /// Why the data are there, and where they come from.
    pub fn purposes(&self) -> Section {
        let section = Section::new("Finalités et base légale");
        section.paragraph(self.purposes).paragraph(self.legal_basis).paragraph(self.sources)
    }

    /// What may be asked, and of whom.
    pub fn rights(&self, dpo: &str) -> Section {
        let section = Section::new("Droits").paragraph(self.rights);
        let section = match dpo {
            "" => section,
            _ => section.paragraph(format!("Délégué à la protection des données : {dpo}.")),
        };
        section.paragraph(self.complaint)
    }
}

/// The letter that goes with the answer.
pub fn letter(facts: &Facts, subject: &Subject) -> Report {
    let body = Section::new("Réponse à votre demande d’accès")
        .paragraph("Madame, Monsieur,")
        .paragraph(format!(
            "Vous avez demandé, en application de l’article 15 du règlement général sur la protection des données, quelles données l’établissement traite au sujet de {} pour gérer les comptes d’accès aux services numériques.",
            subject.person.full_name()
        ))
        .paragraph("Vous les trouverez ci-jointes, sous une forme lisible (dossier.pdf) et sous une forme que des programmes relisent (dossier.json). Les mots de passe n’y figurent pas : l’établissement en garde une empreinte, dont on ne peut pas les retrouver, et, pour quelques semaines, les papillons imprimés, qui montrent un mot de passe initial ou provisoire.")
        .paragraph("Vous pouvez demander la rectification de ce qui est inexact, la limitation du traitement, ou vous y opposer pour des raisons qui vous sont propres. Si la réponse ne vous convient pas, vous pouvez saisir la CNIL (www.cnil.fr).")
        .paragraph("Cette réponse est gratuite. Elle est due dans un délai d’un mois à compter de la demande.")
        .paragraph("Le chef d’établissement");
    let heading = vec![format!("{} {}", facts.uai, facts.establishment), format!("Le {}", day(facts.made_on))];
    dressed(Report { title: "Droit d’accès".to_owned(), heading, sections: vec![body] })
}
