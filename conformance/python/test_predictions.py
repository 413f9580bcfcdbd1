"""DetectModerationLabels and AnalyzeDocument with boto3, answered by models behind HTTP:
what a model is not sure of, a person looks at."""

import http.server
import json
import os
import pathlib
import re
import struct
import subprocess
import sys
import threading
import zlib

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError
from conftest import arn, eventually, fetch, flow_input

NAME = "py-moderation"
SOURCE = "AWS/Rekognition/DetectModerationLabels/Image/V3"
SERVER = pathlib.Path(__file__).parents[2] / "examples" / "moderation" / "server.py"
CONDITIONS = {
    "Conditions": [
        {
            "And": [
                {"ConditionType": "Sampling", "ConditionParameters": {"RandomSamplingPercentage": 100}},
                {
                    "ConditionType": "ModerationLabelConfidenceCheck",
                    "ConditionParameters": {"ModerationLabelName": "*", "ConfidenceLessThan": 90},
                },
            ]
        }
    ]
}
TEMPLATE = """<script src="https://assets.crowd.aws/crowd-html-elements.js"></script>
{% capture uri %}s3://{{ task.input.aiServiceRequest.image.s3Object.bucket }}/{{ task.input.aiServiceRequest.image.s3Object.name }}{% endcapture %}
<crowd-form><img src="{{ uri | grant_read_access }}"><p>{{ task.input.selectedAiServiceResponse | to_json }}</p></crowd-form>"""
FORM = {
    "DocumentMetadata": {"Pages": 1},
    "Blocks": [{"BlockType": "PAGE", "Id": "p", "Confidence": 99.5, "Page": 1}],
    "AnalyzeDocumentModelVersion": "1.0",
}
MODERATED = [
    {"Name": "Violence", "ParentName": "", "TaxonomyLevel": 1},
    {"Name": "Graphic Violence", "ParentName": "Violence", "TaxonomyLevel": 2},
]


def png(red, green, blue):
    """A small image in one colour, its rows filtered in all five ways."""

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    width, pixel = 8, bytes([red, green, blue])
    first = {0: pixel * width, 1: pixel + bytes(3 * (width - 1))}
    rows = [bytes([0]) + first[0], bytes([1]) + first[1]] + [bytes([2]) + bytes(3 * width)]
    half = bytes((c - c // 2) & 255 for c in pixel)
    rows += [bytes([3]) + half + bytes(3 * (width - 1)), bytes([4]) + bytes(3 * width)]
    header = struct.pack(">IIBBBBB", width, len(rows), 8, 2, 0, 0, 0)
    data = zlib.compress(b"".join(rows))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


@pytest.fixture(scope="module")
def moderation():
    """The example's model, running."""
    process = subprocess.Popen([sys.executable, str(SERVER), "--port", "0"], stdout=subprocess.PIPE, text=True)
    yield process.stdout.readline().split(" at ")[1].strip()
    process.kill()
    process.wait()


@pytest.fixture
def source(worker):
    """Set prediction sources, which are gone after the test."""
    made = []

    def put(service, region, **body):
        path = f"/prediction-sources/{service}"
        made.append(f"{path}?region={region}")
        return worker.call("PUT", made[-1], 200, body)

    yield put
    for path in made:
        worker.call("DELETE", path, 204)


def labels(confidence):
    return [{**label, "Confidence": confidence} for label in MODERATED]


def test_moderation_story(program, worker, source, moderation):
    source("rekognition", "us-east-1", kind="http", address=moderation)
    rekognition = boto3.client("rekognition")
    program.s3.create_bucket(Bucket=NAME)
    program.s3.put_object(Bucket=NAME, Key="in/red.png", Body=png(170, 0, 0))
    made = flow_input(NAME, program.create_ui(NAME, TEMPLATE), NAME)
    made["HumanLoopRequestSource"] = {"AwsManagedHumanLoopRequestSource": SOURCE}
    made["HumanLoopActivationConfig"] = {
        "HumanLoopActivationConditionsConfig": {"HumanLoopActivationConditions": json.dumps(CONDITIONS)}
    }
    flow_arn = program.sagemaker.create_flow_definition(**made)["FlowDefinitionArn"]

    def ask(loop, image, **more):
        return rekognition.detect_moderation_labels(
            Image=image, HumanLoopConfig={"HumanLoopName": loop, "FlowDefinitionArn": flow_arn}, **more
        )

    in_bucket = {"S3Object": {"Bucket": NAME, "Name": "in/red.png"}}
    out = ask("Py-Image-1", in_bucket)
    assert out["ModerationLabels"] == labels(66.67)
    assert out["ModerationModelVersion"] == "colours-1"
    activation = out["HumanLoopActivationOutput"]
    assert activation["HumanLoopArn"] == arn("human-loop", "Py-Image-1")
    assert activation["HumanLoopActivationReasons"] == ["ConditionsEvaluation"]
    results = activation["HumanLoopActivationConditionsEvaluationResults"]
    (both,) = (json.loads(results) if isinstance(results, str) else results)["Conditions"]
    assert both["EvaluationResult"] is True
    assert [c["EvaluationResult"] for c in both["And"]] == [True, True]

    sure = ask("py-image-2", {"Bytes": png(255, 0, 0)})["HumanLoopActivationOutput"]
    assert "HumanLoopArn" not in sure and sure["HumanLoopActivationReasons"] == []
    assert ask("py-image-3", {"Bytes": png(255, 255, 255)}, MinConfidence=0)["ModerationLabels"] == []

    task = worker.next(NAME)
    assert task["humanLoopName"] == "Py-Image-1"
    html = worker.content(task)
    link = re.search('<img src="([^"]+)">', html).group(1).replace("&amp;", "&")
    assert fetch(os.environ["AWS_ENDPOINT_URL"] + link) == png(170, 0, 0)
    answer = {SOURCE: {"moderationLabels": [{"name": "Violence", "parentName": ""}]}}
    worker.submit(task, answer)
    loop = program.await_loop("Py-Image-1", "Completed")
    key = loop["HumanLoopOutput"]["OutputS3Uri"].removeprefix(f"s3://{NAME}/")
    output = json.loads(program.s3.get_object(Bucket=NAME, Key=key)["Body"].read())
    assert list(output) == [
        "awsManagedHumanLoopRequestSource",
        "flowDefinitionArn",
        "humanAnswers",
        "humanLoopName",
        "inputContent",
    ]
    assert output["awsManagedHumanLoopRequestSource"] == SOURCE
    assert output["humanAnswers"][0]["answerContent"] == answer
    content = output["inputContent"]
    assert content["aiServiceRequest"] == {
        "humanLoopConfig": {"flowDefinitionArn": flow_arn, "humanLoopName": "Py-Image-1"},
        "image": {"s3Object": {"bucket": NAME, "name": "in/red.png"}},
    }
    assert [label["name"] for label in content["aiServiceResponse"]["moderationLabels"]] == ["Violence", "Graphic Violence"]
    assert content["humanTaskActivationConditionResults"]["Conditions"][0]["EvaluationResult"] is True

    with pytest.raises(rekognition.exceptions.InvalidParameterException, match="already exists and is finished"):
        ask("Py-Image-1", in_bucket)
    with pytest.raises(rekognition.exceptions.ResourceNotFoundException):
        rekognition.detect_moderation_labels(
            Image=in_bucket, HumanLoopConfig={"HumanLoopName": "x", "FlowDefinitionArn": flow_arn + "x"}
        )
    with pytest.raises(rekognition.exceptions.InvalidImageFormatException):
        ask("py-image-4", {"Bytes": b"GIF89a"})
    with pytest.raises(rekognition.exceptions.InvalidS3ObjectException):
        ask("py-image-4", {"S3Object": {"Bucket": NAME, "Name": "none.png"}})


class Forms(http.server.BaseHTTPRequestHandler):
    """An endpoint that answers by a script: statuses and bodies in turn."""

    script, asked = [], []

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.asked.append((self.headers["X-Amz-Target"], self.headers["Authorization"], json.loads(body)))
        status, document = self.script.pop(0) if self.script else (200, FORM)
        answer = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass


@pytest.fixture
def forms(source):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Forms)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Forms.script, Forms.asked = [], []
    source("textract", "eu-central-1", kind="http", address=f"http://127.0.0.1:{server.server_address[1]}/", secret="t0ken")
    yield Forms
    server.shutdown()
    server.server_close()


def textract():
    return boto3.client("textract", region_name="eu-central-1", config=Config(retries={"max_attempts": 0}))


def analyze(document):
    return textract().analyze_document(Document={"Bytes": document}, FeatureTypes=["FORMS"])


def test_analyze_document_without_review(forms):
    out = analyze(b"%PDF-1.4")
    assert out.pop("ResponseMetadata")["HTTPStatusCode"] == 200
    assert out == FORM
    assert forms.asked == [
        ("Textract.AnalyzeDocument", "Bearer t0ken", {"Document": {"Bytes": "JVBERi0xLjQ="}, "FeatureTypes": ["FORMS"]})
    ]


def test_a_source_that_stumbles_is_asked_again(forms):
    forms.script += [(500, {}), (429, {})]
    assert analyze(b"%PDF-1.4")["Blocks"] == FORM["Blocks"]
    assert len(forms.asked) == 3


@pytest.mark.parametrize(
    "status, body, code, times",
    [
        (400, {"__type": "BadDocumentException", "message": "It is torn."}, "BadDocumentException", 1),
        (400, {"__type": "ProvisionedThroughputExceededException"}, "ProvisionedThroughputExceededException", 3),
        (429, {}, "ThrottlingException", 3),
        (500, {}, "InternalServerError", 3),
        (200, {"Blocks": "none"}, "InternalServerError", 3),
        (403, {}, "InternalServerError", 1),
    ],
)
def test_a_source_that_fails(forms, status, body, code, times):
    forms.script += [(status, body)] * 3
    with pytest.raises(ClientError) as refused:
        analyze(b"%PDF-1.4")
    assert refused.value.response["Error"]["Code"] == code
    assert len(forms.asked) == times


def test_a_source_that_is_down_is_left_alone(forms):
    forms.script += [(500, {})] * 100

    def throttled():
        with pytest.raises(ClientError) as refused:
            analyze(b"%PDF-1.4")
        return refused.value.response["Error"]["Code"] == "ThrottlingException"

    eventually("callers are told at once", throttled)
    asked = len(forms.asked)
    assert asked < 10 and throttled() and len(forms.asked) == asked
