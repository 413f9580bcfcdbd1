package recognition

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// Read is a response as it was read, with the text of each of its items, so that
// some of them can be passed on without a change.
type Read[Item any] struct {
	Items []Item
	texts []json.RawMessage
}

// ReadBlocks reads the blocks of AnalyzeDocument's response, in either spelling. A
// response without any is as good as none at all, and so is null or no text.
func ReadBlocks(response json.RawMessage) (Read[Block], error) {
	var r struct{ Blocks []json.RawMessage }
	if err := unmarshal(response, &r); err != nil {
		return Read[Block]{}, fmt.Errorf("read the blocks: %w", err)
	}
	return items[Block]("block", r.Blocks)
}

// ReadLabels reads the moderation labels of DetectModerationLabels' response as
// ReadBlocks reads blocks.
func ReadLabels(response json.RawMessage) (Read[Label], error) {
	var r struct{ ModerationLabels []json.RawMessage }
	if err := unmarshal(response, &r); err != nil {
		return Read[Label]{}, fmt.Errorf("read the moderation labels: %w", err)
	}
	return items[Label]("moderation label", r.ModerationLabels)
}

// unmarshal reads JSON, whose members encoding/json finds in either spelling.
func unmarshal(text json.RawMessage, into any) error {
	if len(bytes.TrimSpace(text)) == 0 {
		return nil
	}
	return json.Unmarshal(text, into)
}

func items[Item any](what string, texts []json.RawMessage) (Read[Item], error) {
	r := Read[Item]{make([]Item, len(texts)), texts}
	for i, text := range texts {
		if err := json.Unmarshal(text, &r.Items[i]); err != nil {
			return r, fmt.Errorf("read %s %d: %w", what, i, err)
		}
	}
	return r, nil
}

// Pick writes a JSON array of the items at the places given, each as it was read.
func (r Read[Item]) Pick(places []int) json.RawMessage {
	list := []byte{'['}
	for n, i := range places {
		if n > 0 {
			list = append(list, ',')
		}
		list = append(list, r.texts[i]...)
	}
	return append(list, ']')
}
