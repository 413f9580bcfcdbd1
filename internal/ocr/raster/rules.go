package raster

import (
	"cmp"
	"image"
	"slices"
)

// mostRules bounds how many lines of a direction are looked at: the longest.
const mostRules = 400

// rules finds the lines that run across and are at least so long: runs of ink,
// joined over the rows that they are thick, and over small gaps.
func (b ink) rules(least int) []image.Rectangle {
	thick := max(min(b.w, b.h)/200, 4)
	var open, done []image.Rectangle
	for y := range b.h {
		var now []image.Rectangle
		for _, run := range b.runs(y, least) {
			for i, o := range open {
				if o.Max.Y == y && o.Min.X <= run.Max.X && run.Min.X <= o.Max.X {
					run = run.Union(o)
					open[i] = image.Rectangle{}
				}
			}
			now = append(now, run)
		}
		for _, o := range open {
			if !o.Empty() {
				done = append(done, o)
			}
		}
		open = now
	}
	done = append(done, open...)
	done = slices.DeleteFunc(done, func(r image.Rectangle) bool { return r.Dy() > thick || !b.solid(r) })
	slices.SortFunc(done, func(a, b image.Rectangle) int { return cmp.Compare(b.Dx(), a.Dx()) })
	return joined(done[:min(len(done), mostRules)], thick)
}

// runs are the stretches of ink in a row that are at least so long; a scanner's
// gap of three pixels does not end one.
func (b ink) runs(y, least int) []image.Rectangle {
	var runs []image.Rectangle
	start, end := -1, -1 // of the run under way; end is behind the last ink
	for x := range b.w + 4 {
		switch {
		case b.at(x, y) && start < 0:
			start, end = x, x+1
		case b.at(x, y):
			end = x + 1
		case start >= 0 && x-end >= 3:
			if end-start >= least {
				runs = append(runs, image.Rect(start, y, end, y+1))
			}
			start = -1
		}
	}
	return runs
}

// solid reports ink in nearly every column: a row of letters has gaps.
func (b ink) solid(r image.Rectangle) bool {
	hit := 0
	for x := r.Min.X; x < r.Max.X; x++ {
		for y := r.Min.Y; y < r.Max.Y; y++ {
			if b.at(x, y) {
				hit++
				break
			}
		}
	}
	return hit*100 >= r.Dx()*95
}

// joined makes one of the lines that go on in each other.
func joined(lines []image.Rectangle, thick int) []image.Rectangle {
	slices.SortFunc(lines, func(a, b image.Rectangle) int { return cmp.Compare(a.Min.X, b.Min.X) })
	var out []image.Rectangle
	for _, l := range lines {
		i := slices.IndexFunc(out, func(o image.Rectangle) bool {
			return l.Min.X <= o.Max.X+2*thick && abs(l.Min.Y+l.Max.Y-o.Min.Y-o.Max.Y) <= thick
		})
		if i < 0 {
			out = append(out, l)
		} else {
			out[i] = out[i].Union(l)
		}
	}
	return out
}

// frames finds the smallest rectangles whose four sides are lines.
func frames(across, down []image.Rectangle) []image.Rectangle {
	slices.SortFunc(across, func(a, b image.Rectangle) int { return cmp.Compare(a.Min.Y, b.Min.Y) })
	slices.SortFunc(down, func(a, b image.Rectangle) int { return cmp.Compare(a.Min.X, b.Min.X) })
	var found []image.Rectangle
	for i, top := range across {
		crossing := slices.DeleteFunc(slices.Clone(down), func(d image.Rectangle) bool { return !starts(d, top) })
		for j := 1; j < len(crossing); j++ {
			if f, is := closed(top, crossing[j-1], crossing[j], across[i+1:]); is {
				found = append(found, f)
			}
		}
	}
	return found
}

// closed finds the line that ends the frame below its upper side.
func closed(top, left, right image.Rectangle, below []image.Rectangle) (image.Rectangle, bool) {
	for _, bottom := range below {
		if bottom.Min.Y-top.Max.Y < near || !meets(bottom, left) || !meets(bottom, right) {
			continue
		}
		return image.Rect(left.Max.X, top.Max.Y, right.Min.X, bottom.Min.Y), right.Min.X-left.Max.X > near
	}
	return image.Rectangle{}, false
}

// near is how far lines may miss each other where they should meet.
const near = 8

// starts reports whether the line down goes on below the line across.
func starts(down, across image.Rectangle) bool {
	return meets(across, down) && down.Max.Y > across.Max.Y+near
}

// meets reports whether the two lines touch, or nearly do.
func meets(across, down image.Rectangle) bool {
	return across.Inset(-near).Overlaps(down)
}

func abs(n int) int { return max(n, -n) }
