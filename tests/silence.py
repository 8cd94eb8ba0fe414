"""Run by the tests in a network of its own: asks every query that would leave, counts packets.

    unshare --net python -m tests.silence <directory of snapshots> <guarded or bare>

A network namespace begins with all its counters at zero, and whatever any process in it sends
is counted by the kernel, whoever sends it and by whatever call. Loopback is up, so that a
request to this machine would be sent and counted; there is no way out, so that none leaves it
if everything else should fail. The last line printed is JSON: how many packets before, after
all queries through `/sparql`, and after one query asked without any wall, which must be heard.
"""

from __future__ import annotations

import asyncio
import fcntl
import json
import socket
import struct
import sys
from contextlib import suppress
from pathlib import Path

import httpx
from pyoxigraph import Store

from api.application import Terms, create_app
from api.sparql import FreeLimits
from graph.workers import Limits
from queries.guard import GuardLimits
from tests.hostile import ADDRESSES, LEAVING, NAMING, aimed

# A port nobody listens at; the first packet of a connection is sent all the same.
PORT = "47001"
# Every spelling at one address, and a few spellings at every address.
FEW = ("service", "glued silent", "by a computed address", "load")


def loopback_up() -> None:
    """Bring the loopback of this namespace up, without any program."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as told:
        request = struct.pack("16sh", b"lo", 0)
        flags = struct.unpack("16sh", fcntl.ioctl(told, 0x8913, request))[1]
        fcntl.ioctl(told, 0x8914, struct.pack("16sh", b"lo", flags | 1))


def sent() -> int:
    """Return the packets that left any interface of this namespace since it was made."""
    lines = Path("/proc/self/net/dev").read_text(encoding="ascii").splitlines()[2:]
    return sum(int(line.partition(":")[2].split()[9]) for line in lines)


def texts() -> list[str]:
    """Return every query that would leave, with its address in it."""
    spelled = {**LEAVING, **NAMING}
    urls = [address.replace("PORT", PORT) for address in ADDRESSES]
    return [
        *(aimed(text, urls[0]) for text in spelled.values()),
        *(aimed(spelled[name], url) for name in FEW for url in urls[1:]),
    ]


async def asked(root: Path, guard: GuardLimits | None) -> int:
    """Ask all of them of an application in this process; return how many were answered."""
    pool = Limits(workers=2, deadline=2.0, wait=30.0, memory=300_000_000)
    app = create_app(root, terms=Terms(FreeLimits(pool=pool, guard=guard)))
    transport = httpx.ASGITransport(app=app)
    done = 0
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        for text in texts():
            answer = await client.post(
                "/sparql", content=text, headers={"content-type": "application/sparql-query"}
            )
            assert answer.status_code in {200, 400, 504}, (text, answer.text)
            done += 1
    app.state.lanes.close()
    return done


def main(root: Path, guard: GuardLimits | None) -> None:
    """Ask, count, and print what was counted."""
    loopback_up()
    before = sent()
    done = asyncio.run(asked(root, guard))
    after = sent()
    with suppress(OSError):
        list(Store().query(aimed(LEAVING["service"], f"http://127.0.0.1:{PORT}/")))  # type: ignore[arg-type]
    told = {"asked": done, "before": before, "after": after, "unwalled": sent()}
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), GuardLimits() if sys.argv[2] == "guarded" else None)
