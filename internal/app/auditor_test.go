package app_test

import (
	"net/http"
	"testing"
)

func TestAuditorsOfAnotherAccountSeeThatOneAlone(t *testing.T) {
	h := newHouse(t, withAdmin)
	otto := h.worker("otto")
	must(t, h.operator().console(http.MethodPut, "/users/otto@example.com/roles", `{"roles": [{"role": "auditor", "account": "000000000077"}]}`, nil))
	for _, path := range []string{"/audit", "/sql/tables", "/access-keys"} {
		must(t, otto.get(path+"?account=000000000077"))
		refused(t, path, otto.get(path), 403, "", "not authorized")
		refused(t, path, otto.get(path+"?account=000000000088"), 403, "", "not authorized")
	}
	// What is about the server is of no account, whichever is named.
	for _, path := range []string{"/users", "/users/otto@example.com", "/saved-jobs", "/event-targets", "/prediction-sources"} {
		refused(t, path, otto.get(path), 403, "", "not authorized")
		refused(t, path, otto.get(path+"?account=000000000077"), 403, "", "Only people with a role in account 000000000000 may do this.")
	}
	// A key of the operators' is of another account too.
	ours := h.operator()
	refused(t, "our key", otto.get("/access-keys/"+ours.id+"?account=000000000077"), 404, "", "There is no such access key.")
	anna := h.withRole("anna", "auditor")
	must(t, anna.get("/users"))
	must(t, anna.get("/access-keys/"+ours.id))
}
