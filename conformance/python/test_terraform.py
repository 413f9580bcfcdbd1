"""The calls that Terraform's AWS provider makes for its four resources of human review.

Create with tags, wait, read back what was given (else each plan would show a change),
change tags alone, delete, wait until it is gone; and the errors that it takes for
"gone" or tries again. A region has one workforce, and keeps the default one once it was
used, so that of a test's own has a region to itself.
"""

import boto3
import pytest
from botocore.exceptions import ClientError

from conftest import ACCOUNT, ROLE, eventually

REGION = "eu-south-1"
TAGS = [{"Key": "team", "Value": "billing"}, {"Key": "stage", "Value": "test"}]
OIDC = {
    "ClientId": "foureyes",
    "ClientSecret": "secret",
    "Issuer": "https://id.example.com",
    "AuthorizationEndpoint": "https://id.example.com/authorize",
    "TokenEndpoint": "https://id.example.com/token",
    "UserInfoEndpoint": "https://id.example.com/userinfo",
    "LogoutEndpoint": "https://id.example.com/logout",
    "JwksUri": "https://id.example.com/jwks",
}


@pytest.fixture(scope="module")
def sagemaker():
    return boto3.client("sagemaker", region_name=REGION)


def gone(code, words, describe, **name):
    """Is it gone, in the words that the provider looks for?"""
    try:
        describe(**name)
    except ClientError as refused:
        error = refused.response["Error"]
        assert error["Code"] == code and words in error["Message"], error
        return True
    return False


def as_map(tags):
    return {t["Key"]: t["Value"] for t in tags}


def change_tags(sagemaker, resource):
    """Read the tags given at creation, then change them without touching the rest."""
    assert as_map(sagemaker.list_tags(ResourceArn=resource)["Tags"]) == as_map(TAGS)
    sagemaker.delete_tags(ResourceArn=resource, TagKeys=["stage"])
    sagemaker.add_tags(ResourceArn=resource, Tags=[{"Key": "team", "Value": "sales"}])
    assert as_map(sagemaker.list_tags(ResourceArn=resource)["Tags"]) == {"team": "sales"}


def test_human_task_ui(sagemaker):
    template = {"Content": "<crowd-form></crowd-form>"}
    made = sagemaker.create_human_task_ui(HumanTaskUiName="tf-ui", UiTemplate=template, Tags=TAGS)
    read = sagemaker.describe_human_task_ui(HumanTaskUiName="tf-ui")
    assert read["HumanTaskUiArn"] == made["HumanTaskUiArn"] and read["HumanTaskUiStatus"] == "Active"
    assert len(read["UiTemplate"]["ContentSha256"]) == 64 and read["UiTemplate"]["Url"]
    change_tags(sagemaker, made["HumanTaskUiArn"])
    sagemaker.delete_human_task_ui(HumanTaskUiName="tf-ui")
    missing = "ResourceNotFound", "", sagemaker.describe_human_task_ui
    eventually("the template is gone", lambda: gone(*missing, HumanTaskUiName="tf-ui"))


def flow(ui, team):
    return {
        "FlowDefinitionName": "tf-flow",
        "RoleArn": ROLE,
        "OutputConfig": {"S3OutputPath": "s3://tf-reviews/out"},
        "HumanLoopConfig": {
            "HumanTaskUiArn": ui,
            "WorkteamArn": team,
            "TaskTitle": "Check",
            "TaskDescription": "Check the total.",
            "TaskCount": 2,
            "TaskKeywords": ["receipt", "total"],
            "TaskAvailabilityLifetimeInSeconds": 864000,
            "TaskTimeLimitInSeconds": 3600,  # the provider's default, sent each time
        },
    }


def test_flow_definition(sagemaker, program):
    program.s3.create_bucket(Bucket="tf-reviews")
    ui = sagemaker.create_human_task_ui(HumanTaskUiName="tf-flow", UiTemplate={"Content": "<crowd-form></crowd-form>"})
    team = f"arn:aws:sagemaker:{REGION}:{ACCOUNT}:workteam/private-crowd/Everyone-in-private-workforce"
    given = flow(ui["HumanTaskUiArn"], team)
    made = sagemaker.create_flow_definition(**given, Tags=TAGS)

    def active():
        read = sagemaker.describe_flow_definition(FlowDefinitionName="tf-flow")
        assert read["FlowDefinitionStatus"] in ("Initializing", "Active")
        return read["FlowDefinitionStatus"] == "Active" and read

    read = eventually("the flow definition is Active", active)
    assert {name: read[name] for name in given} == given
    change_tags(sagemaker, made["FlowDefinitionArn"])
    sagemaker.delete_flow_definition(FlowDefinitionName="tf-flow")
    missing = "ResourceNotFound", "", sagemaker.describe_flow_definition
    eventually("the flow definition is gone", lambda: gone(*missing, FlowDefinitionName="tf-flow"))
    # A destroy that was cut off is run again.
    assert gone("ResourceNotFound", "", sagemaker.delete_flow_definition, FlowDefinitionName="tf-flow")
    sagemaker.delete_human_task_ui(HumanTaskUiName="tf-flow")


def test_roles_that_are_not_there_yet_are_tried_again(sagemaker):
    """What the provider tries again for two minutes is a ValidationException."""
    given = flow(f"arn:aws:sagemaker:{REGION}:{ACCOUNT}:human-task-ui/none", "arn:aws:sagemaker:x")
    assert gone("ValidationException", "", sagemaker.create_flow_definition, **given)


def test_workforce_and_workteam():
    sagemaker = boto3.client("sagemaker", region_name="eu-south-2")
    made = sagemaker.create_workforce(WorkforceName="tf-staff", OidcConfig=OIDC, Tags=TAGS)
    force = eventually("the workforce is Active", lambda: ready(sagemaker))
    assert force["WorkforceArn"] == made["WorkforceArn"] and force["SubDomain"]
    shown = {name: value for name, value in OIDC.items() if name != "ClientSecret"}
    assert {name: force["OidcConfig"][name] for name in shown} == shown and "ClientSecret" not in force["OidcConfig"]
    # A block of settings that is taken out of the plan is an empty one in the call.
    vpc = {"VpcId": "vpc-0a1", "Subnets": ["subnet-0a1"], "SecurityGroupIds": ["sg-0a1"]}
    sagemaker.update_workforce(WorkforceName="tf-staff", WorkforceVpcConfig=vpc)
    assert ready(sagemaker)["WorkforceVpcConfig"] == vpc
    sagemaker.update_workforce(WorkforceName="tf-staff", WorkforceVpcConfig={})
    assert "WorkforceVpcConfig" not in ready(sagemaker)
    sagemaker.update_workforce(WorkforceName="tf-staff", SourceIpConfig={"Cidrs": ["10.0.0.0/8"]})
    assert eventually("the workforce is Active again", lambda: ready(sagemaker))["SourceIpConfig"] == {"Cidrs": ["10.0.0.0/8"]}

    members = [{"OidcMemberDefinition": {"Groups": ["clerks"]}}]
    team = sagemaker.create_workteam(
        WorkteamName="tf-clerks", WorkforceName="tf-staff", MemberDefinitions=members, Description="Clerks", Tags=TAGS
    )
    read = sagemaker.describe_workteam(WorkteamName="tf-clerks")["Workteam"]
    assert (read["WorkteamArn"], read["WorkforceArn"]) == (team["WorkteamArn"], made["WorkforceArn"])
    assert (read["MemberDefinitions"], read["Description"]) == (members, "Clerks")
    change_tags(sagemaker, team["WorkteamArn"])
    sagemaker.update_workteam(WorkteamName="tf-clerks", Description="Clerks and others", MemberDefinitions=members)
    assert sagemaker.describe_workteam(WorkteamName="tf-clerks")["Workteam"]["Description"] == "Clerks and others"

    assert sagemaker.delete_workteam(WorkteamName="tf-clerks")["Success"] is True
    assert gone("ValidationException", "The work team", sagemaker.describe_workteam, WorkteamName="tf-clerks")
    sagemaker.delete_workforce(WorkforceName="tf-staff")
    missing = "ValidationException", "No workforce", sagemaker.describe_workforce
    eventually("the workforce is gone", lambda: gone(*missing, WorkforceName="tf-staff"))


def test_bucket(program):
    """Tagged when it is made, as by default_tags, and emptied at the end, as by force_destroy."""
    s3, bucket = program.s3, "tf-answers"
    s3.create_bucket(Bucket=bucket)
    s3.put_bucket_tagging(Bucket=bucket, Tagging={"TagSet": TAGS})
    assert as_map(s3.get_bucket_tagging(Bucket=bucket)["TagSet"]) == as_map(TAGS)
    s3.delete_bucket_tagging(Bucket=bucket)
    assert gone("NoSuchTagSet", "", s3.get_bucket_tagging, Bucket=bucket)
    s3.put_object(Bucket=bucket, Key="out/a b&c.json", Body=b"{}")
    assert s3.get_object_tagging(Bucket=bucket, Key="out/a b&c.json")["TagSet"] == []
    versions = s3.list_object_versions(Bucket=bucket)["Versions"]
    named = [{"Key": v["Key"], "VersionId": v["VersionId"]} for v in versions]
    assert named == [{"Key": "out/a b&c.json", "VersionId": "null"}]
    assert "Errors" not in s3.delete_objects(Bucket=bucket, Delete={"Objects": named, "Quiet": True})
    s3.delete_bucket(Bucket=bucket)


def ready(sagemaker):
    force = sagemaker.describe_workforce(WorkforceName="tf-staff")["Workforce"]
    return force["Status"] == "Active" and force
