from city.rules.refusal import Kind, Reason, Refused, refuse


def test_a_refusal_says_every_reason():
    refused = Refused(Reason("a", "First."), Reason("b", "Second.", "title"), kind=Kind.CONFLICT)
    assert str(refused) == "a: First.; b: Second."
    assert refused.kind == 409


def test_a_single_reason_names_its_field():
    refused = refuse("too_long", "Shorten it.", field="title")
    assert refused.reasons == (Reason("too_long", "Shorten it.", "title"),)
    assert refused.kind is Kind.INVALID
