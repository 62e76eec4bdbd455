"""One function over many files: in this process or in several, in the same order, and no file can stop the run.

A file that takes too long, or that makes a process die, gives what ``lost`` makes of it; all others are done.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from types import FrameType
from typing import Any, TypeVar

from fitscore import store

T = TypeVar("T")

MANY = 30
"""Files from which several processes pay for their start."""
CHUNK = 16
"""Files a process takes at a time."""
AHEAD = 4
"""Chunks that wait for each process: enough to keep it busy, few enough to keep memory flat."""
SECONDS = 8
"""Processor time a file may take, so that a busy machine changes no result; the PDF reader has limits of its own."""


class TookTooLong(Exception):  # noqa: N818  (a limit, told as a reason)
    """The time of one file is up."""


def processes(jobs: int | None, files: int) -> int:
    """How many processes to use: as asked, or all cores when there are many files.

    >>> processes(3, 1000), processes(8, 2), processes(None, 5)
    (3, 2, 1)
    """
    if jobs is None:
        jobs = (len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1) if files > MANY else 1
    return max(1, min(jobs, files))


@contextmanager
def deadline(seconds: float = SECONDS) -> Iterator[None]:
    """Raise `TookTooLong` in the block when its processor time is up.

    Works in the main thread of Unix systems where nobody else uses this alarm; elsewhere it does nothing.
    """
    usable = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    if not usable or signal.getsignal(signal.SIGVTALRM) is not signal.SIG_DFL:
        yield
        return

    def ring(number: int, frame: FrameType | None) -> None:  # noqa: ARG001  (the signature of handlers)
        raise TookTooLong

    signal.signal(signal.SIGVTALRM, ring)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, signal.SIG_DFL)


def each(work: Callable[[str], T], paths: Sequence[str], jobs: int, lost: Callable[[str], T]) -> Iterator[T]:
    """``work`` of every path, in the order of the paths.

    Args:
        work: a function that can be pickled; raises nothing that should not end the run.
        paths: the files.
        jobs: processes; 1 works in this one.
        lost: what to give for a file whose process died.
    """
    if jobs <= 1:
        yield from map(work, paths)
        return
    chunks = [paths[at : at + CHUNK] for at in range(0, len(paths), CHUNK)]
    done = 0
    while done < len(chunks):
        with _pool(work, jobs) as pool:
            try:
                for results in _in_order(pool, chunks[done:], jobs):
                    yield from results
                    done += 1
            except BrokenProcessPool:
                pool.shutdown(wait=False, cancel_futures=True)
        if done < len(chunks):
            yield from (_alone(work, path, lost) for path in chunks[done])
            done += 1


def _pool(work: Callable[[str], Any], jobs: int) -> ProcessPoolExecutor:
    # A copy of this process has the taxonomy at hand; a process with threads cannot be copied safely.
    copied = sys.platform == "linux" and threading.active_count() == 1
    context = multiprocessing.get_context("fork" if copied else "spawn")
    return ProcessPoolExecutor(jobs, context, _begin, (work, store.enabled()))


def _in_order(pool: ProcessPoolExecutor, chunks: Sequence[Sequence[str]], jobs: int) -> Iterator[list[Any]]:
    waiting: list[Future[bytes]] = []
    coming = iter(chunks)
    while True:
        while len(waiting) < AHEAD * jobs and (chunk := next(coming, None)) is not None:
            waiting.append(pool.submit(_chunk, chunk))
        if not waiting:
            return
        results: list[Any] = pickle.loads(waiting.pop(0).result())  # noqa: S301  (from our own process)
        yield results


def _alone(work: Callable[[str], T], path: str, lost: Callable[[str], T]) -> T:
    """One file in a process of its own, which may die."""
    with _pool(work, 1) as pool:
        try:
            result: T = pickle.loads(pool.submit(_chunk, [path]).result())[0]  # noqa: S301
        except BrokenProcessPool:
            return lost(path)
    return result


class _Here:
    """What a worker process works with."""

    work: Callable[[str], Any]


def _begin(work: Callable[[str], Any], caching: bool) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is told, and ends its children
    store.use(caching)
    _Here.work = work


def _chunk(paths: Sequence[str]) -> bytes:
    """The results as bytes, made here, so that the parent's thread has only to pass them on."""
    return pickle.dumps([_Here.work(path) for path in paths], protocol=pickle.HIGHEST_PROTOCOL)
