"""boto3's retry modes wait when they are throttled, and succeed."""

import concurrent.futures

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError
from own_server import own_server

PER_SECOND = 5
CALLS = 20  # of each API, at once


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory):
    with own_server(tmp_path_factory.mktemp("retries"), "--max-requests-per-second", str(PER_SECOND)) as url:
        yield url


def list_flows(client):
    """Return the answer to a call that succeeds, or what was raised instead."""
    try:
        return client.list_flow_definitions()
    except ClientError as error:
        return error


def describe_missing_loop(client):
    """Return what was raised by a call that fails, for a reason no retry can mend."""
    with pytest.raises(ClientError) as caught:
        client.describe_human_loop(HumanLoopName="py-never")
    return caught.value


def call_at_once(endpoint, region, retries):
    """Call both APIs many times at once; return one client and the results for each.

    Limits are kept by region: a region of its own is a test's fresh start.
    """
    config = Config(retries=retries, max_pool_connections=CALLS)
    session = boto3.Session()  # boto3's default one is not safe to share between threads
    clients = [
        session.client(service, endpoint_url=endpoint, region_name=region, config=config)
        for service in ("sagemaker", "sagemaker-a2i-runtime")
    ]
    with concurrent.futures.ThreadPoolExecutor(2 * CALLS) as pool:
        running = [
            [pool.submit(call, client) for _ in range(CALLS)]
            for call, client in zip((list_flows, describe_missing_loop), clients)
        ]
        return [(client, [one.result() for one in calls]) for client, calls in zip(clients, running)]


def retry_attempts(response):
    return response["ResponseMetadata"]["RetryAttempts"]


def test_every_call_ends_well(endpoint):
    """Both modes at the same time, each in its region: waiting is most of what they do."""
    with concurrent.futures.ThreadPoolExecutor() as pool:
        modes = [
            pool.submit(call_at_once, endpoint, region, {"mode": mode, "total_max_attempts": 10})
            for mode, region in (("standard", "us-east-1"), ("adaptive", "us-east-2"))
        ]
        for mode in modes:
            ends_well(*mode.result())


def ends_well(sagemaker_calls, runtime_calls):
    _, lists = sagemaker_calls
    for answer in lists:
        assert not isinstance(answer, ClientError), answer
        assert answer["FlowDefinitionSummaries"] == []
    assert any(retry_attempts(answer) for answer in lists)
    runtime, described = runtime_calls
    for error in described:
        assert type(error) is runtime.exceptions.ResourceNotFoundException, error
        assert error.response["ResponseMetadata"]["HTTPStatusCode"] == 404
    assert any(retry_attempts(error.response) for error in described)


def test_without_retries_calls_are_throttled(endpoint):
    retries = {"mode": "standard", "total_max_attempts": 1}
    (_, lists), (runtime, described) = call_at_once(endpoint, "us-west-1", retries)
    # SageMaker's model has no such class, so that boto3 has its general one.
    throttled = [error for error in lists if isinstance(error, ClientError)]
    assert len(throttled) <= CALLS - PER_SECOND
    is_throttled(throttled, ClientError, 400)
    missing = runtime.exceptions.ResourceNotFoundException
    throttled = [error for error in described if type(error) is not missing]
    assert len(throttled) <= CALLS - PER_SECOND
    is_throttled(throttled, runtime.exceptions.ThrottlingException, 429)


def is_throttled(errors, exception, status):
    """Check that there are errors, and each one's class, code, status and text."""
    assert errors
    for error in errors:
        assert type(error) is exception
        assert error.response["Error"]["Code"] == "ThrottlingException"
        assert error.response["Error"]["Message"] == "Rate exceeded"
        told = error.response["ResponseMetadata"]
        assert told["HTTPStatusCode"] == status
        assert told["HTTPHeaders"]["retry-after"] == "1"
        assert told["RetryAttempts"] == 0
