"""The two regimes of service kinds that the explainer shows."""

from datetime import date

from sitegen.documents.kinds import ServiceFeature, ServiceKind, ServiceKindRegime

__all__ = ["level_regime", "two_thousand_twenty_two_regime"]


def level_regime() -> ServiceKindRegime:
    """Return the four levels that held until August 2022."""
    features = ("Đọc thông tin thủ tục", "Tải biểu mẫu", "Gửi hồ sơ qua mạng", "Trả phí qua mạng")
    definitions = (
        "Cung cấp đầy đủ thông tin về thủ tục và các văn bản liên quan.",
        "Như mức độ 1, thêm biểu mẫu để tải về; hồ sơ gửi trực tiếp hoặc qua bưu điện.",
        "Như mức độ 2, thêm điền và gửi hồ sơ qua mạng; lệ phí và kết quả tại cơ quan.",
        "Như mức độ 3, thêm trả lệ phí qua mạng; kết quả qua mạng, tại chỗ hoặc bưu điện.",
    )
    return ServiceKindRegime(
        name="Bốn mức độ",
        legal_basis="Nghị định số 43/2011/NĐ-CP",
        valid_from=date(2011, 6, 10),
        valid_until=date(2022, 8, 14),
        kinds=tuple(
            ServiceKind(name=f"Mức độ {level}", definition=(definition,))
            for level, definition in enumerate(definitions, start=1)
        ),
        features=tuple(
            ServiceFeature(label=label, offered=tuple(level >= place for level in range(4)))
            for place, label in enumerate(features)
        ),
    )


def two_thousand_twenty_two_regime() -> ServiceKindRegime:
    """Return the kinds since August 2022, without a table of features."""
    return ServiceKindRegime(
        name="Toàn trình và một phần",
        legal_basis="Nghị định số 42/2022/NĐ-CP",
        valid_from=date(2022, 8, 15),
        valid_until=date(2026, 6, 30),
        kinds=(
            ServiceKind(
                name="Toàn trình",
                definition=("Từ nộp hồ sơ tới nhận kết quả đều làm qua mạng hoặc bưu chính.",),
                corresponds_to="Mức độ 4, nếu không có bước nào phải đến nơi",
            ),
            ServiceKind(
                name="Một phần",
                definition=("Có ít nhất một bước phải làm trực tiếp.",),
                corresponds_to="Mức độ 3",
            ),
        ),
        note="Nghị định số 224/2026/NĐ-CP thay quy định này từ 1/7/2026; cách gọi mới sẽ bổ sung.",
    )
