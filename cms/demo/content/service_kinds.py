"""Service kinds as dated vocabulary: the four levels as the leaflet of 12/2019 explains them,
the kinds of NĐ 42/2022/NĐ-CP that the announcements of 2022 and 2023 use, and the regime of
NĐ 224/2026/NĐ-CP, empty until its text has been read in the gazette.

Kinds stand from the one that offers least to the one that offers most.
"""

from datetime import date

from cms.demo.content.fact_shapes import ServiceKind, ServiceKindRegime

__all__ = ["SERVICE_KIND_REGIMES"]

_LEVELS = (
    ServiceKind(
        key="muc-do-1",
        name="Mức độ 1",
        definition=("Cho biết đầy đủ thông tin về thủ tục và các văn bản quy định thủ tục đó.",),
        name_en="Level 1",
        definition_en=(
            "Gives full information on the procedure and on the texts that regulate it.",
        ),
    ),
    ServiceKind(
        key="muc-do-2",
        name="Mức độ 2",
        definition=(
            "Như mức độ 1, và cho tải mẫu về để khai. Hồ sơ khai xong thì nộp tận nơi hoặc gửi "
            "qua bưu điện.",
        ),
        name_en="Level 2",
        definition_en=(
            "Level 1, and lets you download the forms. You hand in the completed file in person "
            "or send it by post.",
        ),
    ),
    ServiceKind(
        key="muc-do-3",
        name="Mức độ 3",
        definition=(
            "Như mức độ 2, và cho điền, gửi mẫu qua mạng đến nơi cung cấp dịch vụ.",
            "Hồ sơ được xử lý trên mạng. Lệ phí (nếu có) nộp tận nơi, kết quả cũng nhận tận nơi.",
        ),
        name_en="Level 3",
        definition_en=(
            "Level 2, and lets you fill in and send the forms online.",
            "The file is handled online. You pay the fee, if any, and collect the result in "
            "person.",
        ),
    ),
    ServiceKind(
        key="muc-do-4",
        name="Mức độ 4",
        definition=(
            "Như mức độ 3, và cho nộp lệ phí (nếu có) qua mạng. Kết quả trả trực tuyến, trao tận "
            "tay hoặc gửi qua bưu điện.",
        ),
        name_en="Level 4",
        definition_en=(
            "Level 3, and lets you pay the fee, if any, online. The result comes online, in "
            "person or by post.",
        ),
    ),
)

_KINDS = (
    ServiceKind(
        key="cung-cap-thong-tin",
        corresponds_to="muc-do-2",
        name="Cung cấp thông tin trực tuyến",
        definition=(
            "Cho biết thông tin về thủ tục. Đây là một danh mục riêng, không phải một mức của "
            "dịch vụ công trực tuyến.",
        ),
        name_en="Online information service",
        definition_en=(
            "Gives information on the procedure. It is a list of its own, not a level of online "
            "public service.",
        ),
    ),
    ServiceKind(
        key="mot-phan",
        corresponds_to="muc-do-3",
        name="Một phần",
        definition=(
            "Làm được một phần qua mạng, nhưng chưa đủ các điều kiện của toàn trình: còn bước "
            "phải làm theo cách khác.",
        ),
        name_en="Partly online",
        definition_en=(
            "Part of it can be done online, but it does not meet every condition of fully "
            "online: some step must be done another way.",
        ),
    ),
    ServiceKind(
        key="toan-trinh",
        corresponds_to="muc-do-4",
        name="Toàn trình",
        definition=(
            "Có đầy đủ thông tin; nộp và giải quyết hồ sơ đều trên mạng. Kết quả trả trực tuyến "
            "hoặc qua bưu chính công ích.",
        ),
        name_en="Fully online",
        definition_en=(
            "All information is given, and filing and settlement are wholly online. The result "
            "comes online or by public post.",
        ),
    ),
)

SERVICE_KIND_REGIMES = (
    ServiceKindRegime(
        key="nd-43-2011",
        name="Bốn mức độ (đến hết 14/8/2022)",
        legal_document="nd-43-2011",
        valid_from=None,
        valid_until=date(2022, 8, 14),
        kinds=_LEVELS,
        features=(
            ("Xem thông tin về thủ tục", "Read about the procedure", (True, True, True, True)),
            ("Tải biểu mẫu", "Download the forms", (False, True, True, True)),
            (
                "Điền và gửi hồ sơ trực tuyến",
                "Fill in and send the file online",
                (False, False, True, True),
            ),
            ("Nộp phí, lệ phí trực tuyến", "Pay the fee online", (False, False, False, True)),
            (
                "Nhận kết quả trực tuyến hoặc qua bưu điện",
                "Get the result online or by post",
                (False, False, False, True),
            ),
        ),
        name_en="Four levels (until 14 August 2022)",
    ),
    ServiceKindRegime(
        key="nd-42-2022",
        name="Toàn trình, một phần (15/8/2022 đến hết 30/6/2026)",
        legal_document="nd-42-2022",
        valid_from=date(2022, 8, 15),
        valid_until=date(2026, 6, 30),
        kinds=_KINDS,
        features=(
            ("Xem thông tin về thủ tục", "Read about the procedure", (True, True, True)),
            ("Gửi hồ sơ trực tuyến", "Send the file online", (False, True, True)),
            (
                "Làm trọn mọi bước trên mạng",
                "Do every step online",
                (False, False, True),
            ),
            (
                "Luôn nhận được kết quả mà không phải đến tận nơi",
                "Always get the result without going in person",
                (False, False, True),
            ),
        ),
        note=(
            "“Chỉ tiếp nhận trực tuyến” là một dấu riêng: thủ tục một phần hay toàn trình đều có "
            "thể có."
        ),
        name_en="Fully and partly online (15 August 2022 to 30 June 2026)",
        note_en=(
            "“Accepted online only” is a mark of its own: a partly or a fully online procedure "
            "may carry it."
        ),
    ),
    ServiceKindRegime(
        key="nd-224-2026",
        name="Quy định mới (từ 01/7/2026)",
        legal_document="nd-224-2026",
        valid_from=date(2026, 7, 1),
        valid_until=None,
        note=(
            "Nghị định số 224/2026/NĐ-CP có hiệu lực từ ngày 01/7/2026 và thay thế Nghị định "
            "số 42/2022/NĐ-CP. Cách phân loại mới sẽ được ghi ở đây sau khi đối chiếu với "
            "Công báo."
        ),
        name_en="New rules (from 1 July 2026)",
        note_en=(
            "Decree 224/2026/NĐ-CP has been in force since 1 July 2026 and replaces Decree "
            "42/2022/NĐ-CP. The new classification will stand here once it has been checked "
            "against the gazette."
        ),
    ),
)
