package recognition

import (
	"slices"
	"strings"
)

// Pair is a key of a form with its value.
type Pair struct {
	// Key and Value are the texts of their words, joined by one space. The status of
	// a selection element stands among them as if it were a word.
	Key, Value string
	// Confidence tells how sure it is that key and value belong together: the lesser
	// of the confidences of the KEY block and its VALUE blocks. In practice Textract
	// gives them the same.
	Confidence float64
	// Words are the confidences of the words of the key, then of the value.
	Words []float64
	// Blocks are the places in the list of blocks of all that the pair is made of,
	// in ascending order.
	Blocks []int
	Page   int // of the KEY block; 0 when it does not say
}

// Pairs finds the key-value pairs among blocks, in the order of their KEY blocks.
// A key without a value is a pair with an empty one. What a relationship names and
// the list does not have is passed over.
func Pairs(blocks []Block) []Pair {
	f := form{blocks, make(map[string]int, len(blocks))}
	for i, b := range blocks {
		f.at[b.ID] = i
	}
	var pairs []Pair
	for i, b := range blocks {
		if b.BlockType == KeyValueSet && slices.Contains(b.EntityTypes, Key) {
			pairs = append(pairs, f.pair(i))
		}
	}
	return pairs
}

// form is a list of blocks with the place of each by its id.
type form struct {
	blocks []Block
	at     map[string]int
}

func (f form) pair(key int) Pair {
	b := f.blocks[key]
	p := Pair{Confidence: b.Confidence, Page: b.Page}
	p.Key = f.read(&p, key)
	var values []string
	for _, value := range f.related(b, ValueOf) {
		p.Confidence = min(p.Confidence, f.blocks[value].Confidence)
		if text := f.read(&p, value); text != "" {
			values = append(values, text)
		}
	}
	p.Value = strings.Join(values, " ")
	slices.Sort(p.Blocks)
	p.Blocks = slices.Compact(p.Blocks)
	return p
}

// read adds a KEY or VALUE block and its children to the pair, and gives their text.
func (f form) read(p *Pair, i int) string {
	p.Blocks = append(p.Blocks, i)
	var words []string
	for _, child := range f.related(f.blocks[i], ChildOf) {
		p.Blocks = append(p.Blocks, child)
		switch b := f.blocks[child]; b.BlockType {
		case Word:
			words = append(words, b.Text)
			p.Words = append(p.Words, b.Confidence)
		case SelectionElement:
			words = append(words, b.SelectionStatus)
		}
	}
	return strings.Join(words, " ")
}

// related are the places of the blocks that a block names in one kind of relation.
func (f form) related(b Block, kind string) []int {
	var places []int
	for _, r := range b.Relationships {
		if r.Type != kind {
			continue
		}
		for _, id := range r.IDs {
			if i, there := f.at[id]; there {
				places = append(places, i)
			}
		}
	}
	return places
}
