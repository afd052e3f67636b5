"""The rules of the house, as tests. A rule that stands in the way is discussed, not loosened here."""

import ast
import re
from io import StringIO
from pathlib import Path
from statistics import median, quantiles

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import models

from city.actions.kinds import kinds
from city.models.people import RoleName
from city.models.rounds import PhaseName
from city.rules.phases import ALWAYS, PHASES, PhaseKind, Verb
from city.rules.roles import TWO_PERSON, VERBS, Role
from proposals.models import StatusName
from proposals.rules.statuses import STATUSES, Status
from voting.forms.asking import FORMS
from voting.views.access import ASKED_FOR
from voting.views.asking import DECKS

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ["city", "proposals", "voting", "budgets", "frontend", "demo", "config"]
TEMPLATES = ROOT / "frontend" / "templates"
BANNED_NAMES = {"utils", "helpers", "common", "manager", "managers", "service", "services", "data", "misc"}

# What a function calls when it writes a row, a file or a letter.
WRITES = {
    "save",
    "create",
    "get_or_create",
    "update_or_create",
    "bulk_create",
    "bulk_update",
    "delete",
    "record",
    "open",
}
# Functions in actions/ that write and yet take no `actor` and `now`, each with its reason.
NOT_BY_AN_ACTOR = {
    "city.actions.audit.record": "it is the trail that actions write to",
    "voting.actions.sealing.seal": "the system itself, every second; its record is the log",
    "voting.actions.mixing.seal_contest": "the system itself, inside seal",
    "voting.actions.counts.shift": "the system itself, inside seal",
    "voting.actions.counts.recount": "the system itself, inside seal: counts follow from the log",
    "voting.actions.log.append": "the system itself, inside seal: the signed log is the record",
    "voting.actions.log.enter": "a part of every act that the log tells of, inside its transaction",
    "voting.actions.publishing.publish": "the system itself, after seal: files follow from the log",
    "voting.actions.keys.make_key": "a file that is made once, inside enrol and freeze",
    "voting.actions.keys.make_signing_keys": "files that are made once, inside freeze",
    "voting.actions.keys.make_signing_key": "a file that is made once, inside freeze and renew_key",
    "voting.actions.keys.make_people_key": "a file that is made once, inside the checks of who somebody is",
    "voting.actions.roll.enter": "a part of enrol, attest and confirm, inside their transactions",
    "voting.actions.imported_rows.district_of": "a part of import_round, inside its transaction",
    "voting.actions.imported_rows.add_proposals": "a part of import_round, inside its transaction",
    "voting.actions.imported_rows.add_ballots": "a part of import_round, inside its transaction",
}
# Actions that leave no entry in the audit trail, each with its reason.
NOT_AUDITED = {
    "voting.actions.casting.cast": "its record is the log leaf; a person and a time beside it would undo the secret ballot",
    "proposals.actions.erasing.erase_unpublished": "a part of erase, inside its transaction",
    "city.actions.sessions.note_sign_in": "being there is no act; what is noted goes with the session",
}


def sources(*rooms):
    """The Python files of the rooms, without migrations."""
    return [
        path
        for room in rooms or ROOMS
        for path in sorted((ROOT / room).rglob("*.py"))
        if "migrations" not in path.parts and "node_modules" not in path.parts
    ]


def name_of(path):
    return str(path.relative_to(ROOT))


def module_of(path):
    return name_of(path).removesuffix(".py").replace("/", ".")


def tree_of(path):
    return ast.parse(path.read_text())


def functions():
    """Every function of the rooms: where it stands, and its lines from `def` to the last."""
    for path in sources():
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{name_of(path)}:{node.lineno} {node.name}", node.end_lineno - node.lineno + 1


def calls_of(node):
    """The names of what a function calls, `record` and `.save` alike."""
    functions = [call.func for call in ast.walk(node) if isinstance(call, ast.Call)]
    return {getattr(function, "attr", None) or getattr(function, "id", "") for function in functions}


def reached(name, bodies):
    """What a function of a module calls, itself or through functions of the same module."""
    seen, waiting = set(), {name}
    while waiting:
        called = calls_of(bodies[waiting.pop()]) - seen
        seen |= called
        waiting |= called & bodies.keys()
    return seen


def actions():
    """(path, room.actions.module.function, node, what it calls) for every public function of actions/ that writes."""
    for room in ROOMS:
        for path in sorted((ROOT / room).glob("actions/**/*.py")):
            bodies = {node.name: node for node in tree_of(path).body if isinstance(node, ast.FunctionDef)}
            for name, node in bodies.items():
                called = reached(name, bodies)
                if not name.startswith("_") and called & WRITES:
                    yield path, f"{module_of(path)}.{name}", node, called


def own_models():
    return [model for room in ROOMS if apps.is_installed(room) for model in apps.get_app_config(room).get_models()]


def test_functions_are_short():
    lengths = dict(functions())
    assert median(lengths.values()) <= 8
    assert quantiles(lengths.values(), n=20)[-1] <= 30
    assert {where: lines for where, lines in lengths.items() if lines > 50} == {}


def test_files_are_short():
    paths = [
        *sources(),
        *(ROOT / "tests").rglob("*.py"),
        *(p for p in TEMPLATES.rglob("*") if p.is_file()),
        *(ROOT / "frontend/static/js").glob("*.js"),
    ]
    lengths = {name_of(path): len(path.read_text().splitlines()) for path in paths}
    long = {name for name, lines in lengths.items() if lines > 300}
    assert long - {"voting/verify.py"} == set()


def test_imports_stand_at_the_top_and_are_absolute():
    found = []
    for path in sources():
        tree = tree_of(path)
        top = {id(node) for node in tree.body}
        for node in ast.walk(tree):
            is_relative = isinstance(node, ast.ImportFrom) and node.level
            is_inline = isinstance(node, ast.Import | ast.ImportFrom) and id(node) not in top
            if is_relative or is_inline:
                found.append(f"{name_of(path)}:{node.lineno}")
    assert found == []


def test_every_action_takes_its_actor_and_its_moment_by_name():
    found = {}
    for _path, name, node, _called in actions():
        by_name = {argument.arg for argument in node.args.kwonlyargs}
        if name not in NOT_BY_AN_ACTOR and not ({"actor", "now"} <= by_name and not node.args.args):
            found[name] = sorted(by_name)
    assert found == {}


def test_every_action_is_audited_and_its_tests_look_at_the_entry():
    found = []
    for path, name, _node, called in actions():
        tests = ROOT / "tests" / path.relative_to(ROOT).with_name(f"test_{path.name}")
        is_tested = tests.exists() and "AuditEntry" in tests.read_text()
        if name not in NOT_BY_AN_ACTOR | NOT_AUDITED and not ("record" in called and is_tested):
            found.append(name)
    assert found == []


def test_the_exceptions_are_still_needed():
    assert (NOT_BY_AN_ACTOR | NOT_AUDITED).keys() - {name for _path, name, _node, _called in actions()} == set()


def test_modules_have_names_that_say_something():
    found = []
    for path in sources():
        folder = path.parent.name.removesuffix("s")
        repeats = len(folder) > 2 and path.parent != ROOT and re.search(rf"(^|_){folder}s?(_|$)", path.stem)
        if path.stem in BANNED_NAMES or (repeats and path.parent.name not in ROOMS and path.stem != "__init__"):
            found.append(name_of(path))
    assert found == []


def test_nothing_happens_behind_the_back_of_an_action():
    """No signals, no admin, no side effects in save()."""
    found = []
    for path in sources():
        text = path.read_text()
        if re.search(r"models\.signals|django\.dispatch|contrib import admin|contrib\.admin\b", text):
            found.append(name_of(path))
        if "/models/" in name_of(path) and re.search(r"def (save|delete)\(", text):
            found.append(name_of(path))
    assert found == []
    assert "django.contrib.admin" not in settings.INSTALLED_APPS


def test_every_phase_and_status_has_an_owner_a_label_and_an_exit():
    assert set(PHASES) == set(PhaseKind) == {PhaseKind(value) for value in PhaseName.values}
    assert set(STATUSES) == set(Status) == {Status(value) for value in StatusName.values}
    assert all(rule.owner and rule.exit and rule.verbs for rule in PHASES.values())
    assert all(rule.owner for rule in STATUSES.values())
    assert all(PhaseName.labels + StatusName.labels)
    ends = {status for status, rule in STATUSES.items() if not rule.exits}
    assert ends == {Status.WITHDRAWN, Status.LISTED}


def test_every_verb_is_permitted_somewhere_and_every_official_verb_has_an_office():
    assert set.union(*(set(rule.verbs) for rule in PHASES.values())) | ALWAYS == set(Verb)
    of_residents = {Verb.SUBMIT, Verb.WITHDRAW, Verb.CAST}
    assert set.union(*(set(verbs) for verbs in VERBS.values())) == set(Verb) - of_residents


def test_every_act_of_two_people_is_a_kind_of_case_with_a_form_to_ask_for_it():
    assert kinds().keys() == TWO_PERSON
    assert FORMS.keys() | {Verb.GRANT, Verb.REVOKE, Verb.RESET_FACTOR} == TWO_PERSON
    assert FORMS.keys() == DECKS.keys() == set(ASKED_FOR)


def test_offices_have_labels_and_their_page_says_what_each_carries():
    assert {RoleName(role).label for role in Role}
    page = (ROOT / "docs" / "roles.md").read_text()
    rows = [
        f"| {RoleName(role).label} | {', '.join(f'`{verb}`' for verb in Verb if verb in VERBS[role]) or 'nothing yet'} |"
        for role in Role
    ]
    assert [row for row in rows if row not in page] == []


def test_the_page_of_states_is_what_the_tables_say():
    told = StringIO()
    call_command("states", stdout=told)
    assert (ROOT / "docs" / "states.md").read_text() == told.getvalue(), "run: manage.py states > docs/states.md"


@pytest.mark.django_db
def test_migrations_are_complete_and_each_room_has_one():
    call_command("makemigrations", check=True, dry_run=True, stdout=StringIO())
    for room in ROOMS:
        found = [path.name for path in (ROOT / room / "migrations").glob("0*.py")]
        assert found in ([], ["0001_initial.py"]), room


def test_the_database_keeps_the_law_in_sentences():
    default = models.CheckConstraint.default_violation_error_message
    found = [
        f"{model.__name__}.{constraint.name}"
        for model in own_models()
        for constraint in model._meta.constraints
        if constraint.violation_error_message == default
    ]
    assert found == []


def test_fields_are_named_for_what_they_hold():
    ways = [
        (models.BooleanField, r"^(is|has|may)_"),
        (models.DateTimeField, r"_at$|^at$|^last_login$"),
        (models.DateField, r"_on$"),
        (models.DecimalField, r"^(latitude|longitude)$"),
    ]
    found = []
    for model in own_models():
        for field in model._meta.concrete_fields:
            pattern = next((pattern for kind, pattern in ways if isinstance(field, kind)), "")
            is_money = re.search(r"amount|cost|price|budget|spend", field.name) and field.get_internal_type().endswith(
                "IntegerField"
            )
            if not re.search(pattern, field.name) or (is_money and not field.name.endswith("_minor")):
                found.append(f"{model.__name__}.{field.name}")
    assert found == []


def test_every_rule_switched_off_says_why():
    bare = re.compile(r"# (?:noqa|type: ignore|pragma)(?!.*\]|: [A-Z]+\d+(?:, [A-Z]+\d+)* - \S)")
    found = [
        f"{name_of(path)}:{number}"
        for path in sources()
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if bare.search(line)
    ]
    assert found == []
