// Package ocr is the recogniser of documents that is built in: it reads scans and
// PDFs and answers in the shape of Textract's AnalyzeDocument. Its parts are two
// programs of Debian, Tesseract and poppler, and two sets of rules below it: raster
// prepares pixels, layout finds labels and values.
//
// It owns what documents are taken and how large they may be, how the programs are
// run (program.go), and how blocks are made of what they say. What
// the blocks mean is aws/recognition's; who may ask, and what follows, is others'.
//
// Every page is read from its picture, a PDF's too: people review what they see,
// and a text that is hidden in a file has no confidence to judge by (decision 0048).
package ocr

import (
	"context"
	"crypto/sha256"
	"fmt"
	"os"
	"runtime"
	"slices"
	"sync"

	"foureyes/internal/aws/recognition"
)

// Response is what AnalyzeDocument answers, without the human loop's part.
type Response = recognition.Document

// Forms is the feature that asks for key-value pairs. Of the others none is
// recognised, so that their blocks are never in an answer.
const Forms = "FORMS"

// Recogniser reads documents. It may be used by many at a time; Find makes one.
type Recogniser struct {
	tesseract, pdftoppm, pdfinfo string // paths
	version                      string // of Tesseract
	slots                        chan struct{}
}

// Version tells what reads: it is the AnalyzeDocumentModelVersion of each answer.
func (r *Recogniser) Version() string { return "foureyes-1-tesseract-" + r.version }

// Analyze reads a document: a PNG, JPEG, TIFF or PDF of at most MaxBytes. The same
// document and features get the same answer, ids included, from the same programs. A
// document that cannot be read is an *Error; when ctx ends, its error is returned
// and no program is left running.
func (r *Recogniser) Analyze(ctx context.Context, document []byte, features []string) (Response, error) {
	d, err := inspect(document)
	if err != nil {
		return Response{}, err
	}
	folder, err := os.MkdirTemp("", "foureyes-ocr-")
	if err != nil {
		return Response{}, fmt.Errorf("make a temporary folder: %w", err)
	}
	answer, err := r.analyze(ctx, folder, d, slices.Contains(features, Forms))
	if gone := os.RemoveAll(folder); err == nil && gone != nil {
		return Response{}, fmt.Errorf("remove the temporary folder: %w", gone)
	}
	return answer, err
}

// analyze reads the pages side by side, as many at a time as there are slots.
func (r *Recogniser) analyze(ctx context.Context, folder string, d document, forms bool) (Response, error) {
	pages, err := r.open(ctx, folder, d)
	if err != nil {
		return Response{}, err
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	found := make([]sheet, len(pages))
	var all sync.WaitGroup
	for i := range pages {
		all.Go(func() {
			s, err := r.page(ctx, folder, i, pages[i])
			if err != nil {
				cancel(err) // the first counts; the others end with it
			}
			found[i] = s
		})
	}
	all.Wait()
	if err := context.Cause(ctx); err != nil {
		return Response{}, err
	}
	w := writer{document: sha256.Sum256(d.data), forms: forms}
	for i, s := range found {
		w.page(i+1, s)
	}
	return Response{
		DocumentMetadata:            recognition.DocumentMetadata{Pages: len(pages)},
		Blocks:                      w.blocks,
		AnalyzeDocumentModelVersion: r.Version(),
	}, nil
}

// enter waits for a slot: pages cost memory and a whole processor.
func (r *Recogniser) enter(ctx context.Context) error {
	select {
	case r.slots <- struct{}{}:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

func (r *Recogniser) leave() { <-r.slots }

// slotsFor is how many pages are read at a time: half of the processors, since
// requests of others want to be answered meanwhile.
func slotsFor() int { return max(runtime.GOMAXPROCS(0)/2, 1) }
