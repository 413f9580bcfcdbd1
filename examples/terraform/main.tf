# A human review workflow by the AWS provider, with nothing about Foureyes but the
# endpoints. Keys come from the environment, as `foureyes serve` prints them:
#   terraform init && terraform apply -var endpoint=http://127.0.0.1:8080
terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

variable "endpoint" {
  type    = string
  default = "http://127.0.0.1:8080"
}

provider "aws" {
  region                      = "us-east-1"
  s3_use_path_style           = true
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  endpoints {
    s3        = var.endpoint
    sagemaker = var.endpoint
    sts       = var.endpoint
  }
}

data "aws_caller_identity" "me" {}

resource "aws_s3_bucket" "answers" {
  bucket = "receipt-answers"
}

resource "aws_sagemaker_human_task_ui" "receipt" {
  human_task_ui_name = "receipt"
  ui_template {
    content = <<-EOT
      <script src="https://assets.crowd.aws/crowd-html-elements.js"></script>
      <crowd-form>
        <p>{{ task.input.text | escape }}</p>
        <crowd-input name="total" label="Total" required></crowd-input>
      </crowd-form>
    EOT
  }
}

resource "aws_sagemaker_flow_definition" "receipts" {
  flow_definition_name = "receipts"
  role_arn             = "arn:aws:iam::${data.aws_caller_identity.me.account_id}:role/reviews"

  human_loop_config {
    human_task_ui_arn                     = aws_sagemaker_human_task_ui.receipt.arn
    workteam_arn                          = "arn:aws:sagemaker:us-east-1:${data.aws_caller_identity.me.account_id}:workteam/private-crowd/Everyone-in-private-workforce"
    task_title                            = "Check the total"
    task_description                      = "Compare the total with the receipt."
    task_count                            = 1
    task_availability_lifetime_in_seconds = 864000
  }

  output_config {
    s3_output_path = "s3://${aws_s3_bucket.answers.bucket}/out"
  }

  tags = {
    team = "billing"
  }
}

output "flow_definition_arn" {
  value = aws_sagemaker_flow_definition.receipts.arn
}
