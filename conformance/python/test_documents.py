"""A scanned form with boto3 and the recogniser that is built in: what it is sure of is
used as it is, the rest goes to a person."""

import json
import pathlib

import boto3
import pytest
from conftest import arn, flow_input, pass_millisecond

SAMPLES = pathlib.Path(__file__).parents[2] / "examples" / "documents"
NAME = "py-forms"
SOURCE = "AWS/Textract/AnalyzeDocument/Forms/V1"
TEMPLATE = """<script src="https://assets.crowd.aws/crowd-html-elements.js"></script>
{% capture s3_uri %}s3://{{ task.input.aiServiceRequest.document.s3Object.bucket }}/{{ task.input.aiServiceRequest.document.s3Object.name }}{% endcapture %}
<crowd-form>
  <crowd-textract-analyze-document src="{{ s3_uri | grant_read_access }}"
    initial-value="{{ task.input.selectedAiServiceResponse.blocks }}" header="Is the form read rightly?"
    keys="{{ task.input.humanLoopContext.importantFormKeys }}" block-types='["KEY_VALUE_SET"]' no-key-edit="true" no-geometry-edit="true">
    <short-instructions>Compare.</short-instructions><full-instructions>Compare all.</full-instructions>
  </crowd-textract-analyze-document>
</crowd-form>"""


def conditions(key, **thresholds):
    return {
        "Conditions": [
            {"ConditionType": "ImportantFormKeyConfidenceCheck", "ConditionParameters": {"ImportantFormKey": key, **thresholds}},
            {"ConditionType": "MissingImportantFormKey", "ConditionParameters": {"ImportantFormKey": "Tax number"}},
        ]
    }


@pytest.fixture
def textract(worker):
    """A client; the recogniser that is built in answers it during the test."""
    worker.call("PUT", "/prediction-sources/textract", 200, {"kind": "builtin"})
    yield boto3.client("textract")
    worker.call("DELETE", "/prediction-sources/textract", 204)


def forms_flow(program, name, conditions):
    ui = program.create_ui(name, TEMPLATE)
    request = flow_input(name, ui, NAME)
    request["HumanLoopRequestSource"] = {"AwsManagedHumanLoopRequestSource": SOURCE}
    request["HumanLoopActivationConfig"] = {
        "HumanLoopActivationConditionsConfig": {"HumanLoopActivationConditions": json.dumps(conditions)}
    }
    out = program.sagemaker.create_flow_definition(**request)
    pass_millisecond()
    return out["FlowDefinitionArn"]


def pairs(blocks, member=lambda name: name):
    """The pairs as programs read them; member gives a name in the blocks' spelling."""
    by_id = {block[member("Id")]: block for block in blocks}

    def related(block, kind):
        for relation in block.get(member("Relationships"), []):
            if relation[member("Type")] == kind:
                yield from (by_id[i] for i in relation[member("Ids")])

    def text(block):
        return " ".join(b.get(member("Text")) or b.get(member("SelectionStatus")) for b in related(block, "CHILD"))

    keys = [b for b in blocks if "KEY" in b.get(member("EntityTypes"), [])]
    return {text(key): " ".join(text(value) for value in related(key, "VALUE")) for key in keys}


def lower(name):
    return name[0].lower() + name[1:]


def test_form_is_read_and_reviewed(program, worker, textract):
    program.s3.create_bucket(Bucket=NAME)
    program.s3.upload_file(str(SAMPLES / "invoice.jpg"), NAME, "in/an invoice.jpg")
    document = {"S3Object": {"Bucket": NAME, "Name": "in/an invoice.jpg"}}

    sure = forms_flow(program, "py-forms-sure", {"Conditions": conditions("Amount due:", KeyValueBlockConfidenceLessThan=10)["Conditions"][:1]})
    read = textract.analyze_document(
        Document=document, FeatureTypes=["FORMS"], HumanLoopConfig={"HumanLoopName": "py-form-0", "FlowDefinitionArn": sure}
    )
    assert read["DocumentMetadata"] == {"Pages": 1}
    assert pairs(read["Blocks"])["Amount due:"] == "395.40"
    activation = read["HumanLoopActivationOutput"]
    assert "HumanLoopArn" not in activation and activation["HumanLoopActivationReasons"] == []

    flow = forms_flow(program, "py-forms-unsure", conditions("Amount due:", KeyValueBlockConfidenceLessThan=99.5))
    read = textract.analyze_document(
        Document=document, FeatureTypes=["FORMS"], HumanLoopConfig={"HumanLoopName": "py-form-1", "FlowDefinitionArn": flow}
    )
    activation = read["HumanLoopActivationOutput"]
    assert activation["HumanLoopArn"] == arn("human-loop", "py-form-1")
    results = json.loads(activation["HumanLoopActivationConditionsEvaluationResults"])
    assert [c["EvaluationResult"] for c in results["Conditions"]] == [True, True]

    task = worker.next("py-forms-unsure")
    page = worker.content(task)
    assert "Tax number" in page and "395.40" in page and "Bill" not in page
    answer = {SOURCE: {"blocks": [{"blockType": "KEY_VALUE_SET", "entityTypes": ["VALUE"], "id": "v", "text": "395.40"}]}}
    worker.submit(task, answer)
    loop = program.await_loop("py-form-1", "Completed")

    bucket, key = loop["HumanLoopOutput"]["OutputS3Uri"].removeprefix("s3://").split("/", 1)
    output = json.loads(program.s3.get_object(Bucket=bucket, Key=key)["Body"].read())
    assert output["humanAnswers"][0]["answerContent"] == answer
    assert output["awsManagedHumanLoopRequestSource"] == SOURCE
    shown = output["inputContent"]
    assert pairs(shown["selectedAiServiceResponse"]["blocks"], lower) == {"Amount due:": "395.40"}
    assert len(pairs(shown["aiServiceResponse"]["blocks"], lower)) == 13
    assert shown["humanLoopContext"]["importantFormKeys"][0]["importantFormKey"] == "Tax number"


def test_pages_and_kinds(textract):
    for name, page_count in {"application.png": 1, "delivery-note.png": 1, "claim.pdf": 3}.items():
        read = textract.analyze_document(Document={"Bytes": (SAMPLES / name).read_bytes()}, FeatureTypes=["FORMS", "TABLES"])
        assert read["DocumentMetadata"]["Pages"] == page_count
        assert {b["Page"] for b in read["Blocks"]} == set(range(1, page_count + 1))
        found, expected = pairs(read["Blocks"]), json.loads((SAMPLES / (name + ".json")).read_text())
        right = sum(found.get(f["key"]) == f["value"] for f in expected)
        assert right >= len(expected) * 0.85, f"{name}: {found}"


def test_what_cannot_be_read(textract):
    for body, code in [(b"%PDF-1.4\nnothing", "BadDocumentException"), (b"a text", "UnsupportedDocumentException")]:
        with pytest.raises(textract.exceptions.ClientError) as refused:
            textract.analyze_document(Document={"Bytes": body}, FeatureTypes=["FORMS"])
        assert refused.value.response["Error"]["Code"] == code
