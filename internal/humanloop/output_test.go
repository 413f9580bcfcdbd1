package humanloop

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"

	"foureyes/internal/fault"
)

// anAnswer took exactly 41.784 seconds.
func anAnswer(id, content string) Answer {
	a := anAssignment(id)
	a.Status, a.AcceptedAt = Submitted, noon.Add(120*time.Millisecond)
	a.TimeSpent = 41784 * time.Millisecond
	a.EndedAt = a.AcceptedAt.Add(a.TimeSpent)
	return Answer{Assignment: a, WorkerID: "0f3a9b77c1d2e485", Subject: "u-17", Content: json.RawMessage(content)}
}

func TestOutputDocumentByteForByte(t *testing.T) {
	input := ` { "total" : "42.1O", "id" : 12345678901234567890123, "tiny": 1.0E-300, "name":"Žluťoučký <b>&</b> 😀  ",
		"esc":"\u00e9\/\ud83d\ude00", "z":1, "a":[ ] } `
	second := anAnswer("b", `{"verdict":{"label":"<ok> & fine"},"n":1.50}`)
	second.WorkerID, second.Subject = "ffffffffffffffff", "u-18"
	second.Assignment.AcceptedAt = noon.In(time.FixedZone("east", 7200))
	second.Assignment.EndedAt, second.Assignment.TimeSpent = noon.Add(5*time.Second), 5*time.Second
	got, err := Output(aFlow(), aLoop(), input, []Answer{anAnswer("a", `{ "total":"42.10" }`), second})
	if err != nil {
		t.Fatal(err)
	}
	want := `{"flowDefinitionArn":"arn:aws:sagemaker:eu-west-1:000000000042:flow-definition/invoice-check",` +
		`"humanAnswers":[` +
		`{"acceptanceTime":"2026-02-03T12:00:00.120Z","answerContent":{"total":"42.10"},` +
		`"submissionTime":"2026-02-03T12:00:41.904Z","timeSpentInSeconds":41.784,"workerId":"0f3a9b77c1d2e485",` +
		`"workerMetadata":{"identityData":{"identityProviderType":"Cognito",` +
		`"issuer":"https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_foureyes000000000042","sub":"u-17"}}},` +
		`{"acceptanceTime":"2026-02-03T12:00:00.000Z","answerContent":{"verdict":{"label":"<ok> & fine"},"n":1.50},` +
		`"submissionTime":"2026-02-03T12:00:05.000Z","timeSpentInSeconds":5,"workerId":"ffffffffffffffff",` +
		`"workerMetadata":{"identityData":{"identityProviderType":"Cognito",` +
		`"issuer":"https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_foureyes000000000042","sub":"u-18"}}}],` +
		`"humanLoopName":"inv-1001",` +
		`"inputContent":{"total":"42.1O","id":12345678901234567890123,"tiny":1.0E-300,"name":"Žluťoučký <b>&</b> 😀  ",` +
		`"esc":"\u00e9\/\ud83d\ude00","z":1,"a":[]}}`
	if string(got) != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestOutputWithoutAnswersHasAnEmptyList(t *testing.T) {
	got, err := Output(aFlow(), aLoop(), `"text"`, nil)
	want := `{"flowDefinitionArn":"arn:aws:sagemaker:eu-west-1:000000000042:flow-definition/invoice-check",` +
		`"humanAnswers":[],"humanLoopName":"inv-1001","inputContent":"text"}`
	if err != nil || string(got) != want {
		t.Errorf("%s, %v", got, err)
	}
}

func TestTimeSpentHasAtMostThreeDecimals(t *testing.T) {
	for spent, want := range map[time.Duration]string{
		0:                                  "0",
		time.Millisecond:                   "0.001",
		1499 * time.Microsecond:            "0.001",
		1500 * time.Microsecond:            "0.002",
		100 * time.Millisecond:             "0.1",
		2*time.Hour + 333*time.Millisecond: "7200.333",
		240*time.Hour + time.Millisecond:   "864000.001",
	} {
		a := anAnswer("a", `{}`)
		a.Assignment.TimeSpent = spent
		got, err := json.Marshal(answerOf(aLoop(), a).TimeSpentInSeconds)
		if err != nil || string(got) != want {
			t.Errorf("%v: %s, %v", spent, got, err)
		}
	}
}

func TestOutputLiesByTheCreationSecondInUTC(t *testing.T) {
	created := time.Date(2025, 3, 4, 1, 2, 3, 999_000_000, time.FixedZone("east", 2*3600))
	const key = "invoice-check/2025/03/03/23/02/03/inv-1001/output.json"
	for path, want := range map[string]string{
		"s3://out":                                        "s3://out/" + key,
		"s3://out/":                                       "s3://out/" + key,
		"s3://out/reviews":                                "s3://out/reviews/" + key,
		"s3://out/reviews/":                               "s3://out/reviews/" + key,
		"s3://out/a b/ü+%20/x":                            "s3://out/a b/ü+%20/x/" + key,
		"https://s3.amazonaws.com/out/reviews/":           "s3://out/reviews/" + key,
		"https://s3.eu-west-1.amazonaws.com/out":          "s3://out/" + key,
		"https://s3-eu-west-1.amazonaws.com/out/a":        "s3://out/a/" + key,
		"https://out.s3.amazonaws.com/reviews":            "s3://out/reviews/" + key,
		"https://out.s3.eu-west-1.amazonaws.com/a%20b/c/": "s3://out/a b/c/" + key,
	} {
		d, l := aFlow(), aLoop()
		d.OutputPath, l.CreatedAt = path, created
		if got, err := OutputURI(d, l); err != nil || got != want {
			t.Errorf("%s gives\n%s, %v\nwant\n%s", path, got, err, want)
		}
	}
	d := aFlow()
	d.OutputPath = "https://example.com/out"
	_, err := OutputURI(d, aLoop())
	wantRefusal(t, err, fault.Invalid, `S3OutputPath "https://example.com/out" does not name a bucket. Use s3://bucket/prefix.`)
}

// What workers hand in goes into the document as it came: members in the order in
// which the page has sent them, numbers with their digits, names that are paths.
func TestAnswersOfEveryKindStayByteForByte(t *testing.T) {
	for name, content := range map[string]string{
		"text fields":       `{"total":"42.10","zip":"","a.b[0]":"x","notes":"Zeile 1\nZeile 2\t\"ü\" 😀"}`,
		"check boxes":       `{"seen":{"on":true},"flags":{"late":false,"copy":true}}`,
		"radio buttons":     `{"verdict":{"yes":false,"no":true}}`,
		"classifier":        `{"verdict":{"label":"Not sure (<5%) & more"}}`,
		"many labels":       `{"verdict":{"labels":["late","copy"]},"none":{"labels":[]}}`,
		"slider, rating":    `{"confidence":0.30000000000000004,"stars":"1","big":12345678901234567890}`,
		"bounding boxes":    `{"annotatedResult":{"boundingBoxes":[{"height":10.50,"label":"cat","left":1,"top":0,"width":1e2}],"inputImageProperties":{"height":800,"width":1200}}}`,
		"polygons":          `{"annotatedResult":{"polygons":[{"label":"roof","vertices":[{"x":0,"y":-0.0},{"x":1.5,"y":2}]}]}}`,
		"entities":          `{"crowd-entity-annotation":{"entities":[{"endOffset":4,"label":"person","startOffset":0}]}}`,
		"Textract's blocks": `{"AWS/Textract/AnalyzeDocument/Forms/V1":{"blocks":[{"blockType":"KEY_VALUE_SET","confidence":99.0,"id":"8c1f","relationships":null}]}}`,
		"moderation labels": `{"AWS/Rekognition/DetectModerationLabels/Image/V3":{"moderationLabels":[]}}`,
		"nothing":           `{}`,
	} {
		if err := checkAnswer([]byte(content)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		var first []byte
		for range 3 {
			got, err := Output(aFlow(), aLoop(), `{}`, []Answer{anAnswer("a", content)})
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if first == nil {
				first = got
			}
			if !bytes.Equal(first, got) {
				t.Errorf("%s: the same loop gave\n%s\nand\n%s", name, first, got)
			}
		}
		want := `"acceptanceTime":"2026-02-03T12:00:00.120Z","answerContent":` + content + `,"submissionTime":"2026-02-03T12:00:41.904Z"`
		if !bytes.Contains(first, []byte(want)) {
			t.Errorf("%s: got\n%s\nwithout\n%s", name, first, want)
		}
	}
}
