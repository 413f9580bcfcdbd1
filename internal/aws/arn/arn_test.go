package arn

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestParse(t *testing.T) {
	tests := []struct {
		text       string
		want       ARN
		kind, name string
	}{
		{
			"arn:aws:sagemaker:eu-west-1:000000000042:flow-definition/invoice-check",
			ARN{"aws", "sagemaker", "eu-west-1", "000000000042", "flow-definition/invoice-check"},
			"flow-definition", "invoice-check",
		},
		{
			"arn:aws-cn:sagemaker:cn-north-1:000000000042:workteam/private-crowd/clerks",
			ARN{"aws-cn", "sagemaker", "cn-north-1", "000000000042", "workteam/private-crowd/clerks"},
			"workteam", "clerks",
		},
		{"arn:aws:iam::000000000042:role/a2i-exec", ARN{"aws", "iam", "", "000000000042", "role/a2i-exec"}, "role", "a2i-exec"},
		{"arn:aws:s3:::bucket", ARN{"aws", "s3", "", "", "bucket"}, "", "bucket"},
		{"arn:aws:sns:eu-west-1:000000000042:topic:sub", ARN{"aws", "sns", "eu-west-1", "000000000042", "topic:sub"}, "topic", "topic:sub"},
		{"arn:aws:s3:::bucket/", ARN{"aws", "s3", "", "", "bucket/"}, "bucket", ""},
	}
	for _, test := range tests {
		got, err := Parse(test.text)
		if err != nil || got != test.want || got.Type() != test.kind || got.Name() != test.name {
			t.Errorf("%s: got %+v (%q, %q), %v", test.text, got, got.Type(), got.Name(), err)
		}
	}
	for _, text := range []string{"", "arn", "arn:aws:s3:::", "arn:aws::::x", "arn::s3:::x", "ARN:aws:s3:::x", "arn:aws:s3::x", "x arn:aws:s3:::x"} {
		if got, err := Parse(text); !errors.Is(err, ErrInvalid) {
			t.Errorf("%q: got %+v, %v", text, got, err)
		}
	}
}

func TestNewTakesThePartitionOfTheRegion(t *testing.T) {
	for region, want := range map[string]string{
		"eu-west-1": "aws", "cn-northwest-1": "aws-cn", "us-gov-west-1": "aws-us-gov", "": "aws", "us-east-1": "aws",
	} {
		got := New("sagemaker", region, "000000000042", "human-loop", "a-1").String()
		if got != "arn:"+want+":sagemaker:"+region+":000000000042:human-loop/a-1" {
			t.Errorf("%s: got %s", region, got)
		}
	}
}

// What New builds, Parse takes apart again.
func TestNewComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		part := rapid.StringMatching(`[a-z0-9-]{1,12}`)
		want := New(part.Draw(t, "service"), part.Draw(t, "region"), "000000000042", part.Draw(t, "type"), part.Draw(t, "name"))
		if got, err := Parse(want.String()); err != nil || got != want {
			t.Errorf("%s came back as %+v, %v", want, got, err)
		}
	})
}

// No text makes Parse panic, and what it takes can be written as it was.
func FuzzParse(f *testing.F) {
	f.Add("arn:aws:sagemaker:eu-west-1:000000000042:human-loop/a-1")
	f.Add("arn:aws:s3:::a:b/c:d/")
	f.Add("arn:::::")
	f.Fuzz(func(t *testing.T, text string) {
		a, err := Parse(text)
		if err != nil {
			return
		}
		if a.String() != text {
			t.Errorf("%q came back as %q", text, a)
		}
		if strings.Contains(a.Name(), "/") || strings.ContainsAny(a.Type(), "/:") {
			t.Errorf("%q: type %q, name %q", text, a.Type(), a.Name())
		}
	})
}
