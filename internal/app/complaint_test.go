package app

import (
	"errors"
	"testing"
	"time"
)

func TestTroubleThatLastsIsToldOnceAMinute(t *testing.T) {
	var c complaint
	at := time.Date(2026, 2, 3, 12, 0, 0, 0, time.UTC)
	hear := func(err error) string {
		tell, over := c.hear(at, err)
		switch {
		case tell:
			return "trouble"
		case over:
			return "over"
		}
		return ""
	}
	down := errors.New("the store is down")
	for i, step := range []struct {
		later time.Duration
		err   error
		want  string
	}{
		{0, nil, ""},
		{0, down, "trouble"},
		{59 * time.Second, down, ""},
		{time.Second, down, "trouble"},
		{time.Second, down, ""},
		{-time.Hour, down, "trouble"}, // the clock was set back
		{time.Second, nil, "over"},
		{time.Second, nil, ""},
		{time.Second, down, "trouble"},
	} {
		at = at.Add(step.later)
		if got := hear(step.err); got != step.want {
			t.Errorf("step %d: %q, want %q", i, got, step.want)
		}
	}
}
