"""Words: the values that stand for the tokens of a group, from the registries by reference."""

import re
from functools import cached_property
from html import escape

from cms.collect.facts import facts_of, portal_of
from cms.models import Agency
from guides.shared import Raw
from guides.tokens import BUILT_IN, LABEL, TOKEN
from sitegen.collect.alike import wording
from sitegen.collect.collecting import PageCollecting, fact_key
from sitegen.collect.stored import unwrapped_all
from sitegen.languages import SOURCE

__all__ = ["Words"]

_OPENING = "{{"


class Words:
    """The values of one group: its own, else those of the office and the portal.

    ``sources`` are the parameters that the step set declares; ``used`` are the keys of the
    facts of which a word was filled in.
    """

    def __init__(
        self,
        group: Raw,
        agency: Agency | None,
        portal: int | None,
        asking: PageCollecting,
        sources: tuple[tuple[str, str], ...] = (),
    ) -> None:
        self.asking = asking
        self.title = group["title"]
        self.used: set[str] = set()
        self._own = {
            row["name"]: (row["value"], "") for row in unwrapped_all(group.get("parameters"))
        }
        self._agency, self._portal, self._sources = agency, portal, sources
        if asking.language != SOURCE:
            self._values  # noqa: B018  # marks what of it is not translated, used or not

    def fill(self, text: str) -> str:
        """Return plain text with its tokens filled in."""
        if _OPENING not in text:
            return wording(text)
        filled = TOKEN.sub(self._plain, text)
        self.asking.shows(text, filled)
        return filled

    def fill_html(self, html: str) -> str:
        """Return rich text with its tokens filled in, escaped; labels become names of buttons."""
        if _OPENING not in html:
            return html
        self.asking.shows_html(html, self._filled)
        return self._filled(html)

    def _filled(self, html: str) -> str:
        return TOKEN.sub(self._html, html)

    def fill_in(self, stored: Raw) -> Raw:
        """Return a stored picture with the labels of its callouts filled in."""
        labels = unwrapped_all(stored.get("callouts"))
        if not any(_OPENING in (one.get("label") or "") for one in labels):
            return stored
        filled = [{**one, "label": self.fill(one.get("label") or "")} for one in labels]
        return {**stored, "callouts": filled}

    def _plain(self, match: "re.Match[str]") -> str:
        return self._value(match[1].strip())

    def _html(self, match: "re.Match[str]") -> str:
        name = match[1].strip()
        value = escape(self._value(name))
        before = match.string[: match.start()]
        is_marked = before.rfind("<code>") > before.rfind("</code>")
        return f"<code>{value}</code>" if name.startswith(LABEL) and not is_marked else value

    def _value(self, name: str) -> str:
        is_label = name.startswith(LABEL)
        found = self._labels.get(name[len(LABEL) :]) if is_label else self._values.get(name)
        if found is None:
            self.asking.finds(
                "token-unknown",
                f"Không biết điền gì vào {{{{{name}}}}} trong “{self.title}”.",
                hint=self._hint(name),
            )
            return ""
        said, key = found
        self.used |= {key} - {""}
        return said

    def _hint(self, name: str) -> str:
        if name.startswith(LABEL):
            return "Bổ sung nhãn này vào mục “Chữ trên nút” của cổng trong sổ cổng dịch vụ công."
        return "Ghi giá trị riêng cho cách làm này, hoặc bổ sung cổng, tỉnh trong sổ cơ quan."

    @cached_property
    def _values(self) -> dict[str, tuple[str, str]]:
        of_registry = self._of_registry()
        named = {**BUILT_IN, **dict(self._sources)}
        found = {
            name: of_registry[source] for name, source in named.items() if source in of_registry
        }
        return {**found, **self._own}

    @cached_property
    def _labels(self) -> dict[str, tuple[str, str]]:
        row = facts_of(self.asking).portals.get(self._portal or 0)
        if row is None:
            return {}
        stored = (block["value"] for block in row.interface_labels.get_prep_value())
        return {value["name"]: (value["text"], fact_key(row)) for value in stored}

    def _of_registry(self) -> dict[str, tuple[str, str]]:
        """Return by source what it says, and the key of the fact that says so."""
        asking, agency = self.asking, self._agency
        words: dict[str, tuple[str, str]] = {}
        if agency is not None:
            key = fact_key(agency)
            words["agency_short"] = asking.label(agency, "short_name"), key
            words["agency_name"] = asking.label(agency), key
            words["agency_province"] = agency.province.removeprefix("tỉnh "), key
            if own := portal_of(asking, agency.portal_id):
                words["agency_portal"] = own.name, own.fact_key
                words["agency_portal_address"] = own.address, own.fact_key
        if used := portal_of(asking, self._portal):
            words["portal"] = used.name, used.fact_key
            words["portal_address"] = used.address, used.fact_key
        return words
