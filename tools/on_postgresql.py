"""Run a command with LOA_DATABASE set to a throwaway PostgreSQL server of its own."""

import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.own_postgresql import own_cluster

if __name__ == "__main__":
    with own_cluster(is_migrated=False) as cluster:
        environment = os.environ | {"LOA_DATABASE": cluster.make("loa")}
        sys.exit(subprocess.run(sys.argv[1:], env=environment, check=False).returncode)  # noqa: S603  # the developer's own
