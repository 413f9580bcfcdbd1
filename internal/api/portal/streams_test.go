package portal

import (
	"strconv"
	"testing"

	"foureyes/internal/fault"
)

func TestStreamsOfAServerAreBounded(t *testing.T) {
	var s streams
	for i := range streamsAll {
		if err := s.enter(strconv.Itoa(i)); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.enter("one more"); !fault.Is(err, fault.Throttled) {
		t.Errorf("one more: %v", err)
	}
	s.leave("7")
	if err := s.enter("one more"); err != nil {
		t.Error(err)
	}
	for i := range streamsAll {
		if i != 7 {
			s.leave(strconv.Itoa(i))
		}
	}
	if s.leave("one more"); s.all != 0 || len(s.of) != 0 {
		t.Errorf("nobody looks on, but %d are counted, and %d people", s.all, len(s.of))
	}
}
