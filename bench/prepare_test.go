package bench_test

import (
	"encoding/json"
	"strings"
	"testing"
)

const (
	flowName = "bench"
	bucket   = "bench-output"
	flowARN  = "arn:aws:sagemaker:" + region + ":" + account + ":flow-definition/" + flowName
)

// template is of the size and the making of those that people write.
const template = `<script src="https://assets.crowd.aws/crowd-html-elements.js"></script>
<crowd-form>
  <crowd-classifier name="category" categories="{{ task.input.labels | to_json | escape }}" header="Which of these is it?">
    <classification-target>
      <img src="{{ task.input.taskObject | grant_read_access }}" alt="the object" style="max-width: 100%">
      <table>
        {% for field in task.input.fields %}
        <tr><th>{{ field.name }}</th><td>{{ field.value }}</td><td>{{ field.confidence | round: 2 }}</td></tr>
        {% endfor %}
      </table>
      {% if task.input.note %}<p>{{ task.input.note }}</p>{% endif %}
    </classification-target>
    <full-instructions header="How to choose">Choose what most people would call it.</full-instructions>
    <short-instructions>Choose one.</short-instructions>
  </crowd-classifier>
</crowd-form>
`

// input is an InputContent of 2 KiB: a prediction, with a text that fills it up.
func input(b *testing.B) string {
	b.Helper()
	const size = 2048
	type predicted struct {
		Name       string  `json:"name"`
		Value      string  `json:"value"`
		Confidence float64 `json:"confidence"`
	}
	made := func(note string) string {
		text, err := json.Marshal(map[string]any{
			"taskObject": "s3://" + bucket + "/receipts/2026/11/receipt-0001.jpg",
			"labels":     []string{"invoice", "receipt", "letter", "other"},
			"fields": []predicted{
				{"vendor", "Blue Door Coffee & Books", 0.9921},
				{"date", "2026-11-20", 0.8713},
				{"total", "14.60", 0.5418},
				{"currency", "EUR", 0.9987},
			},
			"note": note,
		})
		if err != nil {
			b.Fatal(err)
		}
		return string(text)
	}
	return made(strings.Repeat("thank you, come again; ", size)[:size-len(made(""))])
}

// prepare makes what StartHumanLoop needs, through the API: a bucket among the
// server's own files, a template and a flow definition.
func prepare(b *testing.B, host string) {
	b.Helper()
	dial(b, host, "s3").must(b, "PUT", "/"+bucket, []field{payloadHash("")}, "")
	prepareFlow(b, host)
}

func prepareFlow(b *testing.B, host string) {
	b.Helper()
	w := dial(b, host, "sagemaker")
	create := func(operation string, input any) {
		body, err := json.Marshal(input)
		if err != nil {
			b.Fatal(err)
		}
		w.must(b, "POST", "/", []field{
			{"content-type", "application/x-amz-json-1.1"}, {"x-amz-target", "SageMaker." + operation},
		}, string(body))
	}
	create("CreateHumanTaskUi", map[string]any{"HumanTaskUiName": flowName, "UiTemplate": map[string]any{"Content": template}})
	create("CreateFlowDefinition", map[string]any{
		"FlowDefinitionName": flowName,
		"RoleArn":            "arn:aws:iam::" + account + ":role/bench",
		"OutputConfig":       map[string]any{"S3OutputPath": "s3://" + bucket + "/out"},
		"HumanLoopConfig": map[string]any{
			"WorkteamArn":     "arn:aws:sagemaker:" + region + ":" + account + ":workteam/private-crowd/Everyone-in-private-workforce",
			"HumanTaskUiArn":  "arn:aws:sagemaker:" + region + ":" + account + ":human-task-ui/" + flowName,
			"TaskTitle":       "Bench",
			"TaskDescription": "One of very many",
			"TaskCount":       1,
		},
	})
}
