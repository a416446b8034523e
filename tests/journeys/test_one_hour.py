"""One hour: from the texts at hand to an office, its procedures, announcement, guide and leaflet.

The walk is done with the mouse and the keyboard alone, and the hand counts itself. How long the machine
took is told, never judged; docs/desk.md has the table.
"""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Locator, Page, expect

from tests.chromium import settle
from tests.counting_hand import CountingHand
from tests.pictured import picture
from tests.running_demo import RunningDemo, be_logged_in, running_demo, wait_until
from tests.unit.print_text import text_of

pytestmark = [pytest.mark.browser, pytest.mark.journey]

FIGURES = Path(__file__).resolve().parents[2] / "docs" / "desk.md"
COUNTED = ("clicks", "fields", "screens")
MOST_CLICKS = 45
"""What the whole walk may cost."""

OFFICE, SHORT, PHONE = "Sở Giao thông tỉnh Bắc Kạn", "Sở Giao thông", "0209.3870.555"
ADDRESS = "Số 7 đường Hùng Vương, phường Đức Xuân"
HOURS = "Thứ Hai đến thứ Sáu, 7 giờ 30 đến 17 giờ"
PROCEDURES = tuple(
    (f"1.00{7000 + number}", name, days, fee)
    for number, (name, days, fee) in enumerate(
        (
            ("Cấp giấy phép lái xe lần đầu", 10, 135_000),
            ("Đổi giấy phép lái xe", 5, 115_000),
            ("Cấp lại giấy phép lái xe", 5, 135_000),
            ("Cấp phù hiệu xe hợp đồng", 2, 0),
            ("Cấp giấy phép kinh doanh vận tải", 5, 200_000),
            ("Chấp thuận điểm đấu nối tạm", 7, 0),
        )
    )
)
SHEET = (
    "<table><tr><th>STT<th>Mã<th>Tên thủ tục<th>Lĩnh vực<th>Thời hạn giải quyết (ngày)<th>Phí, lệ phí</tr>"
    + "".join(
        f"<tr><td>{number}<td>{code}<td>{name}<td>Đường bộ<td>{days}<td>{fee}</tr>"
        for number, (code, name, days, fee) in enumerate(PROCEDURES, 1)
    )
    + "</table>"
)
ANNOUNCED = "Nhận hồ sơ giao thông qua mạng từ tháng 12"
SENTENCES = (
    "Sở Giao thông tỉnh Bắc Kạn tiếp nhận qua mạng sáu thủ tục dưới đây.",
    "Người nộp không phải đến trụ sở; kết quả được trả qua bưu chính.",
    "Đề nghị các cơ quan, đơn vị và người dân biết, thực hiện.",
)
TEXT = "".join(
    f'<p class="MsoNormal" style="text-align:justify;text-indent:36pt"><span lang="VI" '
    f'style="font-size:14pt;font-family:&quot;Times New Roman&quot;">{one}</span></p>'
    for one in SENTENCES
)
GUIDE = "Đổi giấy phép lái xe qua mạng"
STEPS = (
    "Mở cổng dịch vụ công rồi đăng nhập",
    "Chọn thủ tục đổi giấy phép lái xe",
    "Bấm nút nộp hồ sơ và chờ tin nhắn",
)
CALLOUT = "Bấm vào đây để đăng nhập"
IMPRINT = (
    ("print_run", "2000"),
    ("printer", "Xí nghiệp in tỉnh"),
    ("licence_number", "12/GPXB-VHTT"),
    ("licence_date", "02/03/2026"),
    ("licence_issuer", "Sở Văn hoá tỉnh Bắc Kạn"),
    ("deposit_month", "3/2026"),
)
RELEASED = "releases/current"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningDemo]:
    with running_demo(tmp_path_factory.mktemp("demo")) as running:
        yield running


@pytest.fixture
def screenshots(tmp_path: Path) -> list[Path]:
    """Three pictures of a screen, as an officer has them in a folder."""
    files = []
    for number, color in enumerate(("#eef3f8", "#f8f3ee", "#eef8f0"), 1):
        picture = Image.new("RGB", (1300, 760), color)
        draw = ImageDraw.Draw(picture)
        draw.rectangle((0, 0, 1300, 80), fill="#1d5c8f")
        draw.rectangle((980, 140 + 110 * number, 1220, 210 + 110 * number), fill="#a61c1c")
        files.append(tmp_path / f"man-hinh-{number}.png")
        picture.save(files[-1])
    return files


def test_the_whole_job_within_its_clicks(
    browser: Browser, demo: RunningDemo, screenshots: list[Path]
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 1000}, locale="vi-VN")
    page = context.new_page()
    be_logged_in(page, demo)
    page.goto(f"{demo.editor}admin/")
    settle(page)
    hand, begun = CountingHand(page), time.monotonic()
    _office(hand)
    _procedures(hand)
    _announcement(hand)
    _guide(hand, screenshots)
    pdf = _leaflet(hand)
    minutes = (time.monotonic() - begun) / 60
    print(f"{hand.table}, {minutes:.1f} minutes of the script")  # noqa: T201
    assert hand.of_all("clicks") <= MOST_CLICKS
    assert {job: tuple(counted[one] for one in COUNTED) for job, counted in hand.table.items()} == (
        _written()
    )
    _stands_on_the_mirror(demo)
    printed = " ".join(text_of(pdf).split())
    for words in (GUIDE, *STEPS, PHONE):
        assert words in printed
    context.close()


def _written() -> dict[str, tuple[int, ...]]:
    """Return what docs/desk.md says of each job."""
    now = FIGURES.read_text("utf-8").partition("## Now")[2].partition("## Before")[0]
    rows = re.findall(r"^\| (\w+): .*?\| (\d+) \| (\d+) \| (\d+) \|$", now, re.M)
    return {job: tuple(map(int, numbers)) for job, *numbers in rows}


def _office(hand: CountingHand) -> None:
    """The office, whom to call and its page."""
    hand.begin("office")
    page = hand.page
    hand.click(page.get_by_role("link", name="Lập cơ quan mới"), leads_on=True)
    for name, words in (
        ("office-name", OFFICE),
        ("office-short_name", SHORT),
        ("desk-phone", PHONE),
        ("desk-address", ADDRESS),
        ("desk-hours", HOURS),
    ):
        hand.write(page.locator(f"[name={name}]"), words)
    picture(page, "lap-co-quan", 1280, at=page.locator("[name=office-name]"))
    hand.click(page.get_by_role("button", name="Lập và đăng"), leads_on=True)
    _landed(page)
    picture(page, "da-xuat-ban", 1280, 390)


def _procedures(hand: CountingHand) -> None:
    """Six rows of a sheet, for that office."""
    hand.begin("procedures")
    page = hand.page
    hand.click(page.get_by_role("link", name="Nhập thủ tục của cơ quan từ bảng"), leads_on=True)
    hand.paste(page.locator("#import-rows"), SHEET)
    hand.click(page.get_by_role("button", name="Xem trước"), leads_on=True)
    picture(page, "nhap-thu-tuc", 1280)
    hand.click(page.get_by_role("button", name="Nhận và xuất bản luôn"), leads_on=True)
    expect(page.locator(".messages")).to_contain_text("6 dòng đã xuất bản")


def _announcement(hand: CountingHand) -> None:
    """The text from Word, with the catalogue of the six."""
    hand.begin("announcement")
    page = hand.page
    hand.click(page.get_by_role("link", name="Viết thông báo về các thủ tục này"), leads_on=True)
    hand.write(page.locator("[name=title]"), ANNOUNCED)
    hand.write(page.locator("[name=summary]"), SENTENCES[1])
    body = page.locator("[data-contentpath=body]")
    hand.click(body.locator(".c-sf-add-button").first)
    hand.click(page.get_by_role("option", name="Đoạn văn"))
    hand.paste(body.locator(".public-DraftEditor-content"), TEXT)
    expect(body).to_contain_text(SENTENCES[-1])
    hand.click(page.locator("footer .action-save").first, leads_on=True)
    hand.click(page.locator("#w-slim-header-buttons [data-w-dropdown-target=toggle]").first)
    hand.click(page.get_by_role("link", name="Lấy thủ tục vào danh mục"), leads_on=True)
    hand.click(page.get_by_role("button", name="Thêm vào bản nháp"), leads_on=True)
    picture(page, "thong-bao", 1280, at=body)
    _publish(hand)


def _guide(hand: CountingHand, screenshots: list[Path]) -> None:
    """Three screenshots become steps: each looked through, one with a callout."""
    hand.begin("guide")
    page = hand.page
    hand.click(page.get_by_role("link", name="Viết hướng dẫn"), leads_on=True)
    hand.write(page.locator("[name=title]"), GUIDE)
    hand.write(page.locator("[name=duration]"), "khoảng 15 phút")
    hand.files(page.locator(".loa-drop--first .loa-drop__choose"), screenshots)
    steps = page.locator("[data-contentpath=steps] .loa-step")
    expect(steps).to_have_count(len(screenshots))
    hand.write(page.locator("[name$='-value-title']").first, "Trên cổng dịch vụ công")
    hand.click(page.get_by_role("button", name="Mở tất cả các bước"))
    for number, title in enumerate(STEPS):
        step = steps.nth(number)
        hand.write(step.locator("[data-contentpath=title] [contenteditable=true]"), title)
        hand.write(step.locator("[name$='-alt']"), f"Màn hình của việc “{title}”")
        hand.click(step.get_by_role("button", name="Đã xem kỹ"))
        expect(step.get_by_role("button", name="Đã xem kỹ")).to_have_count(0)
    _callout(hand, steps.first)
    picture(page, "buoc-mo", 1280, 390, at=steps.first.locator(".loa-editor"))
    _publish(hand)


def _callout(hand: CountingHand, step: Locator) -> None:
    hand.click(step.get_by_role("button", name="Số tròn", exact=True))
    hand.click_at(step.locator(".loa-editor__stage"), across=0.84, down=0.38)
    expect(step.locator("[data-id]")).to_have_count(1)
    hand.page.keyboard.press("Enter")
    hand.write(step.locator("[name$='-label']"), CALLOUT)


def _leaflet(hand: CountingHand) -> bytes:
    """The leaflet of that guide, and the file for the print shop."""
    hand.begin("leaflet")
    page = hand.page
    hand.click(page.get_by_role("link", name="Làm tờ gấp từ trang này"), leads_on=True)
    hand.click(page.get_by_role("button", name="Làm bản nháp"), leads_on=True)
    for name, words in IMPRINT:
        hand.write(page.locator(f"[name={name}]"), words)
    picture(page, "to-gap", 1280)
    _publish(hand)
    hand.click(page.get_by_role("link", name="Kiểm tra trước khi in"), leads_on=True)
    picture(page, "kiem-tra-in", 390)
    with page.expect_download() as file:
        hand.click(page.get_by_role("link", name="Tải tệp nhà in"))
    return Path(file.value.path()).read_bytes()


def _publish(hand: CountingHand) -> None:
    hand.click(hand.page.locator("footer [data-w-dropdown-target=toggle]").last)
    hand.click(hand.page.locator("button[name=action-publish]"), leads_on=True)
    _landed(hand.page)


def _landed(page: Page) -> None:
    """What was published is told at once, and nothing of it is missing."""
    expect(page.get_by_role("heading", name="Đã xuất bản")).to_be_visible()
    expect(page.locator("[aria-label='Chưa hiện với người dân']")).to_have_count(0)


def _stands_on_the_mirror(demo: RunningDemo) -> None:
    current = demo.folder / RELEASED

    def page_with(*words: str) -> bool:
        return any(
            all(one in html for one in words)
            for html in (file.read_text("utf-8") for file in current.glob("**/index.html"))
        )

    for said in (
        (OFFICE, PHONE),
        (ANNOUNCED, SENTENCES[0], *(name for _code, name, _days, _fee in PROCEDURES)),
        (GUIDE, *STEPS, CALLOUT),
    ):
        wait_until(lambda said=said: page_with(*said), f"{said} on the mirror")
