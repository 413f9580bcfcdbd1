package web

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

func TestReadManifestGivesTheHashedPaths(t *testing.T) {
	files := fstest.MapFS{"manifest.json": {Data: []byte(`{"assets":{"a.js":"/assets/a-12345678.js"}}`)}}
	if got := readManifest(files)["a.js"]; got != "/assets/a-12345678.js" {
		t.Errorf("a.js is at %q", got)
	}
}

func TestReadManifestWithoutABuildNamesNothing(t *testing.T) {
	for name, files := range map[string]fstest.MapFS{
		"no manifest":     {},
		"broken manifest": {"manifest.json": {Data: []byte(`{"assets":`)}},
	} {
		if got := readManifest(files)["a.js"]; got != "" {
			t.Errorf("%s: a.js is at %q", name, got)
		}
	}
}

func TestFilesMatchTheManifest(t *testing.T) {
	files := Files()
	if _, err := fs.Stat(files, "placeholder.txt"); err != nil {
		t.Fatalf("the placeholder that lets go build work without Node: %v", err)
	}
	for name, path := range manifest() {
		twins := []string{"", ".gz", ".br"}
		if strings.HasSuffix(name, ".woff2") || strings.HasSuffix(name, ".png") {
			// What is compressed already gets no twins from the build.
			twins = twins[:1]
		}
		for _, twin := range twins {
			if _, err := fs.Stat(files, path[1:]+twin); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	if Built() != (Asset(CrowdScript) != "") {
		t.Error("Built and Asset disagree")
	}
}

func TestAssetOfAnUnknownNameIsEmpty(t *testing.T) {
	if got := Asset("nothing.js"); got != "" {
		t.Errorf("nothing.js is at %q", got)
	}
}
