"""Check boxes of a fillable PDF: which choice one ticks, or which yes/no question it answers."""

from __future__ import annotations

from typing import NamedTuple

from caseforms.definitions.labels import LabelIndex, Match, Target
from caseforms.fieldtypes.text import split_name_tokens
from caseforms.interpret.print_around import Layout
from caseforms.model import Box, Remark

_YES_NO = {"yes": "yes", "y": "yes", "no": "no", "n": "no", "unknown": "unknown", "unk": "unknown"}
_GUESSED = 0.8  # confidence of an answer found only by what is printed beside its box


class Ticked(NamedTuple):
    """What a tick means and how that was found."""

    target: Target
    confidence: float = 1.0
    remarks: tuple[Remark, ...] = ()
    source: str = ""


class Ticks:
    """Finds what the ticks of one form mean; a caption of several lists belongs to that of its neighbour."""

    def __init__(self, index: LabelIndex, layout: Layout) -> None:
        """Begin before the first tick of a form."""
        self._index, self._layout = index, layout
        self._last = ""

    def find(self, box: Box, position: int, name: str, section: str | None) -> Ticked | None:
        """Find what a tick means: by its name and tooltip, else by the print beside it."""
        found = self._told(box, name, section) or self._printed(box, position, name, section)
        if found is not None:
            self._last = found.target.field
        return found

    def _told(self, box: Box, name: str, section: str | None) -> Ticked | None:
        index = self._index
        question, _, caption = box.label.rpartition(":")
        asked = index.find(question, section) if question.strip() else None
        target = self._answer(asked, caption) if asked is not None else None
        if target is not None:
            return Ticked(target)
        for text in (box.label, name):
            target = self._captioned(text, section) if text else None
            if target is not None:
                return Ticked(target)
            target = self._yes_or_no(text, section)
            if target is not None:
                return Ticked(target, 0.95)
        for match in (index.find(box.label, section) if box.label else None, index.find_name(box.name)):
            if match is not None and not match.target.part and index.fields[match.target.field].type == "yes_no":
                return Ticked(match.target, match.confidence)
        return None

    def _printed(self, box: Box, position: int, name: str, section: str | None) -> Ticked | None:
        """Read the caption beside a tick and, for Yes and No, the question before or above it."""
        caption = self._layout.label(position) if not self._says(box.label) else box.label
        said = next((text for text in (name, caption) if self._says(text)), "")
        if said:
            questions = (self._index.find_exactly(text) for text in self._layout.questions(box))
            asked = next((match for match in questions if match is not None), None)
            target = self._answer(asked, said) if asked is not None else None
        else:
            target = self._captioned(caption, section) or self._yes_or_no(caption, section)
        guess = Remark("guessed_place", {"label": caption or said})
        return Ticked(target, _GUESSED, (guess,), f"label:{caption or said}") if target is not None else None

    def _says(self, text: str) -> bool:
        return text.strip().lower() in _YES_NO

    def _answer(self, asked: Match, caption: str) -> Target | None:
        """Give the target for a caption ("Yes", "Drug testing") of a known question."""
        field = asked.target.field
        here = [target for target in self._index.captioned(caption) if target.field == field]
        if here:
            return here[0]
        code = _YES_NO.get(caption.strip().lower())
        return Target(field, f"={code}") if code and self._index.fields[field].type == "yes_no" else None

    def _captioned(self, text: str, section: str | None) -> Target | None:
        """Find the choice with this caption; one of several lists belongs to the list of the tick before it."""
        found = self._index.captioned(text, section)
        if len({target.field for target in found}) > 1:
            found = [target for target in found if target.field == self._last]
        return found[0] if found else None

    def _yes_or_no(self, text: str, section: str | None) -> Target | None:
        """Find `interpreter needed yes`, `ICWA - No`: a question with its answer in one text."""
        named = text.isidentifier()
        words = split_name_tokens(text).split() if named else text.replace("-", " ").replace(":", " ").split()
        for answer, rest in ((words[-1:], words[:-1]), (words[:1], words[1:])):
            code = _YES_NO.get(answer[0].lower().strip("()?.,")) if answer else None
            match: Match | None = self._index.find(" ".join(rest), section) if code and rest else None
            if match is not None and self._index.fields[match.target.field].type == "yes_no":
                return Target(match.target.field, f"={code}")
        return None
