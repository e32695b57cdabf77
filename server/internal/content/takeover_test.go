package content

import "testing"

// TestTakeoverWaitsForTheBody: tusd must not be told to break a request off
// while it sets the body of that request.
func TestTakeoverWaitsForTheBody(t *testing.T) {
	var held takeover
	released := 0
	release := held.when(func() { released++ })
	release()
	if released != 0 {
		t.Error("released before the body was ready")
	}
	held.makeReady()
	if released != 1 {
		t.Errorf("released %d times once the body was ready, not once", released)
	}
	release()
	if released != 2 {
		t.Error("not released though the body was ready")
	}
}
