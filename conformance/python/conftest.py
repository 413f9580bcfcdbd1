"""What the tests share: boto3 clients as any program makes them, a worker at work.

All settings come from the environment, where scripts/with-server puts
AWS_ENDPOINT_URL, the keys and the region.
"""

import hashlib
import json
import os
import time
import urllib.error
import urllib.request

import boto3
import pytest

REGION = "us-east-1"
ACCOUNT = "000000000000"
TEAM = f"arn:aws:sagemaker:{REGION}:{ACCOUNT}:workteam/private-crowd/Everyone-in-private-workforce"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/review"
PATIENCE = 30  # seconds


def arn(kind, name):
    return f"arn:aws:sagemaker:{REGION}:{ACCOUNT}:{kind}/{name}"


def eventually(what, done):
    """Ask again and again until done gives something true, and return that."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        result = done()
        if result:
            return result
        time.sleep(0.02)
    pytest.fail(f"waited {PATIENCE} s in vain: {what}")


def pass_millisecond():
    """Let the clock move on, so that what is made next is younger."""
    now = time.time_ns() // 1_000_000
    while time.time_ns() // 1_000_000 == now:
        pass


def sha256(content):
    return hashlib.sha256(content).hexdigest()


def fetch(url):
    """Get a link as anybody would, who has no key and no session."""
    with urllib.request.urlopen(url, timeout=PATIENCE) as response:
        return response.read()


def flow_input(name, ui_arn, bucket):
    """A CreateFlowDefinition that is right as it is."""
    return {
        "FlowDefinitionName": name,
        "RoleArn": ROLE,
        "OutputConfig": {"S3OutputPath": f"s3://{bucket}/out/"},
        "HumanLoopConfig": {
            "WorkteamArn": TEAM,
            "HumanTaskUiArn": ui_arn,
            "TaskTitle": "Check the total",
            "TaskDescription": "Compare the total with the receipt.",
            "TaskCount": 1,
        },
    }


class Program:
    """A requester's program: three clients and what tests do with them."""

    def __init__(self):
        self.sagemaker = boto3.client("sagemaker")
        self.runtime = boto3.client("sagemaker-a2i-runtime")
        self.s3 = boto3.client("s3")

    def create_ui(self, name, content="<crowd-form></crowd-form>"):
        out = self.sagemaker.create_human_task_ui(HumanTaskUiName=name, UiTemplate={"Content": content})
        pass_millisecond()
        return out["HumanTaskUiArn"]

    def create_flow(self, name, bucket, ui_arn):
        out = self.sagemaker.create_flow_definition(**flow_input(name, ui_arn, bucket))
        pass_millisecond()
        return out["FlowDefinitionArn"]

    def plain_flow(self, name):
        """Make a bucket, a template and a flow that all bear one name."""
        self.s3.create_bucket(Bucket=name)
        return self.create_flow(name, name, self.create_ui(name))

    def start_loop(self, flow_arn, name, content):
        out = self.runtime.start_human_loop(
            HumanLoopName=name,
            FlowDefinitionArn=flow_arn,
            HumanLoopInput={"InputContent": json.dumps(content)},
        )
        pass_millisecond()
        return out["HumanLoopArn"]

    def await_loop(self, name, status):
        def done():
            loop = self.runtime.describe_human_loop(HumanLoopName=name)
            return loop["HumanLoopStatus"] == status and loop

        return eventually(f"{name} becomes {status}", done)


class Worker:
    """A worker's hands: the worker API, as a script uses it with a bearer token."""

    def __init__(self):
        self.base = os.environ["AWS_ENDPOINT_URL"] + "/api/v1"
        self.token = None
        session = self.call(
            "POST",
            "/session",
            200,
            {"email": os.environ["FOUREYES_ADMIN_EMAIL"], "password": os.environ["FOUREYES_ADMIN_PASSWORD"]},
        )
        self.token, self.id = session["token"], session["worker"]["workerId"]

    def call(self, method, path, status, body=None):
        request = urllib.request.Request(self.base + path, method=method)
        if self.token:
            request.add_header("Authorization", f"Bearer {self.token}")
        if body is not None:
            request.add_header("Content-Type", "application/json")
            request.data = json.dumps(body).encode()
        try:
            response = urllib.request.urlopen(request, timeout=PATIENCE)
        except urllib.error.HTTPError as refused:
            response = refused
        with response:
            text = response.read().decode()
            assert response.status == status, f"{method} {path}: {response.status}: {text}"
            is_json = "json" in response.headers.get("Content-Type", "")
            return json.loads(text) if text and is_json else text

    def next(self, job):
        return self.call("POST", f"/jobs/{job}/next", 200)

    def idle(self, job):
        self.call("POST", f"/jobs/{job}/next", 204)

    def content(self, task):
        return self.call("GET", f"/assignments/{task['id']}/content", 200)

    def submit(self, task, answer_content, accept_next=False):
        body = {"answerContent": answer_content, "acceptNext": accept_next}
        return self.call("POST", f"/assignments/{task['id']}/submit", 200, body)


@pytest.fixture(scope="session")
def program():
    return Program()


@pytest.fixture(scope="session")
def worker():
    return Worker()
