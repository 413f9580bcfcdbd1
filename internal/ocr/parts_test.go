package ocr

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"math"
	"slices"
	"strings"
	"testing"
)

// reason is why an error says that a document cannot be read.
func reason(err error) Reason {
	if e, is := errors.AsType[*Error](err); is {
		return e.Reason
	}
	return ""
}

// pngOf is an empty picture of a size.
func pngOf(t testing.TB, width, height int) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewGray(image.Rect(0, 0, width, height))); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestDocumentsAreInspectedBeforeTheyAreUnpacked(t *testing.T) {
	var jpg bytes.Buffer
	if err := jpeg.Encode(&jpg, image.NewGray(image.Rect(0, 0, 40, 30)), nil); err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct {
		data []byte
		want Reason
		kind kind
	}{
		"PNG":                 {pngOf(t, 40, 30), "", picture},
		"JPEG":                {jpg.Bytes(), "", picture},
		"TIFF":                {tiffOf(binary.LittleEndian, image.Pt(40, 30)), "", tiff},
		"TIFF, big endian":    {tiffOf(binary.BigEndian, image.Pt(40, 30), image.Pt(50, 60)), "", tiff},
		"PDF":                 {[]byte("%PDF-1.7\n"), "", pdf},
		"PDF after a preface": {[]byte("HTTP/1.1 200 OK\n\n%PDF-1.7\n"), "", pdf},
		"nothing":             {nil, Unsupported, 0},
		"text":                {[]byte("Total: 42.10"), Unsupported, 0},
		"GIF":                 {[]byte("GIF89a\x01\x00\x01\x00"), Unsupported, 0},
		"half a PNG":          {pngOf(t, 40, 30)[:20], Bad, 0},
		"a TIFF's head":       {[]byte("II*\x00"), Bad, 0},
		"no pages":            {[]byte("II*\x00\x00\x00\x00\x00"), Bad, 0},
		"a circle of pages":   {append(tiffOf(binary.LittleEndian, image.Pt(40, 30))[:4], 8, 0, 0, 0, 0, 0, 8, 0, 0, 0), Bad, 0},
		"few pixels":          {pngOf(t, 40, 3), Bad, 0},
		"a side too long":     {pngOf(t, 10_001, 10), TooLarge, 0},
		"many pixels":         {tiffOf(binary.LittleEndian, image.Pt(10_000, 9_000)), TooLarge, 0},
		"many pages":          {tiffOf(binary.LittleEndian, slices.Repeat([]image.Point{{40, 30}}, MaxPages+1)...), TooLarge, 0},
		"many bytes":          {append([]byte("%PDF-1.7\n"), make([]byte, MaxBytes)...), TooLarge, 0},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			d, err := inspect(test.data)
			if reason(err) != test.want || err == nil && d.kind != test.kind {
				t.Errorf("inspect gives the kind %d and %v, want %d and reason %q", d.kind, err, test.kind, test.want)
			}
		})
	}
}

// tiffOf makes a TIFF of white pages, one byte for each pixel. Pages of more than a
// megabyte are without their pixels.
func tiffOf(order binary.ByteOrder, sizes ...image.Point) []byte {
	pages := make([]*image.Gray, len(sizes))
	for i, s := range sizes {
		pages[i] = &image.Gray{Rect: image.Rectangle{Max: s}, Stride: s.X}
		if s.X*s.Y < 1<<20 {
			pages[i].Pix = bytes.Repeat([]byte{255}, s.X*s.Y)
		}
	}
	return encodeTIFF(order, pages...)
}

// encodeTIFF writes pages as baseline TIFF 6.0, without compression.
func encodeTIFF(order binary.ByteOrder, pages ...*image.Gray) []byte {
	head := map[binary.ByteOrder]string{binary.LittleEndian: "II*\x00", binary.BigEndian: "MM\x00*"}[order]
	out := []byte(head + "\x00\x00\x00\x00")
	last := 4 // where the place of the next directory is told
	for _, g := range pages {
		pixels := len(out)
		out = append(out, g.Pix...)
		order.PutUint32(out[last:], uint32(len(out)))
		tags := [][2]uint32{{256, uint32(g.Rect.Dx())}, {257, uint32(g.Rect.Dy())}, {258, 8}, {259, 1}, {262, 1}, {273, uint32(pixels)}, {277, 1}, {278, uint32(g.Rect.Dy())}, {279, uint32(len(g.Pix))}}
		out = appendUint16(order, out, uint16(len(tags)))
		for _, tag := range tags {
			out = appendUint16(order, appendUint16(order, out, uint16(tag[0])), tiffLong)
			out = appendUint32(order, appendUint32(order, out, 1), tag[1])
		}
		last = len(out)
		out = append(out, 0, 0, 0, 0)
	}
	return out
}

func appendUint16(order binary.ByteOrder, to []byte, v uint16) []byte {
	to = append(to, 0, 0)
	order.PutUint16(to[len(to)-2:], v)
	return to
}

func appendUint32(order binary.ByteOrder, to []byte, v uint32) []byte {
	to = append(to, 0, 0, 0, 0)
	order.PutUint32(to[len(to)-4:], v)
	return to
}

func FuzzInspect(f *testing.F) {
	f.Add(pngOf(f, 20, 20))
	f.Add(tiffOf(binary.LittleEndian, image.Pt(20, 20), image.Pt(30, 30)))
	f.Add(tiffOf(binary.BigEndian, image.Pt(20, 20)))
	f.Add([]byte("%PDF-1.4"))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := inspect(data)
		if err != nil {
			if reason(err) == "" {
				t.Fatalf("the error %v has no reason", err)
			}
			return
		}
		if d.kind != pdf && len(d.sizes) == 0 || len(d.sizes) > MaxPages {
			t.Fatalf("a document of %d pages was let through", len(d.sizes))
		}
		for _, s := range d.sizes {
			if s.X < 1 || s.Y < 1 || s.X*s.Y > MaxPixels {
				t.Fatalf("a page of %v was let through", s)
			}
		}
	})
}

// table is Tesseract's table with one word.
const table = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n" +
	"1\t1\t0\t0\t0\t0\t0\t0\t1653\t2339\t-1\t\n" +
	"5\t1\t1\t1\t1\t1\t129\t163\t269\t48\t96.778656\tApplication\n"

func TestWordsOfTheTable(t *testing.T) {
	row := func(box, confidence, text string) string {
		return table + fmt.Sprintf("5\t1\t1\t1\t1\t2\t%s\t%s\t%s\n", box, confidence, text)
	}
	first := word{"Application", 96.778656, image.Rect(129, 163, 398, 211)}
	tests := map[string]struct {
		said string
		want []word
		bad  bool
	}{
		"one word":               {table, []word{first}, false},
		"nothing":                {"", nil, false},
		"a stroke is a letter":   {row("10\t20\t30\t40", "90", "|"), []word{first, {"I", 90, image.Rect(10, 20, 40, 60)}}, false},
		"dirt":                   {row("10\t20\t30\t40", "59", "_—"), []word{first}, false},
		"a sign":                 {row("10\t20\t30\t40", "88", "&"), []word{first, {"&", 88, image.Rect(10, 20, 40, 60)}}, false},
		"blanks":                 {row("10\t20\t30\t40", "95", "  "), []word{first}, false},
		"what is not to be seen": {row("10\t20\t30\t40", "95", "a\u202eb\x00c\xff"), []word{first, {"abc", 95, image.Rect(10, 20, 40, 60)}}, false},
		"beyond the page":        {row("1600\t20\t300\t40", "95", "edge"), []word{first, {"edge", 95, image.Rect(1600, 20, 1653, 60)}}, false},
		"outside of the page":    {row("1700\t20\t300\t40", "95", "gone"), []word{first}, false},
		"no number":              {row("10\t20\tx\t40", "95", "a"), nil, true},
		"no confidence":          {row("10\t20\t30\t40", "", "a"), nil, true},
		"not a number":           {row("10\t20\t30\t40", "nan", "a"), []word{first, {"a", 0, image.Rect(10, 20, 40, 60)}}, false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := parseTSV([]byte(test.said), image.Pt(1653, 2339))
			if (err != nil) != test.bad || !test.bad && !slices.Equal(got, test.want) {
				t.Errorf("parseTSV gives %v and %v, want %v", got, err, test.want)
			}
		})
	}
}

func FuzzTSV(f *testing.F) {
	f.Add([]byte(table))
	f.Add([]byte("5\t1\t1\t1\t1\t2\t2147483647\t-1\t2147483647\t4\tInf\t\ufffd\n"))
	f.Fuzz(func(t *testing.T, said []byte) {
		page := image.Rect(0, 0, 1000, 1400)
		words, err := parseTSV(said, page.Max)
		if err != nil {
			return
		}
		for _, w := range words {
			if w.text == "" || strings.ContainsAny(w.text, " \t\n") || w.box.Empty() || !w.box.In(page) ||
				math.IsNaN(w.confidence) || w.confidence < 0 || w.confidence > 100 {
				t.Fatalf("the word %+v is none", w)
			}
		}
	})
}

func TestSizesOfPDFPages(t *testing.T) {
	tests := map[string]struct {
		said string
		want []image.Point
		bad  Reason
	}{
		"A4":             {"Pages:           1\nPage    1 size:  595.2 x 842.4 pts (A4)\nPage    1 rot:   0\n", []image.Point{{1654, 2340}}, ""},
		"turned":         {"Pages:           1\nPage    1 size:  595.2 x 842.4 pts (A4)\nPage    1 rot:   90\n", []image.Point{{2340, 1654}}, ""},
		"a poster":       {"Pages:           1\nPage    1 size:  2384 x 3370 pts\nPage    1 rot:   0\n", []image.Point{{2914, 4119}}, ""},
		"a ribbon":       {"Pages:           1\nPage    1 size:  14400 x 20 pts\n", []image.Point{{10000, 14}}, ""},
		"a point":        {"Pages:           1\nPage    1 size:  1 x 1 pts\n", nil, Bad},
		"no page":        {"Pages:           0\n", nil, Bad},
		"too many pages": {"Pages:           31\nPage    1 size:  595.2 x 842.4 pts (A4)\n", nil, TooLarge},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := pdfSizes(test.said)
			if reason(err) != test.bad || test.bad == "" && !slices.Equal(got, test.want) {
				t.Errorf("pdfSizes gives %v and %v, want %v and reason %q", got, err, test.want, test.bad)
			}
		})
	}
}

func TestPGM(t *testing.T) {
	g := image.NewGray(image.Rect(0, 0, 9, 11))
	for i := range g.Pix {
		g.Pix[i] = uint8(i + 9) //nolint:gosec // 99 pixels; the first one is a blank
	}
	back, err := decodePGM(encodePGM(g))
	if err != nil || back.Rect != g.Rect || !bytes.Equal(back.Pix, g.Pix) {
		t.Errorf("a page came back as %v and %v", back, err)
	}
	for _, broken := range []string{"", "P6\n9 11\n255\n", "P5\n9 11\n255\nshort", "P5\n99999 99999\n255\n", "P5\n-9 -11\n255\n"} {
		if _, err := decodePGM([]byte(broken)); err == nil {
			t.Errorf("%q was taken for a page", broken)
		}
	}
}

func TestLargePagesAreMadeSmaller(t *testing.T) {
	g := image.NewGray(image.Rect(0, 0, 5001, 7000))
	for i := range g.Pix {
		g.Pix[i] = uint8(100 + i%2*50) //nolint:gosec // 100 or 150
	}
	got := smaller(g)
	if got.Rect.Dx() != 2500 || got.Rect.Dy() != 3500 || got.Pix[0] != 125 {
		t.Errorf("35 million pixels became %v with the grey %d, want 2500 x 3500 and 125", got.Rect, got.Pix[0])
	}
	if small := image.NewGray(image.Rect(0, 0, 300, 400)); smaller(small) != small {
		t.Error("a small page was changed")
	}
}
