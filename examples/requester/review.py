"""Ask people about one thing: make what is needed, then start a human loop.

    python3 examples/requester/review.py --loop receipt-1 --text "Is 12.50 the total?"

Running it again with another --loop uses what is there. Nothing in it is about
Foureyes: endpoint, keys and region come from AWS's own settings, such as the three
lines that `foureyes serve` prints. poller.py waits for the answer.
"""

import argparse
import json

import boto3
from botocore.exceptions import ClientError

TEMPLATE = """
<script src="https://assets.crowd.aws/crowd-html-elements.js"></script>
<crowd-form>
  <p>{{ task.input.text | escape }}</p>
  <crowd-radio-group>
    <crowd-radio-button name="yes">Yes</crowd-radio-button>
    <crowd-radio-button name="no">No</crowd-radio-button>
  </crowd-radio-group>
</crowd-form>
"""


def unless_taken(create, **settings):
    """Create something, or leave it as it is where the name is taken."""
    try:
        return create(**settings)
    except ClientError as refused:
        if refused.response["Error"]["Code"] not in ("ResourceInUse", "BucketAlreadyOwnedByYou"):
            raise
        return None


def flow_definition(name):
    """Make bucket, template and flow definition of one name; return the flow's ARN."""
    sagemaker, s3 = boto3.client("sagemaker"), boto3.client("s3")
    identity = boto3.client("sts").get_caller_identity()
    unless_taken(s3.create_bucket, Bucket=name)
    unless_taken(sagemaker.create_human_task_ui, HumanTaskUiName=name, UiTemplate={"Content": TEMPLATE})
    (team, *_) = sagemaker.list_workteams(SortBy="Name")["Workteams"]
    unless_taken(
        sagemaker.create_flow_definition,
        FlowDefinitionName=name,
        RoleArn=f"arn:aws:iam::{identity['Account']}:role/reviews",
        OutputConfig={"S3OutputPath": f"s3://{name}/answers"},
        HumanLoopConfig={
            "WorkteamArn": team["WorkteamArn"],
            "HumanTaskUiArn": sagemaker.describe_human_task_ui(HumanTaskUiName=name)["HumanTaskUiArn"],
            "TaskTitle": "A question",
            "TaskDescription": "Answer yes or no.",
            "TaskCount": 1,
        },
    )
    flow = sagemaker.describe_flow_definition(FlowDefinitionName=name)
    if flow["FlowDefinitionStatus"] != "Active":
        raise SystemExit(f"{name} is {flow['FlowDefinitionStatus']}: {flow.get('FailureReason', 'ask again soon')}")
    return flow["FlowDefinitionArn"]


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--flow", default="questions", help="name of the flow definition, the template and the bucket")
    arguments.add_argument("--loop", required=True, help="name of the human loop")
    arguments.add_argument("--text", required=True, help="what to ask")
    given = arguments.parse_args()
    started = boto3.client("sagemaker-a2i-runtime").start_human_loop(
        HumanLoopName=given.loop,
        FlowDefinitionArn=flow_definition(given.flow),
        HumanLoopInput={"InputContent": json.dumps({"text": given.text})},
    )
    print(started["HumanLoopArn"])


if __name__ == "__main__":
    main()
