"""The yearly self-assessment on paper and as a table: what the screen says, for the file."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import timezone

from cms.models import Agency, ObligationAnswer
from cms.obligations.verdicts import STATES, Verdict, counted
from sitegen.cells import plain_cell
from sitegen.render.print.slips import print_slip

__all__ = ["NOT_COMPARED", "as_csv", "as_pdf", "evidence", "law_of", "lines_of"]

NOT_COMPARED = "chưa đối chiếu với Công báo"
_HEADS = (
    *("Cơ quan", "Mã", "Luật đòi gì", "Văn bản", "Điều", "Hiệu lực từ", "Hiệu lực đến hết"),
    *("Đối chiếu với Công báo", "Cách kiểm tra", "Kết quả", "Bằng chứng, nhận xét", "Viết ở đâu"),
    *("Người trả lời", "Ngày trả lời"),
)
_SHOWN = 8


def as_csv(offices: Iterable[tuple[Agency, Sequence[Verdict]]]) -> bytes:
    """Return one line for each obligation of each office, as Excel opens it.

    That is marked UTF-8, with the semicolon of Vietnam, and nothing to be calculated.
    """
    made = io.StringIO(newline="")
    writer = csv.writer(made, delimiter=";")
    writer.writerow(_HEADS)
    for agency, verdicts in offices:
        writer.writerows(
            [plain_cell(" ".join(cell.split())) for cell in _cells(agency, one)] for one in verdicts
        )
    return made.getvalue().encode("utf-8-sig")


def as_pdf(agency: Agency, verdicts: Sequence[Verdict], *, year: int, day: date) -> bytes:
    """Return the assessment of one office as a tagged PDF; raises SitegenError."""
    title = f"Tự đánh giá năm {year}: {agency.name}"
    counts = counted(verdicts)
    parts = [
        {
            "title": f"{STATES[state].capitalize()} ({counts[state]})",
            "rows": [_row(one) for one in verdicts if one.state == state],
        }
        for state in STATES
        if counts[state]
    ]
    count = sum(not one.is_compared for one in verdicts)
    data = {
        "title": f"Tự đánh giá việc cung cấp thông tin năm {year}",
        "facts": [
            ["Cơ quan", agency.name],
            ["Ngày lập", _day(day)],
            ["Kết quả", ", ".join(f"{counts[state]} {STATES[state]}" for state in STATES)],
        ],
        "remark": f"{count} trên {len(verdicts)} điều {NOT_COMPARED}." if count else "",
        "parts": parts,
    }
    return print_slip("self_assessment", data, title=title, day=day)


def law_of(verdict: Verdict) -> str:
    """Return where it is written and whether somebody compared it: "224/2026/NĐ-CP, Điều 14, từ …"."""
    row = verdict.obligation
    said = [f"{row.source}, {row.article}"]
    said += [f"từ {_day(row.valid_from)}"] if row.valid_from else []
    said += [f"đến hết {_day(row.valid_until)}"] if row.valid_until else []
    compared = f"đã đối chiếu ngày {_day(row.compared_on)}" if row.compared_on else NOT_COMPARED
    return "; ".join([*said, compared])


def evidence(verdict: Verdict) -> tuple[Sequence[Any], int]:
    """Return as much of the evidence as can be read at once, and how much more there is."""
    return verdict.found[:_SHOWN], max(0, len(verdict.found) - _SHOWN)


def lines_of(verdict: Verdict) -> Iterator[str]:
    """Yield what is said of it: evidence, what to do, and who answered."""
    found, more = evidence(verdict)
    yield from (one.words for one in found)
    if more:
        yield f"Và {more} chỗ nữa."
    if verdict.said:
        yield verdict.said
    if verdict.answer:
        yield f"Trả lời: {_officer(verdict.answer)}, {_day(timezone.localdate(verdict.answer.at))}."


def _row(verdict: Verdict) -> dict[str, Any]:
    lines = list(lines_of(verdict)) or [verdict.state_words]
    return {"title": verdict.obligation.title, "article": law_of(verdict), "lines": lines}


def _cells(agency: Agency, verdict: Verdict) -> list[str]:
    row, answer = verdict.obligation, verdict.answer
    places = (one.url for one in verdict.found if one.url and not one.is_right)
    return [
        *(agency.name, row.key, row.title, row.source, row.article),
        *(_day(row.valid_from), _day(row.valid_until), _day(row.compared_on) or NOT_COMPARED),
        *(str(row.get_manner_display()), verdict.state_words, " ".join(lines_of(verdict))),
        " ".join(_whole(one) for one in dict.fromkeys(places)),
        *((_officer(answer), _day(timezone.localdate(answer.at))) if answer else ("", "")),
    ]


def _officer(answer: ObligationAnswer) -> str:
    officer = answer.officer
    return (officer.get_full_name() or officer.get_username()) if officer else "không còn tài khoản"


def _whole(address: str) -> str:
    return (
        f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{address}" if address[0] == "/" else address
    )


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
