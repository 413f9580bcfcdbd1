package ocr

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"regexp"
	"strings"
	"time"
)

// asked is how long a program may take to say its version.
const asked = 20 * time.Second

// Find looks for the programs, and for what Tesseract needs to read. The error
// names all that is missing and the packages of Debian that have it.
func Find() (*Recogniser, error) {
	r := &Recogniser{slots: make(chan struct{}, slotsFor())}
	var missing []string
	for _, p := range []struct {
		path       *string
		name, from string
	}{
		{&r.tesseract, "tesseract", "tesseract-ocr"},
		{&r.pdftoppm, "pdftoppm", "poppler-utils"},
		{&r.pdfinfo, "pdfinfo", "poppler-utils"},
	} {
		path, err := exec.LookPath(p.name)
		if err != nil {
			missing = append(missing, fmt.Sprintf("%s (Debian's package %s)", p.name, p.from))
		}
		*p.path = path
	}
	if len(missing) > 0 {
		return nil, fmt.Errorf("the built-in recogniser of documents needs %s; install it with: apt install tesseract-ocr poppler-utils", strings.Join(missing, ", "))
	}
	if err := r.ask(); err != nil {
		return nil, fmt.Errorf("the built-in recogniser of documents: %w", err)
	}
	return r, nil
}

// versionLine is how Tesseract begins to tell of itself.
var versionLine = regexp.MustCompile(`^tesseract v?([0-9][0-9A-Za-z.+-]*)`)

// ask asks Tesseract for its version and languages.
func (r *Recogniser) ask() error {
	ctx, cancel := context.WithTimeout(context.Background(), asked)
	defer cancel()
	said, err := r.run(ctx, "", r.tesseract, "--version")
	if err != nil {
		return fmt.Errorf("ask tesseract for its version: %w", err)
	}
	found := versionLine.FindSubmatch(said)
	if found == nil {
		return errors.New("tesseract does not tell its version as it should")
	}
	r.version = string(found[1])
	said, err = r.run(ctx, "", r.tesseract, "--list-langs")
	if err != nil {
		return fmt.Errorf("ask tesseract for its languages: %w", err)
	}
	for line := range strings.Lines(string(said)) {
		if strings.TrimSpace(line) == language {
			return nil
		}
	}
	return fmt.Errorf("tesseract has no data for the language %q; install it with: apt install tesseract-ocr-%s", language, language)
}
