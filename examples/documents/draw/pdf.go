package main

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"strings"
)

// pdfWriter writes the little of PDF 1.4 that the samples need. Objects 1 and 2,
// the catalogue and the tree of pages, are written last.
type pdfWriter struct {
	objects []string // from number 3 on
	pages   []int
}

// object adds an object and gives its number. With data it is a stream, and the
// dictionary holds what a stream needs beside its length.
func (w *pdfWriter) object(dictionary string, data []byte) int {
	if data != nil {
		dictionary = fmt.Sprintf("<< %s /Length %d >>\nstream\n%s\nendstream", dictionary, len(data), data)
	}
	w.objects = append(w.objects, dictionary)
	return len(w.objects) + 2
}

// page adds a page that shows a content stream.
func (w *pdfWriter) page(width, height float64, resources string, content int) {
	w.pages = append(w.pages, w.object(fmt.Sprintf(
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %.1f %.1f] /Resources << %s >> /Contents %d 0 R >>",
		width, height, resources, content), nil))
}

// bytes gives the whole file, with its table of where each object begins.
func (w *pdfWriter) bytes() []byte {
	var kids strings.Builder
	for _, n := range w.pages {
		fmt.Fprintf(&kids, "%d 0 R ", n)
	}
	all := append([]string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		fmt.Sprintf("<< /Type /Pages /Kids [%s] /Count %d >>", kids.String(), len(w.pages)),
	}, w.objects...)
	var out, table bytes.Buffer
	out.WriteString("%PDF-1.4\n")
	for i, object := range all {
		fmt.Fprintf(&table, "%010d 00000 n \n", out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	at := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n%s", len(all)+1, table.String())
	fmt.Fprintf(&out, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(all)+1, at)
	return out.Bytes()
}

// pdfFile makes a PDF as scanners do: each page is nothing but a picture.
func pdfFile(pages []*image.Gray, dpi int) ([]byte, error) {
	w := &pdfWriter{}
	for _, page := range pages {
		var data bytes.Buffer
		if err := jpeg.Encode(&data, page, &jpeg.Options{Quality: 35}); err != nil {
			return nil, err
		}
		size := page.Bounds().Size()
		picture := w.object(fmt.Sprintf("/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray "+
			"/BitsPerComponent 8 /Filter /DCTDecode", size.X, size.Y), data.Bytes())
		width, height := float64(size.X)*72/float64(dpi), float64(size.Y)*72/float64(dpi)
		content := w.object("", fmt.Appendf(nil, "%.2f 0 0 %.2f 0 0 cm /Im0 Do", width, height))
		w.page(width, height, fmt.Sprintf("/XObject << /Im0 %d 0 R >>", picture), content)
	}
	return w.bytes(), nil
}
