package suite

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func services(t *testing.T) map[string]*service {
	t.Helper()
	apis, err := contracts()
	if err != nil {
		t.Fatal(err)
	}
	return map[string]*service{"sagemaker": apis[0], "runtime": apis[1]}
}

// The patterns of the contract, and strings that people have judged.
func TestFormsReadPatternsAsJavaDoes(t *testing.T) {
	shapes := services(t)["sagemaker"].Shapes
	for name, test := range map[string]struct{ good, bad []string }{
		"FlowDefinitionName":      {[]string{"a", "a-1", "a--b", strings.Repeat("a", 63)}, []string{"", "-a", "a-", "A", "a_b", "a\n", "a b", strings.Repeat("a", 64)}},
		"WorkteamName":            {[]string{"Clerks-2"}, []string{"Clerks_2", "-x", "x-"}},
		"WorkforceName":           {[]string{"default-"}, []string{"-default", "a.b"}},
		"FlowDefinitionTaskTitle": {[]string{"", "Größe\tund\r\nweiter", "\ud7ff\ue000\ufffd"}, []string{"\x00", "\v", "\ufffe", "😀"}},
		"String200":               {[]string{"a b", "\v", "😀"}, []string{"", "a\nb", "a\r", "\u0085", "a\u2028", "\u2029"}},
		"OidcEndpoint":            {[]string{"https://a"}, []string{"http://a", "https://", "https://a b", "https://a\v", "https://a\n"}},
		"TagKey":                  {[]string{"", "größe", "a:b/c=d+e-f@g_h.i j\u00a0k", "٣"}, []string{"a!", "a\n", "😀", "e\u0301"}},
		"CognitoUserPool":         {[]string{"eu-west-1_Ab12", "a_b_c"}, []string{"eu.west_1", "a_b-c", "ä_b", "ab"}},
		"Cidr":                    {[]string{"10.0.0.0/8", "2001:db8::/32", "::/0"}, []string{"10.0.0.0", "10.0.0.0/33", "10.0.0/8", "x"}},
		"TaskInput":               {[]string{"{}", "\n\n"}, []string{""}},
		"RoleArn":                 {[]string{"arn:aws:iam::000000000042:role/a", "arn:aws-cn:iam::000000000042:rolea"}, []string{"arn:aws:iam::42:role/a", "arn:aws:iam::000000000042:role/a b"}},
		"S3Uri":                   {[]string{"s3://b", "s3://b/", "https://h/b/k"}, []string{"s3://", "http://b", "s3://b/a\nb"}},
	} {
		for _, text := range test.good {
			if !shapes[name].form.match(text) {
				t.Errorf("%s refuses %q", name, text)
			}
		}
		for _, text := range test.bad {
			if shapes[name].form.match(text) {
				t.Errorf("%s takes %q", name, text)
			}
		}
	}
}

func TestJudgementsInAmazonsWords(t *testing.T) {
	o := services(t)["sagemaker"].Operations["CreateFlowDefinition"]
	good := func() object {
		return object{
			"FlowDefinitionName": "a", "RoleArn": "arn:aws:iam::000000000042:role/a2i", "OutputConfig": object{"S3OutputPath": "s3://b/out"},
			"HumanLoopConfig": object{
				"WorkteamArn":    "arn:aws:sagemaker:eu-west-1:000000000042:workteam/private-crowd/clerks",
				"HumanTaskUiArn": "arn:aws:sagemaker:eu-west-1:000000000042:human-task-ui/form", "TaskTitle": "t", "TaskDescription": "d", "TaskCount": 1,
			},
		}
	}
	if v := judge(o, good()); !v.clean() {
		t.Errorf("an input that is in order: %+v", v)
	}
	for name, test := range map[string]struct {
		change  func(in object)
		message string
	}{
		"too many workers": {
			func(in object) { in["HumanLoopConfig"].(object)["TaskCount"] = 4 },
			"1 validation error detected: Value '4' at 'humanLoopConfig.taskCount' failed to satisfy constraint: Member must have value less than or equal to 3",
		},
		"a missing member": {
			func(in object) { delete(in["HumanLoopConfig"].(object), "TaskTitle") },
			"1 validation error detected: Value null at 'humanLoopConfig.taskTitle' failed to satisfy constraint: Member must not be null",
		},
		"a tag": {
			func(in object) {
				in["Tags"] = []any{object{"Key": "k", "Value": "v"}, object{"Key": "!", "Value": "v"}}
			},
			`1 validation error detected: Value '!' at 'tags.2.member.key' failed to satisfy constraint: Member must satisfy regular expression pattern: ([\p{L}\p{Z}\p{N}_.:/=+\-@]*)`,
		},
		"a keyword": {
			func(in object) { in["HumanLoopConfig"].(object)["TaskKeywords"] = []any{"a", "b_c"} },
			"1 validation error detected: Value '[a, b_c]' at 'humanLoopConfig.taskKeywords' failed to satisfy constraint: Member must satisfy constraint: " +
				"[Member must have length less than or equal to 30, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [A-Za-z0-9]+( [A-Za-z0-9]+)*]",
		},
		"two at once, in the contract's order": {
			func(in object) { in["RoleArn"], in["FlowDefinitionName"] = nil, "A" },
			"2 validation errors detected: Value 'A' at 'flowDefinitionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-z0-9](-*[a-z0-9]){0,62}; " +
				"Value null at 'roleArn' failed to satisfy constraint: Member must not be null",
		},
	} {
		t.Run(name, func(t *testing.T) {
			in := good()
			test.change(in)
			v := judge(o, in)
			if v.malformed || !v.sentence().MatchString(test.message) {
				t.Errorf("judged %+v, want %s", v, test.message)
			}
			if v.sentence().MatchString(test.message+"x") || v.sentence().MatchString("x"+test.message) {
				t.Error("the sentence matches more than itself")
			}
		})
	}
	for name, value := range map[string]any{"a number": 1, "a list": []any{}, "a boolean": true} {
		in := good()
		in["FlowDefinitionName"] = value
		if v := judge(o, in); !v.malformed {
			t.Errorf("%s for a name: %+v", name, v)
		}
	}
}

// TestChangesAreWhatTheyAreCalled: a change called too long is too long, and so on,
// for every member of every operation.
func TestChangesAreWhatTheyAreCalled(t *testing.T) {
	count := 0
	for _, s := range services(t) {
		for _, o := range s.Operations {
			for _, target := range s.targets(s.shape(o.Input), "", nil) {
				for _, c := range target.changes {
					in := object{}
					c.apply(s, in, target.at)
					last := target.at[len(target.at)-1]
					value := get(s.reach(in, target.at), last)
					if wrong := misnamed(o, c.name, last.shape, value); wrong != "" {
						t.Errorf("%s %s %s: %s", o.name, target.name, c.name, wrong)
					}
					count++
				}
			}
		}
	}
	if count < 4000 {
		t.Errorf("there are only %d changes", count)
	}
}

// misnamed says what a change should be and is not. Strings that cannot be as long
// as the bound and have the pattern break only the pattern.
func misnamed(o *operation, name string, h *shape, value any) string {
	v := o.judgeMember(h, value)
	text, _ := value.(string)
	letters := utf8.RuneCountInString(text)
	switch {
	case strings.HasSuffix(name, "_instead") && !v.malformed:
		return "it can be read"
	case strings.HasPrefix(name, "above_") && v.clean(), strings.HasPrefix(name, "below_") && v.clean():
		return "it is allowed"
	case strings.HasPrefix(name, "too_many") && v.clean(), strings.HasSuffix(name, "_too_long") && v.clean():
		return "it is allowed"
	case name == "above_length_maximum" && letters != h.MaxLength+1:
		return "it is not one too long"
	case name == "length_maximum" && letters > h.MaxLength:
		return "it is too long"
	case (name == "minimum" || name == "maximum" || strings.HasPrefix(name, "word_")) && !v.clean():
		return "it is not allowed"
	case strings.HasPrefix(name, "most_") && !v.clean():
		return "it is not allowed"
	}
	return ""
}

// TestLongestStringsAreAllowed: where a pattern can be of the greatest length, the
// boundary itself is tried.
func TestLongestStringsAreAllowed(t *testing.T) {
	for _, s := range services(t) {
		for name, h := range s.Shapes {
			if h.Kind != "string" || h.MaxLength == 0 || len(h.Enum) > 0 || h.form != nil && h.form.tree == nil {
				continue
			}
			text := h.text(h.MaxLength)
			if utf8.RuneCountInString(text) != h.MaxLength || len(h.breaks(text)) > 0 {
				t.Errorf("%s: the longest string has %d of %d characters and breaks %v", name, utf8.RuneCountInString(text), h.MaxLength, h.breaks(text))
			}
			if least := h.text(h.MinLength); len(h.breaks(least)) > 0 {
				t.Errorf("%s: the shortest string %q breaks %v", name, least, h.breaks(least))
			}
		}
	}
}
