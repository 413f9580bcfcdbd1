package storetest

import (
	"testing"

	"foureyes/internal/auth"
	"foureyes/internal/fault"
)

func roles(t *testing.T, h *house) {
	ann, bob := h.person(t, "ann"), h.person(t, "bob")
	want := []auth.Role{{Account: account, Name: auth.Requester}, {Account: account, Name: auth.TeamLead, Scope: "clerks"}}
	must(t, h.SaveRoles(t.Context(), ann.ID, []auth.Role{{Account: "000000000077", Name: auth.Auditor}}, noon))
	must(t, h.SaveRoles(t.Context(), ann.ID, want, noon))
	got, err := h.Roles(t.Context(), ann.ID)
	same(t, "the roles that were saved last", want, got, err)
	got, err = h.Roles(t.Context(), bob.ID)
	same(t, "roles of somebody else", 0, len(got), err)
	refused(t, "of nobody", h.SaveRoles(t.Context(), "nobody", want, noon), fault.NotFound)
	must(t, h.DisablePerson(t.Context(), ann.ID, noon))
	got, err = h.Roles(t.Context(), ann.ID)
	same(t, "roles of who is shut out", 0, len(got), err)
}

func whoMadeWhat(t *testing.T, h *house) {
	f := h.flow(t, "f")
	by, err := h.CreatedBy(t.Context(), f.ARN())
	same(t, "of a flow definition", f.CreatedBy, by, err)
	for what, resource := range map[string]string{
		"an unknown flow definition": "arn:aws:sagemaker:us-east-1:000000000000:flow-definition/none",
		"an unknown loop":            "arn:aws:sagemaker:us-east-1:000000000000:human-loop/none",
		"an unknown template":        "arn:aws:sagemaker:us-east-1:000000000000:human-task-ui/none",
		"a work team":                "arn:aws:sagemaker:us-east-1:000000000000:workteam/private-crowd/x",
		"no ARN":                     "*",
	} {
		by, err := h.CreatedBy(t.Context(), resource)
		same(t, what, "", by, err)
	}
}
