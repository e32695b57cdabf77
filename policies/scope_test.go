package policies_test

import (
	"slices"
	"testing"

	"strongroom/policies"
)

func TestScope(t *testing.T) {
	for claim, want := range map[string][]string{
		"":                                   nil,
		"openid profile email groups":        nil,
		"https://example.com/scope api.read": nil,
		"openid document:view":               {"document:view"},
		"documents:read":                     {"customer:view", "folder:view", "document:view", "document:download"},
		"audit:read user:view":               {"audit:read", "user:view"},
		"documents:reed":                     {},
		"document:*":                         nil,
		"document:view documents:reed":       {"document:view"},
	} {
		if got := policies.Scope(claim); !slices.Equal(got, want) || (got == nil) != (want == nil) {
			t.Errorf("%q narrows to %q, want %q", claim, got, want)
		}
	}
}
