"""The main job from end to end with boto3: a program asks, a person answers."""

import datetime
import json
import os
import re

from conftest import arn, fetch, flow_input, sha256

TEMPLATE = """<script src="https://assets.crowd.aws/crowd-html-elements.js"></script>
<crowd-form>
  <img src="{{ task.input.taskObject | grant_read_access }}">
  <crowd-input name="total" value="{{ task.input.total }}"></crowd-input>
</crowd-form>"""
NAME = "py-story"
KEY = "in/a receipt & more.png"
PHOTO = bytes(i * 7 % 256 for i in range(40_000))
INPUT = {"taskObject": f"s3://{NAME}/{KEY}", "total": '<42> "€"', "rows": [1.5, None, True]}
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


def recent(moment):
    return abs(datetime.datetime.now(datetime.timezone.utc) - moment) < datetime.timedelta(minutes=1)


def test_story(program, worker):
    program.s3.create_bucket(Bucket=NAME)
    program.s3.put_object(Bucket=NAME, Key=KEY, Body=PHOTO)
    ui_arn = program.create_ui(NAME, TEMPLATE)
    describes_template(program, ui_arn)
    flow_arn = program.create_flow(NAME, NAME, ui_arn)
    describes_flow(program, flow_arn, flow_input(NAME, ui_arn, NAME))

    assert program.start_loop(flow_arn, "Py-Receipt-1", INPUT) == arn("human-loop", "Py-Receipt-1")
    assert program.start_loop(flow_arn, "Py-Receipt-1", INPUT) == arn("human-loop", "Py-Receipt-1")
    program.start_loop(flow_arn, "py-receipt-2", INPUT)
    key = describes_loop(program, flow_arn)

    task = worker.next(NAME)
    assert task["humanLoopName"] == "Py-Receipt-1"
    shows_task(worker.content(task))
    submitted = worker.submit(task, {"total": "42 < 43 & größer"}, accept_next=True)
    assert submitted["next"]["humanLoopName"] == "py-receipt-2"
    worker.submit(submitted["next"], {})
    worker.idle(NAME)

    program.s3.get_waiter("object_exists").wait(
        Bucket=NAME, Key=key, WaiterConfig={"Delay": 1, "MaxAttempts": 30}
    )
    program.await_loop("Py-Receipt-1", "Completed")
    program.await_loop("py-receipt-2", "Completed")
    reads_output(program, worker, flow_arn, key)


def describes_template(program, ui_arn):
    ui = program.sagemaker.describe_human_task_ui(HumanTaskUiName=NAME)
    assert ui["HumanTaskUiArn"] == ui_arn == arn("human-task-ui", NAME)
    assert ui["HumanTaskUiStatus"] == "Active"
    assert recent(ui["CreationTime"])
    content = fetch(ui["UiTemplate"]["Url"])
    assert content.decode() == TEMPLATE
    assert ui["UiTemplate"]["ContentSha256"] == sha256(content)


def describes_flow(program, flow_arn, made):
    flow = program.sagemaker.describe_flow_definition(FlowDefinitionName=NAME)
    assert recent(flow.pop("CreationTime"))
    assert flow.pop("ResponseMetadata")["HTTPStatusCode"] == 200
    assert flow == {
        "FlowDefinitionArn": arn("flow-definition", NAME),
        "FlowDefinitionName": NAME,
        "FlowDefinitionStatus": "Active",
        "HumanLoopConfig": {**made["HumanLoopConfig"], "TaskTimeLimitInSeconds": 3600},
        "OutputConfig": made["OutputConfig"],
        "RoleArn": made["RoleArn"],
    }
    assert flow_arn == flow["FlowDefinitionArn"]


def describes_loop(program, flow_arn):
    """Return the key of the output, which is told from the start on."""
    loop = program.runtime.describe_human_loop(HumanLoopName="Py-Receipt-1")
    assert re.fullmatch("[0-9a-f-]{36}", loop.pop("ResponseMetadata")["RequestId"])
    created = loop.pop("CreationTime")
    assert recent(created)
    key = f"out/{NAME}/{created.astimezone(datetime.timezone.utc):%Y/%m/%d/%H/%M/%S}/Py-Receipt-1/output.json"
    assert loop == {
        "HumanLoopStatus": "InProgress",
        "HumanLoopName": "Py-Receipt-1",
        "HumanLoopArn": arn("human-loop", "Py-Receipt-1"),
        "FlowDefinitionArn": flow_arn,
        "HumanLoopOutput": {"OutputS3Uri": f"s3://{NAME}/{key}"},
    }
    return key


def shows_task(html):
    assert "assets.crowd.aws" not in html
    assert 'value="&lt;42&gt; &quot;€&quot;"' in html
    link = re.search('<img src="([^"]+)">', html).group(1).replace("&amp;", "&")
    assert fetch(os.environ["AWS_ENDPOINT_URL"] + link) == PHOTO


def reads_output(program, worker, flow_arn, key):
    found = program.s3.get_object(Bucket=NAME, Key=key)
    assert found["ContentType"] == "application/json"
    output = json.loads(found["Body"].read())
    (answer,) = output["humanAnswers"]
    assert list(output) == sorted(output) and list(answer) == sorted(answer)
    assert INSTANT.fullmatch(answer.pop("acceptanceTime"))
    assert INSTANT.fullmatch(answer.pop("submissionTime"))
    assert 0 <= answer.pop("timeSpentInSeconds") < 60
    identity = answer["workerMetadata"]["identityData"]
    assert identity["identityProviderType"] == "Cognito" and "@" not in identity["sub"]
    assert output == {
        "flowDefinitionArn": flow_arn,
        "humanAnswers": [
            {
                "answerContent": {"total": "42 < 43 & größer"},
                "workerId": worker.id,
                "workerMetadata": answer["workerMetadata"],
            }
        ],
        "humanLoopName": "Py-Receipt-1",
        "inputContent": INPUT,
    }
