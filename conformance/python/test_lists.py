"""boto3's paginators find everything once, in order."""

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError
from conftest import TEAM, arn, eventually, fetch

NAME = "py-lists"
NAMES = [f"{NAME}-{i}" for i in range(5)]


@pytest.fixture(scope="module")
def flow_arn(program):
    flow_arn = program.plain_flow(NAME)
    for name in NAMES:
        program.create_flow(name, NAME, program.create_ui(name))
        program.start_loop(flow_arn, name, {})
    return flow_arn


def listed(client, operation, field, key, **arguments):
    """Page through a list by twos; what other tests made is left out."""
    pages = client.get_paginator(operation).paginate(PaginationConfig={"PageSize": 2}, **arguments)
    names = [item[key] for page in pages for item in page[field]]
    return [name for name in names if name.startswith(NAME + "-")]


def test_flow_definitions(program, flow_arn):
    def flows(**arguments):
        return listed(
            program.sagemaker, "list_flow_definitions", "FlowDefinitionSummaries", "FlowDefinitionName", **arguments
        )

    assert flows(SortOrder="Ascending") == NAMES
    assert flows() == NAMES[::-1]


def test_human_task_uis(program, flow_arn):
    uis = listed(program.sagemaker, "list_human_task_uis", "HumanTaskUiSummaries", "HumanTaskUiName", SortOrder="Ascending")
    assert uis == NAMES


def test_human_loops(program, flow_arn):
    def loops(**arguments):
        return listed(
            program.runtime,
            "list_human_loops",
            "HumanLoopSummaries",
            "HumanLoopName",
            FlowDefinitionArn=flow_arn,
            **arguments,
        )

    assert loops(SortOrder="Ascending") == NAMES
    assert loops() == NAMES[::-1]
    middle = program.runtime.describe_human_loop(HumanLoopName=NAMES[2])["CreationTime"]
    assert loops(SortOrder="Ascending", CreationTimeAfter=middle) == NAMES[2:]
    assert loops(SortOrder="Ascending", CreationTimeBefore=middle) == NAMES[:2]


def test_token_of_another_list(program, flow_arn):
    token = program.sagemaker.list_flow_definitions(MaxResults=1)["NextToken"]
    with pytest.raises(ClientError, match="ValidationException"):
        program.sagemaker.list_human_task_uis(NextToken=token)


def test_work_team(program):
    pages = program.sagemaker.get_paginator("list_workteams").paginate()
    assert [team["WorkteamArn"] for page in pages for team in page["Workteams"]] == [TEAM]
    pages = program.sagemaker.get_paginator("list_workforces").paginate()
    assert [force["WorkforceArn"] for page in pages for force in page["Workforces"]] == [arn("workforce", "default")]


def test_stop_and_delete(program):
    flow_arn = program.plain_flow("py-gone")
    program.start_loop(flow_arn, "py-gone", {})
    program.runtime.stop_human_loop(HumanLoopName="py-gone")
    assert program.runtime.describe_human_loop(HumanLoopName="py-gone")["HumanLoopStatus"] == "Stopped"
    program.runtime.delete_human_loop(HumanLoopName="py-gone")
    with pytest.raises(program.runtime.exceptions.ResourceNotFoundException):
        program.runtime.describe_human_loop(HumanLoopName="py-gone")

    program.sagemaker.delete_flow_definition(FlowDefinitionName="py-gone")

    def gone():
        try:
            program.sagemaker.describe_flow_definition(FlowDefinitionName="py-gone")
        except program.sagemaker.exceptions.ResourceNotFound:
            return True
        return False

    eventually("the flow is gone", gone)
    assert program.create_flow("py-gone", "py-gone", arn("human-task-ui", "py-gone")) == flow_arn


def test_keys(program):
    program.s3.create_bucket(Bucket="py-keys")
    keys = ["../up", "a", "a b&c=d?e#f%20+g", "a/b", "k" * 1024, "ünï/名前 🙂"]
    for key in keys:
        program.s3.put_object(Bucket="py-keys", Key=key, Body=key.encode())
    pages = program.s3.get_paginator("list_objects_v2").paginate(Bucket="py-keys", PaginationConfig={"PageSize": 2})
    assert [found["Key"] for page in pages for found in page["Contents"]] == keys
    signer = boto3.client("s3", config=Config(signature_version="s3v4"))
    for key in keys:
        assert program.s3.get_object(Bucket="py-keys", Key=key)["Body"].read() == key.encode()
        link = signer.generate_presigned_url("get_object", Params={"Bucket": "py-keys", "Key": key})
        assert fetch(link) == key.encode()
