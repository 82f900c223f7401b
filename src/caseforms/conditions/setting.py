"""Numbers that a rule states itself or leaves to the office's settings. Not a kind of check."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator

from caseforms.model import Agency

_NUMBERS = {name: type(value) for name in Agency.__slots__ if type(value := getattr(Agency(), name)) is int}


def _known(given: int | str) -> int | str:
    if isinstance(given, str) and given not in _NUMBERS:
        msg = f"must be a number or one of the settings {', '.join(sorted(_NUMBERS))}"
        raise ValueError(msg)
    return given


#: A number, or the name of a setting that holds one (`roi_max_months`).
Number = Annotated[int | str, AfterValidator(_known)]


def number(given: int | str, agency: Agency) -> int:
    """Give the number itself."""
    return given if isinstance(given, int) else int(getattr(agency, given))
