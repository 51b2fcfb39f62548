# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_cpro_global_optspecs
    string join \n db= format= y/yes no-input q/quiet v/verbose color= trust-clock wait= h/help V/version
end

function __fish_cpro_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_cpro_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_cpro_using_subcommand
    set -l cmd (__fish_cpro_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c cpro -n "__fish_cpro_needs_command" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_needs_command" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_needs_command" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_needs_command" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_needs_command" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_needs_command" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_needs_command" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_needs_command" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_needs_command" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_needs_command" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_needs_command" -s V -l version -d 'Affiche la version'
complete -c cpro -n "__fish_cpro_needs_command" -f -a "demo" -d 'Fait tout le travail sur un établissement inventé, dans un dossier à part'
complete -c cpro -n "__fish_cpro_needs_command" -f -a "init" -d 'Première mise en place : l’établissement et son compte administrateur'
complete -c cpro -n "__fish_cpro_needs_command" -f -a "import" -d 'Importe des élèves, des candidats, des personnels ; décide des doutes d’un import'
complete -c cpro -n "__fish_cpro_needs_command" -f -a "accounts" -d 'Comptes des élèves et des personnels'
complete -c cpro -n "__fish_cpro_needs_command" -f -a "users" -d 'Personnes saisies à la main : ajouter, corriger, archiver, changer de profil'
complete -c cpro -n "__fish_cpro_needs_command" -f -a "inspectors" -d 'Accès des inspecteurs, ouverts par le chef d’établissement'
complete -c cpro -n "__fish_cpro_needs_command" -f -a "transfers" -d 'Transferts d’élèves entre deux établissements'
complete -c cpro -n "__fish_cpro_needs_command" -f -a "slips" -d 'Papillons de connexion'
complete -c cpro -n "__fish_cpro_needs_command" -f -a "settings" -d 'Réglages de l’établissement'
complete -c cpro -n "__fish_cpro_needs_command" -f -a "export" -d 'Exporte les comptes vers d’autres applications'
complete -c cpro -n "__fish_cpro_needs_command" -f -a "sync" -d 'Synchronise les comptes avec un annuaire ou un service'
complete -c cpro -n "__fish_cpro_needs_command" -f -a "history" -d 'Montre les lots : imports, créations de comptes, réinitialisations, papillons, annulations'
complete -c cpro -n "__fish_cpro_needs_command" -f -a "undo" -d 'Annule un lot : remet les personnes et les comptes comme avant'
complete -c cpro -n "__fish_cpro_needs_command" -f -a "rgpd" -d 'Données personnelles : effacer, donner accès, tenir le registre'
complete -c cpro -n "__fish_cpro_needs_command" -f -a "doctor" -d 'Vérifie tout ce qui peut ne pas aller, et dit le remède'
complete -c cpro -n "__fish_cpro_needs_command" -f -a "backup" -d 'Sauvegarde la base, vérifiée, dans un fichier ou un dossier'
complete -c cpro -n "__fish_cpro_needs_command" -f -a "restore" -d 'Reprend une sauvegarde à la place de la base'
complete -c cpro -n "__fish_cpro_needs_command" -f -a "status" -d 'Montre où en est l’établissement : mise en place, comptes, ce qu’il faut regarder, dernières opérations'
complete -c cpro -n "__fish_cpro_needs_command" -f -a "nightly" -d 'Fait le travail de la nuit : réinitialisations demandées, expirations, effacements, courriels, sauvegarde'
complete -c cpro -n "__fish_cpro_needs_command" -f -a "schedule" -d 'Nuit : la fait lancer par cron, systemd ou le Planificateur de Windows'
complete -c cpro -n "__fish_cpro_needs_command" -f -a "assistance" -d 'Aide : au téléphone, questions fréquentes, tickets pour le service'
complete -c cpro -n "__fish_cpro_needs_command" -f -a "journal" -d 'Montre le journal : qui, quand, quoi, sur quel numéro, avec quel résultat'
complete -c cpro -n "__fish_cpro_needs_command" -f -a "network" -d 'Vue sur les bases de plusieurs établissements, sans rien y écrire'
complete -c cpro -n "__fish_cpro_needs_command" -f -a "completions" -d 'Écrit le script de complétion d’un interpréteur de commandes'
complete -c cpro -n "__fish_cpro_needs_command" -f -a "help" -d 'Affiche l’aide d’une commande, comme --help'
complete -c cpro -n "__fish_cpro_using_subcommand demo" -l dir -d 'Dossier à créer (cpro-demo, ou cpro-demo-2… sans cette option)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand demo" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand demo" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand demo" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand demo" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand demo" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand demo" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand demo" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand demo" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand demo" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand demo" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand init" -l name -d 'Nom de l’établissement' -r
complete -c cpro -n "__fish_cpro_using_subcommand init" -l uai -d 'Code UAI (ex-RNE), par exemple 0932048W' -r
complete -c cpro -n "__fish_cpro_using_subcommand init" -l email -d 'Adresse électronique de l’établissement' -r
complete -c cpro -n "__fish_cpro_using_subcommand init" -l site -d 'Adresse du site C-Pro (sans cette option, elle est déduite du code UAI)' -r
complete -c cpro -n "__fish_cpro_using_subcommand init" -l service -d 'Service : cpro-sti ou cpro-education' -r -f -a "cpro-sti\t''
cpro-education\t''"
complete -c cpro -n "__fish_cpro_using_subcommand init" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand init" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand init" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand init" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand init" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand init" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand init" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand init" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand init" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand init" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand import; and not __fish_seen_subcommand_from siecle sts candidates people template conflicts history undo" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand import; and not __fish_seen_subcommand_from siecle sts candidates people template conflicts history undo" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand import; and not __fish_seen_subcommand_from siecle sts candidates people template conflicts history undo" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand import; and not __fish_seen_subcommand_from siecle sts candidates people template conflicts history undo" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand import; and not __fish_seen_subcommand_from siecle sts candidates people template conflicts history undo" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand import; and not __fish_seen_subcommand_from siecle sts candidates people template conflicts history undo" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand import; and not __fish_seen_subcommand_from siecle sts candidates people template conflicts history undo" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand import; and not __fish_seen_subcommand_from siecle sts candidates people template conflicts history undo" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand import; and not __fish_seen_subcommand_from siecle sts candidates people template conflicts history undo" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand import; and not __fish_seen_subcommand_from siecle sts candidates people template conflicts history undo" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand import; and not __fish_seen_subcommand_from siecle sts candidates people template conflicts history undo" -f -a "siecle" -d 'Importe les élèves d’un export de SIECLE'
complete -c cpro -n "__fish_cpro_using_subcommand import; and not __fish_seen_subcommand_from siecle sts candidates people template conflicts history undo" -f -a "sts" -d 'Importe les personnels d’un export de STS-WEB (sts_emp_UAI_année.xml)'
complete -c cpro -n "__fish_cpro_using_subcommand import; and not __fish_seen_subcommand_from siecle sts candidates people template conflicts history undo" -f -a "candidates" -d 'Importe des candidats à un examen (CYCLADES « hors BEE », ou une liste avec examen et état)'
complete -c cpro -n "__fish_cpro_using_subcommand import; and not __fish_seen_subcommand_from siecle sts candidates people template conflicts history undo" -f -a "people" -d 'Importe des personnes hors SIECLE : apprentis, personnels, élèves d’un autre logiciel'
complete -c cpro -n "__fish_cpro_using_subcommand import; and not __fish_seen_subcommand_from siecle sts candidates people template conflicts history undo" -f -a "template" -d 'Écrit un fichier CSV vide à remplir, avec un exemple commenté'
complete -c cpro -n "__fish_cpro_using_subcommand import; and not __fish_seen_subcommand_from siecle sts candidates people template conflicts history undo" -f -a "conflicts" -d 'Montre les conflits d’import et enregistre ce que vous décidez'
complete -c cpro -n "__fish_cpro_using_subcommand import; and not __fish_seen_subcommand_from siecle sts candidates people template conflicts history undo" -f -a "history" -d 'Montre les lots : imports, créations de comptes, réinitialisations, papillons, annulations'
complete -c cpro -n "__fish_cpro_using_subcommand import; and not __fish_seen_subcommand_from siecle sts candidates people template conflicts history undo" -f -a "undo" -d 'Annule un lot : remet les personnes et les comptes comme avant'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from siecle" -l rejects -d 'Fichier des lignes rejetées (à côté du fichier lu sans cette option)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from siecle" -l school -d 'Établissement dont les lignes sont lues, quand un fichier en contient plusieurs (le vôtre sans cette option)' -r
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from siecle" -l date-order -d 'Ordre du jour et du mois dans les dates : dmy (jour d’abord, sans cette option) ou mdy' -r -f -a "dmy\t''
mdy\t''"
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from siecle" -l sheet -d 'Feuille du classeur à lire, quand il a plusieurs listes' -r
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from siecle" -l accept-changes -d 'INE, dates ou noms changés acceptés sans refus, par exemple 30% (5% sans cette option)' -r
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from siecle" -l slips -d 'Imprime ensuite les papillons dans ce fichier PDF' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from siecle" -l report -d 'Écrit une page de tous les changements, à regarder avant de confirmer ou à garder' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from siecle" -l explain-line -d 'Explique comment cette ligne est lue, reconnue, et ce qui serait fait ; ne change rien' -r
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from siecle" -l max-departures -d 'Départs acceptés sans refus, par exemple 25% (10% sans cette option)' -r
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from siecle" -l year -d 'Accepte un fichier XML de cette année scolaire (2025 pour 2025-2026)' -r
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from siecle" -l map -d 'Dit ce que contient une colonne, par exemple ’Nom élève=nom’ (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from siecle" -l mapping -d 'Reprend une correspondance enregistrée par --save-mapping' -r
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from siecle" -l save-mapping -d 'Enregistre la correspondance sous ce nom, pour les prochains fichiers' -r
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from siecle" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from siecle" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from siecle" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from siecle" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from siecle" -l create-accounts -d 'Crée ensuite les comptes manquants'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from siecle" -l open -d 'Ouvre cette page dans le navigateur'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from siecle" -s f -l force -d 'Remplace les fichiers écrits s’ils existent'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from siecle" -s n -l dry-run -d 'Montre ce qui changerait, sans rien changer'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from siecle" -l partial -d 'Le fichier n’est pas tout l’établissement : personne n’est considéré comme parti'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from siecle" -l new-year -d 'Passage à une nouvelle année : montées, départs et arrivées par division, sans la limite de 10 %'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from siecle" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from siecle" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from siecle" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from siecle" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from siecle" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from siecle" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from sts" -l rejects -d 'Fichier des lignes rejetées (à côté du fichier lu sans cette option)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from sts" -l school -d 'Établissement dont les lignes sont lues, quand un fichier en contient plusieurs (le vôtre sans cette option)' -r
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from sts" -l date-order -d 'Ordre du jour et du mois dans les dates : dmy (jour d’abord, sans cette option) ou mdy' -r -f -a "dmy\t''
mdy\t''"
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from sts" -l sheet -d 'Feuille du classeur à lire, quand il a plusieurs listes' -r
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from sts" -l accept-changes -d 'INE, dates ou noms changés acceptés sans refus, par exemple 30% (5% sans cette option)' -r
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from sts" -l slips -d 'Imprime ensuite les papillons dans ce fichier PDF' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from sts" -l report -d 'Écrit une page de tous les changements, à regarder avant de confirmer ou à garder' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from sts" -l explain-line -d 'Explique comment cette ligne est lue, reconnue, et ce qui serait fait ; ne change rien' -r
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from sts" -l max-departures -d 'Départs acceptés sans refus, par exemple 25% (10% sans cette option)' -r
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from sts" -l year -d 'Accepte un fichier XML de cette année scolaire (2025 pour 2025-2026)' -r
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from sts" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from sts" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from sts" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from sts" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from sts" -l create-accounts -d 'Crée ensuite les comptes manquants'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from sts" -l open -d 'Ouvre cette page dans le navigateur'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from sts" -s f -l force -d 'Remplace les fichiers écrits s’ils existent'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from sts" -s n -l dry-run -d 'Montre ce qui changerait, sans rien changer'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from sts" -l partial -d 'Le fichier n’est pas tout l’établissement : personne n’est considéré comme parti'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from sts" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from sts" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from sts" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from sts" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from sts" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from sts" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from candidates" -l rejects -d 'Fichier des lignes rejetées (à côté du fichier lu sans cette option)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from candidates" -l school -d 'Établissement dont les lignes sont lues, quand un fichier en contient plusieurs (le vôtre sans cette option)' -r
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from candidates" -l date-order -d 'Ordre du jour et du mois dans les dates : dmy (jour d’abord, sans cette option) ou mdy' -r -f -a "dmy\t''
mdy\t''"
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from candidates" -l sheet -d 'Feuille du classeur à lire, quand il a plusieurs listes' -r
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from candidates" -l accept-changes -d 'INE, dates ou noms changés acceptés sans refus, par exemple 30% (5% sans cette option)' -r
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from candidates" -l slips -d 'Imprime ensuite les papillons dans ce fichier PDF' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from candidates" -l report -d 'Écrit une page de tous les changements, à regarder avant de confirmer ou à garder' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from candidates" -l explain-line -d 'Explique comment cette ligne est lue, reconnue, et ce qui serait fait ; ne change rien' -r
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from candidates" -l map -d 'Dit ce que contient une colonne, par exemple ’Nom élève=nom’ (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from candidates" -l mapping -d 'Reprend une correspondance enregistrée par --save-mapping' -r
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from candidates" -l save-mapping -d 'Enregistre la correspondance sous ce nom, pour les prochains fichiers' -r
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from candidates" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from candidates" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from candidates" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from candidates" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from candidates" -l create-accounts -d 'Crée ensuite les comptes manquants'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from candidates" -l open -d 'Ouvre cette page dans le navigateur'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from candidates" -s f -l force -d 'Remplace les fichiers écrits s’ils existent'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from candidates" -s n -l dry-run -d 'Montre ce qui changerait, sans rien changer'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from candidates" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from candidates" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from candidates" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from candidates" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from candidates" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from candidates" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from people" -l rejects -d 'Fichier des lignes rejetées (à côté du fichier lu sans cette option)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from people" -l school -d 'Établissement dont les lignes sont lues, quand un fichier en contient plusieurs (le vôtre sans cette option)' -r
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from people" -l date-order -d 'Ordre du jour et du mois dans les dates : dmy (jour d’abord, sans cette option) ou mdy' -r -f -a "dmy\t''
mdy\t''"
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from people" -l sheet -d 'Feuille du classeur à lire, quand il a plusieurs listes' -r
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from people" -l accept-changes -d 'INE, dates ou noms changés acceptés sans refus, par exemple 30% (5% sans cette option)' -r
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from people" -l slips -d 'Imprime ensuite les papillons dans ce fichier PDF' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from people" -l report -d 'Écrit une page de tous les changements, à regarder avant de confirmer ou à garder' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from people" -l explain-line -d 'Explique comment cette ligne est lue, reconnue, et ce qui serait fait ; ne change rien' -r
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from people" -l map -d 'Dit ce que contient une colonne, par exemple ’Nom élève=nom’ (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from people" -l mapping -d 'Reprend une correspondance enregistrée par --save-mapping' -r
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from people" -l save-mapping -d 'Enregistre la correspondance sous ce nom, pour les prochains fichiers' -r
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from people" -l kind -d 'Ce que sont les personnes sans profil dans le fichier' -r -f -a "students\t'Élèves'
staff\t'Personnels'"
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from people" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from people" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from people" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from people" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from people" -l create-accounts -d 'Crée ensuite les comptes manquants'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from people" -l open -d 'Ouvre cette page dans le navigateur'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from people" -s f -l force -d 'Remplace les fichiers écrits s’ils existent'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from people" -s n -l dry-run -d 'Montre ce qui changerait, sans rien changer'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from people" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from people" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from people" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from people" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from people" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from people" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from template" -l kind -d 'Ce que sont les personnes' -r -f -a "students\t'Élèves'
staff\t'Personnels'"
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from template" -s o -l output -d 'Fichier écrit (sortie standard sans cette option)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from template" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from template" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from template" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from template" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from template" -s f -l force -d 'Remplace le fichier s’il existe'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from template" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from template" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from template" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from template" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from template" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from template" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from conflicts" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from conflicts" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from conflicts" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from conflicts" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from conflicts" -l same -d 'C’est la même personne : la ligne corrige sa fiche'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from conflicts" -l two -d 'Ce sont deux personnes : la ligne en ajoute une'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from conflicts" -l ignore -d 'La ligne n’est pas à utiliser'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from conflicts" -l all -d 'Montre aussi les conflits décidés'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from conflicts" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from conflicts" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from conflicts" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from conflicts" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from conflicts" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from conflicts" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from history" -l last -d 'Nombre de lots montrés, les derniers d’abord' -r
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from history" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from history" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from history" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from history" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from history" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from history" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from history" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from history" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from history" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from history" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from undo" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from undo" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from undo" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from undo" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from undo" -s n -l dry-run -d 'Montre ce qui serait fait, sans rien changer'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from undo" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from undo" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from undo" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from undo" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from undo" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand import; and __fish_seen_subcommand_from undo" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and not __fish_seen_subcommand_from list show whoami create reset request lock unlock login passwd email forgot explain" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and not __fish_seen_subcommand_from list show whoami create reset request lock unlock login passwd email forgot explain" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and not __fish_seen_subcommand_from list show whoami create reset request lock unlock login passwd email forgot explain" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and not __fish_seen_subcommand_from list show whoami create reset request lock unlock login passwd email forgot explain" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and not __fish_seen_subcommand_from list show whoami create reset request lock unlock login passwd email forgot explain" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and not __fish_seen_subcommand_from list show whoami create reset request lock unlock login passwd email forgot explain" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and not __fish_seen_subcommand_from list show whoami create reset request lock unlock login passwd email forgot explain" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and not __fish_seen_subcommand_from list show whoami create reset request lock unlock login passwd email forgot explain" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and not __fish_seen_subcommand_from list show whoami create reset request lock unlock login passwd email forgot explain" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and not __fish_seen_subcommand_from list show whoami create reset request lock unlock login passwd email forgot explain" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and not __fish_seen_subcommand_from list show whoami create reset request lock unlock login passwd email forgot explain" -f -a "list" -d 'Liste les comptes, tous ou ceux qui sont demandés'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and not __fish_seen_subcommand_from list show whoami create reset request lock unlock login passwd email forgot explain" -f -a "show" -d 'Montre tout d’un compte'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and not __fish_seen_subcommand_from list show whoami create reset request lock unlock login passwd email forgot explain" -f -a "whoami" -d 'Montre l’espace personnel d’un compte : ce que la personne peut voir et changer'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and not __fish_seen_subcommand_from list show whoami create reset request lock unlock login passwd email forgot explain" -f -a "create" -d 'Crée les comptes manquants des élèves scolarisés'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and not __fish_seen_subcommand_from list show whoami create reset request lock unlock login passwd email forgot explain" -f -a "reset" -d 'Remet des comptes à leur mot de passe initial'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and not __fish_seen_subcommand_from list show whoami create reset request lock unlock login passwd email forgot explain" -f -a "request" -d 'Demande la réinitialisation de comptes, que la commande de nuit fera'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and not __fish_seen_subcommand_from list show whoami create reset request lock unlock login passwd email forgot explain" -f -a "lock" -d 'Verrouille des comptes : plus aucun mot de passe ne les ouvre'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and not __fish_seen_subcommand_from list show whoami create reset request lock unlock login passwd email forgot explain" -f -a "unlock" -d 'Déverrouille des comptes, et oublie leurs essais manqués'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and not __fish_seen_subcommand_from list show whoami create reset request lock unlock login passwd email forgot explain" -f -a "login" -d 'Essaie de se connecter avec un compte, comme sur le site'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and not __fish_seen_subcommand_from list show whoami create reset request lock unlock login passwd email forgot explain" -f -a "passwd" -d 'Change le mot de passe d’un compte'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and not __fish_seen_subcommand_from list show whoami create reset request lock unlock login passwd email forgot explain" -f -a "email" -d 'Enregistre ou retire l’adresse électronique d’une personne'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and not __fish_seen_subcommand_from list show whoami create reset request lock unlock login passwd email forgot explain" -f -a "forgot" -d 'Mot de passe oublié : par courriel pour un personnel, par l’établissement pour un élève'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and not __fish_seen_subcommand_from list show whoami create reset request lock unlock login passwd email forgot explain" -f -a "explain" -d 'Explique un compte : son identifiant, son état, sa ligne d’import, son histoire'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from list" -l ine -d 'Élèves portant cet INE (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from list" -l division -l class -d 'Division (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from list" -l profile -d 'Profil : eleve, enseignant, personnel, chef-etablissement, inspecteur, administrateur' -r -f -a "eleve\t''
enseignant\t''
personnel\t''
chef-etablissement\t''
inspecteur\t''
administrateur\t''"
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from list" -l state -d 'État : initial, pending, temporary, personal, expired, active, inactive, locked, ou les mots des tableaux' -r -f -a "initial\t''
pending\t''
temporary\t''
personal\t''
expired\t''
active\t''
inactive\t''
locked\t''"
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from list" -l enrolment -d 'Candidats dans cet état d’inscription (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from list" -l mef -d 'Élèves de cette formation (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from list" -l diploma -d 'Candidats à cet examen (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from list" -l group -d 'Élèves de ce groupe (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from list" -l created-since -d 'Comptes créés depuis ce jour' -r
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from list" -l from -d 'Fichier d’identifiants ou d’INE, un par ligne ou dans une colonne (- : entrée standard)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from list" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from list" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from list" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from list" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from list" -l requested -d 'Comptes dont la réinitialisation est demandée (voir accounts request)'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from list" -l locked -d 'Comptes verrouillés'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from list" -l expired -d 'Mot de passe initial ou provisoire dont la date est passée'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from list" -l never-signed-in -d 'Comptes qui ne se sont jamais connectés'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from list" -l never-printed -d 'Comptes dont aucun papillon n’a été imprimé avec leur mot de passe actuel'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from list" -l all -d 'Tous les comptes'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from list" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from list" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from list" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from list" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from list" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from show" -l ine -d 'INE de l’élève' -r
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from show" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from show" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from show" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from show" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from show" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from show" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from show" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from show" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from show" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from whoami" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from whoami" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from whoami" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from whoami" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from whoami" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from whoami" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from whoami" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from whoami" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from whoami" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from whoami" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from create" -l division -l class -d 'Division (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from create" -l profile -d 'Profil : eleve, enseignant, personnel, chef-etablissement, inspecteur' -r -f -a "eleve\t''
enseignant\t''
personnel\t''
chef-etablissement\t''
inspecteur\t''
administrateur\t''"
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from create" -l ine -d 'INE (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from create" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from create" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from create" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from create" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from create" -l check -d 'Vérifie que tous ont leur compte, et dit qui n’en a pas et pourquoi ; ne change rien'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from create" -s n -l dry-run -d 'Montre ce qui serait fait, sans rien changer'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from create" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from create" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from create" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from create" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from create" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from create" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from reset" -l ine -d 'Élèves portant cet INE (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from reset" -l division -l class -d 'Division (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from reset" -l profile -d 'Profil : eleve, enseignant, personnel, chef-etablissement, inspecteur, administrateur' -r -f -a "eleve\t''
enseignant\t''
personnel\t''
chef-etablissement\t''
inspecteur\t''
administrateur\t''"
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from reset" -l state -d 'État : initial, pending, temporary, personal, expired, active, inactive, locked, ou les mots des tableaux' -r -f -a "initial\t''
pending\t''
temporary\t''
personal\t''
expired\t''
active\t''
inactive\t''
locked\t''"
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from reset" -l enrolment -d 'Candidats dans cet état d’inscription (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from reset" -l mef -d 'Élèves de cette formation (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from reset" -l diploma -d 'Candidats à cet examen (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from reset" -l group -d 'Élèves de ce groupe (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from reset" -l created-since -d 'Comptes créés depuis ce jour' -r
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from reset" -l from -d 'Fichier d’identifiants ou d’INE, un par ligne ou dans une colonne (- : entrée standard)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from reset" -l slips -d 'Imprime les papillons des comptes réinitialisés' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from reset" -l report -d 'Écrit la liste des comptes réinitialisés, sans mot de passe' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from reset" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from reset" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from reset" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from reset" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from reset" -l requested -d 'Comptes dont la réinitialisation est demandée (voir accounts request)'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from reset" -l locked -d 'Comptes verrouillés'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from reset" -l expired -d 'Mot de passe initial ou provisoire dont la date est passée'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from reset" -l never-signed-in -d 'Comptes qui ne se sont jamais connectés'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from reset" -l never-printed -d 'Comptes dont aucun papillon n’a été imprimé avec leur mot de passe actuel'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from reset" -l all -d 'Tous les comptes'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from reset" -l random -d 'Mot de passe aléatoire au lieu de la date de naissance'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from reset" -l show-passwords -d 'Écrit les mots de passe dans la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from reset" -s f -l force -d 'Remplace les fichiers qui existent'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from reset" -s n -l dry-run -d 'Montre ce qui serait fait, sans rien changer'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from reset" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from reset" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from reset" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from reset" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from reset" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from reset" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from request" -l ine -d 'Élèves portant cet INE (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from request" -l division -l class -d 'Division (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from request" -l profile -d 'Profil : eleve, enseignant, personnel, chef-etablissement, inspecteur, administrateur' -r -f -a "eleve\t''
enseignant\t''
personnel\t''
chef-etablissement\t''
inspecteur\t''
administrateur\t''"
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from request" -l state -d 'État : initial, pending, temporary, personal, expired, active, inactive, locked, ou les mots des tableaux' -r -f -a "initial\t''
pending\t''
temporary\t''
personal\t''
expired\t''
active\t''
inactive\t''
locked\t''"
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from request" -l enrolment -d 'Candidats dans cet état d’inscription (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from request" -l mef -d 'Élèves de cette formation (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from request" -l diploma -d 'Candidats à cet examen (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from request" -l group -d 'Élèves de ce groupe (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from request" -l created-since -d 'Comptes créés depuis ce jour' -r
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from request" -l from -d 'Fichier d’identifiants ou d’INE, un par ligne ou dans une colonne (- : entrée standard)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from request" -l reason -d 'Motif, en quelques mots et sans nom de personne' -r
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from request" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from request" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from request" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from request" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from request" -l requested -d 'Comptes dont la réinitialisation est demandée (voir accounts request)'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from request" -l locked -d 'Comptes verrouillés'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from request" -l expired -d 'Mot de passe initial ou provisoire dont la date est passée'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from request" -l never-signed-in -d 'Comptes qui ne se sont jamais connectés'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from request" -l never-printed -d 'Comptes dont aucun papillon n’a été imprimé avec leur mot de passe actuel'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from request" -l all -d 'Tous les comptes'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from request" -l list -d 'Montre les demandes en attente'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from request" -l cancel -d 'Retire les demandes des comptes indiqués'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from request" -s n -l dry-run -d 'Montre ce qui serait fait, sans rien changer'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from request" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from request" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from request" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from request" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from request" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from request" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from lock" -l ine -d 'Élèves portant cet INE (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from lock" -l division -l class -d 'Division (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from lock" -l profile -d 'Profil : eleve, enseignant, personnel, chef-etablissement, inspecteur, administrateur' -r -f -a "eleve\t''
enseignant\t''
personnel\t''
chef-etablissement\t''
inspecteur\t''
administrateur\t''"
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from lock" -l state -d 'État : initial, pending, temporary, personal, expired, active, inactive, locked, ou les mots des tableaux' -r -f -a "initial\t''
pending\t''
temporary\t''
personal\t''
expired\t''
active\t''
inactive\t''
locked\t''"
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from lock" -l enrolment -d 'Candidats dans cet état d’inscription (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from lock" -l mef -d 'Élèves de cette formation (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from lock" -l diploma -d 'Candidats à cet examen (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from lock" -l group -d 'Élèves de ce groupe (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from lock" -l created-since -d 'Comptes créés depuis ce jour' -r
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from lock" -l from -d 'Fichier d’identifiants ou d’INE, un par ligne ou dans une colonne (- : entrée standard)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from lock" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from lock" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from lock" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from lock" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from lock" -l requested -d 'Comptes dont la réinitialisation est demandée (voir accounts request)'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from lock" -l locked -d 'Comptes verrouillés'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from lock" -l expired -d 'Mot de passe initial ou provisoire dont la date est passée'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from lock" -l never-signed-in -d 'Comptes qui ne se sont jamais connectés'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from lock" -l never-printed -d 'Comptes dont aucun papillon n’a été imprimé avec leur mot de passe actuel'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from lock" -l all -d 'Tous les comptes'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from lock" -s n -l dry-run -d 'Montre ce qui serait fait, sans rien changer'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from lock" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from lock" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from lock" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from lock" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from lock" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from lock" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from unlock" -l ine -d 'Élèves portant cet INE (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from unlock" -l division -l class -d 'Division (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from unlock" -l profile -d 'Profil : eleve, enseignant, personnel, chef-etablissement, inspecteur, administrateur' -r -f -a "eleve\t''
enseignant\t''
personnel\t''
chef-etablissement\t''
inspecteur\t''
administrateur\t''"
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from unlock" -l state -d 'État : initial, pending, temporary, personal, expired, active, inactive, locked, ou les mots des tableaux' -r -f -a "initial\t''
pending\t''
temporary\t''
personal\t''
expired\t''
active\t''
inactive\t''
locked\t''"
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from unlock" -l enrolment -d 'Candidats dans cet état d’inscription (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from unlock" -l mef -d 'Élèves de cette formation (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from unlock" -l diploma -d 'Candidats à cet examen (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from unlock" -l group -d 'Élèves de ce groupe (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from unlock" -l created-since -d 'Comptes créés depuis ce jour' -r
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from unlock" -l from -d 'Fichier d’identifiants ou d’INE, un par ligne ou dans une colonne (- : entrée standard)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from unlock" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from unlock" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from unlock" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from unlock" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from unlock" -l requested -d 'Comptes dont la réinitialisation est demandée (voir accounts request)'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from unlock" -l locked -d 'Comptes verrouillés'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from unlock" -l expired -d 'Mot de passe initial ou provisoire dont la date est passée'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from unlock" -l never-signed-in -d 'Comptes qui ne se sont jamais connectés'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from unlock" -l never-printed -d 'Comptes dont aucun papillon n’a été imprimé avec leur mot de passe actuel'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from unlock" -l all -d 'Tous les comptes'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from unlock" -s n -l dry-run -d 'Montre ce qui serait fait, sans rien changer'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from unlock" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from unlock" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from unlock" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from unlock" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from unlock" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from unlock" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from login" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from login" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from login" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from login" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from login" -l clear -d 'Mot de passe en clair pendant la saisie'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from login" -l password-stdin -d 'Lit le mot de passe sur l’entrée standard'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from login" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from login" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from login" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from login" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from login" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from login" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from passwd" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from passwd" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from passwd" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from passwd" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from passwd" -l by-admin -d 'Remet le mot de passe initial, sans l’ancien'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from passwd" -l random -d 'Avec --by-admin : mot de passe aléatoire'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from passwd" -l show-passwords -d 'Avec --by-admin : écrit le mot de passe dans la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from passwd" -l clear -d 'Mots de passe en clair pendant la saisie'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from passwd" -l password-stdin -d 'Lit les mots de passe sur l’entrée standard'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from passwd" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from passwd" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from passwd" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from passwd" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from passwd" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from passwd" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from email" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from email" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from email" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from email" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from email" -l remove -d 'Retire l’adresse'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from email" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from email" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from email" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from email" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from email" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from email" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from forgot" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from forgot" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from forgot" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from forgot" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from forgot" -l request -d 'Pour un élève : demande sa réinitialisation, faite la nuit suivante'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from forgot" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from forgot" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from forgot" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from forgot" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from forgot" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from forgot" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from explain" -l ine -d 'INE de l’élève' -r
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from explain" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from explain" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from explain" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from explain" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from explain" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from explain" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from explain" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from explain" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from explain" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand accounts; and __fish_seen_subcommand_from explain" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand users; and not __fish_seen_subcommand_from add edit archive profile show list" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand users; and not __fish_seen_subcommand_from add edit archive profile show list" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand users; and not __fish_seen_subcommand_from add edit archive profile show list" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand users; and not __fish_seen_subcommand_from add edit archive profile show list" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand users; and not __fish_seen_subcommand_from add edit archive profile show list" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand users; and not __fish_seen_subcommand_from add edit archive profile show list" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand users; and not __fish_seen_subcommand_from add edit archive profile show list" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand users; and not __fish_seen_subcommand_from add edit archive profile show list" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand users; and not __fish_seen_subcommand_from add edit archive profile show list" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand users; and not __fish_seen_subcommand_from add edit archive profile show list" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand users; and not __fish_seen_subcommand_from add edit archive profile show list" -f -a "add" -d 'Ajoute une personne et son compte'
complete -c cpro -n "__fish_cpro_using_subcommand users; and not __fish_seen_subcommand_from add edit archive profile show list" -f -a "edit" -d 'Corrige la fiche d’une personne'
complete -c cpro -n "__fish_cpro_using_subcommand users; and not __fish_seen_subcommand_from add edit archive profile show list" -f -a "archive" -d 'Archive une personne qui a quitté l’établissement : son compte est désactivé, sa fiche gardée'
complete -c cpro -n "__fish_cpro_using_subcommand users; and not __fish_seen_subcommand_from add edit archive profile show list" -f -a "profile" -d 'Change le profil d’une personne'
complete -c cpro -n "__fish_cpro_using_subcommand users; and not __fish_seen_subcommand_from add edit archive profile show list" -f -a "show" -d 'Montre la fiche d’une personne'
complete -c cpro -n "__fish_cpro_using_subcommand users; and not __fish_seen_subcommand_from add edit archive profile show list" -f -a "list" -d 'Liste les personnes, avec ou sans compte'
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from add" -l civility -d 'Civilité : M ou MME' -r
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from add" -l family-name -d 'Nom de famille' -r
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from add" -l usage-name -d 'Nom d’usage' -r
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from add" -l first-name -d 'Prénom' -r
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from add" -l birth-date -d 'Date de naissance, jj/mm/aaaa' -r
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from add" -l email -d 'Adresse électronique' -r
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from add" -l discipline -d 'Discipline d’un enseignant' -r
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from add" -l division -l class -d 'Division (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from add" -l ine -d 'INE d’un élève' -r
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from add" -l profile -d 'Profil : eleve, enseignant, personnel, chef-etablissement' -r -f -a "eleve\t''
enseignant\t''
personnel\t''
chef-etablissement\t''
inspecteur\t''
administrateur\t''"
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from add" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from add" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from add" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from add" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from add" -l another -d 'C’est bien une autre personne que celle qui lui ressemble'
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from add" -l no-account -d 'N’ajoute que la fiche, sans compte'
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from add" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from add" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from add" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from add" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from add" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from edit" -l civility -d 'Civilité : M ou MME' -r
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from edit" -l family-name -d 'Nom de famille' -r
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from edit" -l usage-name -d 'Nom d’usage' -r
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from edit" -l first-name -d 'Prénom' -r
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from edit" -l birth-date -d 'Date de naissance, jj/mm/aaaa' -r
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from edit" -l email -d 'Adresse électronique' -r
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from edit" -l discipline -d 'Discipline d’un enseignant' -r
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from edit" -l division -l class -d 'Division (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from edit" -l ine -d 'INE d’un élève' -r
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from edit" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from edit" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from edit" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from edit" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from edit" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from edit" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from edit" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from edit" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from edit" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from edit" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from archive" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from archive" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from archive" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from archive" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from archive" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from archive" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from archive" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from archive" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from archive" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from archive" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from profile" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from profile" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from profile" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from profile" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from profile" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from profile" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from profile" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from profile" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from profile" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from profile" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from show" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from show" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from show" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from show" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from show" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from show" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from show" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from show" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from show" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from list" -l profile -d 'Profil (peut être répété)' -r -f -a "eleve\t''
enseignant\t''
personnel\t''
chef-etablissement\t''
inspecteur\t''
administrateur\t''"
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from list" -l division -l class -d 'Division' -r
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from list" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from list" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from list" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from list" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from list" -l archived -d 'Celles qui sont parties'
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from list" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from list" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from list" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from list" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand users; and __fish_seen_subcommand_from list" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand inspectors; and not __fish_seen_subcommand_from open close list" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand inspectors; and not __fish_seen_subcommand_from open close list" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand inspectors; and not __fish_seen_subcommand_from open close list" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand inspectors; and not __fish_seen_subcommand_from open close list" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand inspectors; and not __fish_seen_subcommand_from open close list" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand inspectors; and not __fish_seen_subcommand_from open close list" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand inspectors; and not __fish_seen_subcommand_from open close list" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand inspectors; and not __fish_seen_subcommand_from open close list" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand inspectors; and not __fish_seen_subcommand_from open close list" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand inspectors; and not __fish_seen_subcommand_from open close list" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand inspectors; and not __fish_seen_subcommand_from open close list" -f -a "open" -d 'Ouvre l’accès d’un inspecteur, avec le mot de passe du chef d’établissement'
complete -c cpro -n "__fish_cpro_using_subcommand inspectors; and not __fish_seen_subcommand_from open close list" -f -a "close" -d 'Ferme l’accès d’un inspecteur avant sa date'
complete -c cpro -n "__fish_cpro_using_subcommand inspectors; and not __fish_seen_subcommand_from open close list" -f -a "list" -d 'Liste les inspecteurs, qui a ouvert leur accès et jusqu’à quand'
complete -c cpro -n "__fish_cpro_using_subcommand inspectors; and __fish_seen_subcommand_from open" -l by -d 'Identifiant du chef d’établissement qui ouvre l’accès' -r
complete -c cpro -n "__fish_cpro_using_subcommand inspectors; and __fish_seen_subcommand_from open" -l name -d 'Prénom et nom de l’inspecteur, par exemple « Claire FONTAINE »' -r
complete -c cpro -n "__fish_cpro_using_subcommand inspectors; and __fish_seen_subcommand_from open" -l email -d 'Adresse électronique de l’inspecteur' -r
complete -c cpro -n "__fish_cpro_using_subcommand inspectors; and __fish_seen_subcommand_from open" -l until -d 'Dernier jour de l’accès (sans cette option, la fin de l’année scolaire)' -r
complete -c cpro -n "__fish_cpro_using_subcommand inspectors; and __fish_seen_subcommand_from open" -l password-file -d 'Lit le mot de passe du chef d’établissement dans un fichier que vous seul pouvez lire' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand inspectors; and __fish_seen_subcommand_from open" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand inspectors; and __fish_seen_subcommand_from open" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand inspectors; and __fish_seen_subcommand_from open" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand inspectors; and __fish_seen_subcommand_from open" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand inspectors; and __fish_seen_subcommand_from open" -l another -d 'C’est un autre inspecteur que celui du même nom'
complete -c cpro -n "__fish_cpro_using_subcommand inspectors; and __fish_seen_subcommand_from open" -l password-stdin -d 'Lit le mot de passe du chef d’établissement sur l’entrée standard'
complete -c cpro -n "__fish_cpro_using_subcommand inspectors; and __fish_seen_subcommand_from open" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand inspectors; and __fish_seen_subcommand_from open" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand inspectors; and __fish_seen_subcommand_from open" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand inspectors; and __fish_seen_subcommand_from open" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand inspectors; and __fish_seen_subcommand_from open" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand inspectors; and __fish_seen_subcommand_from open" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand inspectors; and __fish_seen_subcommand_from close" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand inspectors; and __fish_seen_subcommand_from close" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand inspectors; and __fish_seen_subcommand_from close" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand inspectors; and __fish_seen_subcommand_from close" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand inspectors; and __fish_seen_subcommand_from close" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand inspectors; and __fish_seen_subcommand_from close" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand inspectors; and __fish_seen_subcommand_from close" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand inspectors; and __fish_seen_subcommand_from close" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand inspectors; and __fish_seen_subcommand_from close" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand inspectors; and __fish_seen_subcommand_from close" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand inspectors; and __fish_seen_subcommand_from list" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand inspectors; and __fish_seen_subcommand_from list" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand inspectors; and __fish_seen_subcommand_from list" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand inspectors; and __fish_seen_subcommand_from list" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand inspectors; and __fish_seen_subcommand_from list" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand inspectors; and __fish_seen_subcommand_from list" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand inspectors; and __fish_seen_subcommand_from list" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand inspectors; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand inspectors; and __fish_seen_subcommand_from list" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand inspectors; and __fish_seen_subcommand_from list" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and not __fish_seen_subcommand_from enable disable key missing-ine send receive list export cancel" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and not __fish_seen_subcommand_from enable disable key missing-ine send receive list export cancel" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and not __fish_seen_subcommand_from enable disable key missing-ine send receive list export cancel" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and not __fish_seen_subcommand_from enable disable key missing-ine send receive list export cancel" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and not __fish_seen_subcommand_from enable disable key missing-ine send receive list export cancel" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and not __fish_seen_subcommand_from enable disable key missing-ine send receive list export cancel" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and not __fish_seen_subcommand_from enable disable key missing-ine send receive list export cancel" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and not __fish_seen_subcommand_from enable disable key missing-ine send receive list export cancel" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and not __fish_seen_subcommand_from enable disable key missing-ine send receive list export cancel" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and not __fish_seen_subcommand_from enable disable key missing-ine send receive list export cancel" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and not __fish_seen_subcommand_from enable disable key missing-ine send receive list export cancel" -f -a "enable" -d 'Active les transferts, sous une référence du registre des traitements'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and not __fish_seen_subcommand_from enable disable key missing-ine send receive list export cancel" -f -a "disable" -d 'Désactive les transferts ; ce qui a été échangé reste dans la liste'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and not __fish_seen_subcommand_from enable disable key missing-ine send receive list export cancel" -f -a "key" -d 'Écrit la clé publique de l’établissement, à donner à ceux qui lui envoient des élèves'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and not __fish_seen_subcommand_from enable disable key missing-ine send receive list export cancel" -f -a "missing-ine" -d 'Liste les élèves sans INE, qui ne pourront pas être transférés'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and not __fish_seen_subcommand_from enable disable key missing-ine send receive list export cancel" -f -a "send" -d 'Écrit des élèves dans un fichier chiffré pour un autre établissement, et désactive leurs comptes ici'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and not __fish_seen_subcommand_from enable disable key missing-ine send receive list export cancel" -f -a "receive" -d 'Reçoit le fichier d’un autre établissement : crée les élèves, ou reconnaît ceux qui sont déjà ici'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and not __fish_seen_subcommand_from enable disable key missing-ine send receive list export cancel" -f -a "list" -d 'Liste les transferts envoyés et reçus ; avec un numéro, leurs élèves'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and not __fish_seen_subcommand_from enable disable key missing-ine send receive list export cancel" -f -a "export" -d 'Rend le fichier d’un transfert envoyé, à l’octet près'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and not __fish_seen_subcommand_from enable disable key missing-ine send receive list export cancel" -f -a "cancel" -d 'Annule un transfert envoyé : les élèves sont de nouveau ici, avec leur compte et leur mot de passe'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from enable" -l register -d 'Référence au registre des traitements (ou ancien numéro de déclaration CNIL)' -r
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from enable" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from enable" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from enable" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from enable" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from enable" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from enable" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from enable" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from enable" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from enable" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from enable" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from disable" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from disable" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from disable" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from disable" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from disable" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from disable" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from disable" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from disable" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from disable" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from disable" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from key" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from key" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from key" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from key" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from key" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from key" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from key" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from key" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from key" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from key" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from missing-ine" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from missing-ine" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from missing-ine" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from missing-ine" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from missing-ine" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from missing-ine" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from missing-ine" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from missing-ine" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from missing-ine" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from missing-ine" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from send" -l ine -d 'Élèves portant cet INE (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from send" -l division -l class -d 'Division (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from send" -l profile -d 'Profil : eleve, enseignant, personnel, chef-etablissement, inspecteur, administrateur' -r -f -a "eleve\t''
enseignant\t''
personnel\t''
chef-etablissement\t''
inspecteur\t''
administrateur\t''"
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from send" -l state -d 'État : initial, pending, temporary, personal, expired, active, inactive, locked, ou les mots des tableaux' -r -f -a "initial\t''
pending\t''
temporary\t''
personal\t''
expired\t''
active\t''
inactive\t''
locked\t''"
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from send" -l enrolment -d 'Candidats dans cet état d’inscription (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from send" -l mef -d 'Élèves de cette formation (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from send" -l diploma -d 'Candidats à cet examen (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from send" -l group -d 'Élèves de ce groupe (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from send" -l created-since -d 'Comptes créés depuis ce jour' -r
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from send" -l from -d 'Fichier d’identifiants ou d’INE, un par ligne ou dans une colonne (- : entrée standard)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from send" -l to -d 'Code UAI de l’établissement destinataire' -r
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from send" -s o -l output -d 'Fichier écrit' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from send" -l recipient -d 'Clé publique de l’établissement destinataire (age1…), qu’il lit avec « cpro transfers key »' -r
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from send" -l passphrase-file -d 'Phrase de passe lue dans un fichier que vous seul pouvez lire' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from send" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from send" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from send" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from send" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from send" -l requested -d 'Comptes dont la réinitialisation est demandée (voir accounts request)'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from send" -l locked -d 'Comptes verrouillés'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from send" -l expired -d 'Mot de passe initial ou provisoire dont la date est passée'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from send" -l never-signed-in -d 'Comptes qui ne se sont jamais connectés'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from send" -l never-printed -d 'Comptes dont aucun papillon n’a été imprimé avec leur mot de passe actuel'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from send" -l all -d 'Tous les comptes'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from send" -l passphrase-stdin -d 'Phrase de passe lue sur l’entrée standard'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from send" -l draw-passphrase -d 'Phrase de passe tirée au hasard, écrite dans la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from send" -l with-password -d 'Joint le mot de passe personnel de ceux qui en ont un, haché'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from send" -s f -l force -d 'Remplace le fichier s’il existe'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from send" -s n -l dry-run -d 'Montre qui partirait, sans rien changer'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from send" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from send" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from send" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from send" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from send" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from send" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from receive" -l from -d 'Établissement dont le fichier doit venir' -r
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from receive" -l division -l class -d 'Division où placer ceux qui n’en ont pas ici (sans cette option, le prochain import de SIECLE la donnera)' -r
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from receive" -l passphrase-file -d 'Phrase de passe lue dans un fichier que vous seul pouvez lire' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from receive" -l identity -d 'Clé secrète age, si le fichier est pour une autre clé que celle de l’établissement' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from receive" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from receive" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from receive" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from receive" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from receive" -l accept-passwords -d 'Reprend aussi les mots de passe joints à un fichier fermé par une clé'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from receive" -l passphrase-stdin -d 'Phrase de passe lue sur l’entrée standard'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from receive" -s n -l dry-run -d 'Montre ce qui serait fait, sans rien changer'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from receive" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from receive" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from receive" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from receive" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from receive" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from receive" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from list" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from list" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from list" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from list" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from list" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from list" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from list" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from list" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from list" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from export" -s o -l output -d 'Fichier écrit' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from export" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from export" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from export" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from export" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from export" -s f -l force -d 'Remplace le fichier s’il existe'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from export" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from export" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from export" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from export" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from export" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from export" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from cancel" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from cancel" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from cancel" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from cancel" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from cancel" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from cancel" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from cancel" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from cancel" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from cancel" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand transfers; and __fish_seen_subcommand_from cancel" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and not __fish_seen_subcommand_from generate preview texts list hand-over export void purge" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand slips; and not __fish_seen_subcommand_from generate preview texts list hand-over export void purge" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand slips; and not __fish_seen_subcommand_from generate preview texts list hand-over export void purge" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand slips; and not __fish_seen_subcommand_from generate preview texts list hand-over export void purge" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand slips; and not __fish_seen_subcommand_from generate preview texts list hand-over export void purge" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and not __fish_seen_subcommand_from generate preview texts list hand-over export void purge" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and not __fish_seen_subcommand_from generate preview texts list hand-over export void purge" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and not __fish_seen_subcommand_from generate preview texts list hand-over export void purge" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and not __fish_seen_subcommand_from generate preview texts list hand-over export void purge" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and not __fish_seen_subcommand_from generate preview texts list hand-over export void purge" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and not __fish_seen_subcommand_from generate preview texts list hand-over export void purge" -f -a "generate" -d 'Imprime les papillons dans un fichier PDF'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and not __fish_seen_subcommand_from generate preview texts list hand-over export void purge" -f -a "preview" -d 'Montre un papillon d’une personne inventée, tel qu’il sera imprimé'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and not __fish_seen_subcommand_from generate preview texts list hand-over export void purge" -f -a "texts" -d 'Écrit les textes des papillons, à traduire dans une autre langue'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and not __fish_seen_subcommand_from generate preview texts list hand-over export void purge" -f -a "list" -d 'Liste les documents de papillons déjà générés, ou les papillons de l’un d’eux'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and not __fish_seen_subcommand_from generate preview texts list hand-over export void purge" -f -a "hand-over" -d 'Note que des papillons ont été remis à leurs destinataires'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and not __fish_seen_subcommand_from generate preview texts list hand-over export void purge" -f -a "export" -d 'Rend un document déjà généré, à l’octet près'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and not __fish_seen_subcommand_from generate preview texts list hand-over export void purge" -f -a "void" -d 'Annule un document : ses papillons ne doivent plus être remis'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and not __fish_seen_subcommand_from generate preview texts list hand-over export void purge" -f -a "purge" -d 'Efface pour de bon le contenu des documents trop anciens ; leur ligne reste'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from generate" -l ine -d 'Élèves portant cet INE (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from generate" -l division -l class -d 'Division (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from generate" -l profile -d 'Profil : eleve, enseignant, personnel, chef-etablissement, inspecteur, administrateur' -r -f -a "eleve\t''
enseignant\t''
personnel\t''
chef-etablissement\t''
inspecteur\t''
administrateur\t''"
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from generate" -l state -d 'État : initial, pending, temporary, personal, expired, active, inactive, locked, ou les mots des tableaux' -r -f -a "initial\t''
pending\t''
temporary\t''
personal\t''
expired\t''
active\t''
inactive\t''
locked\t''"
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from generate" -l enrolment -d 'Candidats dans cet état d’inscription (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from generate" -l mef -d 'Élèves de cette formation (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from generate" -l diploma -d 'Candidats à cet examen (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from generate" -l group -d 'Élèves de ce groupe (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from generate" -l created-since -d 'Comptes créés depuis ce jour' -r
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from generate" -l from -d 'Fichier d’identifiants ou d’INE, un par ligne ou dans une colonne (- : entrée standard)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from generate" -l per-page -d 'Papillons par page : 1, 2, 4, 8 ou both (deux documents, 1 et 2 par page)' -r -f -a "1\t''
2\t''
4\t''
8\t''
both\t''"
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from generate" -l order -d 'Ordre : division (chacune sur une nouvelle page), name, massicot (piles à couper d’un coup) ou file (de --from)' -r -f -a "division\t''
name\t''
massicot\t''
file\t''"
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from generate" -s o -l output -d 'Fichier PDF (- : sortie standard), ou dossier avec --split-by' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from generate" -l split-by -d 'Un fichier par division, dans un dossier : division' -r -f -a "division\t''"
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from generate" -l lang -d 'Langue des papillons : fr, en, ou une autre du dossier slips.languages' -r
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from generate" -l csv -d 'Écrit aussi la liste pour un publipostage' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from generate" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from generate" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from generate" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from generate" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from generate" -l requested -d 'Comptes dont la réinitialisation est demandée (voir accounts request)'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from generate" -l locked -d 'Comptes verrouillés'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from generate" -l expired -d 'Mot de passe initial ou provisoire dont la date est passée'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from generate" -l never-signed-in -d 'Comptes qui ne se sont jamais connectés'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from generate" -l never-printed -d 'Comptes dont aucun papillon n’a été imprimé avec leur mot de passe actuel'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from generate" -l all -d 'Tous les comptes'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from generate" -l class-pack -d 'Ajoute à chaque division une page de garde et une feuille d’émargement, en français'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from generate" -l large-print -d 'Gros caractères (18 points et plus), un papillon par page'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from generate" -l hide-password -d 'Dit que le mot de passe est la date de naissance, sans l’imprimer'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from generate" -s f -l force -d 'Remplace les fichiers qui existent'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from generate" -l include-personal -d 'Imprime aussi les comptes qui ont un mot de passe personnel (identifiant seul)'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from generate" -l every-state -d 'Imprime un papillon pour chaque compte ouvert, avec le texte de son état'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from generate" -s n -l dry-run -d 'Montre ce qui serait fait, sans rien changer'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from generate" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from generate" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from generate" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from generate" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from generate" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from generate" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from preview" -s o -l output -d 'Fichier PDF ou PNG' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from preview" -l audience -d 'À qui s’adresse le papillon : eleve, staff ou candidat' -r -f -a "eleve\t''
staff\t''
candidat\t''"
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from preview" -l state -d 'État du mot de passe : initial, temporary, hidden, delivered, personal, expired ou locked' -r -f -a "initial\t''
temporary\t''
hidden\t''
delivered\t''
personal\t''
expired\t''
locked\t''"
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from preview" -l per-page -d 'Papillons par page : 1, 2, 4 ou 8' -r -f -a "1\t''
2\t''
4\t''
8\t''"
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from preview" -l lang -d 'Langue : fr, en, ou une autre du dossier slips.languages' -r
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from preview" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from preview" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from preview" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from preview" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from preview" -l large-print -d 'Gros caractères, un papillon par page'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from preview" -s f -l force -d 'Remplace le fichier s’il existe'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from preview" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from preview" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from preview" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from preview" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from preview" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from preview" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from texts" -l lang -d 'Langue : fr ou en' -r -f -a "fr\t''
en\t''"
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from texts" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from texts" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from texts" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from texts" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from texts" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from texts" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from texts" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from texts" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from texts" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from texts" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from list" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from list" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from list" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from list" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from list" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from list" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from list" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from list" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from list" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from hand-over" -l ine -d 'Élèves portant cet INE (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from hand-over" -l division -l class -d 'Division (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from hand-over" -l profile -d 'Profil : eleve, enseignant, personnel, chef-etablissement, inspecteur, administrateur' -r -f -a "eleve\t''
enseignant\t''
personnel\t''
chef-etablissement\t''
inspecteur\t''
administrateur\t''"
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from hand-over" -l state -d 'État : initial, pending, temporary, personal, expired, active, inactive, locked, ou les mots des tableaux' -r -f -a "initial\t''
pending\t''
temporary\t''
personal\t''
expired\t''
active\t''
inactive\t''
locked\t''"
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from hand-over" -l enrolment -d 'Candidats dans cet état d’inscription (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from hand-over" -l mef -d 'Élèves de cette formation (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from hand-over" -l diploma -d 'Candidats à cet examen (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from hand-over" -l group -d 'Élèves de ce groupe (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from hand-over" -l created-since -d 'Comptes créés depuis ce jour' -r
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from hand-over" -l from -d 'Fichier d’identifiants ou d’INE, un par ligne ou dans une colonne (- : entrée standard)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from hand-over" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from hand-over" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from hand-over" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from hand-over" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from hand-over" -l requested -d 'Comptes dont la réinitialisation est demandée (voir accounts request)'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from hand-over" -l locked -d 'Comptes verrouillés'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from hand-over" -l expired -d 'Mot de passe initial ou provisoire dont la date est passée'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from hand-over" -l never-signed-in -d 'Comptes qui ne se sont jamais connectés'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from hand-over" -l never-printed -d 'Comptes dont aucun papillon n’a été imprimé avec leur mot de passe actuel'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from hand-over" -l all -d 'Tous les comptes'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from hand-over" -l back -d 'Ils n’ont finalement pas été remis'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from hand-over" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from hand-over" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from hand-over" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from hand-over" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from hand-over" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from hand-over" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from export" -s o -l output -d 'Fichier PDF (- : sortie standard)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from export" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from export" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from export" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from export" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from export" -s f -l force -d 'Remplace le fichier s’il existe ; rend aussi un document annulé'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from export" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from export" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from export" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from export" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from export" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from export" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from void" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from void" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from void" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from void" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from void" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from void" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from void" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from void" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from void" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from void" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from purge" -l older-than -d 'Âge à partir duquel un document est effacé, en jours, par exemple 30d' -r
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from purge" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from purge" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from purge" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from purge" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from purge" -s n -l dry-run -d 'Montre ce qui serait fait, sans rien changer'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from purge" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from purge" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from purge" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from purge" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from purge" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand slips; and __fish_seen_subcommand_from purge" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and not __fish_seen_subcommand_from show get set unset logo stamp export import masks mail-test" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand settings; and not __fish_seen_subcommand_from show get set unset logo stamp export import masks mail-test" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand settings; and not __fish_seen_subcommand_from show get set unset logo stamp export import masks mail-test" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand settings; and not __fish_seen_subcommand_from show get set unset logo stamp export import masks mail-test" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand settings; and not __fish_seen_subcommand_from show get set unset logo stamp export import masks mail-test" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and not __fish_seen_subcommand_from show get set unset logo stamp export import masks mail-test" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and not __fish_seen_subcommand_from show get set unset logo stamp export import masks mail-test" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and not __fish_seen_subcommand_from show get set unset logo stamp export import masks mail-test" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and not __fish_seen_subcommand_from show get set unset logo stamp export import masks mail-test" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and not __fish_seen_subcommand_from show get set unset logo stamp export import masks mail-test" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and not __fish_seen_subcommand_from show get set unset logo stamp export import masks mail-test" -f -a "show" -d 'Montre tous les réglages, groupés comme sur le site'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and not __fish_seen_subcommand_from show get set unset logo stamp export import masks mail-test" -f -a "get" -d 'Écrit la valeur d’un réglage'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and not __fish_seen_subcommand_from show get set unset logo stamp export import masks mail-test" -f -a "set" -d 'Change un réglage'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and not __fish_seen_subcommand_from show get set unset logo stamp export import masks mail-test" -f -a "unset" -d 'Revient à la valeur par défaut d’un réglage'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and not __fish_seen_subcommand_from show get set unset logo stamp export import masks mail-test" -f -a "logo" -d 'Enregistre ou retire le logo imprimé sur les papillons'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and not __fish_seen_subcommand_from show get set unset logo stamp export import masks mail-test" -f -a "stamp" -d 'Enregistre ou retire le cachet imprimé sur les papillons'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and not __fish_seen_subcommand_from show get set unset logo stamp export import masks mail-test" -f -a "export" -d 'Écrit les réglages, logo et cachet compris, dans un fichier TOML'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and not __fish_seen_subcommand_from show get set unset logo stamp export import masks mail-test" -f -a "import" -d 'Reprend les réglages d’un fichier TOML ; ce qu’il ne dit pas ne change pas'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and not __fish_seen_subcommand_from show get set unset logo stamp export import masks mail-test" -f -a "masks" -d 'Masques de saisie : les libellés des fiches de scénario'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and not __fish_seen_subcommand_from show get set unset logo stamp export import masks mail-test" -f -a "mail-test" -d 'Envoie un message d’essai, sans mot de passe'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from show" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from show" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from show" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from show" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from show" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from show" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from show" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from show" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from show" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from get" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from get" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from get" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from get" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from get" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from get" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from get" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from get" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from get" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from get" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from set" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from set" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from set" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from set" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from set" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from set" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from set" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from set" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from set" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from set" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from unset" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from unset" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from unset" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from unset" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from unset" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from unset" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from unset" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from unset" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from unset" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from unset" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from logo" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from logo" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from logo" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from logo" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from logo" -l remove -d 'Retire l’image'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from logo" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from logo" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from logo" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from logo" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from logo" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from logo" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from stamp" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from stamp" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from stamp" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from stamp" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from stamp" -l remove -d 'Retire l’image'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from stamp" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from stamp" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from stamp" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from stamp" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from stamp" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from stamp" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from export" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from export" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from export" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from export" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from export" -l common -d 'Sans ce qui est propre à l’établissement : son identité, son logo, son cachet'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from export" -s f -l force -d 'Remplace le fichier s’il existe'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from export" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from export" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from export" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from export" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from export" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from export" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from import" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from import" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from import" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from import" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from import" -l identity -d 'Reprend aussi l’identité d’un autre établissement : nom, code UAI, adresses, référence au registre'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from import" -s n -l dry-run -d 'Montre ce qui serait fait, sans rien changer'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from import" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from import" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from import" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from import" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from import" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from import" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from masks" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from masks" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from masks" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from masks" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from masks" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from masks" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from masks" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from masks" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from masks" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from masks" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from masks" -f -a "list" -d 'Liste les diplômes et les libellés changés'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from masks" -f -a "show" -d 'Montre les champs d’un diplôme'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from masks" -f -a "set" -d 'Change le libellé d’un champ'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from masks" -f -a "reset" -d 'Remet les libellés d’origine'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from masks" -f -a "export" -d 'Écrit tous les libellés en JSON'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from masks" -f -a "import" -d 'Change ensemble les libellés d’un fichier JSON, écrit par « settings masks export »'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from mail-test" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from mail-test" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from mail-test" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from mail-test" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from mail-test" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from mail-test" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from mail-test" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from mail-test" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from mail-test" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand settings; and __fish_seen_subcommand_from mail-test" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand export" -l ine -d 'Élèves portant cet INE (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand export" -l division -l class -d 'Division (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand export" -l profile -d 'Profil : eleve, enseignant, personnel, chef-etablissement, inspecteur, administrateur' -r -f -a "eleve\t''
enseignant\t''
personnel\t''
chef-etablissement\t''
inspecteur\t''
administrateur\t''"
complete -c cpro -n "__fish_cpro_using_subcommand export" -l enrolment -d 'Candidats dans cet état d’inscription (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand export" -l mef -d 'Élèves de cette formation (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand export" -l diploma -d 'Candidats à cet examen (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand export" -l group -d 'Élèves de ce groupe (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand export" -l created-since -d 'Comptes créés depuis ce jour' -r
complete -c cpro -n "__fish_cpro_using_subcommand export" -l from -d 'Fichier d’identifiants ou d’INE, un par ligne ou dans une colonne (- : entrée standard)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand export" -l since -d 'Comptes qui ont changé depuis ce lot, ou depuis ce jour' -r
complete -c cpro -n "__fish_cpro_using_subcommand export" -l max-locks -d 'Part des entrées de l’annuaire qui peuvent être verrouillées ou supprimées, par exemple 25%' -r
complete -c cpro -n "__fish_cpro_using_subcommand export" -l columns -d 'Colonnes d’export csv, par exemple nom,prenom,division, ou le nom d’une liste d’export.presets' -r
complete -c cpro -n "__fish_cpro_using_subcommand export" -s o -l output -d 'Fichier ou dossier écrit (- : sortie standard)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand export" -l state -d 'État du compte (voir accounts list) ; pour ldif et authelia, fichier de ce que la cible a maintenant' -r
complete -c cpro -n "__fish_cpro_using_subcommand export" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand export" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand export" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand export" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand export" -l requested -d 'Comptes dont la réinitialisation est demandée (voir accounts request)'
complete -c cpro -n "__fish_cpro_using_subcommand export" -l locked -d 'Comptes verrouillés'
complete -c cpro -n "__fish_cpro_using_subcommand export" -l expired -d 'Mot de passe initial ou provisoire dont la date est passée'
complete -c cpro -n "__fish_cpro_using_subcommand export" -l never-signed-in -d 'Comptes qui ne se sont jamais connectés'
complete -c cpro -n "__fish_cpro_using_subcommand export" -l never-printed -d 'Comptes dont aucun papillon n’a été imprimé avec leur mot de passe actuel'
complete -c cpro -n "__fish_cpro_using_subcommand export" -l all -d 'Tous les comptes'
complete -c cpro -n "__fish_cpro_using_subcommand export" -l list -d 'Dit ce que chaque cible reçoit'
complete -c cpro -n "__fish_cpro_using_subcommand export" -l only-changed -d 'Comptes qui ont changé depuis le dernier export vers cette cible'
complete -c cpro -n "__fish_cpro_using_subcommand export" -l with-initial -d 'Exporte aussi les mots de passe initiaux et provisoires que la cible ne fera pas changer'
complete -c cpro -n "__fish_cpro_using_subcommand export" -l draw -d 'Tire de nouveaux mots de passe, écrits en clair, à changer à la première connexion'
complete -c cpro -n "__fish_cpro_using_subcommand export" -l raw -d 'Liste csv pour un programme, sans rien pour les tableurs'
complete -c cpro -n "__fish_cpro_using_subcommand export" -s f -l force -d 'Remplace ce qui existe'
complete -c cpro -n "__fish_cpro_using_subcommand export" -s n -l dry-run -d 'Montre ce qui serait fait, sans rien changer'
complete -c cpro -n "__fish_cpro_using_subcommand export" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand export" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand export" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand export" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand export" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand export" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand sync; and not __fish_seen_subcommand_from ldap scim" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand sync; and not __fish_seen_subcommand_from ldap scim" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand sync; and not __fish_seen_subcommand_from ldap scim" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand sync; and not __fish_seen_subcommand_from ldap scim" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand sync; and not __fish_seen_subcommand_from ldap scim" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand sync; and not __fish_seen_subcommand_from ldap scim" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand sync; and not __fish_seen_subcommand_from ldap scim" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand sync; and not __fish_seen_subcommand_from ldap scim" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand sync; and not __fish_seen_subcommand_from ldap scim" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand sync; and not __fish_seen_subcommand_from ldap scim" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand sync; and not __fish_seen_subcommand_from ldap scim" -f -a "ldap" -d 'Met l’annuaire OpenLDAP en accord avec les comptes'
complete -c cpro -n "__fish_cpro_using_subcommand sync; and not __fish_seen_subcommand_from ldap scim" -f -a "scim" -d 'Met un service en ligne (SCIM 2.0) en accord avec les comptes'
complete -c cpro -n "__fish_cpro_using_subcommand sync; and __fish_seen_subcommand_from ldap" -l ine -d 'Élèves portant cet INE (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand sync; and __fish_seen_subcommand_from ldap" -l division -l class -d 'Division (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand sync; and __fish_seen_subcommand_from ldap" -l profile -d 'Profil : eleve, enseignant, personnel, chef-etablissement, inspecteur, administrateur' -r -f -a "eleve\t''
enseignant\t''
personnel\t''
chef-etablissement\t''
inspecteur\t''
administrateur\t''"
complete -c cpro -n "__fish_cpro_using_subcommand sync; and __fish_seen_subcommand_from ldap" -l state -d 'État : initial, pending, temporary, personal, expired, active, inactive, locked, ou les mots des tableaux' -r -f -a "initial\t''
pending\t''
temporary\t''
personal\t''
expired\t''
active\t''
inactive\t''
locked\t''"
complete -c cpro -n "__fish_cpro_using_subcommand sync; and __fish_seen_subcommand_from ldap" -l enrolment -d 'Candidats dans cet état d’inscription (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand sync; and __fish_seen_subcommand_from ldap" -l mef -d 'Élèves de cette formation (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand sync; and __fish_seen_subcommand_from ldap" -l diploma -d 'Candidats à cet examen (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand sync; and __fish_seen_subcommand_from ldap" -l group -d 'Élèves de ce groupe (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand sync; and __fish_seen_subcommand_from ldap" -l created-since -d 'Comptes créés depuis ce jour' -r
complete -c cpro -n "__fish_cpro_using_subcommand sync; and __fish_seen_subcommand_from ldap" -l from -d 'Fichier d’identifiants ou d’INE, un par ligne ou dans une colonne (- : entrée standard)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand sync; and __fish_seen_subcommand_from ldap" -l max-locks -d 'Part des entrées qui peuvent être verrouillées ou supprimées, par exemple 25%' -r
complete -c cpro -n "__fish_cpro_using_subcommand sync; and __fish_seen_subcommand_from ldap" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand sync; and __fish_seen_subcommand_from ldap" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand sync; and __fish_seen_subcommand_from ldap" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand sync; and __fish_seen_subcommand_from ldap" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand sync; and __fish_seen_subcommand_from ldap" -l requested -d 'Comptes dont la réinitialisation est demandée (voir accounts request)'
complete -c cpro -n "__fish_cpro_using_subcommand sync; and __fish_seen_subcommand_from ldap" -l locked -d 'Comptes verrouillés'
complete -c cpro -n "__fish_cpro_using_subcommand sync; and __fish_seen_subcommand_from ldap" -l expired -d 'Mot de passe initial ou provisoire dont la date est passée'
complete -c cpro -n "__fish_cpro_using_subcommand sync; and __fish_seen_subcommand_from ldap" -l never-signed-in -d 'Comptes qui ne se sont jamais connectés'
complete -c cpro -n "__fish_cpro_using_subcommand sync; and __fish_seen_subcommand_from ldap" -l never-printed -d 'Comptes dont aucun papillon n’a été imprimé avec leur mot de passe actuel'
complete -c cpro -n "__fish_cpro_using_subcommand sync; and __fish_seen_subcommand_from ldap" -l all -d 'Tous les comptes'
complete -c cpro -n "__fish_cpro_using_subcommand sync; and __fish_seen_subcommand_from ldap" -s n -l dry-run -d 'Montre ce qui serait fait, sans rien changer'
complete -c cpro -n "__fish_cpro_using_subcommand sync; and __fish_seen_subcommand_from ldap" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand sync; and __fish_seen_subcommand_from ldap" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand sync; and __fish_seen_subcommand_from ldap" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand sync; and __fish_seen_subcommand_from ldap" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand sync; and __fish_seen_subcommand_from ldap" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand sync; and __fish_seen_subcommand_from ldap" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand sync; and __fish_seen_subcommand_from scim" -l ine -d 'Élèves portant cet INE (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand sync; and __fish_seen_subcommand_from scim" -l division -l class -d 'Division (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand sync; and __fish_seen_subcommand_from scim" -l profile -d 'Profil : eleve, enseignant, personnel, chef-etablissement, inspecteur, administrateur' -r -f -a "eleve\t''
enseignant\t''
personnel\t''
chef-etablissement\t''
inspecteur\t''
administrateur\t''"
complete -c cpro -n "__fish_cpro_using_subcommand sync; and __fish_seen_subcommand_from scim" -l state -d 'État : initial, pending, temporary, personal, expired, active, inactive, locked, ou les mots des tableaux' -r -f -a "initial\t''
pending\t''
temporary\t''
personal\t''
expired\t''
active\t''
inactive\t''
locked\t''"
complete -c cpro -n "__fish_cpro_using_subcommand sync; and __fish_seen_subcommand_from scim" -l enrolment -d 'Candidats dans cet état d’inscription (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand sync; and __fish_seen_subcommand_from scim" -l mef -d 'Élèves de cette formation (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand sync; and __fish_seen_subcommand_from scim" -l diploma -d 'Candidats à cet examen (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand sync; and __fish_seen_subcommand_from scim" -l group -d 'Élèves de ce groupe (peut être répété)' -r
complete -c cpro -n "__fish_cpro_using_subcommand sync; and __fish_seen_subcommand_from scim" -l created-since -d 'Comptes créés depuis ce jour' -r
complete -c cpro -n "__fish_cpro_using_subcommand sync; and __fish_seen_subcommand_from scim" -l from -d 'Fichier d’identifiants ou d’INE, un par ligne ou dans une colonne (- : entrée standard)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand sync; and __fish_seen_subcommand_from scim" -l max-locks -d 'Part des entrées qui peuvent être verrouillées ou supprimées, par exemple 25%' -r
complete -c cpro -n "__fish_cpro_using_subcommand sync; and __fish_seen_subcommand_from scim" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand sync; and __fish_seen_subcommand_from scim" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand sync; and __fish_seen_subcommand_from scim" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand sync; and __fish_seen_subcommand_from scim" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand sync; and __fish_seen_subcommand_from scim" -l requested -d 'Comptes dont la réinitialisation est demandée (voir accounts request)'
complete -c cpro -n "__fish_cpro_using_subcommand sync; and __fish_seen_subcommand_from scim" -l locked -d 'Comptes verrouillés'
complete -c cpro -n "__fish_cpro_using_subcommand sync; and __fish_seen_subcommand_from scim" -l expired -d 'Mot de passe initial ou provisoire dont la date est passée'
complete -c cpro -n "__fish_cpro_using_subcommand sync; and __fish_seen_subcommand_from scim" -l never-signed-in -d 'Comptes qui ne se sont jamais connectés'
complete -c cpro -n "__fish_cpro_using_subcommand sync; and __fish_seen_subcommand_from scim" -l never-printed -d 'Comptes dont aucun papillon n’a été imprimé avec leur mot de passe actuel'
complete -c cpro -n "__fish_cpro_using_subcommand sync; and __fish_seen_subcommand_from scim" -l all -d 'Tous les comptes'
complete -c cpro -n "__fish_cpro_using_subcommand sync; and __fish_seen_subcommand_from scim" -s n -l dry-run -d 'Montre ce qui serait fait, sans rien changer'
complete -c cpro -n "__fish_cpro_using_subcommand sync; and __fish_seen_subcommand_from scim" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand sync; and __fish_seen_subcommand_from scim" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand sync; and __fish_seen_subcommand_from scim" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand sync; and __fish_seen_subcommand_from scim" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand sync; and __fish_seen_subcommand_from scim" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand sync; and __fish_seen_subcommand_from scim" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand history" -l last -d 'Nombre de lots montrés, les derniers d’abord' -r
complete -c cpro -n "__fish_cpro_using_subcommand history" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand history" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand history" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand history" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand history" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand history" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand history" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand history" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand history" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand history" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand undo" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand undo" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand undo" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand undo" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand undo" -s n -l dry-run -d 'Montre ce qui serait fait, sans rien changer'
complete -c cpro -n "__fish_cpro_using_subcommand undo" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand undo" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand undo" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand undo" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand undo" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand undo" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and not __fish_seen_subcommand_from erase purge person register check" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and not __fish_seen_subcommand_from erase purge person register check" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and not __fish_seen_subcommand_from erase purge person register check" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and not __fish_seen_subcommand_from erase purge person register check" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and not __fish_seen_subcommand_from erase purge person register check" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and not __fish_seen_subcommand_from erase purge person register check" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and not __fish_seen_subcommand_from erase purge person register check" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and not __fish_seen_subcommand_from erase purge person register check" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and not __fish_seen_subcommand_from erase purge person register check" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and not __fish_seen_subcommand_from erase purge person register check" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and not __fish_seen_subcommand_from erase purge person register check" -f -a "erase" -d 'Efface une personne pour de bon : fiche, compte, papillons, traces'
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and not __fish_seen_subcommand_from erase purge person register check" -f -a "purge" -d 'Efface les personnes parties depuis plus longtemps que rgpd.departed'
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and not __fish_seen_subcommand_from erase purge person register check" -f -a "person" -d 'Donne tout ce qui est connu d’une personne (droit d’accès)'
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and not __fish_seen_subcommand_from erase purge person register check" -f -a "register" -d 'Écrit la fiche du registre des traitements (article 30), remplie d’après la base'
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and not __fish_seen_subcommand_from erase purge person register check" -f -a "check" -d 'Compare les réglages aux règles : mots de passe (CNIL 2022-100, ASVS), durées, sauvegardes, registre'
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from erase" -l ine -d 'INE de la personne' -r
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from erase" -s o -l certificate -d 'Écrit l’attestation d’effacement, sans nom' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from erase" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from erase" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from erase" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from erase" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from erase" -l with-copies -d 'Refait la sauvegarde et efface celles d’avant, où la personne est encore'
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from erase" -s f -l force -d 'Remplace le fichier de l’attestation s’il existe'
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from erase" -s n -l dry-run -d 'Montre ce qui serait fait, sans rien changer'
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from erase" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from erase" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from erase" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from erase" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from erase" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from erase" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from purge" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from purge" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from purge" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from purge" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from purge" -s n -l dry-run -d 'Montre ce qui serait fait, sans rien changer'
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from purge" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from purge" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from purge" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from purge" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from purge" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from purge" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from person" -l ine -d 'INE de la personne' -r
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from person" -s o -l output -d 'Fichier écrit : .zip, .pdf ou .json' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from person" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from person" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from person" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from person" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from person" -s f -l force -d 'Remplace le fichier s’il existe'
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from person" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from person" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from person" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from person" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from person" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from person" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from register" -s o -l output -d 'Fichier écrit : .odt, .pdf, .csv ou .md' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from register" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from register" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from register" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from register" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from register" -s f -l force -d 'Remplace le fichier s’il existe'
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from register" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from register" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from register" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from register" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from register" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from register" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from check" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from check" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from check" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from check" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from check" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from check" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from check" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from check" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand rgpd; and __fish_seen_subcommand_from check" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand doctor" -l report -d 'Écrit un rapport sans donnée personnelle, pour l’assistance' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand doctor" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand doctor" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand doctor" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand doctor" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand doctor" -l network -d 'Appelle aussi le serveur de courriel, l’annuaire et le service réglés'
complete -c cpro -n "__fish_cpro_using_subcommand doctor" -l repair -d 'Fait ce qui est sans risque : droits, fichiers oubliés, anciennes bases'
complete -c cpro -n "__fish_cpro_using_subcommand doctor" -s f -l force -d 'Remplace le rapport s’il existe'
complete -c cpro -n "__fish_cpro_using_subcommand doctor" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand doctor" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand doctor" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand doctor" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand doctor" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand doctor" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand backup" -l recipient -d 'Clé publique de l’établissement destinataire (age1…), qu’il lit avec « cpro transfers key »' -r
complete -c cpro -n "__fish_cpro_using_subcommand backup" -l passphrase-file -d 'Phrase de passe lue dans un fichier que vous seul pouvez lire' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand backup" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand backup" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand backup" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand backup" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand backup" -l encrypt -d 'Chiffre la copie (age) : une phrase de passe est demandée, ou donnée par les options qui suivent'
complete -c cpro -n "__fish_cpro_using_subcommand backup" -l passphrase-stdin -d 'Phrase de passe lue sur l’entrée standard'
complete -c cpro -n "__fish_cpro_using_subcommand backup" -l draw-passphrase -d 'Phrase de passe tirée au hasard, écrite dans la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand backup" -s f -l force -d 'Remplace le fichier s’il existe'
complete -c cpro -n "__fish_cpro_using_subcommand backup" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand backup" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand backup" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand backup" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand backup" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand backup" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand restore" -l passphrase-file -d 'Phrase de passe lue dans un fichier que vous seul pouvez lire' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand restore" -l identity -d 'Clé secrète age, si le fichier est pour une autre clé que celle de l’établissement' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand restore" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand restore" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand restore" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand restore" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand restore" -l passphrase-stdin -d 'Phrase de passe lue sur l’entrée standard'
complete -c cpro -n "__fish_cpro_using_subcommand restore" -s n -l dry-run -d 'Montre ce qui serait fait, sans rien changer'
complete -c cpro -n "__fish_cpro_using_subcommand restore" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand restore" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand restore" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand restore" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand restore" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand restore" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand status" -l html -d 'Écrit aussi une page à regarder ou à imprimer : un seul fichier, sans réseau' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand status" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand status" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand status" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand status" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand status" -l line -d 'Une seule ligne, pour parcourir plusieurs établissements'
complete -c cpro -n "__fish_cpro_using_subcommand status" -s f -l force -d 'Remplace la page si elle existe'
complete -c cpro -n "__fish_cpro_using_subcommand status" -l open -d 'Ouvre la page dans le navigateur'
complete -c cpro -n "__fish_cpro_using_subcommand status" -l check -d 'Rend le code 1 s’il y a quelque chose à faire ou à regarder'
complete -c cpro -n "__fish_cpro_using_subcommand status" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand status" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand status" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand status" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand status" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand status" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand nightly" -l slips -d 'Imprime les papillons des comptes réinitialisés (dans un dossier : papillons-AAAA-MM-JJ.pdf)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand nightly" -l report -d 'Écrit la liste des comptes réinitialisés, sans mot de passe (dans un dossier : reinitialises-AAAA-MM-JJ.csv)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand nightly" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand nightly" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand nightly" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand nightly" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand nightly" -s f -l force -d 'Remplace les fichiers qui existent'
complete -c cpro -n "__fish_cpro_using_subcommand nightly" -s n -l dry-run -d 'Montre ce qui serait fait, sans rien changer'
complete -c cpro -n "__fish_cpro_using_subcommand nightly" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand nightly" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand nightly" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand nightly" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand nightly" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand nightly" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand schedule; and not __fish_seen_subcommand_from show install remove" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand schedule; and not __fish_seen_subcommand_from show install remove" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand schedule; and not __fish_seen_subcommand_from show install remove" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand schedule; and not __fish_seen_subcommand_from show install remove" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand schedule; and not __fish_seen_subcommand_from show install remove" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand schedule; and not __fish_seen_subcommand_from show install remove" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand schedule; and not __fish_seen_subcommand_from show install remove" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand schedule; and not __fish_seen_subcommand_from show install remove" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand schedule; and not __fish_seen_subcommand_from show install remove" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand schedule; and not __fish_seen_subcommand_from show install remove" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand schedule; and not __fish_seen_subcommand_from show install remove" -f -a "show" -d 'Montre ce que le planificateur reçoit, et s’il l’a déjà ; ne change rien'
complete -c cpro -n "__fish_cpro_using_subcommand schedule; and not __fish_seen_subcommand_from show install remove" -f -a "install" -d 'Fait lancer la nuit chaque jour, après l’avoir montrée'
complete -c cpro -n "__fish_cpro_using_subcommand schedule; and not __fish_seen_subcommand_from show install remove" -f -a "remove" -d 'Ne fait plus lancer la nuit'
complete -c cpro -n "__fish_cpro_using_subcommand schedule; and __fish_seen_subcommand_from show" -l at -d 'Heure de la nuit, par exemple 02:30 (sans cette option)' -r
complete -c cpro -n "__fish_cpro_using_subcommand schedule; and __fish_seen_subcommand_from show" -l slips -d 'Dossier où la nuit met les papillons des comptes réinitialisés' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand schedule; and __fish_seen_subcommand_from show" -l scheduler -d 'Planificateur : cron, systemd ou windows (le premier que la machine a, sans cette option)' -r -f -a "cron\t''
systemd\t''
windows\t''"
complete -c cpro -n "__fish_cpro_using_subcommand schedule; and __fish_seen_subcommand_from show" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand schedule; and __fish_seen_subcommand_from show" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand schedule; and __fish_seen_subcommand_from show" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand schedule; and __fish_seen_subcommand_from show" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand schedule; and __fish_seen_subcommand_from show" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand schedule; and __fish_seen_subcommand_from show" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand schedule; and __fish_seen_subcommand_from show" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand schedule; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand schedule; and __fish_seen_subcommand_from show" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand schedule; and __fish_seen_subcommand_from show" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand schedule; and __fish_seen_subcommand_from install" -l at -d 'Heure de la nuit, par exemple 02:30 (sans cette option)' -r
complete -c cpro -n "__fish_cpro_using_subcommand schedule; and __fish_seen_subcommand_from install" -l slips -d 'Dossier où la nuit met les papillons des comptes réinitialisés' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand schedule; and __fish_seen_subcommand_from install" -l scheduler -d 'Planificateur : cron, systemd ou windows (le premier que la machine a, sans cette option)' -r -f -a "cron\t''
systemd\t''
windows\t''"
complete -c cpro -n "__fish_cpro_using_subcommand schedule; and __fish_seen_subcommand_from install" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand schedule; and __fish_seen_subcommand_from install" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand schedule; and __fish_seen_subcommand_from install" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand schedule; and __fish_seen_subcommand_from install" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand schedule; and __fish_seen_subcommand_from install" -s n -l dry-run -d 'Montre ce qui serait fait, sans rien changer'
complete -c cpro -n "__fish_cpro_using_subcommand schedule; and __fish_seen_subcommand_from install" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand schedule; and __fish_seen_subcommand_from install" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand schedule; and __fish_seen_subcommand_from install" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand schedule; and __fish_seen_subcommand_from install" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand schedule; and __fish_seen_subcommand_from install" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand schedule; and __fish_seen_subcommand_from install" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand schedule; and __fish_seen_subcommand_from remove" -l scheduler -d 'Planificateur : cron, systemd ou windows (le premier que la machine a, sans cette option)' -r -f -a "cron\t''
systemd\t''
windows\t''"
complete -c cpro -n "__fish_cpro_using_subcommand schedule; and __fish_seen_subcommand_from remove" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand schedule; and __fish_seen_subcommand_from remove" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand schedule; and __fish_seen_subcommand_from remove" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand schedule; and __fish_seen_subcommand_from remove" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand schedule; and __fish_seen_subcommand_from remove" -s n -l dry-run -d 'Montre ce qui serait fait, sans rien changer'
complete -c cpro -n "__fish_cpro_using_subcommand schedule; and __fish_seen_subcommand_from remove" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand schedule; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand schedule; and __fish_seen_subcommand_from remove" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand schedule; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand schedule; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand schedule; and __fish_seen_subcommand_from remove" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand assistance; and not __fish_seen_subcommand_from diagnose faq tickets" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand assistance; and not __fish_seen_subcommand_from diagnose faq tickets" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand assistance; and not __fish_seen_subcommand_from diagnose faq tickets" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand assistance; and not __fish_seen_subcommand_from diagnose faq tickets" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand assistance; and not __fish_seen_subcommand_from diagnose faq tickets" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand assistance; and not __fish_seen_subcommand_from diagnose faq tickets" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand assistance; and not __fish_seen_subcommand_from diagnose faq tickets" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand assistance; and not __fish_seen_subcommand_from diagnose faq tickets" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand assistance; and not __fish_seen_subcommand_from diagnose faq tickets" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand assistance; and not __fish_seen_subcommand_from diagnose faq tickets" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand assistance; and not __fish_seen_subcommand_from diagnose faq tickets" -f -a "diagnose" -d 'Cherche pourquoi une personne n’arrive pas à se connecter, et dit que faire'
complete -c cpro -n "__fish_cpro_using_subcommand assistance; and not __fish_seen_subcommand_from diagnose faq tickets" -f -a "faq" -d 'Questions fréquentes, les trois plus posées d’abord'
complete -c cpro -n "__fish_cpro_using_subcommand assistance; and not __fish_seen_subcommand_from diagnose faq tickets" -f -a "tickets" -d 'Tickets : vos questions à l’assistance du service'
complete -c cpro -n "__fish_cpro_using_subcommand assistance; and __fish_seen_subcommand_from diagnose" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand assistance; and __fish_seen_subcommand_from diagnose" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand assistance; and __fish_seen_subcommand_from diagnose" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand assistance; and __fish_seen_subcommand_from diagnose" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand assistance; and __fish_seen_subcommand_from diagnose" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand assistance; and __fish_seen_subcommand_from diagnose" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand assistance; and __fish_seen_subcommand_from diagnose" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand assistance; and __fish_seen_subcommand_from diagnose" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand assistance; and __fish_seen_subcommand_from diagnose" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand assistance; and __fish_seen_subcommand_from diagnose" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand assistance; and __fish_seen_subcommand_from faq" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand assistance; and __fish_seen_subcommand_from faq" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand assistance; and __fish_seen_subcommand_from faq" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand assistance; and __fish_seen_subcommand_from faq" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand assistance; and __fish_seen_subcommand_from faq" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand assistance; and __fish_seen_subcommand_from faq" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand assistance; and __fish_seen_subcommand_from faq" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand assistance; and __fish_seen_subcommand_from faq" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand assistance; and __fish_seen_subcommand_from faq" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand assistance; and __fish_seen_subcommand_from faq" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand assistance; and __fish_seen_subcommand_from tickets" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand assistance; and __fish_seen_subcommand_from tickets" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand assistance; and __fish_seen_subcommand_from tickets" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand assistance; and __fish_seen_subcommand_from tickets" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand assistance; and __fish_seen_subcommand_from tickets" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand assistance; and __fish_seen_subcommand_from tickets" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand assistance; and __fish_seen_subcommand_from tickets" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand assistance; and __fish_seen_subcommand_from tickets" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand assistance; and __fish_seen_subcommand_from tickets" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand assistance; and __fish_seen_subcommand_from tickets" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand assistance; and __fish_seen_subcommand_from tickets" -f -a "new" -d 'Ouvre un ticket : garde la question, et l’envoie si le courrier est réglé'
complete -c cpro -n "__fish_cpro_using_subcommand assistance; and __fish_seen_subcommand_from tickets" -f -a "list" -d 'Liste des tickets, avec leur état'
complete -c cpro -n "__fish_cpro_using_subcommand assistance; and __fish_seen_subcommand_from tickets" -f -a "show" -d 'Montre un ticket en entier ; écrit de nouveau son message'
complete -c cpro -n "__fish_cpro_using_subcommand assistance; and __fish_seen_subcommand_from tickets" -f -a "send" -d 'Envoie un ticket qui ne l’a pas encore été, une fois le courrier réglé'
complete -c cpro -n "__fish_cpro_using_subcommand assistance; and __fish_seen_subcommand_from tickets" -f -a "reply" -d 'Garde une réponse du service, ou la vôtre, dans l’échange d’un ticket'
complete -c cpro -n "__fish_cpro_using_subcommand assistance; and __fish_seen_subcommand_from tickets" -f -a "close" -d 'Ferme un ticket'
complete -c cpro -n "__fish_cpro_using_subcommand journal" -l since -d 'Depuis ce jour' -r
complete -c cpro -n "__fish_cpro_using_subcommand journal" -l account -d 'Lignes qui concernent ce compte' -r
complete -c cpro -n "__fish_cpro_using_subcommand journal" -l action -d 'Action, par exemple accounts.reset, ou son nom : accounts' -r
complete -c cpro -n "__fish_cpro_using_subcommand journal" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand journal" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand journal" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand journal" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand journal" -l verify -d 'Vérifie qu’aucune ligne n’a été modifiée ni retirée'
complete -c cpro -n "__fish_cpro_using_subcommand journal" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand journal" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand journal" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand journal" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand journal" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand journal" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand network; and not __fish_seen_subcommand_from status clashes" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand network; and not __fish_seen_subcommand_from status clashes" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand network; and not __fish_seen_subcommand_from status clashes" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand network; and not __fish_seen_subcommand_from status clashes" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand network; and not __fish_seen_subcommand_from status clashes" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand network; and not __fish_seen_subcommand_from status clashes" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand network; and not __fish_seen_subcommand_from status clashes" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand network; and not __fish_seen_subcommand_from status clashes" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand network; and not __fish_seen_subcommand_from status clashes" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand network; and not __fish_seen_subcommand_from status clashes" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand network; and not __fish_seen_subcommand_from status clashes" -f -a "status" -d 'Une ligne par établissement : comptes, dernier import, dernière nuit, ce qu’il faut regarder'
complete -c cpro -n "__fish_cpro_using_subcommand network; and not __fish_seen_subcommand_from status clashes" -f -a "clashes" -d 'Identifiants que deux établissements ont donnés, avant que l’annuaire les refuse'
complete -c cpro -n "__fish_cpro_using_subcommand network; and __fish_seen_subcommand_from status" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand network; and __fish_seen_subcommand_from status" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand network; and __fish_seen_subcommand_from status" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand network; and __fish_seen_subcommand_from status" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand network; and __fish_seen_subcommand_from status" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand network; and __fish_seen_subcommand_from status" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand network; and __fish_seen_subcommand_from status" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand network; and __fish_seen_subcommand_from status" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand network; and __fish_seen_subcommand_from status" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand network; and __fish_seen_subcommand_from status" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand network; and __fish_seen_subcommand_from clashes" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand network; and __fish_seen_subcommand_from clashes" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand network; and __fish_seen_subcommand_from clashes" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand network; and __fish_seen_subcommand_from clashes" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand network; and __fish_seen_subcommand_from clashes" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand network; and __fish_seen_subcommand_from clashes" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand network; and __fish_seen_subcommand_from clashes" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand network; and __fish_seen_subcommand_from clashes" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand network; and __fish_seen_subcommand_from clashes" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand network; and __fish_seen_subcommand_from clashes" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand completions" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand completions" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand completions" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand completions" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand completions" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand completions" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand completions" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand completions" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand completions" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand completions" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
complete -c cpro -n "__fish_cpro_using_subcommand help" -l db -d 'Base de l’établissement (ou la variable CPRO_DB)' -r -F
complete -c cpro -n "__fish_cpro_using_subcommand help" -l format -d 'Forme de la réponse : table, csv ou json' -r -f -a "table\t''
csv\t''
json\t''"
complete -c cpro -n "__fish_cpro_using_subcommand help" -l color -d 'Couleurs : auto, always ou never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cpro -n "__fish_cpro_using_subcommand help" -l wait -d 'Attente si une autre commande occupe la base, en secondes' -r
complete -c cpro -n "__fish_cpro_using_subcommand help" -s h -l help -d 'Affiche cette aide'
complete -c cpro -n "__fish_cpro_using_subcommand help" -s y -l yes -d 'Confirme sans poser de question'
complete -c cpro -n "__fish_cpro_using_subcommand help" -l no-input -d 'Ne pose jamais de question'
complete -c cpro -n "__fish_cpro_using_subcommand help" -s q -l quiet -d 'Ne dit que la réponse'
complete -c cpro -n "__fish_cpro_using_subcommand help" -s v -l verbose -d 'En dit davantage'
complete -c cpro -n "__fish_cpro_using_subcommand help" -l trust-clock -d 'L’horloge de la machine est juste, bien que le journal la contredise'
