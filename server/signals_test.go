package server_test

import (
	"reflect"
	"testing"
	"time"

	"strongroom/server"
)

// TestSilenceShowsWithinAMinute holds that, as configured by default, a stream
// that falls silent shows within a minute, and one of whose proofs that it is there a single
// one was lost does not.
func TestSilenceShowsWithinAMinute(t *testing.T) {
	option, _ := reflect.TypeFor[server.SSF]().FieldByName("SilentAfter")
	silentAfter, err := time.ParseDuration(option.Tag.Get("default"))
	if err != nil {
		t.Fatal(err)
	}
	late := func(every time.Duration) time.Duration { return every + every/10 } // rounds drift so far apart
	if longest := silentAfter + late(server.FeedsEvery); longest > time.Minute {
		t.Errorf("it shows after %s", longest)
	}
	if proven := 2 * late(server.VerifyEvery); proven >= silentAfter {
		t.Errorf("it may be heard only every %s while all is well", proven)
	}
}
