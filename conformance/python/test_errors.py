"""boto3 turns every error into its own exception class, and finds its code."""

import boto3
import pytest
from botocore.exceptions import ClientError
from conftest import arn, flow_input

NAME = "py-errors"


@pytest.fixture(scope="module")
def flow_arn(program):
    flow_arn = program.plain_flow(NAME)
    program.start_loop(flow_arn, "py-open", {"n": 1})
    return flow_arn


def refuses(exception, status, text, call, **arguments):
    """Call, and check the error's class, status and text. Return its code."""
    with pytest.raises(exception) as caught:
        call(**arguments)
    response = caught.value.response
    assert response["ResponseMetadata"]["HTTPStatusCode"] == status
    assert len(response["ResponseMetadata"]["RequestId"]) == 36
    assert text in response["Error"]["Message"]
    return response["Error"]["Code"]


def test_sagemaker_classes(program, flow_arn):
    client = program.sagemaker
    missing, in_use = client.exceptions.ResourceNotFound, client.exceptions.ResourceInUse
    for call, name in (
        (client.describe_flow_definition, "FlowDefinitionName"),
        (client.delete_flow_definition, "FlowDefinitionName"),
        (client.describe_human_task_ui, "HumanTaskUiName"),
        (client.delete_human_task_ui, "HumanTaskUiName"),
    ):
        assert refuses(missing, 400, "does not exist", call, **{name: "py-never"}) == "ResourceNotFound"
    ui = {"HumanTaskUiName": NAME, "UiTemplate": {"Content": "again"}}
    assert refuses(in_use, 400, NAME, client.create_human_task_ui, **ui) == "ResourceInUse"
    again = flow_input(NAME, arn("human-task-ui", NAME), NAME)
    assert refuses(in_use, 400, NAME, client.create_flow_definition, **again) == "ResourceInUse"


def test_sagemaker_codes(program, flow_arn):
    client = program.sagemaker
    no_team = flow_input("py-new", arn("human-task-ui", NAME), NAME)
    no_team["HumanLoopConfig"]["WorkteamArn"] = arn("workteam", "private-crowd/nobody")
    text = f"The specified Workteam '{arn('workteam', 'private-crowd/nobody')}' does not exist or you do not have access to it."
    assert refuses(ClientError, 400, text, client.create_flow_definition, **no_team) == "ValidationException"
    no_bucket = flow_input("py-new", arn("human-task-ui", NAME), "py-nowhere")
    assert refuses(ClientError, 400, "py-nowhere", client.create_flow_definition, **no_bucket) == "ValidationException"
    for call, name, text in (
        (client.describe_workforce, {"WorkforceName": "never"}, "No workforce"),
        (client.describe_workteam, {"WorkteamName": "never"}, "The work team"),
        (client.list_flow_definitions, {"NextToken": "made up"}, "NextToken"),
        (client.describe_flow_definition, {"FlowDefinitionName": "a_b"}, "Value 'a_b' at 'flowDefinitionName' failed"),
    ):
        assert refuses(ClientError, 400, text, call, **name) == "ValidationException"


def test_runtime_classes(program, flow_arn):
    client, errors = program.runtime, program.runtime.exceptions
    for call in (client.describe_human_loop, client.stop_human_loop, client.delete_human_loop):
        code = refuses(errors.ResourceNotFoundException, 404, "py-never", call, HumanLoopName="py-never")
        assert code == "ResourceNotFoundException"
    never = arn("flow-definition", "py-never")
    refuses(errors.ResourceNotFoundException, 404, "py-never", client.list_human_loops, FlowDefinitionArn=never)
    right = {"HumanLoopName": "py-new", "FlowDefinitionArn": flow_arn, "HumanLoopInput": {"InputContent": "{}"}}
    for change, text in (
        ({"FlowDefinitionArn": never}, "does not exist"),
        ({"HumanLoopName": "my_loop"}, "Value 'my_loop' at 'humanLoopName'"),
        ({"HumanLoopName": "x" * 70}, "less than or equal to 63"),
        ({"HumanLoopInput": {"InputContent": "total: 1"}}, "JSON"),
        ({"HumanLoopInput": {"InputContent": '"' + "x" * 3_145_727 + '"'}}, "less than or equal to 3145728"),
    ):
        refuses(errors.ValidationException, 400, text, client.start_human_loop, **{**right, **change})
    other = {**right, "HumanLoopName": "py-open", "HumanLoopInput": {"InputContent": '{"n": 2}'}}
    refuses(errors.ConflictException, 409, "different input", client.start_human_loop, **other)
    refuses(errors.ValidationException, 400, "InProgress", client.delete_human_loop, HumanLoopName="py-open")
    with pytest.raises(errors.ResourceNotFoundException):
        client.describe_human_loop(HumanLoopName="py-new")


def test_body_of_25_megabytes(program, flow_arn):
    huge = {"HumanLoopName": "py-huge", "FlowDefinitionArn": flow_arn, "HumanLoopInput": {"InputContent": "x" * (25 << 20)}}
    code = refuses(ClientError, 413, "smaller than 20971520 bytes", program.runtime.start_human_loop, **huge)
    assert code == "RequestEntityTooLargeException"


@pytest.mark.parametrize(
    ("credentials", "code"),
    [
        ({"aws_access_key_id": "AKIANOBODY0000000000", "aws_secret_access_key": "x"}, "UnrecognizedClientException"),
        ({"aws_secret_access_key": "wrong"}, "InvalidSignatureException"),
        ({"aws_session_token": "made-up"}, "UnrecognizedClientException"),
    ],
    ids=["unknown key", "wrong secret", "session token"],
)
def test_credentials(program, credentials, code):
    own = boto3.Session().get_credentials()
    credentials = {"aws_access_key_id": own.access_key, "aws_secret_access_key": own.secret_key, **credentials}
    sagemaker = boto3.client("sagemaker", **credentials)
    assert refuses(ClientError, 400, "", sagemaker.list_flow_definitions) == code
    runtime = boto3.client("sagemaker-a2i-runtime", **credentials)
    assert refuses(ClientError, 403, "", runtime.describe_human_loop, HumanLoopName="x") == code


def test_s3_classes(program, flow_arn):
    errors = program.s3.exceptions
    with pytest.raises(errors.NoSuchKey):
        program.s3.get_object(Bucket=NAME, Key="never")
    with pytest.raises(errors.NoSuchBucket):
        program.s3.list_objects_v2(Bucket="py-nowhere")
    with pytest.raises(ClientError, match="404"):
        program.s3.head_object(Bucket=NAME, Key="never")
