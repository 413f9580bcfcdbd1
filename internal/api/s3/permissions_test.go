package s3

import "testing"

// Every operation of the routes says what it needs; without that it would be
// refused.
func TestEveryOperationNeedsAPermission(t *testing.T) {
	served := map[string]bool{}
	for _, o := range routes {
		served[o.name] = true
	}
	for sub := range unconfigured {
		served["Get "+sub] = true
	}
	for name := range served {
		if permissions[name].action == "" {
			t.Errorf("%s needs no permission", name)
		}
	}
	for name := range permissions {
		if !served[name] {
			t.Errorf("%s is not served", name)
		}
	}
}

func TestNamesOfResources(t *testing.T) {
	for about, want := range map[target]string{
		{}:                           "*",
		{bucket: "b"}:                "arn:aws:s3:::b",
		{bucket: "b", key: "a/../?"}: "arn:aws:s3:::b/a/../?",
	} {
		if got := arnOf("eu-west-1", about); got != want {
			t.Errorf("%+v: %s", about, got)
		}
	}
	if got := arnOf("cn-north-1", target{bucket: "b"}); got != "arn:aws-cn:s3:::b" {
		t.Error(got)
	}
}
