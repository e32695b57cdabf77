// Package report prints what a benchmark found, one line a row, as
//
//	row  figure  goal  ok
//
// with SHORT where the goal is not reached, and keeps the same as JSON in
// bench/results. It measures nothing itself.
package report

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"time"
)

// Row is one figure beside its goal, both as text with their units.
type Row struct {
	Name   string `json:"row"`
	Figure string `json:"figure"`
	Goal   string `json:"goal"`
	Ok     bool   `json:"ok"`
}

// Report is what one run of one benchmark found.
type Report struct {
	Benchmark string    `json:"benchmark"`
	At        time.Time `json:"at"`
	Go        string    `json:"go"`
	CPUs      int       `json:"cpus"`
	Rows      []Row     `json:"rows"`

	out io.Writer
}

// New begins a report that prints to out.
func New(benchmark string, out io.Writer) *Report {
	return &Report{
		Benchmark: benchmark, At: time.Now().UTC(), Go: runtime.Version(), CPUs: runtime.NumCPU(), Rows: []Row{}, out: out,
	}
}

// Add prints a row and keeps it.
func (r *Report) Add(name, figure, goal string, ok bool) {
	r.Rows = append(r.Rows, Row{name, figure, goal, ok})
	verdict := "ok"
	if !ok {
		verdict = "SHORT"
	}
	_, _ = fmt.Fprintf(r.out, "%-56s  %14s  %14s  %s\n", name, figure, goal, verdict)
}

// AtLeast adds a figure that is good when it is large, such as a ratio of speeds.
func (r *Report) AtLeast(name string, figure, goal float64) {
	r.Add(name, fmt.Sprintf("%.2f", figure), fmt.Sprintf(">= %.2f", goal), figure >= goal)
}

// AtMost adds a figure that is good when it is small, such as a ratio of times.
func (r *Report) AtMost(name string, figure, goal float64) {
	r.Add(name, fmt.Sprintf("%.2f", figure), fmt.Sprintf("<= %.2f", goal), figure <= goal)
}

// Within adds a time that has a bound.
func (r *Report) Within(name string, figure, goal time.Duration) {
	r.Add(name, round(figure).String(), "<= "+goal.String(), figure <= goal)
}

// Below adds a size in bytes that has a bound.
func (r *Report) Below(name string, figure, goal int64) {
	r.Add(name, mebibytes(figure), "<= "+mebibytes(goal), figure <= goal)
}

// Short tells whether a row is.
func (r *Report) Short() bool {
	for _, row := range r.Rows {
		if !row.Ok {
			return true
		}
	}
	return false
}

// Keep writes the report to dir, as the benchmark's name and ".json".
func (r *Report) Keep(dir string) error {
	text, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil { //nolint:gosec // no secret
		return err
	}
	return os.WriteFile(filepath.Join(dir, r.Benchmark+".json"), append(text, '\n'), 0o644) //nolint:gosec // no secret
}

// round keeps three digits or so.
func round(d time.Duration) time.Duration {
	for unit := time.Duration(1); unit < time.Second; unit *= 10 {
		if d < 1000*unit {
			return d.Round(unit)
		}
	}
	return d.Round(10 * time.Millisecond)
}

func mebibytes(n int64) string { return fmt.Sprintf("%.1f MiB", float64(n)/(1<<20)) }
