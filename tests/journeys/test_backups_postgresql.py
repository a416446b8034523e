"""Backups of a province on PostgreSQL: the same promises, and a moment between two of them."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands import start
from tests.demo_world import ROOT, copy_demo
from tests.journeys.test_backups import FILES, SAID, is_right, newest
from tests.journeys.test_postgresql import Host
from tests.own_postgresql import MIGRATED, USER, Cluster, own_cluster
from tests.running_demo import wait_until

pytestmark = pytest.mark.journey

KEY = {"LOA_BACKUP_KEY": "mot-khoa-ngau-nhien-du-dai-cho-sao-luu"}
CHANGES = "SELECT last_value FROM media_redactionversion_id_seq"
PAGE = ROOT / "docs" / "operators" / "backup.md"


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with own_cluster() as running:
        yield running


@pytest.fixture(scope="module")
def host(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Host:
    """The demo on the server."""
    folder = tmp_path_factory.mktemp("first") / "var"
    copy_demo(folder)
    host = Host(folder, cluster.make("loa", like=MIGRATED))
    host.environment |= KEY
    well(host, "copy_from_sqlite")
    return host


def well(host: Host, *arguments: str) -> str:
    done = host.manage(*arguments)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


def elsewhere(cluster: Cluster, folder: Path, name: str) -> Host:
    """Return an empty machine with an empty database."""
    host = Host(folder / f"var-{name}", cluster.make(name))
    host.environment |= KEY
    return host


def log_of(cluster: Cluster, name: str) -> str:
    return cluster.ask("SELECT count(*) FROM wagtailcore_modellogentry", name)


def wrong_files(cluster: Cluster, host: Host, name: str) -> list[str]:
    found = []
    for table, column, digest, place in FILES:
        asked = SAID.format(column, digest, table)
        said = cluster.ask(
            f"SELECT json_agg(json_build_array(a, b)) FROM ({asked}) AS f(a, b)",  # noqa: S608
            name,
        )
        for path, known in json.loads(said or "[]"):
            if not is_right(host.folder / "uploads" / place / path, known):
                found.append(f"{table}: {path}")
    return found


def test_restored_machine_gives_the_same_mirror(
    host: Host, cluster: Cluster, tmp_path: Path
) -> None:
    backups = tmp_path / "backups"
    assert "phần mới" in well(host, "backup", str(backups))
    assert "Không có gì hỏng" in well(host, "backup", "--check", str(backups))
    again = host.manage("restore", str(newest(backups)))
    assert again.returncode == 1
    assert "không khôi phục đè lên" in again.stderr
    other = elsewhere(cluster, tmp_path, "restored")
    well(other, "restore", str(newest(backups)))
    assert wrong_files(cluster, other, "restored") == []
    assert log_of(cluster, "restored") == log_of(cluster, "loa") != "0"
    with pytest.raises(subprocess.CalledProcessError, match="returned non-zero"):
        cluster.ask("DELETE FROM wagtailcore_modellogentry", "restored")
    assert cluster.ask("SELECT COUNT(*) FROM django_session", "restored") == "0"
    shutil.copytree(host.folder / "store", other.folder / "store")
    well(other, "release")
    assert other.released() == host.released()
    sqlite = Host(tmp_path / "sqlite", "")
    sqlite.environment |= KEY
    refused = sqlite.manage("restore", str(newest(backups)))
    assert "là của PostgreSQL" in refused.stderr


def test_backups_under_the_hands_of_officers_are_each_of_one_moment(
    host: Host, cluster: Cluster, tmp_path: Path
) -> None:
    stop, backups = tmp_path / "stop", tmp_path / "backups"
    busy = Host(tmp_path / "var", cluster.make("busy", like="loa"))
    busy.environment |= KEY
    shutil.copytree(host.folder / "uploads", busy.folder / "uploads")
    officers = start(busy.environment, "-m", "tests.busy_uploads", str(stop))
    reports = []
    try:
        while len(reports) < 3 or int(cluster.ask(CHANGES, "busy")) < 40:
            assert officers.poll() is None
            reports.append(json.loads(well(busy, "backup", str(backups), "--json")))
    finally:
        stop.touch()
        officers.wait()
    assert [report["missing"] for report in reports] == [[]] * len(reports)
    for number, report in enumerate(reports[-3:]):
        other = elsewhere(cluster, tmp_path, f"busy{number}")
        well(other, "restore", report["file"])
        assert wrong_files(cluster, other, f"busy{number}") == []


def test_server_returns_to_a_moment_between_two_backups_as_the_page_says(tmp_path: Path) -> None:
    """The lines are those of the page, with the folders of this machine."""
    with own_cluster() as cluster:
        archive, base = (cluster.folder.parent / name for name in ("archive", "base"))
        archive.mkdir()
        if cluster.folder.owner() == USER:
            shutil.chown(archive, USER)
        here = {"/srv/pg-archive": str(archive), "/srv/pg-base/$(date +%F)": str(base)}
        configure(cluster, settings_of_the_page("archive.conf", here))
        cluster.stop()
        cluster.start()
        cluster.ask("CREATE TABLE words (said text)")
        base_backup(cluster, base, here)
        cluster.ask("INSERT INTO words VALUES ('trước')")
        moment = cluster.ask("SELECT clock_timestamp()")
        cluster.ask("DELETE FROM words")
        switched = cluster.ask("SELECT pg_walfile_name(pg_switch_wal())")
        wait_until((archive / switched).exists, "the last change to be archived")
        cluster.stop()
        cluster.folder.rename(cluster.folder.with_name("aside"))
        unpack(cluster, base)
        asked = settings_of_the_page("postgresql.conf", here)
        asked = re.sub(r"recovery_target_time = '.*'", f"recovery_target_time = '{moment}'", asked)
        configure(cluster, asked)
        touch(cluster, "recovery.signal")
        cluster.start()
        wait_until(lambda: cluster.ask("SELECT pg_is_in_recovery()") == "f", "its promotion")
        assert cluster.ask("SELECT said FROM words") == "trước"


def settings_of_the_page(file: str, here: dict[str, str]) -> str:
    """Return the lines of settings that follow the name of a file."""
    text = PAGE.read_text("utf-8").split("## A moment between", 1)[1]
    block = re.search(rf"    # .*{re.escape(file)}.*\n((?:    \w+ = .*\n)+)", text)
    assert block, file
    return replaced(re.sub(r"^    ", "", block[1], flags=re.M), here)


def replaced(text: str, here: dict[str, str]) -> str:
    for there, place in here.items():
        text = text.replace(there, place)
    return text


def configure(cluster: Cluster, lines: str) -> None:
    with (cluster.folder / "postgresql.auto.conf").open("a") as file:
        file.write(lines)


def base_backup(cluster: Cluster, base: Path, here: dict[str, str]) -> None:
    (line,) = re.findall(r"^    (pg_basebackup .*)$", PAGE.read_text("utf-8"), re.M)
    program, _d, _folder, *options = replaced(line, here).split()
    command = [str(cluster.programs / program), "-D", str(base), *options]
    subprocess.run([*command, "-d", cluster.address("postgres")], check=True, capture_output=True)


def unpack(cluster: Cluster, base: Path) -> None:
    cluster.folder.mkdir(mode=0o700)
    subprocess.run(
        ["tar", "-xzf", str(base / "base.tar.gz"), "-C", str(cluster.folder)], check=True
    )
    own(cluster)


def touch(cluster: Cluster, name: str) -> None:
    (cluster.folder / name).touch()
    own(cluster)


def own(cluster: Cluster) -> None:
    owner = cluster.folder.with_name("aside").owner()
    for place in (cluster.folder, *cluster.folder.rglob("*")):
        shutil.chown(place, owner)
