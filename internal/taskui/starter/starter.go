// Package starter owns the worker task templates that authors begin with: one for
// every crowd element and for the jobs that people are asked to do most, each with
// a sample of its input, and the pictures that the samples name.
//
// It hands out files. Rendering and checking them is taskui's and lint's.
package starter

import (
	"embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"path"
)

//go:embed content pictures
var files embed.FS

// Bucket is the S3 bucket that the samples' pictures seem to be in. It need not be
// there: previews show our own pictures for it (Picture).
const Bucket = "foureyes-samples"

// Starter is a worker task template to begin with.
type Starter struct {
	// Name is unique, in lowercase letters and hyphens.
	Name string
	// Title says in a few words what workers are asked.
	Title string
	// Group is what it is about: image, document, text or form.
	Group string
	// Content is the template, in Liquid and HTML.
	Content string
	// Input is a sample of a human loop's input: JSON.
	Input json.RawMessage
}

// about are the starters without their files, in the order they are offered.
var about = []Starter{
	{Name: "image-classification", Title: "Image classification: one category", Group: "image"},
	{Name: "image-classification-several", Title: "Image classification: several categories", Group: "image"},
	{Name: "image-moderation", Title: "Image moderation (Rekognition)", Group: "image"},
	{Name: "bounding-boxes", Title: "Bounding boxes", Group: "image"},
	{Name: "polygons", Title: "Polygons", Group: "image"},
	{Name: "polylines", Title: "Polylines", Group: "image"},
	{Name: "lines", Title: "Lines", Group: "image"},
	{Name: "keypoints", Title: "Keypoints", Group: "image"},
	{Name: "semantic-segmentation", Title: "Semantic segmentation", Group: "image"},
	{Name: "instance-segmentation", Title: "Instance segmentation", Group: "image"},
	{Name: "counting", Title: "Count things in a picture", Group: "image"},
	{Name: "document-key-value-pairs", Title: "Key-value pairs of a document (Textract)", Group: "document"},
	{Name: "correct-fields", Title: "Correct the fields of a document", Group: "document"},
	{Name: "table-review", Title: "Correct rows with their confidence", Group: "document"},
	{Name: "transcription", Title: "Transcription of a page", Group: "document"},
	{Name: "text-classification", Title: "Text classification: one category", Group: "text"},
	{Name: "text-classification-several", Title: "Text classification: several categories", Group: "text"},
	{Name: "named-entities", Title: "Named entities", Group: "text"},
	{Name: "questions-and-answers", Title: "Write questions and answers", Group: "text"},
	{Name: "answer-ranking", Title: "Rank answers of models", Group: "text"},
	{Name: "answer-scores", Title: "Score answers of models", Group: "text"},
	{Name: "translation-check", Title: "Check a translation", Group: "text"},
	{Name: "approve-or-reject", Title: "Approve or reject", Group: "form"},
	{Name: "pages-in-tabs", Title: "Several pages in tabs", Group: "form"},
	{Name: "with-examples", Title: "Instructions with examples", Group: "form"},
	{Name: "own-form", Title: "A form of your own", Group: "form"},
}

// All gives every starter with its files.
func All() ([]Starter, error) {
	all := make([]Starter, 0, len(about))
	for _, s := range about {
		content, err := files.ReadFile(path.Join("content", s.Name, "template.liquid.html"))
		if err != nil {
			return nil, fmt.Errorf("read the starter %s: %w", s.Name, err)
		}
		if s.Input, err = files.ReadFile(path.Join("content", s.Name, "input.json")); err != nil {
			return nil, fmt.Errorf("read the sample of %s: %w", s.Name, err)
		}
		s.Content = string(content)
		all = append(all, s)
	}
	return all, nil
}

// Picture gives an object of Bucket as a data URL, which a page in a sandbox loads
// without asking anybody; false when there is no such picture.
func Picture(key string) (string, bool) {
	content, err := files.ReadFile(path.Join("pictures", path.Clean("/"+key)))
	if err != nil {
		return "", false
	}
	return "data:image/svg+xml;base64," + base64.StdEncoding.EncodeToString(content), true
}
