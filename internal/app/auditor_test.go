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
	must(t, h.withRole("anna", "auditor").get("/users"))
}
