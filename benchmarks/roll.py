"""How long it takes to take up a city's list, beside a bare insert of as many rows of the same table; how much memory.

Both run in processes of their own on the database of DATABASE_URL (default: a new SQLite file), which is emptied of
the benchmark's round afterwards.

    python benchmarks/roll.py [rows]        a million by default
"""

import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

ROOT = Path(__file__).resolve().parents[1]
ROWS = 1_000_000
MOST_MB = 400
MOST_SECONDS = 600
SLUG = "benchmark-roll"
GIVEN = ["Ada", "Bjørn", "Chloé", "Dmitri", "Élodie", "Fatma", "Gijs", "Héctor", "İrem", "Jürgen", "Kasia", "Łukasz"]
FAMILY = ["Aalbrink", "Brontë", "Castermans", "Dąbrowska", "Ebersbach", "Fjordal", "García-Vos", "O’Brien", "Weiß"]
BARE = """
from uuid import uuid4
from city.models import District, Round
from voting.models import ListedPerson
round, district = Round.objects.get(slug={slug!r}), District.objects.get(code={slug!r})
def row():
    hashed = uuid4().hex * 2
    return ListedPerson(round=round, district=district, identity_hmac=hashed, namesake_hmac=hashed[:16],
        email_hmac=hashed[1:17], phone_hmac=hashed[2:18], sealed_email=hashed + hashed[:20])
for start in range(0, {rows}, 2000):
    ListedPerson.objects.bulk_create([row() for _ in range(min(2000, {rows} - start))])
"""
PREPARE = """
from city.models import District, Round
District.objects.get_or_create(code={slug!r}, name="Benchmark")
Round.objects.get_or_create(slug={slug!r}, title="Benchmark", currency="EUR")
"""
EMPTY = """
from city.models import Round
from voting.models import ListedPerson
ListedPerson.objects.filter(round__slug={slug!r}).delete()
"""


def write_list(path: Path, rows: int) -> None:
    first = date(1930, 1, 1)
    with path.open("w", encoding="utf-8-sig") as stream:
        stream.write("number;family_name;given_names;birth_date;postcode;district;email;phone\n")
        for number in range(rows):
            name = f"{FAMILY[number % len(FAMILY)]};{GIVEN[number % 7]} {GIVEN[number % len(GIVEN)]}"
            born = first + timedelta(days=number % 28_000)
            contact = f"person{number}@example.org;+31 6 {number:08}"
            stream.write(f"{number};{name};{born};{number // 2000:04} AB;{SLUG};{contact}\n")


@dataclass(frozen=True)
class Run:
    """What a command took: seconds by the clock and of the processor, and megabytes at the most."""

    seconds: float
    processor: float
    megabytes: float

    def __str__(self) -> str:
        return f"{self.seconds:.0f} s ({self.processor:.0f} s of the processor)"


def run(environment: dict[str, str], *words: str) -> Run:
    started = monotonic()
    process = subprocess.Popen([sys.executable, "manage.py", *words], cwd=ROOT, env=environment)
    _pid, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"manage.py {words[0]} ended with {status}")
    return Run(monotonic() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def shell(environment: dict[str, str], code: str, **values: object) -> Run:
    return run(environment, "shell", "--verbosity", "0", "-c", code.format(slug=SLUG, **values))


def main() -> int:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with TemporaryDirectory() as folder:
        environment = os.environ | {"DATA_DIR": folder, "PHONE_COUNTRY": "31", "LOG_LEVEL": "WARNING"}
        path = Path(folder) / "list.csv"
        write_list(path, rows)
        run(environment, "migrate", "--verbosity", "0")
        shell(environment, PREPARE)
        bare = shell(environment, BARE, rows=rows)
        shell(environment, EMPTY)
        taken = run(environment, "import_roll", SLUG, str(path))
        again = run(environment, "import_roll", SLUG, str(path))
        shell(environment, EMPTY)
    kind = "PostgreSQL" if environment.get("DATABASE_URL", "").startswith("postgres") else "SQLite"
    print(f"{kind}, {rows:,} rows: bare insert {bare}")
    print(f"import {taken}: {taken.seconds / bare.seconds:.1f} times that, at most {taken.megabytes:.0f} MB")
    print(f"the same list again {again}: {again.seconds / bare.seconds:.1f} times, at most {again.megabytes:.0f} MB")
    return 0 if taken.seconds < MOST_SECONDS and taken.megabytes < MOST_MB else 1


if __name__ == "__main__":
    sys.exit(main())
