#!/bin/sh
# A Chromium for the browser tests. It is Debian's package; nothing is downloaded by hand.
set -u
for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
	[ -n "$name" ] && command -v "$name" >/dev/null 2>&1 && exit 0
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
	echo "Cài Chromium cho phép thử trên trình duyệt…"
	apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null && exit 0
fi
echo "KHÔNG CÓ TRÌNH DUYỆT: các phép thử trên trình duyệt sẽ bị bỏ qua." >&2
echo "  Cài: sudo apt-get install chromium   hoặc đặt CHROMIUM=/đường/dẫn" >&2
[ -z "${CI:-}" ]
