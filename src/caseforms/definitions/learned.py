"""What was learned from a blank: where each question stands on the paper, and what the paper prints itself.

`forms learn` writes it into a form's definition; with it one definition reads the fillable form, the flattened
one and the one that was printed to PDF (DESIGN 2: by the widget's own name, then by the place learned).
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

#: Left, bottom, right, top in points of the page as seen (`model.Place`).
Rectangle = tuple[float, float, float, float]

#: What one of several boxes of an answer holds; "" when the box holds the answer alone.
Part = Literal[
    "", "first", "middle", "last", "suffix",
    "month", "day", "year",
    "area", "exchange", "number", "extension",
    "street", "unit", "city", "state", "zip", "county",
    "line",  # one of several lines of text
    "comb",  # one of several cells with a character each
    "option",  # a tick; `means` says which answer it is
]  # fmt: skip

#: Whose answer it is.
Subject = Literal["subject", "child", "parent", "worker", "provider", "recipient", "other", ""]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class LearnedBox(_Strict):
    """One box of the blank: its widget, and where it stands.

    widget: full name of the PDF field; "" where the blank has none. cell: on a sheet, such as "Referral!B5".
    page: from 1. part: what of the answer it holds. means: code of the choice (or yes, no) that a tick stands for.
    print: what the blank itself prints inside the box, such as "/  /" or "$". ticked: ticked already on the blank.
    ink: how much of the inside of a tick box is dark when it is empty, 0..1; None where nobody looked. bare: the same
    of what is printed under it, where the field hides that; copies that lost their fields show it.
    """

    widget: str = ""
    cell: str = ""
    page: Annotated[int, Field(ge=1)] = 1
    box: Rectangle = (0.0, 0.0, 0.0, 0.0)
    part: Part = ""
    means: str = ""
    print: str = ""
    ticked: bool = False
    ink: Annotated[float, Field(ge=0, le=1)] | None = None
    bare: Annotated[float, Field(ge=0, le=1)] | None = None


class Anchor(_Strict):
    """A printed word that stands once on its page, by which shift and scale of a copy are found."""

    text: Annotated[str, StringConstraints(min_length=1)]
    box: Rectangle


class BlankPage(_Strict):
    """One page of the blank. print: its printed words in reading order; size: width and height in points."""

    number: Annotated[int, Field(ge=1)]
    size: tuple[float, float]
    print: str = ""
    anchors: tuple[Anchor, ...] = ()


class Blank(_Strict):
    """The blank that the definition was learned from.

    file: its name. sha256: of its content. names: hash over its sorted field names, the fingerprint of the edition.
    """

    file: str = ""
    sha256: str = ""
    names: str = ""
    page: tuple[BlankPage, ...] = ()
