"""Child processes: limits hold, and one lost job costs no other."""

from __future__ import annotations

import os
import signal
import tempfile
import time
from collections.abc import Callable

from reportkit.workers import Assistant, Limits, Lost, run

Step = Callable[[str], None]


def prepare() -> Callable[[str, Step], str]:
    return work


def work(job: str, step: Step) -> str:
    step(f"working on {job}")
    if job == "late":
        time.sleep(60)
    if job == "large":
        return f"got {len(bytearray(2**30))} bytes"
    if job == "defect":
        return str(1 // (len(job) - 6))
    if job == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    return job.upper()


def outcome(*jobs: str, count: int = 2, limits: Limits | None = None) -> dict[str, object]:
    return dict(
        run(
            jobs,
            prepare,
            count=count,
            limits=limits or Limits(),
            scratch=tempfile.gettempdir(),
            on_step=lambda job, step: None,
        )
    )


def test_every_job_gives_its_result() -> None:
    jobs = [f"job {n}" for n in range(20)]
    assert outcome(*jobs) == {job: job.upper() for job in jobs}


def test_a_job_that_takes_too_long_is_ended_and_the_others_go_on() -> None:
    assert outcome("late", "a", "b", limits=Limits(seconds=0.5)) == {
        "late": Lost("it took longer than 0.5 seconds"),
        "a": "A",
        "b": "B",
    }


def test_a_job_that_needs_too_much_memory_fails_alone() -> None:
    assert outcome("large", "a", count=1, limits=Limits(mebibytes=512)) == {
        "large": Lost("there was not enough memory"),
        "a": "A",
    }


def test_a_defect_is_told_with_its_place_and_not_as_a_traceback() -> None:
    (lost,) = outcome("defect").values()
    assert isinstance(lost, Lost)
    assert lost.defect
    assert lost.reason.startswith("ZeroDivisionError at test_workers.py:")


def test_a_job_whose_process_dies_is_named_with_the_signal() -> None:
    assert outcome("killed", "a", count=1) == {
        "killed": Lost("its process was ended by SIGKILL"),
        "a": "A",
    }


def test_steps_are_heard_as_they_begin() -> None:
    heard: list[tuple[str, str]] = []
    list(
        run(
            ["a"],
            prepare,
            count=1,
            limits=Limits(),
            scratch=tempfile.gettempdir(),
            on_step=lambda job, step: heard.append((job, step)),
        )
    )
    assert heard == [("a", "working on a")]


def test_an_assistant_works_beside_and_answers_the_last_question() -> None:
    assistant: Assistant[str, str] = Assistant(prepare, Limits())
    heard: list[str] = []
    assistant.ask("a")
    assistant.ask("b")
    assert assistant.answer(heard.append) == "B"
    assert heard == ["working on a", "working on b"]


def test_an_assistant_that_dies_is_named_and_replaced() -> None:
    assistant: Assistant[str, str] = Assistant(prepare, Limits())
    assistant.ask("killed")
    assert assistant.answer(print) == Lost("its process was ended by SIGKILL")
    assistant.ask("a")
    assert assistant.answer(print) == "A"


def unprepared() -> Callable[[str, Step], str]:
    Assistant(prepare, Limits())
    raise ValueError("nothing is ready")


def test_a_child_that_cannot_prepare_says_why_and_leaves_nobody_waiting() -> None:
    results = run(
        ["a"],
        unprepared,
        count=1,
        limits=Limits(20),
        scratch=tempfile.gettempdir(),
        on_step=lambda job, step: None,
    )
    ((_, lost),) = results
    assert isinstance(lost, Lost)
    assert lost.defect
    assert lost.reason.endswith("nothing is ready")
