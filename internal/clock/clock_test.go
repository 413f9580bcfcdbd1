package clock

import (
	"errors"
	"testing"
	"time"
)

// local is a process's clock. Times without a monotonic reading, as here, stand for
// it well as long as nobody sets it.
type local struct{ now time.Time }

func (l *local) clock() time.Time { return l.now }

func answer(at time.Time) func() (time.Time, error) {
	return func() (time.Time, error) { return at, nil }
}

func TestClockIsTheProcessesOwn(t *testing.T) {
	l := &local{now: noon.Add(1234567 * time.Nanosecond).In(time.FixedZone("east", 3600))}
	c := New(l.clock)
	if got := c.Now(); !got.Equal(noon.Add(time.Millisecond)) || got.Location() != time.UTC {
		t.Error(got)
	}
	l.now = l.now.Add(time.Minute)
	if c.Elapsed() != time.Minute || c.Read().Elapsed != time.Minute || !c.Read().Wall.Equal(c.Now()) {
		t.Error(c.Elapsed(), c.Read())
	}
}

func TestClockFollowsAnother(t *testing.T) {
	l := &local{now: noon}
	c := New(l.clock)
	ahead := noon.Add(3 * time.Hour)
	if err := c.Follow(answer(ahead)); err != nil || !c.Now().Equal(ahead) {
		t.Fatal(c.Now(), err)
	}
	l.now = noon.Add(time.Minute)
	if !c.Now().Equal(ahead.Add(time.Minute)) {
		t.Error("between two looks the process's clock goes on:", c.Now())
	}
	for _, off := range []time.Duration{tolerance, -tolerance} {
		if err := c.Follow(answer(ahead.Add(time.Minute + off))); err != nil || !c.Now().Equal(ahead.Add(time.Minute)) {
			t.Error("it trembles:", c.Now(), err)
		}
	}
	if err := c.Follow(answer(noon)); err != nil || !c.Now().Equal(noon) {
		t.Error("it does not follow back:", c.Now(), err)
	}
	gone := errors.New("the database is gone")
	if err := c.Follow(func() (time.Time, error) { return ahead, gone }); !errors.Is(err, gone) || !c.Now().Equal(noon) {
		t.Error(c.Now(), err)
	}
}

func TestClockWithNobodyToFollow(t *testing.T) {
	l := &local{now: noon}
	c := New(l.clock)
	if err := c.Follow(answer(time.Time{})); err != nil || !c.Now().Equal(noon) {
		t.Error(c.Now(), err)
	}
}

func TestAnswerCountsForTheMiddleOfItsWay(t *testing.T) {
	l := &local{now: noon}
	c := New(l.clock)
	slow := func(took time.Duration) error {
		return c.Follow(func() (time.Time, error) {
			l.now = l.now.Add(took)
			return noon.Add(time.Hour), nil
		})
	}
	if err := slow(patience + 1); err != nil || c.Now().After(noon.Add(time.Minute)) {
		t.Error("an answer that took too long is followed:", c.Now(), err)
	}
	if err := slow(time.Second); err != nil || !c.Now().Equal(noon.Add(time.Hour+time.Second/2)) {
		t.Error(c.Now(), err)
	}
}
