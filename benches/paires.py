#!/usr/bin/env python3
"""Pairs cpro with the program that does the same thing, in one run, A B A B, and prints ratios.

    python3 benches/paires.py target/release/cpro [rounds] [imports|slips]

Needs sqlite3 (the shell) and, for the slips, ReportLab and typst (`pip install reportlab qrcode pillow typst`); what is
missing is skipped, with its reason. Machines are shared and noisy: only the ratios of one run mean something.
"""
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

CPRO = os.path.abspath(sys.argv[1])
ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 3
ONLY = sys.argv[3] if len(sys.argv) > 3 else ""
ROWS, SLIPS = 300_000, 2_000
HERE = os.path.dirname(os.path.abspath(__file__))


def timed(command, **kwargs):
    """Seconds and peak memory (MB) of one command."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **kwargs)
    _, status, usage = os.wait4(process.pid, 0)
    assert os.waitstatus_to_exitcode(status) == 0, command
    return time.monotonic() - start, usage.ru_maxrss / 1000


def report(what, ours, theirs, peer):
    ratios = sorted(a / b for (a, _), (b, _) in zip(ours, theirs))
    median = statistics.median(ratios)
    memory = max(m for _, m in ours)
    print(f"{what}: {median:.2f} of {peer} [{ratios[0]:.2f}..{ratios[-1]:.2f}], {memory:.0f} MB", flush=True)


def export(path, rows):
    rng = random.Random(1)
    heads = "MAR DUP LEF BER ROU GIR MOR LAM FAU BON CHE VID GAR PER RIC".split()
    tails = "TIN ONT ÈVRE NARD SSEL AUD EAU BERT CHER NET VAL AL NIER RIN HARD".split()
    first = "Léa Hugo Zoé Noé Inès Adam Emma Lina Paul Rayan Jade Tom Maël Élise Chloé Louis Anna Théo Eva Milo".split()
    first += [f"{a}-{b}" for a in first[:10] for b in first[10:]]
    with open(path, "w", encoding="cp1252", newline="") as file:
        file.write("Nom de famille;Nom d'usage;Prénom 1;Prénom 2;Date de naissance;Sexe;INE;N° interne;Code MEF;Division;Régime;Date de sortie\r\n")
        seen = set()
        for n in range(rows):
            ine = f"{rng.randrange(10**9):09}{rng.choice('ABCDEFGHJK')}{rng.choice('ABCDEFGHJK')}"
            # Numbers come round after 100,000: their holders have other names, or they would be in doubt, as namesakes are.
            while True:
                name, one = rng.choice(heads[n // 100000 % 3 :: 3]) + rng.choice(tails), rng.choice(first)
                birth = f"{rng.randint(1, 28):02}/{rng.randint(1, 12):02}/{rng.randint(2007, 2011)}"
                if (name, one, birth) not in seen:
                    break
            seen.add((name, one, birth))
            file.write(f"{name};;{one};{rng.choice(first)};{birth};F;{ine};{n % 100000:05}990001;24725510211;2A{n % 900};EXTERNE;\r\n")


def school(folder, base):
    env = dict(os.environ, CPRO_DB=base)
    for command in (
        ["init", "--name", "Lycée", "--uai", "0990001N", "--email", "a@b.example"],
        ["settings", "set", "passwords.eleve", "random"],
        ["settings", "logo", os.path.join(HERE, "../fixtures/demo/logo.png")],
        ["settings", "stamp", os.path.join(HERE, "../fixtures/demo/cachet.png")],
    ):
        timed([CPRO, *command], env=env, cwd=folder)
    return env


def imports(folder):
    source = os.path.join(folder, "e.csv")
    export(source, ROWS)
    utf8 = os.path.join(folder, "e8.csv")
    with open(source, encoding="cp1252", newline="") as a, open(utf8, "w", encoding="utf-8", newline="") as b:
        b.write(a.read())
    columns = "family,usage,first,first2,birth,sex,ine,number,mef,division,regime,gone"
    shell = {
        "un index (ine)": "create index i1 on t(ine);",
        "deux index (ine ; nom, prénom, naissance)": "create index i1 on t(ine); create index i2 on t(family,first,birth);",
    }
    ours, again, theirs = [], [], {name: [] for name in shell}
    for _ in range(ROUNDS):
        base = os.path.join(folder, "c.db")
        if os.path.exists(base):
            os.remove(base)
        env = school(folder, base)
        ours.append(timed([CPRO, "import", "siecle", source, "--quiet"], env=env))
        again.append(timed([CPRO, "import", "siecle", source, "--quiet"], env=env))
        for name, indexes in shell.items():
            target = os.path.join(folder, "s.db")
            if os.path.exists(target):
                os.remove(target)
            script = f"pragma synchronous=full; create table t({columns}); {indexes}\n.mode csv\n.separator ;\n.import --skip 1 {utf8} t\n"
            path = os.path.join(folder, "s.sql")
            open(path, "w").write(script)
            theirs[name].append(timed(["sqlite3", target, f".read {path}"]))
    for name, times in theirs.items():
        report(f"import de {ROWS} lignes", ours, times, f"sqlite3 .import, {name}")
    report("le même fichier une seconde fois", again, ours, "notre premier import")


REPORTLAB = '''
import io, sys
from reportlab.pdfgen import canvas
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
import qrcode
fonts, demo, out, n = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
for name, file in (("R", "AtkinsonHyperlegibleNext-Regular"), ("B", "AtkinsonHyperlegibleNext-Bold"), ("M", "AtkinsonHyperlegibleMono-Regular")):
    pdfmetrics.registerFont(TTFont(name, f"{fonts}/{file}.ttf"))
logo, stamp = ImageReader(f"{demo}/logo.png"), ImageReader(f"{demo}/cachet.png")
code = qrcode.QRCode(border=4); code.add_data("https://www.cpro-sti.fr/0990001n"); code.make(fit=True)
picture = io.BytesIO(); code.make_image().save(picture, "PNG"); picture.seek(0); qr = ImageReader(picture)
page = canvas.Canvas(out, pagesize=A4)
lines = [("B", 16, "Lycée des Tilleuls"), ("R", 13, "Année scolaire 2026-2027"), ("B", 20, "Papillon de connexion"), ("B", 26, "Marie-Clémentine DE LA ROCHE {n}"),
  ("R", 15, "Division : 2MELEC1"), ("R", 14, "Identifiez-vous avec le compte qui vous a été attribué :"), ("R", 13, "Votre identifiant de connexion :"),
  ("M", 29, "marie.de-la-roche{n}"), ("R", 13, "Votre mot de passe (*) :"), ("M", 29, "k7rf-9wqh-3xtm"), ("R", 13, "Adresse du site :"),
  ("B", 17, "https://www.cpro-sti.fr/0990001n"), ("R", 12, "à taper dans la barre d’adresse du navigateur, pas dans un moteur de recherche"),
  ("R", 12, "(*) Mot de passe provisoire : à votre première connexion, vous devrez le remplacer par un mot de"), ("R", 12, "passe personnel, puis vous identifier de nouveau avec celui-ci. Il est valable jusqu’au"),
  ("R", 12, "01/10/2026."), ("R", 11, "« login inconnu » : vérifiez l’adresse du site et l’identifiant, sans espace ni majuscule."),
  ("R", 11, "« mot de passe non valide » : recopiez le mot de passe tel qu’il est imprimé, sans espace ; après la"), ("R", 11, "première connexion, seul votre mot de passe personnel est accepté."),
  ("R", 11, "Toujours bloqué ? Adressez-vous au secrétariat de l’établissement."), ("R", 9, "N° 1-{n} – 01/09/2026")]
for k in range(n):
    y = 800
    page.drawImage(logo, 34, 740, 60, 60); page.drawImage(stamp, 450, 40, 84, 56); page.drawImage(qr, 430, 560, 127, 127); page.rect(34, 560, 380, 127)
    for font, size, text in lines:
        page.setFont(font, size); page.drawString(110 if y > 740 else 44, y, text.replace("{n}", str(k))); y -= size * 1.4
    page.showPage()
page.save()
'''


TYPST = '''
#set page(paper: "a4", margin: 0pt)
#set text(font: "Atkinson Hyperlegible Next", size: 12pt)
#let lines = (
  ("B", 16pt, "Lycée des Tilleuls"), ("R", 13pt, "Année scolaire 2026-2027"), ("B", 20pt, "Papillon de connexion"), ("B", 26pt, "Marie-Clémentine DE LA ROCHE {n}"),
  ("R", 15pt, "Division : 2MELEC1"), ("R", 14pt, "Identifiez-vous avec le compte qui vous a été attribué :"), ("R", 13pt, "Votre identifiant de connexion :"),
  ("M", 29pt, "marie.de-la-roche{n}"), ("R", 13pt, "Votre mot de passe (*) :"), ("M", 29pt, "k7rf-9wqh-3xtm"), ("R", 13pt, "Adresse du site :"),
  ("B", 17pt, "https://www.cpro-sti.fr/0990001n"), ("R", 12pt, "à taper dans la barre d’adresse du navigateur, pas dans un moteur de recherche"),
  ("R", 12pt, "(*) Mot de passe provisoire : à votre première connexion, vous devrez le remplacer par un mot de"), ("R", 12pt, "passe personnel, puis vous identifier de nouveau avec celui-ci. Il est valable jusqu’au"),
  ("R", 12pt, "01/10/2026."), ("R", 11pt, "« login inconnu » : vérifiez l’adresse du site et l’identifiant, sans espace ni majuscule."),
  ("R", 11pt, "« mot de passe non valide » : recopiez le mot de passe tel qu’il est imprimé, sans espace ; après la"), ("R", 11pt, "première connexion, seul votre mot de passe personnel est accepté."),
  ("R", 11pt, "Toujours bloqué ? Adressez-vous au secrétariat de l’établissement."), ("R", 9pt, "N° 1-{n} – 01/09/2026"))
#let face(kind, size, body) = if kind == "M" { text(font: "Atkinson Hyperlegible Mono", size: size, body) } else { text(size: size, weight: if kind == "B" { "bold" } else { "regular" }, body) }
#for k in range(COUNT) {
  place(dx: 34pt, dy: 42pt, image("logo.png", width: 60pt)); place(dx: 450pt, dy: 746pt, image("cachet.png", width: 84pt)); place(dx: 430pt, dy: 155pt, image("qr.png", width: 127pt))
  place(dx: 34pt, dy: 155pt, rect(width: 380pt, height: 127pt))
  let y = 40pt
  for (kind, size, words) in lines {
    place(dx: if y < 100pt { 110pt } else { 44pt }, dy: y, face(kind, size, words.replace("{n}", str(k))))
    y += size * 1.4
  }
  if k + 1 < COUNT { pagebreak() }
}
'''


def typst_command(folder, fonts, demo, target):
    import qrcode
    for name in ("logo.png", "cachet.png"):
        shutil.copy(os.path.join(demo, name), folder)
    code = qrcode.QRCode(border=4)
    code.add_data("https://www.cpro-sti.fr/0990001n")
    code.make_image().save(os.path.join(folder, "qr.png"))
    source = os.path.join(folder, "p.typ")
    open(source, "w", encoding="utf-8").write(TYPST.replace("COUNT", str(SLIPS)))
    script = f"import typst; typst.compile({source!r}, output={target!r}, font_paths=[{fonts!r}])"
    return [sys.executable, "-c", script]


def slips(folder):
    try:
        import qrcode, reportlab  # noqa: F401, E401
    except ImportError as missing:
        print(f"papillons: sauté, {missing.name} n’est pas installé")
        return
    source = os.path.join(folder, "p.csv")
    export(source, SLIPS)
    base = os.path.join(folder, "p.db")
    env = school(folder, base)
    timed([CPRO, "import", "siecle", source], env=env)
    timed([CPRO, "accounts", "create"], env=env)
    # Personal passwords print a login only; initial ones print without hashing, which is what the peer does.
    subprocess.run(["sqlite3", base, "update accounts set password_state='initial', hash='x' where profile='eleve'"], check=True)
    script = os.path.join(folder, "rl.py")
    open(script, "w").write(REPORTLAB)
    ours, theirs, typst_times = [], [], []
    target, other = os.path.join(folder, "nous.pdf"), os.path.join(folder, "eux.pdf")
    fonts, demo = os.path.join(HERE, "../src/paper/fonts"), os.path.join(HERE, "../fixtures/demo")
    try:
        import typst  # noqa: F401
        typeset = typst_command(folder, fonts, demo, os.path.join(folder, "typst.pdf"))
    except ImportError:
        print("papillons, typst: sauté, il n’est pas installé")
        typeset = None
    for _ in range(ROUNDS):
        ours.append(timed([CPRO, "slips", "generate", "--per-page", "1", "--force", "-o", target], env=env))
        theirs.append(timed([sys.executable, script, fonts, demo, other, str(SLIPS)]))
        if typeset:
            typst_times.append(timed(typeset))
    report(f"{SLIPS} papillons, un par page", ours, theirs, "ReportLab, QR en cache")
    if typst_times:
        report(f"{SLIPS} papillons, un par page", ours, typst_times, "typst")
    print(f"  {os.path.getsize(target) / SLIPS / 1000:.2f} kB par page (ReportLab {os.path.getsize(other) / SLIPS / 1000:.2f})")


def answers(folder):
    base = os.path.join(folder, "p.db")
    if not os.path.exists(base):
        return
    env = dict(os.environ, CPRO_DB=base)
    login = subprocess.run([CPRO, "accounts", "list", "--format", "csv"], env=env, capture_output=True, text=True).stdout.splitlines()[1].split(";")[0]
    for command in (["--version"], ["accounts", "show", login]):
        times = [timed([CPRO, *command], env=env)[0] - timed(["/bin/true"])[0] for _ in range(20)]
        print(f"cpro {command[0]}: {statistics.median(times) * 1000:.1f} ms au-delà d’un processus vide")


folder = tempfile.mkdtemp(prefix="cpro-paires-")
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
try:
    if ONLY != "slips":
        imports(folder)
    if ONLY != "imports":
        slips(folder)
        answers(folder)
finally:
    shutil.rmtree(folder)
