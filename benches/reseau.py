#!/usr/bin/env python3
"""A network of schools into one directory, all at once: how long, how much, and that a second run writes nothing.

    cargo build --release --features directory
    python3 benches/reseau.py target/release/cpro [schools] [people] [jobs]

Needs slapd, ldap-utils and GNU parallel. Each school has a base of its own with real hashes (a minute of processor for two
thousand), a branch and an account of service; the provider is followed by a consumer. Everything is invented, on this
machine alone, and removed at the end.
"""
import os
import random
import resource
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time

CPRO = os.path.abspath(sys.argv[1])
SCHOOLS = int(sys.argv[2]) if len(sys.argv) > 2 else 30
PEOPLE = int(sys.argv[3]) if len(sys.argv) > 3 else 1000
JOBS = int(sys.argv[4]) if len(sys.argv) > 4 else os.cpu_count()
SUFFIX = "dc=reseau,dc=test"
HEADS = "MAR DUP LEF BER ROU GIR MOR LAM FAU BON CHE VID GAR PER RIC".split()
TAILS = "TIN ONT ÈVRE NARD SSEL AUD EAU BERT CHER NET VAL AL NIER RIN HARD".split()
FIRST = "Léa Hugo Zoé Noé Inès Adam Emma Lina Paul Rayan Jade Tom Maël Élise Chloé Louis Anna Théo Eva Milo".split()


def uai(n):
    digits = f"099{n:04}"
    return digits + "ABCDEFGHJKLMNPRSTUVWXYZ"[int(digits) % 23]


def port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def run(command, **kwargs):
    done = subprocess.run(command, capture_output=True, text=True, **kwargs)
    assert done.returncode == 0, (command, done.stdout[-800:], done.stderr[-800:])
    return done.stdout


def export(path, n, code):
    rng = random.Random(n)
    with open(path, "w", encoding="cp1252", newline="") as file:
        file.write("Nom de famille;Prénom 1;Date de naissance;INE;N° interne;Division;Code RNE\r\n")
        for row in range(PEOPLE):
            birth = f"{rng.randint(1, 28):02}/{rng.randint(1, 12):02}/{rng.randint(2007, 2011)}"
            ine = f"{n:03}{row:06}{rng.choice('ABCDEFGHJK')}{rng.choice('ABCDEFGHJK')}"
            name = rng.choice(HEADS) + rng.choice(TAILS) + rng.choice(TAILS)
            file.write(f"{name};{rng.choice(FIRST)};{birth};{ine};{row + 1};2A{row % 30};{code}\r\n")


class Network:
    def __init__(self, folder):
        self.folder, self.provider, self.consumer, self.servers = folder, port(), port(), []
        self.codes = [uai(n) for n in range(SCHOOLS)]

    def env(self, code):
        return dict(os.environ, CPRO_DB=f"{self.folder}/{code}.sqlite3", HOME=self.folder)

    def school(self, n):
        code, env = self.codes[n], self.env(self.codes[n])
        export(f"{self.folder}/{code}.csv", n, code)
        secret = f"{self.folder}/{code}.secret"
        with open(os.open(secret, os.O_CREAT | os.O_WRONLY, 0o600), "w") as file:
            file.write(f"pw-{code}")
        for command in (
            ["init", "--name", f"Lycée {n}", "--uai", code, "--email", "a@b.example", "--no-input"],
            ["import", "siecle", f"{self.folder}/{code}.csv", "--yes"],
            ["accounts", "create", "--yes"],
            ["settings", "set", "directory.suffix", SUFFIX],
            ["settings", "set", "directory.url", f"ldap://127.0.0.1:{self.provider}"],
            ["settings", "set", "directory.bind-dn", f"cn=cpro-{code},{SUFFIX}"],
            ["settings", "set", "directory.password-file", secret],
        ):
            run([CPRO, *command], env=env)

    def configuration(self, name, number):
        rights = "".join(
            f'access to dn.subtree="ou={c},{SUFFIX}" attrs=userPassword by dn.exact="cn=cpro-{c},{SUFFIX}" write '
            f'by dn.exact="cn=rep,{SUFFIX}" read by anonymous auth by * none\n'
            f'access to dn.subtree="ou={c},{SUFFIX}" by dn.exact="cn=cpro-{c},{SUFFIX}" write by dn.exact="cn=rep,{SUFFIX}" read by * none\n'
            for c in self.codes
        )
        own = (
            "overlay syncprov\nsyncprov-checkpoint 1000 10\nsyncprov-sessionlog 100000\n"
            if number == 1
            else f'syncrepl rid=001 provider=ldap://127.0.0.1:{self.provider} type=refreshAndPersist retry="1 +" searchbase="{SUFFIX}" '
            f'bindmethod=simple binddn="cn=rep,{SUFFIX}" credentials=reppw attrs="*,+" schemachecking=off\n'
        )
        limits = "".join(f'limits dn.exact="cn={c},{SUFFIX}" size=unlimited time=unlimited\n' for c in ["rep"] + [f"cpro-{c}" for c in self.codes])
        return (
            "include /etc/ldap/schema/core.schema\ninclude /etc/ldap/schema/cosine.schema\ninclude /etc/ldap/schema/inetorgperson.schema\n"
            "modulepath /usr/lib/ldap\nmoduleload back_mdb\nmoduleload argon2\nmoduleload ppolicy\nmoduleload syncprov\n"
            f"serverID {number}\n{rights}"
            f'access to attrs=userPassword by dn.exact="cn=rep,{SUFFIX}" read by anonymous auth by * none\n'
            f'access to * by dn.exact="cn=rep,{SUFFIX}" read by users read by * none\n'
            f'database mdb\nmaxsize 8589934592\nsuffix "{SUFFIX}"\nrootdn "cn=admin,{SUFFIX}"\nrootpw secret\ndirectory {self.folder}/{name}\n'
            f'index objectClass,uid,entryUUID,entryCSN eq\n{limits}overlay ppolicy\n{own}'
        )

    def start(self):
        for name, number, at in (("p", 1, self.provider), ("c", 2, self.consumer)):
            os.mkdir(f"{self.folder}/{name}")
            with open(f"{self.folder}/{name}.conf", "w") as file:
                file.write(self.configuration(name, number))
            command = ["/usr/sbin/slapd", "-h", f"ldap://127.0.0.1:{at}", "-d", "0", "-f", f"{self.folder}/{name}.conf"]
            self.servers.append(subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
            for _ in range(200):
                if subprocess.run(["ldapsearch", "-x", "-H", f"ldap://127.0.0.1:{at}", "-b", "", "-s", "base"], capture_output=True).returncode == 0:
                    break
                time.sleep(0.05)
        service = "dn: cn={0},{1}\nobjectClass: organizationalRole\nobjectClass: simpleSecurityObject\ncn: {0}\nuserPassword: {2}\n\n"
        base = f"dn: {SUFFIX}\nobjectClass: organization\nobjectClass: dcObject\no: r\ndc: reseau\n\n" + service.format("rep", SUFFIX, "reppw")
        for code in self.codes:
            base += service.format(f"cpro-{code}", SUFFIX, f"pw-{code}") + f"dn: ou={code},{SUFFIX}\nobjectClass: organizationalUnit\nou: {code}\n\n"
        run(["ldapadd", "-x", "-H", f"ldap://127.0.0.1:{self.provider}", "-D", f"cn=admin,{SUFFIX}", "-w", "secret"], input=base)

    def count(self, at):
        """How many people a server has, once it has anything."""
        command = ["ldapsearch", "-LLL", "-x", "-H", f"ldap://127.0.0.1:{at}", "-D", f"cn=admin,{SUFFIX}", "-w", "secret", "-b", SUFFIX, "uid"]
        return subprocess.run(command, capture_output=True, text=True).stdout.count("\nuid: ")

    def ask(self, at, base, scope, attribute):
        command = ["ldapsearch", "-LLL", "-o", "ldif-wrap=no", "-x", "-H", f"ldap://127.0.0.1:{at}", "-D", f"cn=admin,{SUFFIX}", "-w", "secret", "-b", base, "-s", scope, attribute]
        return run(command)

    def all(self, what):
        """One command in every base, with GNU parallel; seconds."""
        start = time.monotonic()
        bases = "\n".join(self.codes)
        command = ["parallel", "-j", str(JOBS), "--halt", "now,fail=1", "--joblog", f"{self.folder}/{what}.log", f"{CPRO} --db {self.folder}/{{}}.sqlite3 sync ldap --yes --quiet"]
        run(command, input=bases)
        return time.monotonic() - start

    def sizes(self):
        return [f"{sum(os.path.getsize(os.path.join(self.folder, n, f)) // 2**20 for f in os.listdir(os.path.join(self.folder, n)))} MiB" for n in "pc"]


def main():
    folder = tempfile.mkdtemp(prefix="reseau")
    network = Network(folder)
    try:
        start = time.monotonic()
        for n in range(SCHOOLS):
            network.school(n)
        print(f"{SCHOOLS} bases of {PEOPLE}: imported, accounts created: {time.monotonic() - start:.0f} s", flush=True)
        network.start()
        total = SCHOOLS * PEOPLE
        first = network.all("first")
        print(f"first sync of {total}, {JOBS} at a time: {first:.1f} s ({total / first:.0f} entries a second)", flush=True)
        start = time.monotonic()
        while network.count(network.consumer) < total:
            time.sleep(0.5)
            assert time.monotonic() - start < 600
        print(f"the consumer has them {time.monotonic() - start:.1f} s later; databases {network.sizes()}", flush=True)
        before = network.ask(network.provider, SUFFIX, "base", "contextCSN")
        second = [network.all(f"again{n}") for n in range(3)]
        assert network.ask(network.provider, SUFFIX, "base", "contextCSN") == before, "a second run wrote"
        print(f"second run, nothing to write: {statistics.median(second):.1f} s; contextCSN did not move", flush=True)
        for code in network.codes:
            run([CPRO, "accounts", "lock", "--division", "2A1", "--yes"], env=network.env(code))
        locked = network.all("locks")
        print(f"one division of each school locked: {locked:.1f} s", flush=True)
        start = time.monotonic()
        run([CPRO, "network", "status", folder])
        print(f"network status: {time.monotonic() - start:.1f} s; clashes: ", end="")
        start = time.monotonic()
        subprocess.run([CPRO, "network", "clashes", folder], capture_output=True)
        print(f"{time.monotonic() - start:.1f} s; largest process {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000:.0f} MB")
        print(f"300,000 by calculation: first {first * 300_000 / total / 60:.0f} min, again {statistics.median(second) * 300_000 / total / 60:.1f} min")
    finally:
        for server in network.servers:
            server.kill()
            server.wait()
        shutil.rmtree(folder)


main()
