#!/bin/sh
# The programs that tests run, beside Python: Debian's packages, nothing is downloaded by hand.
# Without an argument all of them, else the named ones: tools/programs.sh nginx
# In CI a missing program is a failure; elsewhere it is said loudly what will be skipped.
set -u
PATH=$PATH:/usr/sbin  # where nginx is
# program        package             what is skipped without it
all='
chromium         chromium-headless-shell phép thử trên trình duyệt
pdftotext        poppler-utils       phép thử đọc lại chữ trên bản in
nginx            nginx-light         phép thử tải và tệp cấu hình máy chủ
tesseract        tesseract-ocr       phép thử đọc chữ sau vùng che
tesseract-vie    tesseract-ocr-vie   phép thử đọc chữ Việt sau vùng che
gs               ghostscript         phép thử từng bản kẽm của tệp nhà in
qpdf             qpdf                phép thử cú pháp tệp nhà in
git              git                 phép thử xuất bản sang kho git
postgresql       postgresql          phép thử trên PostgreSQL
openssl          openssl             phép thử máy chủ của bộ biên tập
node             nodejs              phép thử chương trình đọc JSON
rsync            rsync               phép thử máy của bản sao tĩnh
systemd-analyze  systemd             phép thử tệp dịch vụ của systemd
minisign         minisign            phép thử chữ ký của bản sao
epubcheck        epubcheck           phép thử sách EPUB
zimcheck         zim-tools           phép thử tệp ZIM
lou_translate    liblouis-bin        phép thử chữ nổi
redis-server     redis-server        phép thử nhiều máy cùng dựng
'

has() {
	case $1 in
	chromium)
		for name in "${CHROMIUM:-}" chromium-headless-shell chromium chromium-browser google-chrome; do
			[ -n "$name" ] && command -v "$name" >/dev/null 2>&1 && return 0
		done
		return 1
		;;
	tesseract-vie) tesseract --list-langs 2>/dev/null | grep -qx vie ;;
	postgresql) ls /usr/lib/postgresql/*/bin/pg_ctl >/dev/null 2>&1 ;;
	*) command -v "$1" >/dev/null 2>&1 ;;
	esac
}

missing() {
	echo "$all" | while read -r program package what; do
		[ -n "$program" ] || continue
		case " ${wanted:-$program} " in *" $program "*) has "$program" || echo "$program $package $what" ;; esac
	done
}

wanted="$*"
lacking=$(missing)
[ -z "$lacking" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
	packages=$(echo "$lacking" | cut -d' ' -f2 | tr '\n' ' ')
	echo "Cài chương trình cho phép thử: $packages…"
	# RUNLEVEL: a server is not started as a service. One package that fails keeps no other away.
	apt-get update -qq
	for package in $packages; do
		RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive \
			apt-get install -y -qq --no-install-recommends "$package" >/dev/null
	done
	lacking=$(missing)
	[ -z "$lacking" ] && exit 0
fi
echo "$lacking" | while read -r program package what; do
	echo "THIẾU $program: bỏ qua $what. Cài: sudo apt-get install $package" >&2
done
[ -z "${CI:-}" ]
