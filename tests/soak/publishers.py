"""Publishers: each publishes one page or row again and again, or uploads one picture after the other."""

import http.client
import random
import re
from collections import Counter
from collections.abc import Callable

from tests.factory_files import png
from tests.soak.browsing import Address, Browser, LoggedOut, Refused, plain, with_file
from tests.soak.forms import filled_fields
from tests.soak.hands import Hand

__all__ = ["NUMBERED", "PASSWORD", "Form", "Photographer", "Publisher"]

NUMBERED = re.compile(r"luot-(\d+)-(\d+)\.")
"""How an edit looks wherever it is: its publisher and its number."""
PASSWORD = "mot-mat-khau-that-dai-93"  # noqa: S105
Form = tuple[str, str, str]
"""A form's address, the field that is changed, the mirror's page."""
_FORM = "#page-edit-form, #w-editor-form"
_ADD_PICTURE = "/admin/images/add/"


class Publisher(Hand):
    """Publishes one page or row again and again; ``taken`` are the numbers that Loa took.

    ``by_host`` counts them by the host that answered.
    """

    def __init__(
        self, form: Form | None, number: int, address: Address, *, enter: Callable[[], None]
    ) -> None:
        super().__init__(enter)
        self.number, self._form = number, form
        self.logins = self.sent = 0
        self.taken: list[int] = []
        self.by_host: Counter[str] = Counter()
        self._chance = random.Random(number)  # noqa: S311
        self._address, self._browser = address, Browser(address)

    def do(self) -> None:
        """Open the form, write the next number into it, publish it."""
        assert self._form is not None
        path, name, _page = self._form
        html = self._open(path)
        self._load_scripts(html)
        self.sent += 1
        fields = [one for one in filled_fields(html, _FORM) if one[0] != name]
        words = f"Đây là luot-{self.number}-{self.sent}."
        fields += [(name, words), ("action-publish", "action-publish")]
        self._send(path, *plain(fields))

    def leave(self) -> None:
        """Close the browser."""
        self._browser.close()

    def _open(self, path: str) -> str:
        """Return a form; who is sent to the login logs in, and comes again."""
        if not self.logins:
            self._log_in()
        try:
            return self._browser.get(path)
        except LoggedOut:
            self._log_in()
            raise

    def _load_scripts(self, html: str) -> None:
        """Fetch two of the files that the form names: whichever host answers must have them."""
        files = sorted(set(re.findall(r'"(/static/[^"]+\.(?:js|css))"', html)))
        for address in self._chance.sample(files, 2):
            self._browser.get(address)

    def _send(self, path: str, body: bytes, kind: str) -> None:
        number = self.sent
        status, _said = self._browser.post(path, body, kind)
        if status != http.client.FOUND:
            raise Refused(f"not published: {status}")
        self.taken.append(number)
        self.by_host[self._browser.host] += 1
        self.pause(self._chance.uniform(1, 3))

    def _log_in(self) -> None:
        self.logins += 1
        self._browser.close()
        self._browser = Browser(self._address)
        self._browser.log_in(f"an{self.number}", PASSWORD)


class Photographer(Publisher):
    """Uploads one numbered picture after the other."""

    def do(self) -> None:
        """Fill in the form of a new picture, and send it."""
        fields = dict(filled_fields(self._open(_ADD_PICTURE), "form[enctype]"))
        self.sent += 1
        fields |= {"title": f"Ảnh luot-{self.number}-{self.sent}.", "description": "Một ô màu"}
        fields |= {"is_free_of_personal_data": "on"}
        picture = png(color=f"#{self._chance.randrange(1 << 24):06x}")
        self._send(_ADD_PICTURE, *with_file(fields, picture))
