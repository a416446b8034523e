"""The law as rows, and why a procedure is offered only in part.

What the law asks was read in November 2026 in secondary copies, not in the gazette: Nghị định 224/2026/NĐ-CP
(register vanban.chinhphu.vn, docid 218633; the copy in github diepxuan/diepxuan.github.io,
van-ban/hanh-chinh/224-2026-nd-cp-thi-hanh-luat-chuyen-doi-so.md), Thông tư 24/2011/TT-BTTTT and 32/2017/TT-BTTTT in
the codification there, and a provincial score card for portals (Hà Tĩnh). So no row has a day of comparison. From here
on the rows are an administrator's: he compares, dates, ends and adds them; this file is never read again.
"""

from datetime import date
from typing import Any

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

_DECREE, _SINCE = "224/2026/NĐ-CP", date(2026, 7, 1)
_PORTALS = "32/2017/TT-BTTTT"
_STILL_SCORED = (
    "Thông tư 22/2023/TT-BTTTT đã thay thông tư này; nhiều tỉnh vẫn chấm điểm cổng theo các mục này. "
    "Tỉnh không chấm thì quản trị viên ghi ngày hết hiệu lực cho dòng này."
)
_OFFICES, _COMMITTEES = "department centre", "province district commune"

# key, what must be done, article, how it is checked, and what else the row says
_OF_DECREE: tuple[tuple[str, str, str, str, dict[str, str]], ...] = (
    (
        "thu-tuc-cong-khai",
        "Công khai thủ tục hành chính; mỗi thủ tục có mã quốc gia và nơi nộp trực tuyến.",
        "Điều 9.1a",
        "machine",
        {"machine_check": "procedures"},
    ),
    (
        "thu-tuc-thong-nhat",
        "Thủ tục đã đăng khớp với Cổng Dịch vụ công quốc gia và lấy từ đó.",
        "Điều 9.1a",
        "hand",
        {"note": "So danh mục đã đăng với Cổng Dịch vụ công quốc gia; ghi ngày so và số thủ tục lệch."},
    ),
    (
        "gioi-thieu-co-quan",
        "Giới thiệu cơ quan: sơ đồ tổ chức, chức năng, nhiệm vụ, quyền hạn; quá trình hình thành; "
        "tiểu sử tóm tắt và việc được giao của lãnh đạo.",
        "Điều 9.1b",
        "machine",
        {
            "machine_check": "about_page",
            "levels": _OFFICES,
            "measure": "functions organisation history leaders",
        },
    ),
    (
        "gioi-thieu-dia-phuong",
        "Giới thiệu địa phương: tổ chức hành chính, bản đồ địa giới, tự nhiên, lịch sử, văn hoá, "
        "di tích; lãnh đạo và việc được giao.",
        "Điều 9.1c",
        "machine",
        {
            "machine_check": "about_page",
            "levels": _COMMITTEES,
            "measure": "administration boundaries nature culture leaders",
        },
    ),
    (
        "cap-nhat-ngay",
        "Cập nhật ngay khi có thay đổi.",
        "Điều 9.3",
        "machine",
        {"machine_check": "freshness"},
    ),
    (
        "kenh-thong-nhat",
        "Cung cấp thông tin trên cổng và các kênh khác: mạng xã hội, ứng dụng, tổng đài.",
        "Điều 10.1–10.2",
        "machine",
        {"machine_check": "channels"},
    ),
    (
        "danh-sach-kenh",
        "Quản lý, kiểm soát và công bố danh sách kênh của cơ quan.",
        "Điều 10.3",
        "machine",
        {"machine_check": "channels_page"},
    ),
    (
        "nhieu-thiet-bi",
        "Xem được thuận tiện trên nhiều loại thiết bị.",
        "Điều 10.3a",
        "product",
        {
            "note": "Mỗi loại trang được thử tự động ở bề ngang 320 điểm ảnh, không cần JavaScript, chỉ dùng "
            "bàn phím, và khi mở từ thẻ nhớ không có mạng."
        },
    ),
    (
        "danh-gia-hai-long",
        "Người dân chấm được mức hài lòng về thông tin trên mạng; giữ kín và riêng tư cho người chấm.",
        "Điều 10.3b",
        "hand",
        {
            "note": "Trang tĩnh không có chỗ chấm điểm và không ghi gì về người đọc. Nếu cổng của tỉnh có thì "
            "ghi địa chỉ ở đó."
        },
    ),
    (
        "nguoi-khuyet-tat",
        "Người khuyết tật tiếp cận được; theo quy chuẩn kỹ thuật.",
        "Điều 10.3c",
        "product",
        {
            "note": "Mỗi loại trang được axe (luật WCAG) thử tự động ở nền sáng và nền tối, màn hình hẹp và rộng, "
            "không còn lỗi."
        },
    ),
    (
        "thanh-phan-cua-cong-tinh",
        "Trang của sở, của xã là thành phần của cổng thông tin điện tử tỉnh.",
        "Điều 11.1",
        "hand",
        {
            "levels": "department centre district commune",
            "note": "Trang nằm trong trang của tỉnh thì đạt. Trang riêng thì xem cổng tỉnh có dẫn tới và lấy tin về không.",
        },
    ),
    (
        "ten-mien",
        "Tên miền theo tên tỉnh, dưới .gov.vn; sở và xã thêm tên mình ở trước; không dấu.",
        "Điều 11.4",
        "machine",
        {"machine_check": "public_address"},
    ),
    (
        "ipv6",
        "Trang mở được qua IPv6.",
        "Điều 11.4",
        "hand",
        {"note": "Nhờ người quản trị máy chủ mở trang từ một mạng chỉ có IPv6, hoặc xem bản ghi AAAA."},
    ),
    (
        "du-lieu-dac-ta",
        "Có dữ liệu đặc tả để tìm kiếm, trao đổi, tích hợp.",
        "Điều 11.5",
        "machine",
        {"machine_check": "metadata"},
    ),
    (
        "do-tu-dong",
        "Đo tự động, liên tục: đầy đủ, kịp thời, cấu trúc, bố cục, liên kết, truy cập, hiển thị, tốc độ.",
        "Điều 12.1–12.2",
        "product",
        {
            "note": "Mỗi lần phát hành, máy kiểm tra mọi liên kết, tệp, cấu trúc trang và dữ kiện quá hạn; có lỗi "
            "thì không phát hành và nói lỗi ở đâu. Dung lượng và hiển thị được thử với mỗi phiên bản."
        },
    ),
    (
        "do-muc-su-dung",
        "Đo mức sử dụng.",
        "Điều 12.1–12.2",
        "hand",
        {"note": "Trang không theo dõi người đọc. Lấy số lượt mở từ máy chủ web hoặc từ cổng của tỉnh."},
    ),
    (
        "bao-truoc-tam-ngung",
        "Tạm ngừng theo kế hoạch thì báo trước ít nhất 7 ngày làm việc, nói rõ bao giờ hoạt động lại, "
        "trừ bất khả kháng.",
        "Điều 13.1a",
        "machine",
        {"machine_check": "suspension_notice", "measure": "7"},
    ),
    (
        "mot-phan-co-ly-do",
        "Dịch vụ chỉ một phần thì công khai lý do và luật chuyên ngành quy định.",
        "Điều 14",
        "machine",
        {"machine_check": "partial_reason", "measure": "một phần"},
    ),
    (
        "huong-dan-thu-tuc",
        "Danh mục thủ tục đi cùng hướng dẫn các bước.",
        "Điều 15.1",
        "machine",
        {"machine_check": "guides_linked"},
    ),
    (
        "dich-vu-chu-dong",
        "Các mức của dịch vụ chủ động: nhắc việc; nhắc và chuẩn bị hồ sơ; đề xuất; tự làm, người dân "
        "xác nhận hoặc từ chối.",
        "Điều 16",
        "machine",
        {"machine_check": "service_kinds"},
    ),
    (
        "can-cu-bi-bai-bo",
        "Không dựa vào các nghị định đã bị bãi bỏ từ ngày 01/7/2026.",
        "Điều 90.2",
        "machine",
        {
            "machine_check": "repealed_bases",
            "measure": "42/2022/NĐ-CP; 45/2026/NĐ-CP; 64/2007/NĐ-CP",
        },
    ),
)
_OF_METADATA = (
    "sau-muc-dac-ta",
    "Sáu mục đặc tả không để trống: tiêu đề, người tạo, thời gian, mô tả, cơ quan ban hành, định danh.",
    "Dữ liệu đặc tả tối thiểu",
    "product",
    {"note": "Mỗi trang và tệp JSON bên cạnh mang sáu mục Dublin Core do máy ghi từ trang và từ sổ dữ kiện."},
)
_OF_PORTALS: tuple[tuple[str, str, str, str, dict[str, str]], ...] = (
    (
        "dau-trang",
        "Đầu trang có biểu trưng và tên đầy đủ của cơ quan.",
        "Bố cục, đầu trang",
        "machine",
        {"machine_check": "page_head", "note": _STILL_SCORED},
    ),
    (
        "muc-luc",
        "Có trang chủ, giới thiệu, dịch vụ công trực tuyến, sơ đồ cổng.",
        "Bố cục, trình đơn",
        "machine",
        {"machine_check": "portal_menu", "note": _STILL_SCORED},
    ),
    (
        "chan-trang",
        "Chân trang có cơ quan, người chịu trách nhiệm nội dung, địa chỉ, điện thoại, thư điện tử.",
        "Bố cục, chân trang",
        "machine",
        {"machine_check": "page_foot", "note": _STILL_SCORED},
    ),
    (
        "in-va-luu",
        "In và lưu được từng bài.",
        "Chức năng hỗ trợ",
        "product",
        {"note": f"Mỗi trang có kiểu in riêng và lưu được thành tệp; văn bản có tệp PDF. {_STILL_SCORED}"},
    ),
    (
        "hoi-dap",
        "Có hỏi đáp.",
        "Chức năng hỗ trợ",
        "hand",
        {"note": f"Trang tĩnh không nhận câu hỏi. Cổng của tỉnh có hỏi đáp thì ghi địa chỉ. {_STILL_SCORED}"},
    ),
    (
        "trinh-bay",
        "Chữ tương phản, hình có mô tả, có đề mục, bảng có tên và đầu cột, không có gì nhấp nháy.",
        "Trình bày",
        "product",
        {"note": f"Trang không đăng được khi hình thiếu mô tả; phần còn lại được thử tự động. {_STILL_SCORED}"},
    ),
)


def bring_obligations(apps: Any, _schema_editor: Any) -> None:
    rows = apps.get_model("cms", "Obligation")._default_manager
    named = [(row, _DECREE, _SINCE) for row in _OF_DECREE]
    named += [(_OF_METADATA, "24/2011/TT-BTTTT", None)]
    named += [(row, _PORTALS, None) for row in _OF_PORTALS]
    for (key, title, article, manner, more), source, since in named:
        values = {"title": title, "source": source, "article": article, "manner": manner}
        rows.get_or_create(key=key, defaults={**values, "valid_from": since, **more})


class Migration(migrations.Migration):

    dependencies = [
        ('cms', '0028_identity'),
    ]

    operations = [
        migrations.CreateModel(
            name='Obligation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=60, unique=True, verbose_name='mã')),
                ('title', models.CharField(help_text='Một câu, bằng lời thường.', max_length=300, verbose_name='phải làm gì')),
                ('source', models.CharField(help_text='Ví dụ 224/2026/NĐ-CP.', max_length=80, verbose_name='văn bản')),
                ('article', models.CharField(help_text='Ví dụ Điều 9.1a.', max_length=80, verbose_name='điều, khoản')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='có hiệu lực từ')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='có hiệu lực đến hết')),
                ('levels', models.CharField(blank=True, max_length=120, verbose_name='cho cơ quan cấp nào')),
                ('manner', models.CharField(choices=[('machine', 'máy kiểm tra'), ('product', 'phần mềm bảo đảm'), ('hand', 'cán bộ trả lời'), ('none', 'không áp dụng')], max_length=10, verbose_name='cách kiểm tra')),
                ('machine_check', models.CharField(blank=True, max_length=40, verbose_name='máy kiểm tra điều gì')),
                ('measure', models.CharField(blank=True, help_text='Ví dụ 7 (ngày làm việc), “một phần”, số của các văn bản bị bãi bỏ, mã các phần phải có.', max_length=200, verbose_name='số, chữ mà luật cho')),
                ('note', models.TextField(blank=True, help_text='Vì sao phần mềm bảo đảm, hoặc cán bộ xem ở đâu để trả lời.', verbose_name='nói thêm')),
                ('compared_on', models.DateField(blank=True, help_text='Để trống thì bảng ghi “chưa đối chiếu với Công báo”.', null=True, verbose_name='ngày đối chiếu với Công báo')),
            ],
            options={
                'verbose_name': 'nghĩa vụ theo luật',
                'verbose_name_plural': 'nghĩa vụ theo luật',
                'ordering': ['pk'],
            },
        ),
        migrations.AddField(
            model_name='procedure',
            name='partial_basis',
            field=models.CharField(blank=True, db_default='', default='', help_text='Điều, luật chuyên ngành quy định như thế.', max_length=200, verbose_name='theo văn bản nào'),
        ),
        migrations.AddField(
            model_name='procedure',
            name='partial_reason',
            field=models.CharField(blank=True, choices=[('presence', 'phải có mặt'), ('on-site', 'phải kiểm tra tại chỗ'), ('technical', 'chưa đủ điều kiện kỹ thuật'), ('law', 'luật chuyên ngành quy định khác')], db_default='', default='', help_text='Chỉ ghi khi thủ tục là một phần; luật đòi công khai lý do.', max_length=10, verbose_name='vì sao chỉ một phần'),
        ),
        migrations.CreateModel(
            name='ObligationAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(2000), django.core.validators.MaxValueValidator(2999)], verbose_name='năm')),
                ('answer', models.CharField(choices=[('met', 'đạt'), ('missing', 'chưa đạt'), ('none', 'không áp dụng')], max_length=10, verbose_name='trả lời')),
                ('reason', models.CharField(max_length=500, verbose_name='vì sao, xem ở đâu')),
                ('at', models.DateTimeField(auto_now=True, verbose_name='lúc')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cms.agency', verbose_name='cơ quan')),
                ('obligation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='cms.obligation', verbose_name='nghĩa vụ')),
                ('officer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người trả lời')),
            ],
            options={
                'verbose_name': 'trả lời về nghĩa vụ',
                'verbose_name_plural': 'trả lời về nghĩa vụ',
                'ordering': ['obligation', 'year'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('obligation', 'agency', 'year'), name='cms_obligation_answered_once')],
            },
        ),
        migrations.RunPython(bring_obligations, migrations.RunPython.noop),
    ]
