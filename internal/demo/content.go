package demo

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"time"
)

// Every kind has a folder: template.liquid.html, loops.json and its pictures.
//
//go:embed content
var content embed.FS

const pictureSuffix = ".svg"

// kind is one kind of review: what its flow definition says.
type kind struct {
	name        string // of folder, template and flow definition
	title       string
	description string
	keywords    []string
	timeLimit   time.Duration
}

var kinds = []kind{
	{
		name:        "damage-check",
		title:       "Is the product damaged?",
		description: "Look at the photo of a returned product and choose the state that it is in.",
		keywords:    []string{"photo", "returns"},
		timeLimit:   10 * time.Minute,
	},
	{
		name:        "receipt-fields",
		title:       "Check the fields of a receipt",
		description: "Compare a receipt with what a model read from it, and correct what differs.",
		keywords:    []string{"document", "expenses"},
		timeLimit:   20 * time.Minute,
	},
	{
		name:        "answer-judgement",
		title:       "Judge an answer to a customer",
		description: "Say whether an answer that a model wrote agrees with the handbook, and why.",
		keywords:    []string{"text", "quality"},
		timeLimit:   30 * time.Minute,
	},
}

// loop is one human loop to start.
type loop struct {
	Name  string          `json:"name"`
	Input json.RawMessage `json:"input"`
}

func (k kind) template() (string, error) {
	text, err := content.ReadFile(path.Join("content", k.name, "template.liquid.html"))
	if err != nil {
		return "", fmt.Errorf("read the template of %s: %w", k.name, err)
	}
	return string(text), nil
}

func (k kind) loops() ([]loop, error) {
	text, err := content.ReadFile(path.Join("content", k.name, "loops.json"))
	if err != nil {
		return nil, fmt.Errorf("read the loops of %s: %w", k.name, err)
	}
	var loops []loop
	if err := json.Unmarshal(text, &loops); err != nil {
		return nil, fmt.Errorf("decode the loops of %s: %w", k.name, err)
	}
	return loops, nil
}

// eachPicture calls do with the key and the bytes of every picture. Keys are
// paths below content, as the inputs write them.
func eachPicture(do func(key string, picture []byte) error) error {
	return fs.WalkDir(content, "content", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path.Ext(name) != pictureSuffix {
			return err
		}
		picture, err := content.ReadFile(name)
		if err != nil {
			return fmt.Errorf("read the picture %s: %w", name, err)
		}
		return do(strings.TrimPrefix(name, "content/"), picture)
	})
}
