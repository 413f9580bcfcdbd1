package loopinput

import (
	"fmt"
	"strings"
	"testing"

	"foureyes/internal/activation"
)

// pageOf is an input with a response of a thousand blocks: 200 pairs of a KEY and a
// VALUE block with three words.
func pageOf() string {
	box := `"geometry":{"boundingBox":{"width":0.12345678,"height":0.01234567,"left":0.3,"top":0.4},"polygon":[{"x":0.3,"y":0.4},{"x":0.42,"y":0.4},{"x":0.42,"y":0.41},{"x":0.3,"y":0.41}]}`
	var blocks []string
	word := func(id, text string) {
		blocks = append(blocks, fmt.Sprintf(`{"blockType":"WORD","id":%q,"text":%q,"confidence":97.5,"textType":"PRINTED","page":1,%s}`, id, text, box))
	}
	for i := range 200 {
		word(fmt.Sprintf("a%d", i), "Field")
		word(fmt.Sprintf("b%d", i), fmt.Sprintf("%d:", i))
		word(fmt.Sprintf("c%d", i), "42.10")
		blocks = append(blocks,
			fmt.Sprintf(`{"blockType":"KEY_VALUE_SET","id":"k%d","entityTypes":["KEY"],"confidence":%d.5,"page":1,%s,"relationships":[{"type":"VALUE","ids":["v%d"]},{"type":"CHILD","ids":["a%d","b%d"]}]}`, i, i%100, box, i, i, i),
			fmt.Sprintf(`{"blockType":"KEY_VALUE_SET","id":"v%d","entityTypes":["VALUE"],"confidence":%d.5,"page":1,%s,"relationships":[{"type":"CHILD","ids":["c%d"]}]}`, i, i%100, box, i))
	}
	return `{"aiServiceRequest":{"document":{"s3Object":{"bucket":"in","name":"1.png"}}},"aiServiceResponse":{"blocks":[` + strings.Join(blocks, ",") + `]}}`
}

// BenchmarkPage measures what a start of a form pays around its conditions: reading a
// response of a thousand blocks, and writing what workers get.
func BenchmarkPage(b *testing.B) {
	text := pageOf()
	b.Run("read", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			if _, err := Read(text, activation.Forms); err != nil {
				b.Fatal(err)
			}
		}
	})
	input, err := Read(text, activation.Forms)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("show", func(b *testing.B) {
		for b.Loop() {
			if _, err := input.Shown(&activation.Result{Selected: []int{1, 50, 199}, Conditions: `{"Conditions":[]}`}); err != nil {
				b.Fatal(err)
			}
		}
	})
}
