package storetest

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"foureyes/internal/auth"
	"foureyes/internal/fault"
	"foureyes/internal/page"
)

// programKey is a key with two policies.
func programKey(id string, at time.Time) auth.AccessKey {
	return auth.AccessKey{
		ID: id, Account: "000000000043", Principal: "arn:aws:iam::000000000043:user/ann", SealedSecret: []byte{0, 1}, SealedVerifier: []byte{2},
		CreatedAt: at, Policies: []auth.Policy{{Name: "FullAccess"}, {Name: "reads", Document: `{"Statement": []}`}},
	}
}

func keysWithPolicies(t *testing.T, h *house) {
	old := programKey("AKIB", noon)
	must(t, h.CreateAccessKey(t.Context(), old))
	saved, err := h.AccessKey(t.Context(), "AKIB")
	must(t, err)
	if diff := cmp.Diff(old, saved); diff != "" {
		t.Error(diff)
	}
	next := programKey("AKIC", noon.Add(time.Second))
	must(t, h.RotateAccessKey(t.Context(), "AKIB", next, true))
	if saved, err = h.AccessKey(t.Context(), "AKIB"); err != nil || !saved.DisabledAt.Equal(next.CreatedAt) {
		t.Errorf("the rotated key: %+v, %v", saved, err)
	}
	refused(t, "rotating a disabled key", h.RotateAccessKey(t.Context(), "AKIB", programKey("AKID", noon), false), fault.InUse)
	refused(t, "rotating nothing", h.RotateAccessKey(t.Context(), "AKIX", programKey("AKID", noon), false), fault.NotFound)
	must(t, h.EnableAccessKey(t.Context(), "AKIB"))
	if saved, err = h.AccessKey(t.Context(), "AKIB"); err != nil || !saved.DisabledAt.IsZero() {
		t.Errorf("enabled: %+v, %v", saved, err)
	}

	listed, err := h.ListAccessKeys(t.Context(), "000000000043", page.Query{Limit: 5})
	must(t, err)
	if diff := cmp.Diff([]auth.AccessKey{saved, next}, listed); diff != "" {
		t.Error(diff)
	}
	if listed, err = h.ListAccessKeys(t.Context(), "", page.Query{Limit: 1}); err != nil || len(listed) != 2 {
		t.Errorf("of every account: %d, %v", len(listed), err) // one more than asked for tells of another page
	}

	must(t, h.DeleteAccessKey(t.Context(), "AKIB"))
	_, err = h.AccessKey(t.Context(), "AKIB")
	refused(t, "a deleted key", err, fault.NotFound)
	refused(t, "deleting it again", h.DeleteAccessKey(t.Context(), "AKIB"), fault.NotFound)
	refused(t, "enabling it", h.EnableAccessKey(t.Context(), "AKIB"), fault.NotFound)
	must(t, h.CreateAccessKey(t.Context(), old)) // nothing of it was left behind
}
