package foureyes_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"
)

var (
	fence   = regexp.MustCompile("(?ms)^ *```.*?^ *```$")
	link    = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	quoted  = regexp.MustCompile("`([^`\n]+)`")
	heading = regexp.MustCompile(`(?m)^#+ +(.+)$`)
	choice  = regexp.MustCompile(`\{([^{}]*)\}`)
)

// documents are the Markdown files of the tree, without their code blocks.
func documents(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		name := entry.Name()
		if entry.IsDir() && path != "." && (strings.HasPrefix(name, ".") || name == "node_modules" || name == "testdata") {
			return filepath.SkipDir
		}
		if err != nil || filepath.Ext(name) != ".md" {
			return err
		}
		text, err := os.ReadFile(path) //nolint:gosec // a document of this tree
		found[path] = fence.ReplaceAllString(string(text), "")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(found) < 20 {
		t.Fatalf("%d documents found: is this the root of the tree?", len(found))
	}
	return found
}

func TestLinksOfDocumentsLeadSomewhere(t *testing.T) {
	all := documents(t)
	for document, text := range all {
		for _, match := range link.FindAllStringSubmatch(quoted.ReplaceAllString(text, ""), -1) {
			path, section, _ := strings.Cut(match[1], "#")
			if strings.Contains(path, "://") {
				continue
			}
			target := document
			if path != "" {
				target = filepath.Join(filepath.Dir(document), path)
			}
			if _, err := os.Stat(target); err != nil {
				t.Errorf("%s: there is no %s", document, match[1])
			} else if section != "" && !hasSection(all[target], section) {
				t.Errorf("%s: %s has no section #%s", document, target, section)
			}
		}
	}
}

// hasSection reports whether a heading of the text has the anchor that GitHub gives it:
// letters and digits in lower case, blanks as hyphens, nothing else.
func hasSection(text, anchor string) bool {
	for _, match := range heading.FindAllStringSubmatch(text, -1) {
		made := strings.Map(func(r rune) rune {
			switch {
			case r == ' ':
				return '-'
			case r == '-', r == '_', unicode.IsLetter(r), unicode.IsDigit(r):
				return unicode.ToLower(r)
			}
			return -1
		}, match[1])
		if made == anchor {
			return true
		}
	}
	return false
}

// TestDocumentsNameFilesThatExist looks at what stands in backticks and begins with a
// folder of the tree. Decisions are left out: they tell of the day they were taken.
func TestDocumentsNameFilesThatExist(t *testing.T) {
	for document, text := range documents(t) {
		if strings.HasPrefix(document, filepath.Join("docs", "decisions")) {
			continue
		}
		for _, match := range quoted.FindAllStringSubmatch(text, -1) {
			for _, path := range spelledOut(match[1]) {
				folder, _, below := strings.Cut(path, "/")
				if info, err := os.Stat(folder); !below || folder == "." || err != nil || !info.IsDir() || strings.ContainsAny(path, " <>:…") {
					continue
				}
				if files, err := filepath.Glob(path); err != nil || len(files) == 0 {
					t.Errorf("%s names %s, which is not there", document, path)
				}
			}
		}
	}
}

// spelledOut are the paths that one with choices in braces stands for.
func spelledOut(path string) []string {
	where := choice.FindStringSubmatchIndex(path)
	if where == nil {
		return []string{path}
	}
	var paths []string
	for one := range strings.SplitSeq(path[where[2]:where[3]], ",") {
		paths = append(paths, spelledOut(path[:where[0]]+one+path[where[1]:])...)
	}
	return paths
}
