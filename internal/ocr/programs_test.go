package ocr

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"image"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"foureyes/internal/aws/recognition"
)

func TestWithoutProgramsThePackagesAreNamed(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	_, err := Find()
	if err == nil {
		t.Fatal("the recogniser was found where there are no programs")
	}
	for _, want := range []string{"tesseract-ocr", "pdftoppm", "pdfinfo", "apt install"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("the error %q does not name %s", err, want)
		}
	}
}

func TestWithoutDataTheLanguagesPackageIsNamed(t *testing.T) {
	t.Setenv("TESSDATA_PREFIX", t.TempDir())
	if _, err := Find(); err == nil || !strings.Contains(err.Error(), "tesseract") {
		t.Errorf("without data Find says %v, want what is missing", err)
	}
}

// Every relation leads to a block, each block is on its page, and the ids are the
// same the next time.
func TestAnswerIsWhole(t *testing.T) {
	r := found(t)
	first, err := r.Analyze(t.Context(), read(t, "claim.pdf"), []string{"TABLES", Forms})
	if err != nil {
		t.Fatal(err)
	}
	again, err := r.Analyze(t.Context(), read(t, "claim.pdf"), []string{Forms})
	if err != nil || !reflect.DeepEqual(first, again) {
		t.Errorf("the same document got another answer, or %v", err)
	}
	if first.DocumentMetadata.Pages != 3 || !strings.HasPrefix(first.AnalyzeDocumentModelVersion, "foureyes-1-tesseract-") {
		t.Errorf("the answer is of %d pages, by %q", first.DocumentMetadata.Pages, first.AnalyzeDocumentModelVersion)
	}
	whole(t, first)
}

func whole(t *testing.T, answer Response) {
	t.Helper()
	kinds, named := map[string]string{}, map[string]bool{}
	for _, b := range answer.Blocks {
		if kinds[b.ID] != "" || b.Page < 1 || b.Page > answer.DocumentMetadata.Pages || b.Geometry == nil {
			t.Errorf("the block %+v has no place or somebody else's id", b)
		}
		kinds[b.ID] = b.BlockType
		box := b.Geometry.BoundingBox
		if box.Left < 0 || box.Top < 0 || box.Width <= 0 || box.Height <= 0 || box.Left+box.Width > 1.000001 || box.Top+box.Height > 1.000001 || len(b.Geometry.Polygon) != 4 {
			t.Errorf("the block %q lies at %+v", b.Text, b.Geometry)
		}
	}
	for _, b := range answer.Blocks {
		for _, relation := range b.Relationships {
			for _, id := range relation.IDs {
				named[id] = true
				if kinds[id] == "" || relation.Type == recognition.ValueOf && kinds[id] != recognition.KeyValueSet {
					t.Errorf("the block %s names %s, which is a %q", b.ID, id, kinds[id])
				}
			}
		}
	}
	for id, kind := range kinds {
		if kind != recognition.Page && !named[id] {
			t.Errorf("nothing leads to the %s %s", kind, id)
		}
	}
}

func TestPairsOnlyWhenFormsAreAskedFor(t *testing.T) {
	answer, err := found(t).Analyze(t.Context(), read(t, "delivery-note.png"), []string{"TABLES"})
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range answer.Blocks {
		if b.BlockType == recognition.KeyValueSet || b.BlockType == recognition.SelectionElement {
			t.Fatalf("there is a %s in the answer", b.BlockType)
		}
	}
	whole(t, answer)
}

// A TIFF's pages are read as the pictures that they are.
func TestTIFFOfSeveralPages(t *testing.T) {
	var pages []*image.Gray
	for _, name := range []string{"delivery-note.png", "application.png"} {
		g, err := decode(read(t, name))
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, g)
	}
	answer, err := found(t).Analyze(t.Context(), encodeTIFF(binary.BigEndian, pages...), []string{Forms})
	if err != nil {
		t.Fatal(err)
	}
	got := fields(answer)
	for _, want := range []field{{1, "Packages:", "14 crates"}, {2, "Family name", "OKONJO"}, {2, "Adult", "SELECTED"}} {
		if !slices.Contains(got, want) {
			t.Errorf("the TIFF's pairs are %v, want %v among them", got, want)
		}
	}
	whole(t, answer)
}

func TestAnEmptyPageIsAPage(t *testing.T) {
	answer, err := found(t).Analyze(t.Context(), tiffOf(binary.LittleEndian, image.Pt(400, 300)), []string{Forms})
	if err != nil || len(answer.Blocks) != 1 || answer.Blocks[0].BlockType != recognition.Page {
		t.Errorf("an empty page has the blocks %+v and %v, want one page", answer.Blocks, err)
	}
}

func TestBrokenDocumentsAreRefused(t *testing.T) {
	r := found(t)
	empty := t.TempDir()
	t.Setenv("TMPDIR", empty)
	note := read(t, "delivery-note.png")
	for name, data := range map[string][]byte{
		"a PDF without an end": read(t, "claim.pdf")[:2000],
		"a PDF of nothing":     []byte("%PDF-1.4\nnothing\n%%EOF"),
		"half an image":        note[:len(note)/2],
		"a TIFF of noise":      append(tiffOf(binary.LittleEndian, image.Pt(3000, 3000)), note...),
	} {
		if _, err := r.Analyze(t.Context(), data, nil); reason(err) != Bad {
			t.Errorf("%s: the error is %v, want a bad document", name, err)
		}
	}
	if left, err := os.ReadDir(empty); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v (%v)", left, err)
	}
}

// slow makes a program that starts another one and waits for ever. Both hold a pipe
// open, into which the first one writes once both run.
func slow(t *testing.T) (path, pipe string) {
	t.Helper()
	folder := t.TempDir()
	path, pipe = filepath.Join(folder, "slow"), filepath.Join(folder, "pipe")
	makePipe(t, pipe)
	makePipe(t, filepath.Join(folder, "never"))
	script := "#!/bin/sh\nexec 3> " + pipe + "\ncat " + folder + "/never &\necho started >&3\nwait\n"
	if err := os.WriteFile(path, []byte(script), 0o700); err != nil { //nolint:gosec // a program
		t.Fatal(err)
	}
	return path, pipe
}

var errEnough = errors.New("enough")

// When the caller has gone, neither a program nor what it started goes on.
func TestProgramsDieWithTheirCaller(t *testing.T) {
	path, pipe := slow(t)
	r := &Recogniser{tesseract: path, pdftoppm: path, pdfinfo: path, slots: make(chan struct{}, 1)}
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	ctx, cancel := context.WithCancelCause(t.Context())
	ended := make(chan error)
	go func() {
		_, err := r.Analyze(ctx, pngOf(t, 100, 100), nil)
		ended <- err
	}()
	running, err := os.Open(pipe) // waits for the program
	if err != nil {
		t.Fatal(err)
	}
	defer running.Close()
	if _, err := io.ReadFull(running, make([]byte, len("started\n"))); err != nil {
		t.Fatal(err)
	}
	cancel(errEnough)
	if err := <-ended; !errors.Is(err, errEnough) {
		t.Errorf("the call ended with %v, want what its context says", err)
	}
	// The end comes when nobody holds the pipe any more, so when both are dead.
	if rest, err := io.ReadAll(running); err != nil || len(rest) > 0 {
		t.Errorf("the programs wrote %q (%v)", rest, err)
	}
	if left, err := os.ReadDir(temporary); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v (%v)", left, err)
	}
}

// Who waits for a slot goes when its caller has gone.
func TestWaitingEndsWithTheCaller(t *testing.T) {
	r := &Recogniser{slots: make(chan struct{})} // nobody ever gets one
	ctx, cancel := context.WithTimeoutCause(t.Context(), time.Millisecond, errEnough)
	defer cancel()
	if _, err := r.Analyze(ctx, pngOf(t, 100, 100), nil); !errors.Is(err, errEnough) {
		t.Errorf("the call ended with %v, want what its context says", err)
	}
}

func TestProgramsArePrintingWithinBounds(t *testing.T) {
	path := filepath.Join(t.TempDir(), "chatter")
	if err := os.WriteFile(path, []byte("#!/bin/sh\nwhile :; do echo 0123456789012345678901234567890123456789; done\n"), 0o700); err != nil { //nolint:gosec // a program
		t.Fatal(err)
	}
	if _, err := (&Recogniser{}).run(t.Context(), "", path); !errors.Is(err, errOutput) {
		t.Errorf("the program ended with %v, want that it printed too much", err)
	}
}

// What a program gets to know holds nothing of ours.
func TestProgramsSeeNoSecrets(t *testing.T) {
	t.Setenv("FOUREYES_SECRET", "hidden")
	if all := strings.Join(environment("/tmp/x"), "\n"); strings.Contains(all, "hidden") || !strings.Contains(all, "OMP_THREAD_LIMIT=1") {
		t.Errorf("a program sees %q", all)
	}
}

func TestComplaintsAreShortAndPlain(t *testing.T) {
	var c tail
	for range 1000 {
		if _, err := c.Write([]byte("\x1b[31mbroken\xff\n")); err != nil {
			t.Fatal(err)
		}
	}
	if text := c.text(); len(text) > maxComplaint || strings.ContainsAny(text, "\x1b\n") || !utf8.ValidString(text) || !strings.Contains(text, "broken") {
		t.Errorf("what is kept is %q", text)
	}
}

// A whole answer, block for block, from words as Tesseract could have read them.
func TestGoldenAnswer(t *testing.T) {
	const golden = "testdata/small.json"
	s := small()
	w := writer{forms: true}
	w.page(1, s)
	got, err := json.MarshalIndent(w.blocks, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, bytes.TrimSpace(want)) {
		t.Errorf("the blocks differ from %s:\n%s", golden, got)
	}
}
