import datetime as dt
import unicodedata

from hypothesis import assume, given
from hypothesis import strategies as st

from caseforms.fieldtypes.dates import add_months, age_on, business_days_after, mentions, to_date, us
from caseforms.fieldtypes.keys import matching_keys, name_key
from caseforms.fieldtypes.names import split_name
from caseforms.fieldtypes.options import Options
from caseforms.fieldtypes.parse import is_blank, parse
from caseforms.fieldtypes.phones import shown_phone
from caseforms.fieldtypes.text import clean, fold, mask_name, normalise_label, shorten, shown, split_name_tokens

TODAY = dt.date(2026, 3, 31)
KIND_NAMES = (
    "text narrative name date birth_date phone email address case_number identifier yes_no choice choices signature"
)
KINDS = KIND_NAMES.split()
SERVICES = Options(
    [("drug_testing", "Drug testing", ["UA"]), ("basics", "Housing, food and clothing", []), ("other", "Other", [])]
)
#: Texts that look like answers, to reach the branches that random text never does.
PIECES = (
    "3 13 / - . 1990 March about ? x 207 555 0134 +1 ( ) ext no phone , Jr. and & ; Rowan Testcase Baby Mr. Yes No "
    "Other : UA @ example.org \u2612 \u2610 \u0301 \u200b \u017f \u0130 \u00df \u2019"
)
LIKELY = st.lists(st.sampled_from([*PIECES.split(), " ", "\n", "\u00a0"]), max_size=12).map("".join)
TEXTS = st.text(max_size=40) | LIKELY
TYPED = st.none() | st.booleans() | st.integers() | st.floats() | st.dates() | st.datetimes()
LETTERS = st.text("abcdefghijklmnopqrstuvwxyzéñö", min_size=2, max_size=9).filter(
    lambda word: word not in {"jr", "sr", "ii", "iii", "iv"}
)

MONTH_NAMES = "January February March April May June July August September October November December"
MONTHS = MONTH_NAMES.split()
FORMS = (
    lambda d: f"{d.month}/{d.day}/{d.year:04d}",
    lambda d: f"{d.month:02d}-{d.day:02d}-{d.year:04d}",
    lambda d: f"{d.month}.{d.day}.{d.year:04d}",
    lambda d: d.isoformat(),
    lambda d: f"{d.isoformat()}T00:00:00",
    lambda d: f"{MONTHS[d.month - 1]} {d.day}, {d.year}",
    lambda d: f"{MONTHS[d.month - 1][:3]}. {d.day} {d.year}",
    lambda d: f"{d.day} {MONTHS[d.month - 1].upper()} {d.year}",
    lambda d: f"{d.day:02d}-{MONTHS[d.month - 1][:3]}-{d.year}",
)


@given(st.sampled_from(KINDS), TEXTS, TYPED)
def test_parse_answers_for_any_text(kind, raw, typed):
    parsed = parse(kind, raw, typed=typed, options=SERVICES, today=TODAY)
    assert parsed.state in {"answered", "blank", "unreadable"}
    assert (parsed.value is not None) == (parsed.state == "answered")
    assert bool(parsed.remarks) or parsed.state != "unreadable"
    assert all(isinstance(word, str) for _, words in parsed.remarks for word in words.values())
    if is_blank(kind, raw) and typed is None:
        assert parsed.state == "blank" or kind in {"choice", "choices"}


@given(st.dates(min_value=dt.date(1000, 1, 1)), st.sampled_from(FORMS), st.sampled_from(["date", "birth_date"]))
def test_every_written_form_of_a_date_comes_back(date, form, kind):
    parsed = parse(kind, form(date), today=TODAY)
    assert parsed == ("answered", date.isoformat(), ())
    assert to_date(parsed.value) == date
    assert parse(kind, us(date), today=TODAY).value == parsed.value


@given(st.dates(min_value=dt.date(1926, 4, 1), max_value=TODAY))
def test_two_digit_births_of_the_last_hundred_years_come_back(date):
    parsed = parse("birth_date", f"{date.month}/{date.day}/{date.year % 100:02d}", today=TODAY)
    assert parsed.value == date.isoformat()


@given(st.dates(min_value=dt.date(1000, 1, 1)), st.sampled_from(FORMS), st.dates(min_value=dt.date(1000, 1, 1)))
def test_every_written_form_of_a_day_is_found_in_a_text(date, form, other):
    text = f"Hearing: {form(date)} at ten."
    assert mentions(text, date)
    assert not mentions(text, other) or (other.month, other.day) == (date.month, date.day)


@given(st.dates(), st.integers(-50, 50))
def test_months_keep_the_day_or_end(date, months):
    assume(1 < date.year + months / 12 < 9999)
    moved = add_months(date, months)
    assert (moved.year * 12 + moved.month) - (date.year * 12 + date.month) == months
    assert moved.day == date.day or (moved + dt.timedelta(days=1)).day == 1


@given(st.dates(max_value=dt.date(2025, 1, 1)), st.integers(1, 30))
def test_age_grows_on_the_birthday(born, years):
    birthday = (
        dt.date(born.year + years, 3, 1) if (born.month, born.day) == (2, 29) else born.replace(year=born.year + years)
    )
    if (born.month, born.day) != (2, 29):
        assert age_on(born, birthday) == years
        assert age_on(born, birthday - dt.timedelta(days=1)) == years - 1
    assert age_on(born, birthday) == years


@given(st.dates(max_value=dt.date(9000, 1, 1)), st.integers(1, 20))
def test_business_days_are_weekdays(date, days):
    until = business_days_after(date, days)
    passed = (date + dt.timedelta(days=n) for n in range(1, (until - date).days + 1))
    assert sum(day.weekday() < 5 for day in passed) == days
    assert until.weekday() < 5


@given(st.from_regex(r"[2-9][0-9]{2}[2-9][0-9]{6}", fullmatch=True), st.from_regex(r"([0-9]{1,5})?", fullmatch=True))
def test_phones_come_back(number, extension):
    value = f"{number}x{extension}" if extension else number
    for written in (
        value,
        shown_phone(value),
        f"+1 {number[:3]}.{number[3:6]}.{number[6:]}" + extension.join(["x", ""]) * bool(extension),
    ):
        assert parse("phone", written, today=TODAY) == ("answered", value, ())


@given(LETTERS, LETTERS, st.sampled_from(["", "Jr.", "Sr", "III"]))
def test_a_name_has_one_key_however_it_is_written(first, last, suffix):
    key = name_key(f"{first} {last} {suffix}".strip())
    assume(key and split_name(f"{first} {last}") == (first, "", last, ""))
    for written in (
        f"{last} {suffix}, {first}".replace(" ,", ","),
        f"{first.upper()}  {last.upper()}, {suffix.upper()}".rstrip(", "),
        unicodedata.normalize("NFD", f"{first.title()} Q. {last.title()} {suffix}").strip(),
        f"\u00a0{last}, {first} Q {suffix}".rstrip(),
    ):
        assert name_key(written) == key
        assert name_key(parse("name", written, today=TODAY).value) == key


@given(LETTERS, LETTERS, LETTERS)
def test_apostrophes_and_accents_do_not_change_a_key(first, one, two):
    keys = {name_key(f"{first} {one}{mark}{two}") for mark in ("'", "\u2019", "\u02bc", "")}
    assert len(keys) == 1
    plain = "".join(char for char in unicodedata.normalize("NFD", first) if not unicodedata.combining(char))
    assert name_key(f"{plain} {one}{two}") in keys


@given(TEXTS)
def test_keys_and_shown_texts_exist_for_any_text(text):
    matching_keys({"client_name": text, "case_number": text, "provider_name": text})
    assert len(shorten(text, 10)) <= 10
    assert shown(text).isprintable() or not text.isprintable()
    mask_name(text)
    split_name_tokens(text)


@given(TEXTS)
def test_normal_forms_are_stable(text):
    assert normalise_label(normalise_label(text)) == normalise_label(text)
    assert fold(fold(text)) == fold(text)
    assert clean(clean(text)) == clean(text)


@st.composite
def lists(draw):
    words = st.lists(LETTERS, min_size=1, max_size=4).map(" ".join)
    labels = draw(st.lists(words, min_size=2, max_size=12, unique_by=fold))
    separator = draw(st.sampled_from([" ", ", ", " and ", "/"]))
    entries = [(f"code_{number}", separator.join(label.split()), []) for number, label in enumerate(labels[::2])]
    return [(code, label, labels[1::2][number : number + 1]) for number, (code, label, _) in enumerate(entries)]


@given(lists(), st.sampled_from([str.upper, str.title, str.lower, str.swapcase]))
def test_every_way_to_name_an_entry_is_understood(entries, case):
    assume(
        len({fold(way) for _, label, aliases in entries for way in (label, *aliases)})
        == sum(1 + len(e[2]) for e in entries)
    )
    options = Options(entries)
    for code, label, aliases in entries:
        for way in (code, label, *aliases):
            assert parse("choice", case(way), options=options, today=TODAY) == ("answered", code, ())
    every = parse("choices", "; ".join(case(label) for _, label, _ in entries), options=options, today=TODAY)
    assert every == ("answered", [code for code, _, _ in entries], ())
