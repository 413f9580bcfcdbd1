"""Events of ended loops at SNS, SQS and EventBridge, as moto's server plays them:
what boto3 then receives there is the event."""

import json

import boto3
import pytest
from conftest import eventually
from moto.server import ThreadedMotoServer

REGION = "eu-west-1"
KEY = {"aws_access_key_id": "AKIAEXAMPLE", "aws_secret_access_key": "example"}


class Cloud:
    """The services, each with a queue that shows what has arrived."""

    def __init__(self, url):
        self.url = url
        self.sqs, self.sns, self.events = (
            boto3.client(name, endpoint_url=url, region_name=REGION, **KEY) for name in ("sqs", "sns", "events")
        )

    def queue(self, name, **attributes):
        return self.sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]

    def arn(self, queue):
        return self.sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]

    def receive(self, queue):
        """One message, once it is there; it stays in flight."""

        def done():
            out = self.sqs.receive_message(
                QueueUrl=queue, MessageAttributeNames=["All"], AttributeNames=["All"], VisibilityTimeout=600
            )
            return out.get("Messages", [])

        return eventually(f"a message in {queue}", done)[0]


@pytest.fixture(scope="module")
def cloud():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield Cloud(f"http://{host}:{port}")
    server.stop()


@pytest.fixture
def target(worker):
    """Add event targets, which are gone after the test."""
    names = []

    def add(name, kind, address, **settings):
        body = {
            "name": name,
            "kind": kind,
            "address": address,
            "secret": KEY["aws_secret_access_key"],
            "pattern": json.dumps({"detail": {"humanLoopName": [{"prefix": name}]}}),
            "settings": {"accessKeyId": KEY["aws_access_key_id"], **settings},
        }
        added = worker.call("POST", "/event-targets", 201, body)
        assert KEY["aws_secret_access_key"] not in json.dumps(added)
        names.append(name)

    yield add
    for name in names:
        worker.call("DELETE", f"/event-targets/{name}", 204)


def stopped(program, name):
    """Start and stop a loop of this name: the shortest way to an event."""
    flow = program.plain_flow(name)
    arn = program.start_loop(flow, name, {"a": "ü"})
    program.runtime.stop_human_loop(HumanLoopName=name)
    program.await_loop(name, "Stopped")
    return flow, arn


def check(event, flow, arn):
    assert event["detail-type"] == "SageMaker A2I HumanLoop Status Change"
    assert event["source"] == "aws.sagemaker"
    assert event["resources"] == [arn]
    assert event["detail"]["flowDefinitionArn"] == flow
    assert event["detail"]["humanLoopStatus"] == "Stopped"


def attributes(message):
    return {name: value["StringValue"] for name, value in message["MessageAttributes"].items()}


def test_sqs(program, cloud, target):
    queue = cloud.queue("sqs-plain")
    target("sqs-plain", "sqs", queue, region=REGION)
    flow, arn = stopped(program, "sqs-plain")
    message = cloud.receive(queue)
    check(json.loads(message["Body"]), flow, arn)
    assert attributes(message) == {
        "detail-type": "SageMaker A2I HumanLoop Status Change",
        "source": "aws.sagemaker",
        "humanLoopStatus": "Stopped",
        "flowDefinitionArn": flow,
    }


def test_fifo_queue(program, cloud, target):
    queue = cloud.queue("sqs-fifo.fifo", FifoQueue="true")
    target("sqs-fifo", "sqs", queue, region=REGION)
    flow, arn = stopped(program, "sqs-fifo")
    message = cloud.receive(queue)
    event = json.loads(message["Body"])
    check(event, flow, arn)
    assert message["Attributes"]["MessageGroupId"] == "sqs-fifo"
    assert message["Attributes"]["MessageDeduplicationId"] == event["id"]


def test_sns_with_a_filter(program, cloud, target):
    topic = cloud.sns.create_topic(Name="sns-topic")["TopicArn"]
    wanted, unwanted = cloud.queue("sns-wanted"), cloud.queue("sns-unwanted")
    for queue, status in ((wanted, "Stopped"), (unwanted, "Completed")):
        cloud.sns.subscribe(
            TopicArn=topic,
            Protocol="sqs",
            Endpoint=cloud.arn(queue),
            Attributes={"FilterPolicy": json.dumps({"humanLoopStatus": [status]})},
        )
    target("sns-topic", "sns", topic, endpoint=cloud.url)
    flow, arn = stopped(program, "sns-topic")
    published = json.loads(cloud.receive(wanted)["Body"])
    check(json.loads(published["Message"]), flow, arn)
    assert published["Subject"] == "SageMaker A2I HumanLoop Status Change"
    assert "Messages" not in cloud.sqs.receive_message(QueueUrl=unwanted)


@pytest.mark.parametrize("source", ["aws.sagemaker", "reviews"])
def test_eventbridge(program, cloud, target, source):
    name = "bus-" + source.replace(".", "-")
    bus = cloud.events.create_event_bus(Name=name)["EventBusArn"]
    queue = cloud.queue(name)
    cloud.events.put_rule(
        Name=name,
        EventBusName=name,
        EventPattern=json.dumps({"source": [source], "detail": {"humanLoopStatus": ["Stopped"]}}),
    )
    cloud.events.put_targets(Rule=name, EventBusName=name, Targets=[{"Id": "1", "Arn": cloud.arn(queue)}])
    target(name, "eventbridge", bus, endpoint=cloud.url, source=source)
    flow, arn = stopped(program, name)
    event = json.loads(cloud.receive(queue)["Body"])
    assert event["source"] == source
    check({**event, "source": "aws.sagemaker"}, flow, arn)


def test_what_a_service_refuses_is_told(worker, cloud, target):
    target("nowhere", "sqs", cloud.url + "/123456789012/nowhere", region=REGION)
    answer = worker.call("POST", "/event-targets/nowhere/test", 200)
    assert answer["received"] is False
    assert "sqs answered 400 Bad Request" in answer["reason"]
    assert "QueueDoesNotExist" in answer["reason"] or "NonExistentQueue" in answer["reason"]
