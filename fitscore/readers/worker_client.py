"""The parent's side of the reading process: one child for all files of a run, started when needed, replaced after a failure."""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fitscore.readers import limits
from fitscore.readers.faults import Refused
from fitscore.readers.frames import read_frame, write_frame

_START_SECONDS = 20.0
_STOPPED = Refused("damaged", "the PDF makes the reader fail (damaged or far too large); export it again or save it as text")
_SLOW = Refused("timeout", "the PDF takes too long to read; export it again or save it as text")


class Worker:
    """A child process that reads PDFs. Not for use by two threads at once; `messages` takes the lock of the module."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        root = str(Path(__file__).resolve().parents[2])
        paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "fitscore.readers.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        )

    def alive(self) -> bool:
        """Whether the child still runs, and belongs to this process (not to the one it was forked from)."""
        return self.owner == os.getpid() and self.process.poll() is None

    def close(self) -> None:
        """End the child; a forked process lets its parent's be."""
        if self.owner != os.getpid():
            return
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:
                    continue
        if self.alive():
            self.process.kill()
        self.process.wait()

    def messages(self, data: bytes, ocr: bool) -> Iterator[tuple[dict[str, Any], bytes]]:
        """Send a file and yield the child's messages, the last one included.

        Raises:
            Refused: the child stopped, or took too long.
        """
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        expired = threading.Event()
        whole = _Alarm(limits.PDF_SECONDS + _START_SECONDS, self, expired)
        step = _Alarm(limits.PAGE_SECONDS + (_START_SECONDS if not _State.warm else 0), self, expired)
        try:
            write_frame(self.process.stdin, {"ocr": ocr}, data)
            while True:
                message = read_frame(self.process.stdout)
                step.stop()
                if message is None:
                    raise _SLOW if expired.is_set() else _STOPPED
                _State.warm = True
                yield message
                if "done" in message[0] or "error" in message[0]:
                    return
                step = _Alarm(limits.PAGE_SECONDS, self, expired)
        except OSError:
            raise (_SLOW if expired.is_set() else _STOPPED) from None
        finally:
            step.stop()
            whole.stop()


class _Alarm:
    """Kills the child when time is up; works the same on every system."""

    def __init__(self, seconds: float, worker: Worker, expired: threading.Event) -> None:
        def ring() -> None:
            expired.set()
            worker.process.kill()

        self.timer = threading.Timer(seconds, ring)
        self.timer.daemon = True
        self.timer.start()

    def stop(self) -> None:
        """Call the alarm off."""
        self.timer.cancel()


class _State:
    """The one worker of this process. ``warm``: it has answered before, so that the start is not counted again."""

    worker: Worker | None = None
    warm = False
    lock = threading.Lock()


def read_pdf(data: bytes, ocr: bool = False) -> list[tuple[dict[str, Any], bytes]]:
    """All messages the reading process sends about a PDF.

    If it fails on a later page, the messages so far are returned, with ``{"failed": reason}`` as the last.

    Args:
        data: the file.
        ocr: whether pictures of scanned pages are wanted.

    Raises:
        Refused: nothing could be read.
    """
    with _State.lock:
        worker = _State.worker
        if worker is None or not worker.alive():
            stop()
            worker = _State.worker = Worker()
            _State.warm = False
        found: list[tuple[dict[str, Any], bytes]] = []
        try:
            found.extend(worker.messages(data, ocr))
        except Refused as error:
            stop()
            if not any("page" in header for header, _ in found):
                raise Refused(error.code, error.reason) from None
            found.append(({"failed": error.reason}, b""))
        except BaseException:  # an interrupted talk cannot be taken up again
            stop()
            raise
        return found


def start() -> None:
    """Start the reading process ahead of its first file, so that it gets ready while its parent does other things."""
    with _State.lock:
        if _State.worker is None:
            _State.worker = Worker()
            _State.warm = False


def stop() -> None:
    """End the reading process, if there is one. A later file starts another."""
    worker, _State.worker = _State.worker, None
    if worker is not None:
        worker.close()


atexit.register(stop)
