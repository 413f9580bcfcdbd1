package conformance

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/google/go-cmp/cmp"

	awsv1 "github.com/aws/aws-sdk-go/aws"
	"github.com/aws/aws-sdk-go/aws/session"
	textractv1 "github.com/aws/aws-sdk-go/service/textract"
)

// documentTemplate is Amazon's for forms: the page, and the pairs to look at.
const documentTemplate = `<script src="https://assets.crowd.aws/crowd-html-elements.js"></script>
{% capture s3_uri %}s3://{{ task.input.aiServiceRequest.document.s3Object.bucket }}/{{ task.input.aiServiceRequest.document.s3Object.name }}{% endcapture %}
<crowd-form><crowd-textract-analyze-document src="{{ s3_uri | grant_read_access }}" initial-value="{{ task.input.selectedAiServiceResponse.blocks }}"
 header="Is it read rightly?" keys="{{ task.input.humanLoopContext.importantFormKeys }}" block-types="['KEY_VALUE_SET']" no-key-edit no-geometry-edit>
<short-instructions>Compare.</short-instructions><full-instructions>Compare all.</full-instructions></crowd-textract-analyze-document></crowd-form>`

// TestDocumentStory: a PDF of three scanned pages is read by the recogniser that is
// built in, and a person looks at the pair that its conditions name.
func TestDocumentStory(t *testing.T) {
	s := start(t)
	w := s.signIn(t)
	c := s.in(t, home)
	s.setSource(t, w, "textract", map[string]any{"kind": "builtin"})
	const conditions = `{"Conditions":[{"ConditionType":"ImportantFormKeyConfidenceCheck","ConditionParameters":{"ImportantFormKey":"Estimated cost","KeyValueBlockConfidenceLessThan":99.5}}]}`
	flowARN := reviewFlow(t, c, formsSource, documentTemplate, conditions)
	c.put(t, bucketName, "in/claim.pdf", sample(t, "claim.pdf"))
	v1, err := session.NewSession(&awsv1.Config{Region: aws.String(home), Endpoint: &s.url})
	if err != nil {
		t.Fatal(err)
	}
	out, err := textractv1.New(v1).AnalyzeDocumentWithContext(t.Context(), &textractv1.AnalyzeDocumentInput{
		Document:        &textractv1.Document{S3Object: &textractv1.S3Object{Bucket: aws.String(bucketName), Name: aws.String("in/claim.pdf")}},
		FeatureTypes:    []*string{aws.String("FORMS")},
		HumanLoopConfig: &textractv1.HumanLoopConfig{FlowDefinitionArn: &flowARN, HumanLoopName: aws.String("claim-1")},
	})
	if err != nil {
		t.Fatal(err)
	}
	if *out.DocumentMetadata.Pages != 3 || aws.ToString(out.HumanLoopActivationOutput.HumanLoopArn) != arn(home, "human-loop", "claim-1") {
		t.Errorf("pages %v, activation %+v", out.DocumentMetadata, out.HumanLoopActivationOutput)
	}
	wantDamage(t, out.Blocks)

	task := w.next(t)
	page := string(w.do(t, http.MethodGet, "/assignments/"+task.ID+"/content", nil, http.StatusOK, nil).body)
	if !strings.Contains(page, "7,850.00") || strings.Contains(page, "Tarrant") {
		t.Errorf("the page is %s, want the estimated cost alone", page)
	}
	const answer = `{"AWS/Textract/AnalyzeDocument/Forms/V1":{"blocks":[]}}`
	w.submit(t, task.ID, answer, false)
	c.awaitLoop(t, "claim-1", "Completed")
	wantDocumentOutput(t, c, answer)
}

// sample is one of the documents that are shipped.
func sample(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "examples", "documents", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// wantDamage looks for the pair of the second page as programs do.
func wantDamage(t *testing.T, blocks []*textractv1.Block) {
	t.Helper()
	texts, kinds := map[string]string{}, map[string]int{}
	for _, b := range blocks {
		texts[*b.Id] = aws.ToString(b.Text)
		kinds[*b.BlockType]++
	}
	words := func(b *textractv1.Block) (text string) {
		for _, r := range b.Relationships {
			if *r.Type == textractv1.RelationshipTypeChild {
				for _, id := range r.Ids {
					text += texts[*id] + " "
				}
			}
		}
		return strings.TrimSpace(text)
	}
	i := slices.IndexFunc(blocks, func(b *textractv1.Block) bool {
		return len(b.EntityTypes) == 1 && *b.EntityTypes[0] == textractv1.EntityTypeKey && words(b) == "Estimated cost"
	})
	if i < 0 || *blocks[i].Page != 2 || *blocks[i].Confidence < 50 || *blocks[i].Geometry.BoundingBox.Left < 0.4 {
		t.Fatalf("the pair is at %d of %v", i, kinds)
	}
	value := slices.IndexFunc(blocks, func(b *textractv1.Block) bool {
		return *b.Id == *blocks[i].Relationships[0].Ids[0]
	})
	if got := words(blocks[value]); got != "7,850.00" {
		t.Errorf("the value is %q", got)
	}
}

func wantDocumentOutput(t *testing.T, c clients, answer string) {
	t.Helper()
	_, key, _ := strings.Cut(strings.TrimPrefix(aws.ToString(c.describeLoop(t, "claim-1").HumanLoopOutput.OutputS3Uri), "s3://"), "/")
	var out struct {
		HumanAnswers []struct{ AnswerContent json.RawMessage }
		InputContent struct {
			AiServiceResponse, SelectedAiServiceResponse struct {
				Blocks           []struct{ BlockType string }
				DocumentMetadata struct{ Pages int }
			}
		}
	}
	if err := json.Unmarshal(c.get(t, bucketName, key), &out); err != nil {
		t.Fatal(err)
	}
	if len(out.HumanAnswers) != 1 || string(out.HumanAnswers[0].AnswerContent) != answer || out.InputContent.AiServiceResponse.DocumentMetadata.Pages != 3 {
		t.Errorf("output %+v", out.HumanAnswers)
	}
	var selected []string
	for _, b := range out.InputContent.SelectedAiServiceResponse.Blocks {
		selected = append(selected, b.BlockType)
	}
	slices.Sort(selected)
	if diff := cmp.Diff([]string{"KEY_VALUE_SET", "KEY_VALUE_SET", "WORD", "WORD", "WORD"}, selected); diff != "" {
		t.Errorf("selected blocks (-want +got):\n%s", diff)
	}
}
