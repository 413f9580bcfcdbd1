package chart

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"

	"foureyes/internal/advice"
)

// The size of the picture and of the plane in it, in pixels.
const (
	width, height              = 720, 460
	left, above, right, bottom = 72, 88, 24, 96
)

// style has the colours for light and dark. Lines differ by their dashes as well.
const style = `
    text { font: 13px system-ui, sans-serif; fill: #1f2328 }
    .title { font-size: 15px; font-weight: 600 }
    .paper { fill: #ffffff }
    .grid { stroke: #d5dae0; stroke-width: 1 }
    .risk { stroke: #0550ae; stroke-width: 2.5; fill: none }
    .upper { stroke: #9a5a00; stroke-width: 2; stroke-dasharray: 2 4; fill: none }
    .aim { stroke: #116329; stroke-width: 2; stroke-dasharray: 9 5; fill: none }
    .dot { fill: #116329 }
    @media (prefers-color-scheme: dark) {
      text { fill: #e6edf3 }
      .paper { fill: #0d1117 }
      .grid { stroke: #30363d }
      .risk { stroke: #79c0ff }
      .upper { stroke: #f0b35b }
      .aim { stroke: #56d364 }
      .dot { fill: #56d364 }
    }
`

// SVG draws the curve as a picture that stands alone: no script, nothing from
// elsewhere, colours for light and dark, and a description for those who hear it.
func SVG(a advice.Advice) []byte {
	p := &picture{frame: frameOf(a)}
	p.linef(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-labelledby="title description">`, width, height, width, height)
	p.linef(`  <title id="title">%s</title>`, escape("Errors over the share that nobody reviews"))
	p.linef(`  <desc id="description">%s</desc>`, escape(describe(a)))
	p.linef("  <style>%s  </style>", style)
	p.linef(`  <rect class="paper" width="%d" height="%d"/>`, width, height)
	for i, text := range wrap(a.Sentence(), 80) {
		p.linef(`  <text class="title" x="%d" y="%d">%s</text>`, left-48, 26+20*i, escape(text))
	}
	p.grid()
	p.aim(a)
	p.curve(a, upper, "upper")
	p.curve(a, risk, "risk")
	p.legend(a)
	p.linef("</svg>")
	return p.b.Bytes()
}

// describe tells the picture in words.
func describe(a advice.Advice) string {
	all := []string{a.Sentence(), a.Details()}
	for i, p := range a.Curve {
		if i%max(1, len(a.Curve)/5) == 0 || i == len(a.Curve)-1 {
			all = append(all, fmt.Sprintf("Without review of %.0f %%: %.2f %% errors, at most %.2f %%.", 100*p.Coverage, 100*p.Risk, 100*p.Upper))
		}
	}
	return strings.Join(all, " ")
}

type picture struct {
	frame

	b bytes.Buffer
}

func (p *picture) linef(format string, args ...any) {
	fmt.Fprintf(&p.b, format+"\n", args...)
}

// at gives the pixels of a place in the frame.
func (p *picture) at(coverage, risk float64) (x, y float64) {
	fx, fy, _ := p.place(coverage, risk)
	return left + fx*(width-left-right), height - bottom - fy*(height-above-bottom)
}

func (p *picture) grid() {
	const parts = 4
	for i := range parts + 1 {
		share := float64(i) / parts
		x, y := p.at(share, share*p.top)
		x0, y0 := p.at(0, 0)
		x1, y1 := p.at(1, p.top)
		p.linef(`  <path class="grid" d="M%.1f %.1fH%.1fM%.1f %.1fV%.1f"/>`, x0, y, x1, x, y0, y1)
		p.linef(`  <text x="%.1f" y="%.1f" text-anchor="end">%s</text>`, x0-8, y+4, percent(share*p.top))
		p.linef(`  <text x="%.1f" y="%.1f" text-anchor="middle">%s</text>`, x, y0+18, percent(share))
	}
	x, y := p.at(0.5, 0)
	p.linef(`  <text x="%.1f" y="%.1f" text-anchor="middle">share that nobody reviews</text>`, x, y+38)
	p.linef(`  <text x="%d" y="%d">errors among it</text>`, left-48, above-14)
}

func (p *picture) aim(a advice.Advice) {
	x0, y := p.at(0, a.Question.Risk)
	x1, _ := p.at(1, 0)
	p.linef(`  <path class="aim" d="M%.1f %.1fH%.1f"/>`, x0, y, x1)
	if a.Outcome != advice.Found {
		return
	}
	x, y0 := p.at(1-a.Review, 0)
	_, y1 := p.at(0, p.top)
	p.linef(`  <path class="aim" d="M%.1f %.1fV%.1f"/>`, x, y0, y1)
	_, y = p.at(0, float64(a.UnreviewedWrong)/float64(a.Unreviewed))
	p.linef(`  <circle class="dot" cx="%.1f" cy="%.1f" r="5"/>`, x, y)
}

// curve draws one of the lines; what lies above the frame is left out.
func (p *picture) curve(a advice.Advice, of line, class string) {
	var d strings.Builder
	pen := "M"
	for _, point := range a.Curve {
		if of(point) > p.top {
			pen = "M"
			continue
		}
		x, y := p.at(point.Coverage, of(point))
		fmt.Fprintf(&d, "%s%.1f %.1f", pen, x, y)
		pen = "L"
	}
	if d.Len() > 0 {
		p.linef(`  <path class="%s" d="%s"/>`, class, d.String())
	}
}

func (p *picture) legend(a advice.Advice) {
	aim := "the aim, " + percent(a.Question.Risk)
	if a.Outcome == advice.Found {
		aim += ", and " + number(a.Threshold)
	}
	x := float64(left)
	for _, e := range []struct {
		class, text string
		wide        float64
	}{
		{"risk", "errors that were seen", 190},
		{"upper", "bound at " + percent(a.Question.ConfidenceLevel) + " confidence", 235},
		{"aim", aim, 0},
	} {
		p.linef(`  <path class="%s" d="M%.0f %dh28"/>`, e.class, x, height-24)
		p.linef(`  <text x="%.0f" y="%d">%s</text>`, x+36, height-20, escape(e.text))
		x += e.wide
	}
}

// wrap cuts a sentence into lines.
func wrap(sentence string, longest int) []string {
	var lines []string
	for word := range strings.FieldsSeq(sentence) {
		if last := len(lines) - 1; last >= 0 && len(lines[last])+1+len(word) <= longest {
			lines[last] += " " + word
		} else {
			lines = append(lines, word)
		}
	}
	return lines
}

// escape writes text for XML.
func escape(text string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(text)) // a Buffer never fails
	return b.String()
}
