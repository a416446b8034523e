#!/bin/sh
# An nginx for the load test. It is Debian's package, and it is not started as a service.
set -u
command -v nginx >/dev/null 2>&1 && exit 0
[ -x /usr/sbin/nginx ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
	echo "Cài nginx cho phép thử tải…"
	apt-get update -qq && RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive \
		apt-get install -y -qq --no-install-recommends nginx-light >/dev/null && exit 0
fi
echo "KHÔNG CÓ NGINX: phép thử tải sẽ bị bỏ qua." >&2
echo "  Cài: sudo apt-get install nginx-light" >&2
[ -z "${CI:-}" ]
