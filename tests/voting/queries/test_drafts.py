from uuid import uuid4

import pytest

from tests.words import names
from voting.queries.drafts import Draft, open_draft, seal_draft

DRAFT = Draft(manifest="ab" * 32, district="riverside", choices=["P02", "P01"], cast_id=str(uuid4()), prev=1)


def test_a_draft_comes_back_as_it_was():
    assert open_draft(seal_draft(DRAFT), DRAFT.manifest, DRAFT.district) == DRAFT


def test_the_page_that_carries_it_does_not_show_it():
    assert not names("P02", seal_draft(DRAFT))
    assert seal_draft(DRAFT) != seal_draft(DRAFT)


@pytest.mark.parametrize("sealed", ["", "nonsense", "gAAAAAB", "žluťoučký"])
def test_what_we_did_not_seal_is_no_draft(sealed):
    assert open_draft(sealed, DRAFT.manifest, DRAFT.district) is None


def test_one_character_changed_makes_it_worthless():
    sealed = seal_draft(DRAFT)
    changed = sealed[:-10] + ("A" if sealed[-10] != "A" else "B") + sealed[-9:]
    assert open_draft(changed, DRAFT.manifest, DRAFT.district) is None


def test_a_draft_is_good_for_its_own_contest_only():
    sealed = seal_draft(DRAFT)
    assert open_draft(sealed, DRAFT.manifest, "millfields") is None
    assert open_draft(sealed, "cd" * 32, DRAFT.district) is None
