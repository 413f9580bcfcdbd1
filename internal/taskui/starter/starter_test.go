package starter

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"time"

	"foureyes/internal/taskui"
	"foureyes/internal/taskui/lint"
	"foureyes/internal/taskui/trial"
)

func all(t *testing.T) []Starter {
	t.Helper()
	starters, err := All()
	if err != nil {
		t.Fatal(err)
	}
	return starters
}

func picture(bucket, key string) (string, error) {
	if url, ok := Picture(key); ok && bucket == Bucket {
		return url, nil
	}
	return "", fmt.Errorf("no picture %s of %s", key, bucket)
}

func TestEveryStarterIsRenderedWithoutFindings(t *testing.T) {
	engine := taskui.New(taskui.Limits{})
	for _, s := range all(t) {
		r := trial.Run(t.Context(), engine, taskui.Request{Template: s.Content, Input: s.Input, GrantReadAccess: picture}, time.Now)
		if len(r.Findings) > 0 || r.Rendered == "" {
			t.Errorf("%s: %v", s.Name, r.Findings)
		}
	}
}

func TestThereIsAStarterForEveryElement(t *testing.T) {
	var text strings.Builder
	for _, s := range all(t) {
		text.WriteString(s.Content)
	}
	for _, element := range lint.Elements {
		if !strings.Contains(text.String(), "<"+element+" ") && !strings.Contains(text.String(), "<"+element+"\n") && !strings.Contains(text.String(), "<"+element+">") {
			t.Errorf("no starter has <%s>", element)
		}
	}
}

func TestEveryFolderIsOffered(t *testing.T) {
	folders, err := fs.ReadDir(files, "content")
	if err != nil {
		t.Fatal(err)
	}
	if got := all(t); len(folders) != len(got) {
		t.Errorf("%d folders, %d starters", len(folders), len(got))
	}
}

func TestPicturesStayInTheirFolder(t *testing.T) {
	for _, key := range []string{"", "none.svg", "../content/own-form/input.json", "/../../starter.go"} {
		if _, ok := Picture(key); ok {
			t.Errorf("%q was found", key)
		}
	}
}
