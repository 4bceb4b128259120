"""Tests of the time limit: it interrupts slow work and leaves no timer."""

from __future__ import annotations

import asyncio
import re
import signal
import threading
import time
from contextlib import suppress

import pytest
import uvloop

from newsspider.timelimit import TooSlow, call_with_time_limit


def spin(seconds: float = 20.0) -> str:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        pass
    return "done"


def took(seconds: float, began: float) -> bool:
    """Whether this took about as long as it may: twenty times as long on a busy machine."""
    return time.monotonic() - began < 20 * seconds


@pytest.fixture(autouse=True)
def _nothing_left_behind() -> object:
    """No timer of ours goes on, whatever happened; pytest's own does."""
    before = signal.getsignal(signal.SIGALRM)
    yield
    assert signal.getsignal(signal.SIGALRM) is before


def test_fast_work_returns_its_result() -> None:
    assert call_with_time_limit(5, lambda: "kopi") == "kopi"


def test_time_limit_interrupts_python_code() -> None:
    began = time.monotonic()
    with pytest.raises(TooSlow, match=r"expected to be done within 0\.1 s, found that it takes longer"):
        call_with_time_limit(0.1, spin)
    assert took(0.1, began)


def test_time_limit_interrupts_regular_expression() -> None:
    began = time.monotonic()
    with pytest.raises(TooSlow):
        call_with_time_limit(0.1, lambda: re.fullmatch(r"(?:a|aa)+b", "a" * 200))
    assert took(0.1, began)


def test_exception_of_the_work_propagates() -> None:
    with pytest.raises(KeyError, match="kopi"):
        call_with_time_limit(5, lambda: dict[str, int]()["kopi"])


def test_outer_time_limit_holds() -> None:
    began = time.monotonic()
    with pytest.raises(TooSlow, match=r"0\.1 s"):
        call_with_time_limit(0.1, lambda: call_with_time_limit(20, spin))
    assert took(0.1, began)


def test_swallowed_alarm_fires_again_or_at_the_end() -> None:
    def stubborn() -> str:
        for _ in range(3):
            with suppress(TooSlow):
                spin()
        return "done"

    began = time.monotonic()
    with pytest.raises(TooSlow):
        call_with_time_limit(0.1, stubborn)
    assert took(0.5, began)


def test_alarm_in_destructor_is_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    class Slow:
        def __del__(self) -> None:
            spin(1.0)

    monkeypatch.setattr("sys.unraisablehook", lambda _lost: None)

    def destroy() -> str:
        thing = Slow()
        del thing
        return "done"

    with pytest.raises(TooSlow):
        call_with_time_limit(0.1, destroy)


def test_running_timer_of_another_owner_continues() -> None:
    rung: list[float] = []
    old = signal.signal(signal.SIGALRM, lambda *_: rung.append(time.monotonic()))
    left, interval = signal.setitimer(signal.ITIMER_REAL, 0.3)
    try:
        with suppress(TooSlow):
            call_with_time_limit(0.1, spin)
        assert 0 < signal.getitimer(signal.ITIMER_REAL)[0] < 0.3
        spin(0.4)
        assert len(rung) == 1
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, old)
        signal.setitimer(signal.ITIMER_REAL, left, interval)


def test_other_threads_are_not_limited() -> None:
    results: list[str] = []
    thread = threading.Thread(target=lambda: results.append(call_with_time_limit(0.05, lambda: spin(0.2))))
    thread.start()
    thread.join()
    assert results == ["done"]


@pytest.mark.parametrize("loop", [asyncio.new_event_loop, uvloop.new_event_loop])
def test_time_limit_works_inside_event_loop(loop: object) -> None:
    async def work() -> list[str]:
        heard: list[str] = []
        running = asyncio.get_running_loop()
        running.add_signal_handler(signal.SIGUSR1, heard.append, "usr1")
        began = time.monotonic()
        for _ in range(3):
            with pytest.raises(TooSlow):
                call_with_time_limit(0.05, spin)
            signal.raise_signal(signal.SIGUSR1)
            await asyncio.sleep(0.02)
        assert took(0.3, began)
        running.remove_signal_handler(signal.SIGUSR1)
        return heard

    with asyncio.Runner(loop_factory=loop) as runner:  # type: ignore[arg-type]
        assert runner.run(work()) == ["usr1"] * 3


def test_alarm_never_fires_after_the_call() -> None:
    for attempt in range(400):
        with suppress(TooSlow):
            call_with_time_limit(0.0005 + attempt % 7 * 0.0001, lambda: spin(0.0008))
    spin(0.05)
