package taskui_test

import (
	"testing"

	"foureyes/internal/fault"
)

func TestOneTemplateTooManyIsRefused(t *testing.T) {
	_, store := newService()
	store.most = 1
	if _, err := store.service().Create(t.Context(), photo, now); err != nil {
		t.Fatal(err)
	}
	another := photo
	another.Name = "another"
	_, err := store.service().Create(t.Context(), another, now)
	want := "The account-level service limit 'Number of human task UIs' is 1, with current utilization of 1 and a request delta of 1."
	if !fault.Is(err, fault.Quota) || fault.Of(err).Message != want {
		t.Errorf("got %v", err)
	}
}
