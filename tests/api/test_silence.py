"""No packet leaves for any spelling of SERVICE or LOAD, as the kernel itself counts them."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from graph.snapshots import Snapshots
from tests.hostile import LEAVING, NAMING, chained

NO_NAMESPACE = "a network of its own cannot be made here (unshare --net)"


@pytest.fixture(scope="module")
def alone() -> list[str]:
    """The command that runs another in a network of its own, or a skip that says why not."""
    program = shutil.which("unshare")
    for command in ([program, "--net"], [program, "--map-root-user", "--net"]):
        if program is None:
            break
        tried = subprocess.run([*command, "true"], capture_output=True, check=False)  # type: ignore[list-item]  # noqa: S603
        if tried.returncode == 0:
            return [str(part) for part in command]
    pytest.skip(NO_NAMESPACE)


@pytest.mark.parametrize("guard", [pytest.param("guarded", marks=pytest.mark.slow), "bare"])
def test_the_kernel_counts_no_packet_for_any_spelling_of_service_or_load(
    alone: list[str], guard: str, tmp_path: Path, repository: Path
) -> None:
    Snapshots(tmp_path).publish(chained(), rules=(), gates=lambda _: (), notes={})
    run = subprocess.run(  # noqa: S603
        [*alone, sys.executable, "-m", "tests.silence", str(tmp_path), guard],
        cwd=repository, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    told = json.loads(run.stdout.splitlines()[-1])
    assert told["asked"] > len(LEAVING) + len(NAMING)
    assert told["after"] == told["before"] == 0
    # Without walls the same query is heard, or the count would show nothing.
    assert told["unwalled"] > 0
