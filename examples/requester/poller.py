"""Wait for a human loop as a Step Functions machine would: Describe, Choice, Wait.

    python3 examples/requester/poller.py receipt-1

Prints the answers once the loop is Completed. Exits with 1 if it failed or was
stopped, and with 2 if it is still open after --within seconds. Each state is a
function that names the next one, so the same states can be written in Amazon's
language: two Tasks, a Choice and a Wait.
"""

import argparse
import json
import sys
import time
from urllib.parse import urlparse

import boto3


class Machine:
    """The states of one wait."""

    def __init__(self, loop, every, within):
        self.name, self.every = loop, every
        self.end = time.monotonic() + within
        self.loop = None

    def run(self):
        state = self.describe
        while callable(state):
            state = state()
        return state

    def describe(self):
        self.loop = boto3.client("sagemaker-a2i-runtime").describe_human_loop(HumanLoopName=self.name)
        return self.choice

    def choice(self):
        status = self.loop["HumanLoopStatus"]
        if status == "Completed":
            return self.read_output
        if status in ("Failed", "Stopped"):
            return self.give_up
        return self.wait

    def wait(self):
        if time.monotonic() >= self.end:
            print(f"{self.name} is still {self.loop['HumanLoopStatus']}", file=sys.stderr)
            return 2
        time.sleep(self.every)
        return self.describe

    def read_output(self):
        at = urlparse(self.loop["HumanLoopOutput"]["OutputS3Uri"])
        output = json.loads(boto3.client("s3").get_object(Bucket=at.netloc, Key=at.path.lstrip("/"))["Body"].read())
        for answer in output["humanAnswers"]:
            print(json.dumps(answer["answerContent"], sort_keys=True))
        return 0

    def give_up(self):
        print(f"{self.name}: {self.loop['HumanLoopStatus']} {self.loop.get('FailureReason', '')}", file=sys.stderr)
        return 1


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("loop", help="name of the human loop")
    arguments.add_argument("--every", type=float, default=5, help="seconds between two looks")
    arguments.add_argument("--within", type=float, default=3600, help="seconds until it gives up")
    given = arguments.parse_args()
    sys.exit(Machine(given.loop, given.every, given.within).run())


if __name__ == "__main__":
    main()
