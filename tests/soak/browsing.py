"""A browser as far as officers need one: a connection that is kept, cookies, forms and files."""

import http.client
import json
import select
import ssl
from dataclasses import dataclass
from urllib.parse import urlencode

from tests.soak.forms import Field

__all__ = ["Address", "Browser", "LoggedOut", "Refused", "error_code", "plain", "with_file"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where an editor is: its port and host name, and the field of its pages that is written in.

    ``source`` is the address that officers come from: not the proxy's own. ``patience`` is in
    seconds.
    """

    port: int
    host: str
    field: str = "summary"
    source: str = "127.0.0.2"
    patience: int = 300


class Refused(Exception):  # noqa: N818  # an answer, not a fault of ours
    """The editor did not take it; the words say with what it answered."""


class LoggedOut(Refused):
    """The session has ended: a page led to the login."""


class Browser:
    """One officer's browser at one editor; ``host`` is the one that answered last, if nginx tells."""

    def __init__(self, address: Address) -> None:
        self._address, self.host = address, ""
        self._cookies: dict[str, str] = {}
        context = ssl._create_unverified_context()  # noqa: S323  # made a moment ago, here
        self._line = http.client.HTTPSConnection(
            "127.0.0.1",
            address.port,
            timeout=address.patience,
            context=context,
            source_address=(address.source, 0),
        )

    def get(self, path: str) -> str:
        """Return a page; follows where it leads."""
        status, said, leads = self._ask("GET", path, None, {})
        if status == http.client.FOUND and "/login/" in leads:
            raise LoggedOut("logged out")
        if status == http.client.FOUND:
            return self.get(leads)
        if status != http.client.OK:
            raise Refused(f"GET {status}")
        return said

    def post(self, path: str, body: bytes, kind: str, accept: str = "text/html") -> tuple[int, str]:
        """Send a form; return the status, and where it leads or what was said."""
        token = self._cookies.get("csrftoken", "")
        own = f"https://{self._address.host}"
        headers = {"Origin": own, "Referer": own + path, "X-CSRFToken": token, "Accept": accept}
        status, said, leads = self._ask("POST", path, body, {**headers, "Content-Type": kind})
        return status, leads or said

    def log_in(self, name: str, password: str) -> None:
        """Log in by the form."""
        self.get("/admin/login/")
        data = {"username": name, "password": password, "next": "/admin/"}
        status, leads = self.post("/admin/login/", *plain(list(data.items())))
        if status != http.client.FOUND:
            raise Refused(f"log in {status}")
        self.get(leads)

    def close(self) -> None:
        """Hang up; the next request calls again."""
        self._line.close()

    def _ask(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str]
    ) -> tuple[int, str, str]:
        if self._was_hung_up():
            self._line.close()
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        try:
            self._line.request(
                method, path, body, {"Host": self._address.host, "Cookie": cookies, **headers}
            )
            answer = self._line.getresponse()
            said = answer.read().decode()
        except (OSError, http.client.HTTPException) as error:
            self._line.close()
            raise Refused(f"{method} {type(error).__name__}") from error
        self.host = answer.headers.get("X-Host", "")
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self._cookies[name] = value
        return answer.status, said, answer.headers.get("Location", "")

    def _was_hung_up(self) -> bool:
        """Tell whether the other side has ended a connection that was kept: a browser calls again."""
        line = self._line.sock
        return line is not None and bool(select.select([line], [], [], 0)[0])


def plain(fields: list[Field]) -> tuple[bytes, str]:
    """Return the body of a form, and its type."""
    return urlencode(fields).encode(), "application/x-www-form-urlencoded"


def with_file(fields: dict[str, str], content: bytes) -> tuple[bytes, str]:
    """Return the body of a form that brings a picture, and its type."""
    mark = "----------a-mark-that-no-picture-has"
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="man-hinh.png"\r\n'
    parts += [f"{head}Content-Type: image/png\r\n\r\n".encode(), content]
    return b"".join(
        (*parts, f"\r\n--{mark}--\r\n".encode())
    ), f"multipart/form-data; boundary={mark}"


def error_code(said: str) -> str:
    """Return what the editor calls a refusal of an autosave."""
    try:
        return str(json.loads(said).get("error_code", ""))
    except ValueError:
        return ""
