import pytest

from caseforms.fieldtypes.releases import names_party, same_party


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Example Counseling", "EXAMPLE COUNSELING, Inc.", True),
        ("Example Counseling, Inc.", "example counseling", True),
        ("Exam", "Example Counseling", False),
        ("Example Counsel", "Example Counseling", False),
        ("Smith & Sons", "Smith and Sons", True),
        ("", "Example Counseling", False),
        ("...", "Example Counseling", False),
        ("", "", False),
    ],
)
def test_who_is_the_same_party(one, other, same):
    assert same_party(one, other) is same
    assert same_party(other, one) is same


@pytest.mark.parametrize("side", ["disclosing_party", "receiving_party"])
@pytest.mark.parametrize("kind", ["name", "organization"])
def test_a_release_names_its_two_sides(side, kind):
    assert names_party({f"{side}_{kind}": "Example Counseling"}, "Example Counseling")
    assert not names_party({f"{side}_{kind}": "Example Counseling"}, "Sample Family Partners")
    assert not names_party({"witness_name": "Example Counseling"}, "Example Counseling")
