"""Files for web servers: every place leads on, and no path can break out of its line."""

import base64
import hashlib
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from sitegen.documents.addresses import Gone, Moved
from sitegen.documents.view import View
from sitegen.render.server_files import (
    headers_file,
    htaccess,
    nginx_map,
    nginx_server,
    redirects_file,
)
from sitegen.render.server_headers import security_headers
from sitegen.render.site_files import not_found
from tests.builders import a_site

SITE = a_site(base_address="https://loa.example.vn/")
BELOW = a_site(base_address="https://example.vn/loa/")
MOVED = (
    Moved(path="cu/xa/", target="so-noi-vu/", title="Nộp", language="vi"),
    Moved(path="a/", target="", title="Trang chủ", language="vi"),
)
GONE = (Gone(path="mat/", language="vi"),)
ODD = "x\" \\ $uri {y};#'\u1ecf %/"
HOSTILE = (
    Moved(path=ODD, target="so-noi-vu/", title="", language="vi"),
    Moved(path="dòng\nreturn 200;/", target="so-noi-vu/", title="", language="vi"),
    Moved(path="dai-" * 60 + "/", target="so-noi-vu/", title="", language="vi"),
)
ODD_GONE = (Gone(path=ODD, language="vi"), Gone(path="mất's/", language="vi"))


def test_redirects_are_lines_of_three_words_sorted_by_path() -> None:
    lines = redirects_file(MOVED, GONE, SITE).decode().splitlines()
    assert lines == [
        "/a/ / 301",
        "/a/index.html / 301",
        "/cu/xa/ /so-noi-vu/ 301",
        "/cu/xa/index.html /so-noi-vu/ 301",
        "/mat/ /mat/index.html 410",
        "/mat/index.html /mat/index.html 410",
        "/h/* /H/:splat 301",
    ]


def test_a_mirror_in_a_folder_keeps_its_folder() -> None:
    assert b"/loa/cu/xa/ /loa/so-noi-vu/ 301" in redirects_file(MOVED, GONE, BELOW)
    assert b'"/loa/cu/xa/" "/loa/so-noi-vu/";' in nginx_map(MOVED, GONE, BELOW)
    assert b'ErrorDocument 404 "/loa/404.html"' in htaccess(MOVED, GONE, BELOW)
    assert b"/loa/assets/*\n" in headers_file(BELOW)


def test_no_path_breaks_a_line_of_redirects() -> None:
    lines = redirects_file(HOSTILE, ODD_GONE, SITE).decode().splitlines()
    assert lines.pop() == "/h/* /H/:splat 301"
    assert all(re.fullmatch(r"/[\w%/.-]* /[\w%/.-]* (301|410)", line) for line in lines)
    assert len(lines) == 8  # the path with a line break is no address


def test_without_places_the_files_are_whole() -> None:
    assert nginx_map((), (), SITE).count(b"{") == nginx_map((), (), SITE).count(b"}") == 4
    assert redirects_file((), (), SITE).strip() == b"/h/* /H/:splat 301"


def test_nginx_sizes_grow_with_the_addresses() -> None:
    assert b"map_hash_bucket_size 128;" in nginx_map((), (), SITE)
    assert b"map_hash_bucket_size 512;" in nginx_map(HOSTILE, (), SITE)


def test_the_policy_allows_our_files_and_the_style_of_the_404_page_only() -> None:
    policy = security_headers(SITE)["Content-Security-Policy"]
    style = re.search(rb"<style>(.*?)</style>", not_found(View(site=SITE)), re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1]).digest()).decode()
    assert f"style-src 'self' 'sha256-{digest}'" in policy
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy


def test_transport_security_is_promised_on_https_only() -> None:
    assert "Strict-Transport-Security" in security_headers(SITE)
    http = a_site(base_address="http://127.0.0.1:8080/")
    assert "Strict-Transport-Security" not in security_headers(http)


def test_every_server_sends_the_same_headers() -> None:
    for name, value in security_headers(SITE).items():
        assert f"  {name}: {value}\n" in headers_file(SITE).decode()
        assert f'add_header {name} "{value}" always;' in nginx_server(SITE).decode()
        assert f'Header always set {name} "{value}"' in htaccess((), (), SITE).decode()


def test_assets_are_kept_for_a_year_and_pages_asked_for_each_time() -> None:
    lines = headers_file(SITE).decode().splitlines()
    general, assets = lines.index("/*"), lines.index("/assets/*")
    assert "  Cache-Control: no-cache" in lines[general:assets]
    assert lines[assets + 2] == "  Cache-Control: public, max-age=31536000, immutable"


@pytest.mark.parametrize("ending", ["csv", "json", "jsonld", "md", "txt"])
def test_what_programs_read_is_open_to_other_hosts_on_every_server(ending: str) -> None:
    assert f"/*.{ending}\n  Access-Control-Allow-Origin: *" in headers_file(SITE).decode()
    apache = re.findall(
        r'<FilesMatch "(.+)">\nHeader set Access', htaccess(MOVED, GONE, SITE).decode()
    )
    nginx = re.findall(r'"~(.+)" "?\*"?;', nginx_map(MOVED, GONE, SITE).decode())
    for pattern in (*apache, *(one.replace("\\\\", "\\") for one in nginx)):
        assert re.search(pattern, f"/a/b.{ending}")
        assert not re.search(pattern, "/a/b.html")
    assert (len(apache), len(nginx)) == (1, 1)


def test_every_variable_that_nginx_asks_has_a_map() -> None:
    made = re.findall(r"^map \$uri (\$\w+) ", nginx_map(MOVED, GONE, SITE).decode(), re.MULTILINE)
    asked = re.findall(r"\$loa_\w+", nginx_server(SITE).decode())
    assert set(made) == set(asked)
    assert len(made) == 4


def test_nginx_reads_what_we_write(tmp_path: Path) -> None:
    nginx = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/bin")
    if nginx is None:
        pytest.skip("No nginx: apt-get install nginx-light")
    (tmp_path / "map.conf").write_bytes(nginx_map((*MOVED, *HOSTILE), (*GONE, *ODD_GONE), SITE))
    (tmp_path / "server.conf").write_bytes(nginx_server(SITE))
    (tmp_path / "nginx.conf").write_text(
        f"pid {tmp_path}/pid; error_log {tmp_path}/error.log; events {{}}\n"
        f"http {{ access_log off; include {tmp_path}/map.conf;\n"
        f"server {{ listen 127.0.0.1:1; root {tmp_path}; include {tmp_path}/server.conf; }} }}\n"
    )
    done = subprocess.run(
        [nginx, "-t", "-p", str(tmp_path), "-e", f"{tmp_path}/error.log", "-c", "nginx.conf"],
        capture_output=True,
        text=True,
        check=False,
    )
    # Whether a port is free or a log can be written is not ours to say.
    assert "syntax is ok" in done.stderr, done.stderr
