package auth

import (
	"fmt"
	"testing"
	"time"

	"foureyes/internal/fault"
)

var noon = time.Date(2026, 2, 3, 12, 0, 0, 0, time.UTC)

func TestTooManyFailuresAreThrottled(t *testing.T) {
	var f failures
	k := keyOf("ann@example.com", "192.0.2.1")
	for i := range failureLimit {
		if err := f.check(k, noon); err != nil {
			t.Fatalf("after %d failures: %v", i, err)
		}
		f.add(k, noon.Add(time.Duration(i)*time.Second))
	}
	err := f.check(k, noon.Add(time.Minute))
	if !fault.Is(err, fault.Throttled) || err.Error() != "Too many failed attempts to sign in. Try again in 15 min." {
		t.Errorf("got %v", err)
	}
	for name, other := range map[string]failureKey{
		"another person": keyOf("bob@example.com", "192.0.2.1"), "another address": keyOf("ann@example.com", "192.0.2.2"),
	} {
		if err := f.check(other, noon); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := f.check(k, noon.Add(failureWindow)); err != nil {
		t.Errorf("after the window: %v", err)
	}
	f.add(k, noon.Add(failureWindow))
	if err := f.check(k, noon.Add(failureWindow)); err != nil {
		t.Errorf("one failure in a new window: %v", err)
	}
	f.clear(k)
	if len(f.pairs) != 0 {
		t.Error("success does not forget")
	}
}

func TestOneIPv6NetworkCountsAsOneAddress(t *testing.T) {
	if keyOf("a", "2001:db8:1:2::1") != keyOf("a", "2001:db8:1:2:ffff::9%eth0") {
		t.Error("two addresses of one /64 count apart")
	}
	if keyOf("a", "2001:db8:1:2::1") == keyOf("a", "2001:db8:1:3::1") {
		t.Error("two networks count together")
	}
	if keyOf("a", "::ffff:192.0.2.1") == keyOf("a", "::ffff:192.0.2.2") {
		t.Error("IPv4 addresses written as IPv6 count together")
	}
}

func TestFailuresTakeBoundedMemory(t *testing.T) {
	var f failures
	for i := range failureSize + 500 {
		f.add(keyOf(fmt.Sprint(i), ""), noon)
	}
	if len(f.pairs) != failureSize {
		t.Errorf("%d pairs are kept", len(f.pairs))
	}
	f.add(keyOf("later", ""), noon.Add(failureWindow))
	if len(f.pairs) != 1 {
		t.Errorf("%d pairs are kept when all others are over", len(f.pairs))
	}
}
