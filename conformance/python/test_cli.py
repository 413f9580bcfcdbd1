"""The same story with the AWS CLI: every step is a command as people type it."""

import json
import pathlib
import subprocess
import sys

import pytest
from conftest import PATIENCE, ROLE, TEAM, arn, fetch, sha256

NAME = "cli-story"
TEMPLATE = '<crowd-form><crowd-input name="total" value="{{ task.input.total }}"></crowd-input></crowd-form>\n'
AWS = pathlib.Path(sys.executable).with_name("aws")


def run(*arguments, fails=None):
    """Run aws, and return its answer; or its complaint, if it must fail."""
    done = subprocess.run([AWS, *arguments], capture_output=True, text=True, timeout=PATIENCE, check=False)
    if fails is not None:
        assert done.returncode == fails, f"exit {done.returncode}: {done.stdout}{done.stderr}"
        return done.stderr
    assert done.returncode == 0, done.stderr
    try:
        return json.loads(done.stdout) if done.stdout.strip() else {}
    except json.JSONDecodeError:
        return done.stdout


@pytest.fixture(scope="module")
def flow_arn(tmp_path_factory):
    """Make a bucket, a template from a file, and a flow."""
    template = tmp_path_factory.mktemp("cli") / "template.html"
    template.write_text(TEMPLATE)
    run("s3", "mb", f"s3://{NAME}")
    ui = run(
        "sagemaker", "create-human-task-ui", "--human-task-ui-name", NAME,
        "--ui-template", json.dumps({"Content": template.read_text()}),
    )  # fmt: skip
    config = {
        "WorkteamArn": TEAM,
        "HumanTaskUiArn": ui["HumanTaskUiArn"],
        "TaskTitle": "Check the total",
        "TaskDescription": "Compare the total with the receipt.",
        "TaskCount": 1,
    }
    flow = run(
        "sagemaker", "create-flow-definition", "--flow-definition-name", NAME, "--role-arn", ROLE,
        "--output-config", f"S3OutputPath=s3://{NAME}/out", "--human-loop-config", json.dumps(config),
    )  # fmt: skip
    return flow["FlowDefinitionArn"]


def start(flow_arn, name, content, **options):
    return run(
        "sagemaker-a2i-runtime", "start-human-loop", "--human-loop-name", name,
        "--flow-definition-arn", flow_arn, "--human-loop-input", json.dumps({"InputContent": json.dumps(content)}),
        **options,
    )  # fmt: skip


def describe(name, **options):
    return run("sagemaker-a2i-runtime", "describe-human-loop", "--human-loop-name", name, **options)


def test_story(flow_arn, program, worker, tmp_path):
    ui = run("sagemaker", "describe-human-task-ui", "--human-task-ui-name", NAME)
    content = fetch(ui["UiTemplate"]["Url"])
    assert content.decode() == TEMPLATE and ui["UiTemplate"]["ContentSha256"] == sha256(content)
    flow = run("sagemaker", "describe-flow-definition", "--flow-definition-name", NAME)
    assert flow["FlowDefinitionArn"] == flow_arn and flow["FlowDefinitionStatus"] == "Active"

    assert start(flow_arn, "cli-receipt", {"total": "42"}) == {"HumanLoopArn": arn("human-loop", "cli-receipt")}
    loop = describe("cli-receipt")
    assert loop["HumanLoopStatus"] == "InProgress"
    task = worker.next(NAME)
    assert 'value="42"' in worker.content(task)
    worker.submit(task, {"total": "43"})
    program.await_loop("cli-receipt", "Completed")
    assert describe("cli-receipt")["HumanLoopStatus"] == "Completed"

    file = tmp_path / "output.json"
    run("s3", "cp", "--quiet", loop["HumanLoopOutput"]["OutputS3Uri"], str(file))
    output = json.loads(file.read_text())
    assert output["humanAnswers"][0]["answerContent"] == {"total": "43"}
    assert (output["flowDefinitionArn"], output["humanLoopName"]) == (flow_arn, "cli-receipt")
    assert output["inputContent"] == {"total": "42"}


def test_files(flow_arn, tmp_path):
    """A file of 9 MB goes up and down in parts, and is listed."""
    sent, got = tmp_path / "sent file", tmp_path / "got"
    sent.write_bytes(bytes(range(256)) * (9 << 12))
    run("s3", "cp", "--quiet", str(sent), f"s3://{NAME}/in/a file & more.bin")
    run("s3", "cp", "--quiet", f"s3://{NAME}/in/a file & more.bin", str(got))
    assert got.read_bytes() == sent.read_bytes()
    assert "a file & more.bin" in run("s3", "ls", f"s3://{NAME}/in/")
    # In regions as old as us-east-1 this version of the CLI presigns with Signature
    # Version 2, which is not what is tested here.
    link = run("s3", "presign", "--region", "eu-central-1", f"s3://{NAME}/in/a file & more.bin").strip()
    assert fetch(link) == sent.read_bytes()


def test_lists_and_end(flow_arn):
    for i in range(3):
        start(flow_arn, f"cli-open-{i}", {"i": i})
    listing = (
        "sagemaker-a2i-runtime", "list-human-loops", "--flow-definition-arn", flow_arn, "--page-size", "1",
        "--sort-order", "Ascending", "--query", "HumanLoopSummaries[?starts_with(HumanLoopName, 'cli-open')].HumanLoopName",
    )  # fmt: skip
    assert run(*listing) == ["cli-open-0", "cli-open-1", "cli-open-2"]
    run("sagemaker-a2i-runtime", "stop-human-loop", "--human-loop-name", "cli-open-1")
    assert describe("cli-open-1")["HumanLoopStatus"] == "Stopped"
    run("sagemaker-a2i-runtime", "delete-human-loop", "--human-loop-name", "cli-open-1")
    assert run(*listing) == ["cli-open-0", "cli-open-2"]
    flows = run("sagemaker", "list-flow-definitions", "--query", "FlowDefinitionSummaries[].FlowDefinitionArn")
    assert flow_arn in flows


def test_errors(flow_arn):
    """The CLI names the operation and the error; version 1 exits with 255."""
    never = describe("cli-never", fails=255)
    assert "An error occurred (ResourceNotFoundException) when calling the DescribeHumanLoop operation: " in never
    missing = run("sagemaker", "describe-flow-definition", "--flow-definition-name", "cli-never", fails=255)
    assert "An error occurred (ResourceNotFound) when calling the DescribeFlowDefinition operation: " in missing
    start(flow_arn, "cli-taken", {"n": 1})
    conflict = start(flow_arn, "cli-taken", {"n": 2}, fails=255)
    assert "(ConflictException) when calling the StartHumanLoop operation: " in conflict
    bad = start(flow_arn, "a name", {}, fails=255)
    assert "(ValidationException)" in bad and "Value 'a name' at 'humanLoopName' failed to satisfy constraint" in bad
