import re
import stat
from pathlib import Path

import pytest
from django.db import connection

from city.models import Round
from config.secret import stored_secret

ROOT = Path(__file__).resolve().parents[2]


def test_every_setting_has_a_line_in_the_docs():
    read = set(re.findall(r'env(?:\.\w+)?\(\s*"([A-Z_]+)"', (ROOT / "config" / "settings.py").read_text()))
    told = set(re.findall(r"^\| `([A-Z_]+)`", (ROOT / "docs" / "settings.md").read_text(), re.MULTILINE))
    assert read == told


def test_a_secret_is_made_once_and_only_its_owner_can_read_it(tmp_path):
    path = tmp_path / "new" / "secret"
    secret = stored_secret(path)
    assert len(secret) > 64
    assert stored_secret(path) == secret
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.django_db
def test_postgresql_plans_once_what_is_asked_often():
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL")
    for _ in range(6):
        Round.objects.filter(slug="spring").exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%city_round%'")
        assert cursor.fetchone()[0] >= 1
