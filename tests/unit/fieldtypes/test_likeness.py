import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseforms.fieldtypes.likeness import compare, note_words, says_nothing, shingles

WORDS = [f"w{chr(97 + i)}{chr(97 + j)}" for i in range(5) for j in range(20)]
TEXT = " ".join(WORDS[:24])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Met on March 12, 2026 at 10:30 a.m.", "met on 04/13/2026, at 9:15 PM"),
        ("Seen Friday, March 13th.", "SEEN 3/13"),
        ("Seen Fri, Mar 13", "seen 13 Mar"),
        ("Paid $25.50 of 80%", "paid 1,200 of 7"),
        ("Rowan's mother called.", "Mother called Rowan Testcase"),
        ("Don't know", "dont know"),
        ("Don\u2019t know \u2014 yet", "Don't know: yet"),
        ("Plan progress: doing well", "Doing well"),
        ("Comments:\nDoing well", "Doing  well!"),
        ("\uff2det", "met"),
        ("Room #12", "room 14"),
    ],
)
def test_dates_numbers_names_headings_and_punctuation_do_not_count(one, other):
    names = ("Testcase, Rowan",)
    assert note_words(one, names) == note_words(other, names) != ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("He may visit", "He will visit"),
        ("He sat down", "He lay down"),
        ("Mother said: well", "Well"),
        ("Client Testcaser", "Client Testcase"),
        ("Émile came", "Emile came"),
    ],
)
def test_what_stays_a_difference(one, other):
    assert note_words(one, ("Rowan Testcase",)) != note_words(other, ("Rowan Testcase",))


def test_words_of_a_note():
    text = "Progress: Rowan finished 8 of 12 classes.\nNext court date: April 3."
    assert note_words(text, ("Rowan Testcase",)) == (
        *("finished", "#", "of", "#", "classes"),
        *("next", "court", "date", "#"),
    )


def test_a_middle_initial_is_no_word_of_its_own():
    assert note_words("Had a visit", ("Rowan A. Testcase",)) == ("had", "a", "visit")


def test_runs_of_four_words():
    assert shingles("a b c".split()) == frozenset()
    assert shingles("a b c d e".split()) == {("a", "b", "c", "d"), ("b", "c", "d", "e")}


def test_under_twenty_words_only_the_same_text_counts():
    nineteen, twenty, more = WORDS[:19], WORDS[:20], WORDS[:40]
    assert compare(nineteen, nineteen) == (1.0, True, True)
    assert compare(nineteen, twenty) == (0.0, False, True)
    assert compare(more, nineteen) == (0.0, False, True)
    assert compare(twenty, twenty) == (1.0, True, False)
    assert compare(more, twenty) == (1.0, False, False)


def test_the_least_number_of_words_may_be_another():
    assert compare(WORDS[:5], WORDS[:8], least=5).short is False
    assert compare(WORDS[:5], WORDS[:8], least=6).short is True
    assert compare(WORDS[:3], WORDS[:3], least=0) == (1.0, True, True)


def test_four_of_five_runs_are_eighty_percent():
    old = WORDS[:23]  # 20 runs of four
    assert compare([*WORDS[:19], *WORDS[50:54]], old).share == 0.80  # 16 of 20
    assert compare([*WORDS[:18], *WORDS[50:55]], old).share == 0.75


def test_the_percent_is_never_rounded_up():
    new, old = [*WORDS[:63], *WORDS[83:]], WORDS[:80]
    found = compare(new, old)
    assert found.share == 60 / 77
    assert found.percent == 77  # of 77.92
    assert compare([*WORDS[:19], *WORDS[50:54]], WORDS[:23]).percent == 80


def test_nothing_is_not_like_nothing():
    assert compare((), ()) == (0.0, False, True)


@pytest.mark.parametrize(
    ("text", "nothing"),
    [
        ("No change.", True),
        ("SEE LAST MONTH", True),
        ("Same as above!", True),
        ("See last month's note.", True),
        ("No change; same as last month.", True),
        ("No change in housing.", False),
        ("No change. Met at the office.", False),
        ("", False),
        ("...", False),
    ],
)
def test_a_note_that_says_nothing(text, nothing):
    assert says_nothing(text) is nothing


words = st.lists(st.sampled_from(WORDS[:30]), min_size=0, max_size=60)


@given(words, words)
def test_likeness_is_a_share_and_the_same_both_ways(one, other):
    found = compare(one, other)
    assert found == compare(other, one)
    assert 0.0 <= found.share <= 1.0
    assert 0 <= found.percent <= 100
    assert not found.same or found.share == 1.0


@given(words.filter(lambda run: len(run) >= 20), words)
def test_a_part_of_a_text_is_wholly_in_it(part, more):
    assert compare(part, part + more).share == 1.0


@given(st.text(max_size=80), st.sampled_from(["Rowan Testcase", "Émile O'Fabrica Jr.", ""]))
def test_reading_the_words_again_changes_nothing_more(text, name):
    found = note_words(text, (name,))
    assert all(word == "#" or word.isalnum() for word in found)
    assert note_words(text.upper().lower(), (name,)) == note_words(text.upper().lower(), (name,))


@given(st.integers(1, 12), st.integers(1, 28), st.integers(2000, 2099))
def test_every_date_is_one_number(month, day, year):
    assert note_words(f"Seen {month}/{day}/{year} at home") == ("seen", "#", "at", "home")
