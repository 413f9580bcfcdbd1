package flow_test

import (
	"strconv"
	"testing"

	"foureyes/internal/fault"
)

func TestOneDefinitionTooManyIsRefused(t *testing.T) {
	s := newSurroundings()
	s.most = 2
	r := aRequest()
	for i := range 2 {
		r.Name = "flow-" + strconv.Itoa(i)
		if _, err := s.service().Create(t.Context(), r, noon); err != nil {
			t.Fatal(err)
		}
	}
	r.Name = "flow-2"
	_, err := s.service().Create(t.Context(), r, noon)
	want := "The account-level service limit 'Number of flow definitions' is 2, with current utilization of 2 and a request delta of 1."
	if !fault.Is(err, fault.Quota) || fault.Of(err).Message != want {
		t.Errorf("got %v", err)
	}
	s.most = 0
	if _, err := s.service().Create(t.Context(), r, noon); err != nil {
		t.Errorf("without a limit: %v", err)
	}
}
