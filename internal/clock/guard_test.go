package clock

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var noon = time.Date(2026, 2, 3, 12, 0, 0, 0, time.UTC)

// look is one reading: how far either clock is from the start, and what is to be
// thought of it.
type look struct {
	wall, elapsed time.Duration
	want          Verdict
	back          bool
}

func TestGuard(t *testing.T) {
	const day = 24 * time.Hour
	first := look{0, 0, Verdict{Changed: true}, true}
	doubt := Verdict{Paused: true, Changed: true, Step: 3 * time.Hour}
	still := Verdict{Paused: true, Step: 3 * time.Hour}
	for name, looks := range map[string][]look{
		"both clocks agree": {
			first,
			{time.Second, time.Second, Verdict{}, false},
			{time.Minute, time.Minute, Verdict{}, false},
			{7 * day, 7 * day, Verdict{}, false}, // nobody looked for a week
		},
		"a step of minutes is believed": {
			first,
			{MaxStep + time.Second, time.Second, Verdict{Step: MaxStep}, false},
			{MaxStep + 2*time.Second, 2 * time.Second, Verdict{}, false},
		},
		"a jump is doubted until the clock comes back": {
			first,
			{3*time.Hour + time.Second, time.Second, doubt, false},
			{3*time.Hour + time.Minute, time.Minute, still, false},
			{2 * time.Minute, 2 * time.Minute, Verdict{Changed: true}, true},
			{3 * time.Minute, 3 * time.Minute, Verdict{}, false},
		},
		"a jump is believed after a while": {
			first,
			{3*time.Hour + time.Second, time.Second, doubt, false},
			{3*time.Hour + Hold, Hold, still, false},
			{3*time.Hour + Hold + time.Second, Hold + time.Second, Verdict{Changed: true, Step: 3 * time.Hour}, true},
			{3*time.Hour + Hold + time.Minute, Hold + time.Minute, Verdict{}, false},
		},
		"a jump within a jump counts from where the clock was right": {
			first,
			{3*time.Hour + time.Second, time.Second, doubt, false},
			{9*time.Hour + time.Minute, time.Minute, Verdict{Paused: true, Step: 9 * time.Hour}, false},
			{time.Hour, time.Hour, Verdict{Changed: true}, true},
		},
		"just too far": {
			first,
			{MaxStep + time.Second + time.Millisecond, time.Second, Verdict{Paused: true, Changed: true, Step: MaxStep + time.Millisecond}, false},
			{MaxStep + time.Minute, time.Minute, Verdict{Changed: true, Step: MaxStep}, true},
		},
		"a clock that is set back is believed": {
			first,
			{-time.Minute + time.Second, time.Second, Verdict{Step: -time.Minute}, false},
			{-5*time.Minute + 2*time.Second, 2 * time.Second, Verdict{Step: -4 * time.Minute}, true},
			{-3 * day, time.Minute, Verdict{Step: -3*day - time.Minute - (-5 * time.Minute)}, true},
			{-3*day + time.Second, time.Minute + time.Second, Verdict{}, false},
		},
		"set back, then right again": {
			first,
			{-day, time.Second, Verdict{Step: -day - time.Second}, true},
			{2 * time.Second, 2 * time.Second, Verdict{Paused: true, Changed: true, Step: day + time.Second}, false},
		},
	} {
		t.Run(name, func(t *testing.T) {
			var g Guard
			for i, l := range looks {
				var got Verdict
				g, got = g.Look(Reading{noon.Add(l.wall), l.elapsed})
				if diff := cmp.Diff(l.want, got); diff != "" || got.WentBack() != l.back {
					t.Errorf("look %d: went back: %v %s", i, got.WentBack(), diff)
				}
			}
		})
	}
}
