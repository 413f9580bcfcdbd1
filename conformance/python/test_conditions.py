"""With boto3: a flow definition that asks people only when the model is unsure."""

import json

from conftest import arn, flow_input

NAME = "py-conditions"
CONDITIONS = {
    "Conditions": [
        {
            "ConditionType": "Expression",
            "ConditionParameters": {"Expression": "input.confidence < 0.7 || input.amount > 1000"},
        }
    ]
}
SOURCE = "AWS/Rekognition/DetectModerationLabels/Image/V3"
LABELS = {
    "Conditions": [
        {
            "ConditionType": "ModerationLabelConfidenceCheck",
            "ConditionParameters": {"ModerationLabelName": "*", "ConfidenceGreaterThan": 50, "ConfidenceLessThan": 90},
        }
    ]
}


def with_conditions(request, conditions):
    request["HumanLoopActivationConfig"] = {
        "HumanLoopActivationConditionsConfig": {"HumanLoopActivationConditions": json.dumps(conditions)}
    }
    return request


def start(program, flow_arn, name, content):
    return program.runtime.start_human_loop(
        HumanLoopName=name, FlowDefinitionArn=flow_arn, HumanLoopInput={"InputContent": json.dumps(content)}
    )


def test_custom_flow_asks_only_when_unsure(program, worker):
    program.s3.create_bucket(Bucket=NAME)
    request = with_conditions(flow_input(NAME, program.create_ui(NAME), NAME), CONDITIONS)
    request["Tags"] = [{"Key": "foureyes:conditions", "Value": "evaluate"}]
    flow_arn = program.sagemaker.create_flow_definition(**request)["FlowDefinitionArn"]

    sure = start(program, flow_arn, "py-claim", {"confidence": 0.9, "amount": 12})
    assert "HumanLoopArn" not in sure
    headers = sure["ResponseMetadata"]["HTTPHeaders"]
    results = json.loads(headers["x-foureyes-activation-results"])
    assert results == {"Conditions": [CONDITIONS["Conditions"][0] | {"EvaluationResult": False}]}
    assert program.runtime.list_human_loops(FlowDefinitionArn=flow_arn)["HumanLoopSummaries"] == []

    unsure = start(program, flow_arn, "py-claim", {"confidence": 0.5, "amount": 12})
    assert unsure["HumanLoopArn"] == arn("human-loop", "py-claim")
    task = worker.next(NAME)
    assert task["humanLoopName"] == "py-claim"
    worker.submit(task, {})
    program.await_loop("py-claim", "Completed")

    program.sagemaker.delete_tags(ResourceArn=flow_arn, TagKeys=["foureyes:conditions"])
    assert "HumanLoopArn" in start(program, flow_arn, "py-claim-2", {"confidence": 0.9, "amount": 12})
    worker.submit(worker.next(NAME), {})
    program.await_loop("py-claim-2", "Completed")


def test_moderation_labels_that_need_a_person(program, worker):
    name = "py-labels"
    program.s3.create_bucket(Bucket=name)
    request = with_conditions(flow_input(name, program.create_ui(name), name), LABELS)
    request["HumanLoopRequestSource"] = {"AwsManagedHumanLoopRequestSource": SOURCE}
    flow_arn = program.sagemaker.create_flow_definition(**request)["FlowDefinitionArn"]
    described = program.sagemaker.describe_flow_definition(FlowDefinitionName=name)
    assert described["HumanLoopRequestSource"] == request["HumanLoopRequestSource"]
    assert described["HumanLoopActivationConfig"] == request["HumanLoopActivationConfig"]

    def labels(*found):
        response = {"moderationLabels": [{"name": n, "parentName": "", "confidence": c} for n, c in found]}
        return {
            "aiServiceRequest": {"image": {"s3Object": {"bucket": name, "name": "1.png"}}},
            "aiServiceResponse": response | {"moderationModelVersion": "7.0"},
        }

    assert "HumanLoopArn" not in start(program, flow_arn, "py-image", labels(("Violence", 95.5)))
    content = labels(("Violence", 95.5), ("Weapons", 61.25))
    assert "HumanLoopArn" in start(program, flow_arn, "py-image", content)
    worker.submit(worker.next(name), {SOURCE: {"moderationLabels": []}})
    loop = program.await_loop("py-image", "Completed")
    key = loop["HumanLoopOutput"]["OutputS3Uri"].removeprefix(f"s3://{name}/")
    output = json.load(program.s3.get_object(Bucket=name, Key=key)["Body"])
    assert output["awsManagedHumanLoopRequestSource"] == SOURCE
    assert output["inputContent"] == content | {
        "humanTaskActivationConditionResults": {"Conditions": [LABELS["Conditions"][0] | {"EvaluationResult": True}]},
        "selectedAiServiceResponse": {
            "moderationLabels": content["aiServiceResponse"]["moderationLabels"][1:],
            "moderationModelVersion": "7.0",
        },
    }
