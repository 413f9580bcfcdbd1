"""boto3's paginators walk long lists without a gap or a repeat."""

import concurrent.futures
import json

import boto3
import pytest
from botocore.config import Config
from conftest import arn, flow_input
from own_server import own_server

NAME = "py-long"
NAMES = [f"{NAME}-{i:03}" for i in range(310)]
AT_ONCE = 16


@pytest.fixture(scope="module")
def lists(tmp_path_factory):
    """Make many flows, and many loops of one of them; return how each is listed."""
    with own_server(tmp_path_factory.mktemp("lists")) as url:
        config = Config(max_pool_connections=AT_ONCE)
        sagemaker, runtime, s3 = (
            boto3.client(service, endpoint_url=url, config=config)
            for service in ("sagemaker", "sagemaker-a2i-runtime", "s3")
        )
        s3.create_bucket(Bucket=NAME)
        ui = sagemaker.create_human_task_ui(HumanTaskUiName=NAME, UiTemplate={"Content": "<crowd-form></crowd-form>"})
        for_all_names(lambda name: sagemaker.create_flow_definition(**flow_input(name, ui["HumanTaskUiArn"], NAME)))
        flow = {"FlowDefinitionArn": arn("flow-definition", NAMES[0])}
        for_all_names(
            lambda name: runtime.start_human_loop(
                HumanLoopName=name, HumanLoopInput={"InputContent": json.dumps(name)}, **flow
            )
        )
        yield {
            "FlowDefinition": (sagemaker.get_paginator("list_flow_definitions"), {}),
            "HumanLoop": (runtime.get_paginator("list_human_loops"), flow),
        }


def for_all_names(make):
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(make, NAMES))


@pytest.mark.parametrize("size", [7, 100])
@pytest.mark.parametrize("kind", ["FlowDefinition", "HumanLoop"])
def test_walk(lists, kind, size):
    paginator, arguments = lists[kind]

    def walk(order):
        pages = paginator.paginate(SortOrder=order, PaginationConfig={"PageSize": size}, **arguments)
        pages = [page[f"{kind}Summaries"] for page in pages]
        assert all(len(page) == size for page in pages[:-1]) and 0 < len(pages[-1]) <= size
        return [(item["CreationTime"], item[f"{kind}Name"]) for page in pages for item in page]

    up = walk("Ascending")
    assert sorted(name for _, name in up) == NAMES
    times = [time for time, _ in up]
    assert times == sorted(times)
    assert walk("Descending") == up[::-1]
