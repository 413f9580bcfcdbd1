package chart

import (
	"fmt"
	"math"
	"strings"
	"unicode/utf8"

	"foureyes/internal/advice"
)

// The size of drawings in a terminal, in characters.
const (
	rows      = 14
	leastCols = 24
	mostCols  = 100
)

// The colours of lines, as ANSI has them: blue, yellow, green. They are told apart
// without colours too: by their dots, and by the words below.
const (
	riskColor  = "34"
	upperColor = "33"
	aimColor   = "32"
)

// canvas is a grid of characters with two by four dots each (Unicode, braille
// patterns).
type canvas struct {
	cols  int
	dots  [][]byte
	color [][]string
}

func newCanvas(cols int) *canvas {
	c := &canvas{cols: cols}
	for range rows {
		c.dots = append(c.dots, make([]byte, cols))
		c.color = append(c.color, make([]string, cols))
	}
	return c
}

// bits are the dots of a braille pattern, by row and column.
var bits = [4][2]byte{{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}}

// dot sets one dot; x and y are from 0 to 1, from the left and from below.
func (c *canvas) dot(x, y float64, color string) {
	col := int(math.Round(x * float64(2*c.cols-1)))
	row := int(math.Round((1 - y) * float64(4*rows-1)))
	c.dots[row/4][col/2] |= bits[row%4][col%2]
	if c.color[row/4][col/2] != riskColor { // the curve itself stays seen
		c.color[row/4][col/2] = color
	}
}

// Terminal draws the curve with characters, no wider than width, and tells below it
// what the lines are. Each line ends with a line feed.
func Terminal(a advice.Advice, width int, colors bool) string {
	if len(a.Curve) == 0 {
		return ""
	}
	f := frameOf(a)
	labels := [3]string{percent(f.top), percent(f.top / 2), percent(0)}
	margin := 0
	for _, l := range labels {
		margin = max(margin, len(l))
	}
	c := newCanvas(min(mostCols, max(leastCols, width-margin-2)))
	c.aim(a, f)
	c.line(a, f, upper, upperColor, 4)
	c.line(a, f, risk, riskColor, 1)
	var b strings.Builder
	fmt.Fprintf(&b, "%*s  errors among what nobody reviews\n", margin, "")
	for row := range rows {
		label := ""
		switch row {
		case 0:
			label = labels[0]
		case (rows - 1) / 2:
			label = labels[1]
		case rows - 1:
			label = labels[2]
		}
		fmt.Fprintf(&b, "%*s ┤%s\n", margin, label, c.text(row, colors))
	}
	b.WriteString(axis(margin, c.cols))
	b.WriteString(legend(a, colors))
	return b.String()
}

// aim draws the risk that was asked for as a dashed line, and where the selected
// threshold is.
func (c *canvas) aim(a advice.Advice, f frame) {
	_, y, _ := f.place(0, a.Question.Risk)
	for i := range 2 * c.cols {
		if i%6 < 3 {
			c.dot(float64(i)/float64(2*c.cols-1), y, aimColor)
		}
	}
	if a.Outcome == advice.Found {
		for i := range 4 * rows {
			if i%4 < 2 {
				c.dot(1-a.Review, float64(i)/float64(4*rows-1), aimColor)
			}
		}
	}
}

// line draws between the points, with a dot in every so many of the columns.
func (c *canvas) line(a advice.Advice, f frame, of line, color string, every int) {
	for i, p := range a.Curve {
		from := a.Curve[max(0, i-1)]
		parts := 1 + int(float64(4*c.cols)*(p.Coverage-from.Coverage))
		for part := range parts {
			t := float64(part+1) / float64(parts)
			x, y, below := f.place(from.Coverage+t*(p.Coverage-from.Coverage), of(from)+t*(of(p)-of(from)))
			if below && int(math.Round(x*float64(2*c.cols-1)))%every == 0 {
				c.dot(x, y, color)
			}
		}
	}
}

// text is one row of the canvas.
func (c *canvas) text(row int, colors bool) string {
	var b strings.Builder
	now := ""
	for col, d := range c.dots[row] {
		if want := c.color[row][col]; colors && want != now && d != 0 {
			b.WriteString("\x1b[" + want + "m")
			now = want
		}
		if d == 0 {
			b.WriteByte(' ')
		} else {
			b.WriteRune(rune(0x2800 + int(d)))
		}
	}
	text := strings.TrimRight(b.String(), " ")
	if now != "" {
		text += "\x1b[0m"
	}
	return text
}

// axis is the line below the canvas and what it counts.
func axis(margin, cols int) string {
	indent := strings.Repeat(" ", margin+1)
	const left, middle, right = "0 %", "50 %", "100 %"
	gap := cols - len(left) - len(middle) - len(right)
	marks := left + strings.Repeat(" ", gap/2) + middle + strings.Repeat(" ", gap-gap/2) + right
	title := "share that nobody reviews"
	return indent + "└" + strings.Repeat("─", cols) + "\n" + indent + " " + marks + "\n" +
		indent + " " + strings.Repeat(" ", max(0, (cols-utf8.RuneCountInString(title))/2)) + title + "\n"
}

func legend(a advice.Advice, colors bool) string {
	var b strings.Builder
	entry := func(mark, color, text string) {
		if colors {
			mark = "\x1b[" + color + "m" + mark + "\x1b[0m"
		}
		b.WriteString(mark + " " + text + "\n")
	}
	entry("⣿⣿⣿", riskColor, "errors that were seen")
	entry("⠂⠐ ", upperColor, "bound of the true rate at "+percent(a.Question.ConfidenceLevel)+" confidence")
	aim := "the aim, " + percent(a.Question.Risk)
	if a.Outcome == advice.Found {
		aim += ", and the threshold " + number(a.Threshold)
	}
	entry("⠤⠤ ", aimColor, aim)
	return b.String()
}
