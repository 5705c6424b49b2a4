"""Run jobs in child processes that may not outlast or outgrow their limits.

A job that does is ended with its process, and named; the others go on. Each
child prepares once and then works on job after job; it may have a child of its
own that works beside it. No child outlives its parent.
"""

from __future__ import annotations

import ctypes
import errno
import gc
import multiprocessing
import os
import resource
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Generic, TypeVar

__all__ = ["Assistant", "Limits", "Lost", "run"]

Job = TypeVar("Job")
Result = TypeVar("Result")
Step = Callable[[str], None]
Handler = Callable[[Job, Step], Result]

FULL = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS))
"""What a system says of a disk that takes no more."""

GLANCE = 0.05
"""Seconds between two looks at the children's clocks."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a job may take: seconds by the clock, and MiB of memory for its process."""

    seconds: float = 300.0
    mebibytes: int = 4096


@dataclass(frozen=True, slots=True)
class Lost:
    """A job that gave no result: ended by a limit or a signal, or failed by a defect of ours.

    `hint` is the way out, where it is another than to look for what is too large.
    """

    reason: str
    defect: bool = False
    hint: str | None = None


@dataclass(slots=True)
class _Child(Generic[Job]):
    process: BaseProcess
    connection: Connection
    job: Job | None = None
    started: float = 0.0

    def take(self, job: Job) -> None:
        self.job, self.started = job, time.monotonic()
        self.connection.send(job)

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.connection.close()

    def is_late(self, limits: Limits) -> bool:
        return time.monotonic() - self.started > limits.seconds


def run(
    jobs: Sequence[Job],
    prepare: Callable[[], Handler[Job, Result]],
    *,
    count: int,
    limits: Limits,
    scratch: str,
    on_step: Callable[[Job, str], None],
) -> Generator[tuple[Job, Result | Lost], None, None]:
    """Work on `jobs` in at most `count` processes; give each with its result as it comes.

    `prepare` is called once in each child and gives the function that works on a
    job; that function may call `step(name)`, which calls `on_step` here.
    Children put their passing files into the folder `scratch`.
    """
    waiting = list(reversed(jobs))
    children: list[_Child[Job]] = []
    try:
        while waiting or any(child.job is not None for child in children):
            while waiting and len(children) < count:
                children.append(_start(prepare, limits, scratch))
            for child in children:
                if child.job is None and waiting:
                    child.take(waiting.pop())
            yield from _listen(children, limits, on_step)
    finally:
        for child in children:
            child.end()


class Assistant(Generic[Job, Result]):
    """A child of this process that works on a job while this one goes on.

    It has the limits of memory that are given; its time is that of whoever waits.
    """

    def __init__(self, prepare: Callable[[], Handler[Job, Result]], limits: Limits) -> None:
        # A daemon: when this process ends it is ended too, and not waited for.
        self._start = partial(_start, prepare, limits, tempfile.gettempdir(), daemon=True)
        self._child: _Child[Job] = self._start()
        self._asked = 0

    def ask(self, job: Job) -> None:
        """Hand over a job: `answer` will give its result, unless another is asked for first."""
        with suppress(ConnectionError):  # `answer` will tell that it is gone
            self._child.take(job)
        self._asked += 1

    def answer(self, step: Step) -> Result | Lost:
        """Wait for the result of the last job; `step` hears of its steps.

        A child that is lost is replaced.
        """
        while True:
            try:
                kind, value = self._child.connection.recv()
            except (EOFError, ConnectionResetError):
                return self._replaced()
            if kind == "step":
                step(value)
                continue
            self._asked -= 1
            if not self._asked:
                return value  # type: ignore[no-any-return]

    def _replaced(self) -> Lost:
        self._child.end()
        lost = Lost(_why_ended(self._child.process.exitcode))
        self._child, self._asked = self._start(), 0
        return lost


def _context() -> BaseContext:
    # A fork inherits what is imported, but must not copy another thread's locks.
    lone = threading.active_count() == 1 and sys.platform == "linux"
    return multiprocessing.get_context("fork" if lone else "spawn")


def _start(
    prepare: Callable[[], Handler[Job, Result]],
    limits: Limits,
    scratch: str,
    *,
    daemon: bool = False,
) -> _Child[Job]:
    context = _context()
    here, there = context.Pipe()
    process = context.Process(  # type: ignore[attr-defined]
        target=_work,
        args=(there, here, prepare, limits, scratch, os.getpid()),
        daemon=daemon,
    )
    process.start()
    there.close()
    return _Child(process, here)


def _work(
    connection: Connection,
    parents: Connection,
    prepare: Callable[[], Handler[Job, Result]],
    limits: Limits,
    scratch: str,
    parent: int,
) -> None:
    parents.close()
    _confine(limits, scratch)
    if os.getppid() != parent:
        return  # it died before its death could be told
    try:
        handle = prepare()
    except Exception as error:
        unprepared: Any = Lost(_where(error), defect=True)
        handle = lambda job, step: unprepared  # noqa: E731
    with suppress(EOFError, ConnectionError):
        while True:
            job = connection.recv()
            try:
                result = handle(job, lambda name: connection.send(("step", name)))
            except MemoryError:
                connection.send(("done", Lost("there was not enough memory")))
            except Exception as error:
                connection.send(("done", _lost(error)))
            else:
                connection.send(("done", result))


def _confine(limits: Limits, scratch: str) -> None:
    """Bind this process to its parent's life, to its memory, and to a folder that goes with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        set_death_signal = 1
        ctypes.CDLL(None).prctl(set_death_signal, signal.SIGKILL)
    size = limits.mebibytes * 2**20
    resource.setrlimit(resource.RLIMIT_DATA, (size, size))
    os.environ["TMPDIR"] = tempfile.tempdir = scratch
    # Trees are built by the ten thousand and few are dropped: look for garbage less often.
    gc.set_threshold(50_000, 20, 20)


def _lost(error: Exception) -> Lost:
    if isinstance(error, OSError) and error.errno in FULL:
        reason = f"the disk could not be written to ({os.strerror(error.errno or 0)})"
        return Lost(reason, hint="Make room where it and the folder for passing files are.")
    return Lost(_where(error), defect=True)


def _where(error: Exception) -> str:
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"
    return f"{type(error).__name__} at {place}: {error}"


def _listen(
    children: list[_Child[Job]], limits: Limits, on_step: Callable[[Job, str], None]
) -> Iterator[tuple[Job, Result | Lost]]:
    busy = {child.connection: child for child in children if child.job is not None}
    for ready in wait(list(busy), GLANCE):
        child = busy.pop(ready)  # type: ignore[call-overload]
        job = child.job
        try:
            kind, value = child.connection.recv()
        except (EOFError, ConnectionResetError):
            child.end()
            children.remove(child)
            yield job, Lost(_why_ended(child.process.exitcode))
            continue
        if kind == "step":
            on_step(job, value)
        else:
            child.job = None
            yield job, value
    for child in busy.values():
        if child.is_late(limits):
            job = child.job
            child.end()
            children.remove(child)
            yield job, Lost(f"it took longer than {limits.seconds:g} seconds")  # type: ignore[misc]


def _why_ended(code: int | None) -> str:
    if code is not None and code < 0:
        return f"its process was ended by {signal.Signals(-code).name}"
    return f"its process ended with code {code}"
