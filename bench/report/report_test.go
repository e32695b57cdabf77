package report_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"strongroom/bench/report"
)

func TestReport(t *testing.T) {
	var out bytes.Buffer
	r := report.New("speed", &out)
	r.AtLeast("ratio", 0.8, 0.8)
	r.AtMost("ratio", 1.3, 1.3)
	r.Within("time", 1234567*time.Nanosecond, 2*time.Millisecond)
	r.Below("memory", 1<<20, 2<<20)
	if r.Short() {
		t.Errorf("short:\n%s", &out)
	}
	if !strings.Contains(out.String(), "1.23ms") {
		t.Errorf("time is not rounded:\n%s", &out)
	}
	r.AtLeast("another", 0.79, 0.8)
	if !r.Short() || !strings.HasSuffix(out.String(), "SHORT\n") {
		t.Errorf("not short:\n%s", &out)
	}
	dir := filepath.Join(t.TempDir(), "results")
	if err := r.Keep(dir); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(dir, "speed.json"))
	if err != nil {
		t.Fatal(err)
	}
	var kept report.Report
	if err := json.Unmarshal(text, &kept); err != nil || len(kept.Rows) != 5 || kept.Rows[4].Ok {
		t.Errorf("kept %v, %v", kept, err)
	}
}
