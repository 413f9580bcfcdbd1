package demo

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// maxTemplate is the greatest length of a template, in characters (SageMaker
// API, UiTemplate).
const maxTemplate = 128000

func TestInputsNamePicturesThatAreThere(t *testing.T) {
	var there []string
	if err := eachPicture(func(key string, _ []byte) error {
		there = append(there, "s3://"+Bucket+"/"+key)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	named := map[string]bool{}
	uri := regexp.MustCompile(`s3://[^"]+`)
	for _, l := range everyLoop(t) {
		for _, picture := range uri.FindAllString(string(l.Input), -1) {
			named[picture] = true
			if !slices.Contains(there, picture) {
				t.Errorf("%s names %s, which is not shipped", l.Name, picture)
			}
		}
	}
	for _, picture := range there {
		if !named[picture] {
			t.Errorf("%s is shipped, and no input names it", picture)
		}
	}
}

func TestLoopsCouldBeStartedByAnyClient(t *testing.T) {
	name := regexp.MustCompile(`^[a-z0-9](-*[a-z0-9]){0,62}$`) // A2I Runtime API, StartHumanLoop
	seen := map[string]bool{}
	for _, l := range everyLoop(t) {
		if !name.MatchString(l.Name) {
			t.Errorf("%q is no name of a human loop", l.Name)
		}
		if seen[l.Name] {
			t.Errorf("%s is there twice", l.Name)
		}
		seen[l.Name] = true
		var input map[string]any
		if err := json.Unmarshal(l.Input, &input); err != nil || len(input) == 0 {
			t.Errorf("the input of %s is no object with members: %s", l.Name, l.Input)
		}
	}
}

func TestTemplatesAreWhatClientsMayCreate(t *testing.T) {
	for _, k := range kinds {
		template, err := k.template()
		if err != nil {
			t.Fatal(err)
		}
		if n := utf8.RuneCountInString(template); n > maxTemplate {
			t.Errorf("%s has %d characters", k.name, n)
		}
		for _, part := range []string{
			`<script src="https://assets.crowd.aws/crowd-html-elements.js"></script>`,
			"<crowd-form>", "{{ task.input.",
		} {
			if !strings.Contains(template, part) {
				t.Errorf("the template of %s has no %s", k.name, part)
			}
		}
	}
}

func everyLoop(t *testing.T) []loop {
	t.Helper()
	var all []loop
	for _, k := range kinds {
		loops, err := k.loops()
		if err != nil {
			t.Fatal(err)
		}
		if n := len(loops); n < 4 || n > 6 {
			t.Errorf("%s has %d loops, want 4 to 6", k.name, n)
		}
		all = append(all, loops...)
	}
	return all
}
