"""The walls around a worker: what no query can do, whatever its text says.

Memory is capped (the engine aborts, and only this process dies), no core file is written, and
after the store is open no further file or socket can be: the table of descriptors is filled
and closed. On Linux x86-64 a system-call filter forbids sockets and programs as well. Each
wall says whether it stands; none can be taken down again.
"""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import select
import struct
import sys
import threading
from pathlib import Path
from typing import Final

__all__ = ["cap_memory", "forbid_calls", "leave_with_parent", "no_more_files"]

_ARCHITECTURE: Final = 0xC000003E
# socket, connect, bind, listen, socketpair, execve, ptrace, execveat, process_vm_writev,
# and io_uring_setup, which can do all of these.
_FORBIDDEN: Final = (41, 42, 49, 50, 53, 59, 101, 311, 322, 425)
_X32: Final = 0x40000000
_ALLOW: Final = 0x7FFF0000
_REFUSE: Final = 0x00050001  # fails with EPERM
_KILL: Final = 0x80000000


def cap_memory(size: int) -> None:
    """Allow this process `size` bytes of data and no core file."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_DATA, (size, size))


def leave_with_parent() -> None:
    """End this process, whatever it does, once nobody holds the other end of standard input."""
    threading.Thread(target=_leave, daemon=True).start()


def _leave() -> None:
    watched = select.poll()
    # No event is asked for: only the closing of the other end is reported.
    watched.register(0, 0)
    watched.poll()
    os._exit(0)


def no_more_files() -> None:
    """Fill the holes below the highest open descriptor, then forbid any above it."""
    null = os.open(os.devnull, os.O_RDONLY)
    open_now = [int(path.name) for path in Path("/dev/fd").iterdir()]
    # The last of the list may be the descriptor that listed it, now closed.
    top = max(number for number in open_now if _is_open(number))
    while null < top:
        null = os.dup(null)
    if null > top:
        os.close(null)
    resource.setrlimit(resource.RLIMIT_NOFILE, (top + 1, top + 1))


def _is_open(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


def _step(code: int, yes: int, no: int, value: int) -> bytes:
    return struct.pack("<HBBI", code, yes, no, value)


def _program() -> bytes:
    load, equal, at_least, answer = 0x20, 0x15, 0x35, 0x06
    count = len(_FORBIDDEN)
    steps = [
        _step(load, 0, 0, 4),
        _step(equal, 1, 0, _ARCHITECTURE),
        _step(answer, 0, 0, _KILL),
        _step(load, 0, 0, 0),
        _step(at_least, count + 1, 0, _X32),
    ]
    steps += [_step(equal, count - place, 0, call) for place, call in enumerate(_FORBIDDEN)]
    return b"".join([*steps, _step(answer, 0, 0, _ALLOW), _step(answer, 0, 0, _REFUSE)])


def forbid_calls() -> bool:
    """Forbid sockets and programs to every thread of this process; tell whether it worked."""
    if sys.platform != "linux" or platform.machine() != "x86_64":
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    code = _program()
    held = ctypes.create_string_buffer(code, len(code))
    # struct sock_fprog: a count, then a pointer.
    program = struct.pack("@HP", len(code) // 8, ctypes.addressof(held))
    no_new_privileges, seccomp, set_filter, all_threads = 38, 317, 1, 1
    if libc.prctl(no_new_privileges, 1, 0, 0, 0) != 0:
        return False
    return bool(libc.syscall(seccomp, set_filter, all_threads, program) == 0)
