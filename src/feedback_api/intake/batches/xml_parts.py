"""The small XML parts of a workbook, and how every part is read: as events, no entity, no tree."""

import re
from typing import TypeVar
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from defusedxml import DefusedXmlException
from defusedxml.sax import parse

from feedback_api.intake.batches.archive import Bounded
from feedback_api.terms.errors import UnreadableBody

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Part(ContentHandler):
    """Handles the elements of one part; prefixes of names do not matter."""

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802  (the reader's name)
        """Pass an element on by its local name."""
        self.opened(name.rpartition(":")[2], attrs)

    def endElement(self, name: str) -> None:  # noqa: N802  (the reader's name)
        """Pass an element's end on by its local name."""
        self.closed(name.rpartition(":")[2])

    def opened(self, name: str, attributes: AttributesImpl) -> None:
        """See an element start."""

    def closed(self, name: str) -> None:
        """See an element end."""


AnyPart = TypeVar("AnyPart", bound=Part)


def read_part(stream: Bounded, part: AnyPart) -> AnyPart:
    """Let a handler see a part from start to end.

    Raises:
        UnreadableBody: ``not-a-workbook`` for XML that is broken or declares anything.
    """
    try:
        parse(stream, part, forbid_dtd=True)
    except (SAXException, DefusedXmlException, ValueError):
        # Their messages name what was found.
        raise UnreadableBody("not-a-workbook") from None
    return part


class SheetNames(Part):
    """Ids of the relations of a workbook's sheets, in the order of its tabs."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def opened(self, name: str, attributes: AttributesImpl) -> None:
        """Note a sheet."""
        if name == "sheet":
            ids = [value for key, value in attributes.items() if key.endswith(":id")]
            self.found += ids[:1]


class Relations(Part):
    """Where a workbook's parts lie, by id; the strings' part; whether any lies outside."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.strings: str | None = None
        self.external = False

    def opened(self, name: str, attributes: AttributesImpl) -> None:
        """Note a relation."""
        if name != "Relationship":
            return
        kind, target = attributes.get("Type", ""), attributes.get("Target", "")
        self.external |= attributes.get("TargetMode") == "External" or kind.endswith("/externalLink")
        self.found[attributes.get("Id", "")] = target
        if kind.endswith("/sharedStrings"):
            self.strings = target


class Text(Part):
    """Collects the characters of ``t`` elements; not those of pronunciation hints."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[str] = []
        self._inside, self._hint = False, False

    def opened(self, name: str, attributes: AttributesImpl) -> None:  # noqa: ARG002  (others look at them)
        """See text begin."""
        self._hint |= name == "rPh"
        self._inside = name == "t" and not self._hint

    def characters(self, content: str) -> None:
        """Keep a piece of text."""
        if self._inside:
            self._pieces.append(content)

    def closed(self, name: str) -> None:
        """See text end."""
        self._inside = False
        if name == "rPh":
            self._hint = False

    def taken(self) -> str:
        """The text since the last time, with escaped characters as themselves."""
        text = "".join(self._pieces)
        self._pieces.clear()
        return _ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), text) if "_x" in text else text


class Strings(Text):
    """The strings that cells share, by number."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def closed(self, name: str) -> None:
        """Note a string's end."""
        super().closed(name)
        if name == "si":
            self.found.append(self.taken())
