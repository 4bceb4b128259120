"""Stand-in for a crawl in tests of the scheduler: a process that records a run and fetches nothing.

`python -m tests.scheduling.stand_in SECONDS CODE KIND tribun -s FIRE=17`; KIND is `polite` (SIGTERM ends it in
order), `deaf` (SIGTERM does not), or `bare` (without a run). It notes each start in the file STARTS.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

from newsspider.runs.closing import end_worker
from newsspider.store.crawl.store import Store
from newsspider.store.crawl.workers import WorkerReport

COUNTS = {"outcome/article": 1, "unwritten": 0, "items_refused": 0, "in_flight": 0}


async def crawl(seconds: float, code: int, kind: str, fire: int) -> int:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, (lambda: None) if kind == "deaf" else stopped.set)
    with Path(os.environ["STARTS"]).open("a") as starts:
        starts.write(f"{fire} {os.getpid()}\n")
    if kind == "bare":
        await asyncio.sleep(seconds)
        return code
    store = Store(os.environ["DATABASE_URL"], lease=4, fire=fire)
    await store.open()
    await store.start_run("tribun", {"of": "a test", "process": os.getpid()}, "test")
    try:
        async with asyncio.timeout(seconds):
            await stopped.wait()
        code, reason = 1, "shutdown"
    except TimeoutError:
        reason = "finished"
    counts = COUNTS | {"items_refused": int(code == 3), "unwritten": int(code == 1 and reason == "finished")}
    await end_worker(store, WorkerReport(finish_reason=reason, counters=counts, reasons=[], flaws=[]), 0)
    await store.close()
    return code


if __name__ == "__main__":
    seconds, code, kind = sys.argv[1:4]
    fire = next(word for word in sys.argv if word.startswith("FIRE=")).removeprefix("FIRE=")
    print("a crawl of a test", *sys.argv[4:], flush=True)
    sys.exit(asyncio.run(crawl(float(seconds), int(code), kind, int(fire))))
