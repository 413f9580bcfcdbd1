"""The examples of a requester run as a reader would run them."""

import pathlib
import subprocess
import sys

from conftest import PATIENCE, arn

EXAMPLES = pathlib.Path(__file__).parents[2] / "examples" / "requester"


def run(script, *arguments):
    return subprocess.run(
        [sys.executable, EXAMPLES / script, *arguments], capture_output=True, text=True, timeout=4 * PATIENCE, check=False
    )


def review(loop):
    done = run("review.py", "--flow", "example-questions", "--loop", loop, "--text", "Is 12.50 the total?")
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == arn("human-loop", loop)


def test_a_question_is_asked_and_answered(worker):
    review("example-1")
    review("example-2")  # with what is there already
    waiting = run("poller.py", "example-1", "--within", "0")
    assert waiting.returncode == 2 and "InProgress" in waiting.stderr
    for _ in range(2):
        task = worker.next("example-questions")
        assert "Is 12.50 the total?" in worker.content(task)
        worker.submit(task, {"yes": True})
    for loop in ("example-1", "example-2"):
        done = run("poller.py", loop, "--every", "0.1", "--within", str(PATIENCE))
        assert (done.returncode, done.stdout) == (0, '{"yes": true}\n'), done.stderr


def test_a_stopped_loop_is_told(program):
    review("example-3")
    program.runtime.stop_human_loop(HumanLoopName="example-3")
    done = run("poller.py", "example-3", "--every", "0.1", "--within", str(PATIENCE))
    assert done.returncode == 1 and "Stopped" in done.stderr
