"""Fields and procedures: 2 of Ban Dân tộc (2023), 10 of Sở Nội vụ (11/2022), and those that
the leaflet (2019) and the commune's plan (2023) name as examples.

A kind is given only where a document gives one; numerals are those of the parent decision.
"""

from cms.demo.content.fact_shapes import Procedure, ProcedureField

__all__ = ["PROCEDURES", "PROCEDURE_FIELDS"]

PROCEDURE_FIELDS = (
    ProcedureField(key="dan-toc", name="Công tác dân tộc", name_en="Ethnic affairs"),
    ProcedureField(
        key="cong-chuc-vien-chuc",
        name="Công chức, viên chức",
        numeral="II",
        name_en="Civil servants and public employees",
    ),
    ProcedureField(
        key="chinh-quyen-dia-phuong",
        name="Chính quyền địa phương",
        numeral="VIII",
        name_en="Local government",
    ),
    ProcedureField(
        key="van-thu-luu-tru",
        name="Văn thư lưu trữ",
        numeral="IX",
        name_en="Records and archives",
    ),
    ProcedureField(key="xuat-ban", name="Xuất bản", name_en="Publishing"),
    ProcedureField(key="chung-thuc", name="Chứng thực", name_en="Certification"),
    ProcedureField(
        key="tu-phap-ho-tich", name="Tư pháp – Hộ tịch", name_en="Justice and civil status"
    ),
    ProcedureField(
        key="lao-dong",
        name="Lao động, thương binh và xã hội",
        name_en="Labour, war invalids and social affairs",
    ),
)


def _of_home_affairs(key: str, name: str, field: str, name_en: str) -> Procedure:
    return Procedure(
        key=key,
        name=name,
        field=field,
        agency="so-noi-vu",
        kind="mot-phan",
        is_online_only=True,
        name_en=name_en,
    )


_STAFF = "cong-chuc-vien-chuc"

PROCEDURES = (
    Procedure(
        key="cong-nhan-nguoi-co-uy-tin",
        name="Thủ tục công nhận người có uy tín trong đồng bào dân tộc thiểu số",
        field="dan-toc",
        agency="ban-dan-toc",
        kind="mot-phan",
        name_en="Recognition of a person of standing in an ethnic minority community",
    ),
    Procedure(
        key="dua-ra-nguoi-co-uy-tin",
        name=("Thủ tục đưa ra khỏi danh sách người có uy tín trong đồng bào dân tộc thiểu số"),
        field="dan-toc",
        agency="ban-dan-toc",
        kind="mot-phan",
        name_en=("Removal from the list of persons of standing in an ethnic minority community"),
    ),
    _of_home_affairs(
        "thi-nang-ngach-cong-chuc",
        "Thủ tục thi nâng ngạch công chức",
        _STAFF,
        "Examination for promotion of civil servants",
    ),
    _of_home_affairs(
        "thi-tuyen-cong-chuc",
        "Thủ tục thi tuyển công chức",
        _STAFF,
        "Recruitment of civil servants by examination",
    ),
    _of_home_affairs(
        "xet-tuyen-cong-chuc",
        "Thủ tục xét tuyển công chức",
        _STAFF,
        "Recruitment of civil servants by selection",
    ),
    _of_home_affairs(
        "tiep-nhan-cong-chuc",
        "Thủ tục tiếp nhận vào làm công chức",
        _STAFF,
        "Direct admission as a civil servant",
    ),
    _of_home_affairs(
        "thi-tuyen-vien-chuc",
        "Thủ tục thi tuyển viên chức",
        _STAFF,
        "Recruitment of public employees by examination",
    ),
    _of_home_affairs(
        "xet-tuyen-vien-chuc",
        "Thủ tục xét tuyển viên chức",
        _STAFF,
        "Recruitment of public employees by selection",
    ),
    _of_home_affairs(
        "tiep-nhan-vien-chuc",
        "Thủ tục tiếp nhận vào làm viên chức",
        _STAFF,
        "Direct admission as a public employee",
    ),
    _of_home_affairs(
        "thang-hang-vien-chuc",
        "Thủ tục thăng hạng chức danh nghề nghiệp viên chức",
        _STAFF,
        "Promotion in the professional grade of public employees",
    ),
    _of_home_affairs(
        "thanh-lap-thon",
        "Thủ tục thẩm định thành lập thôn mới, tổ dân phố",
        "chinh-quyen-dia-phuong",
        "Appraisal of a new hamlet or residential group",
    ),
    _of_home_affairs(
        "chung-chi-luu-tru",
        "Cấp, cấp lại Chứng chỉ hành nghề lưu trữ",
        "van-thu-luu-tru",
        "Issue and reissue of the archivist’s certificate",
    ),
    Procedure(
        key="giay-phep-ban-tin",
        name="Thủ tục cấp giấy phép xuất bản bản tin địa phương",
        field="xuat-ban",
        agency="so-tttt",
        name_en="Licence to publish a local bulletin",
    ),
    Procedure(
        key="chung-thuc-ban-sao",
        name=(
            "Chứng thực bản sao từ bản chính giấy tờ, văn bản do cơ quan tổ chức có thẩm quyền "
            "của Việt Nam cấp hoặc chứng nhận"
        ),
        field="chung-thuc",
        agency="",
        name_en="Certified copy of a paper issued by a Vietnamese authority",
    ),
    Procedure(
        key="khai-sinh",
        name="Đăng ký khai sinh",
        field="tu-phap-ho-tich",
        agency="ubnd-xa-ea-kueh",
        kind="mot-phan",
        name_en="Birth registration",
    ),
    Procedure(
        key="ket-hon",
        name="Đăng ký kết hôn",
        field="tu-phap-ho-tich",
        agency="ubnd-xa-ea-kueh",
        name_en="Marriage registration",
    ),
    Procedure(
        key="the-bhyt",
        name="Cấp thẻ bảo hiểm y tế",
        field="lao-dong",
        agency="ubnd-xa-ea-kueh",
        name_en="Health insurance card",
    ),
    Procedure(
        key="ban-sao-ho-tich",
        name="Cấp bản sao hộ tịch",
        field="tu-phap-ho-tich",
        agency="ubnd-xa-ea-kueh",
        kind="toan-trinh",
        name_en="Copy of a civil status record",
    ),
    Procedure(
        key="tinh-trang-hon-nhan",
        name="Xác nhận tình trạng hôn nhân",
        field="tu-phap-ho-tich",
        agency="ubnd-xa-ea-kueh",
        kind="toan-trinh",
        name_en="Confirmation of marital status",
    ),
)
