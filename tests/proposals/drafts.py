"""A draft for tests, good but for what a test changes."""

from proposals.actions.drafts import Draft


def make_draft(district, **fields):
    words = {"title": "A bench", "summary": "Somewhere to sit.", "body": "By the river.\n\nFor all.", "place": "Quay"}
    return Draft(district=district, **words | fields)
