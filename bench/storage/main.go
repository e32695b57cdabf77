package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"strongroom/bench/parts"
	"strongroom/bench/report"
)

const (
	mebibyte = 1 << 20
	gibibyte = 1 << 30
)

type options struct {
	binary, rclone  string
	only            string
	runs, documents int
	large, huge     int64
}

func main() {
	var o options
	flag.StringVar(&o.binary, "binary", filepath.Join("bin", "strongroom"), "the `program` to measure")
	flag.StringVar(&o.rclone, "rclone", "rclone", "the rclone `program` to compare with")
	flag.IntVar(&o.runs, "runs", 5, "how many `turns` everything takes; the median counts")
	flag.IntVar(&o.documents, "documents", 1000, "how many small `documents`")
	flag.StringVar(&o.only, "only", "sealing,one,small,ranges,size,memory", "which `steps` to measure")
	flag.Int64Var(&o.large, "large", gibibyte, "the size of the large document in `bytes`")
	flag.Int64Var(&o.huge, "huge", 20*gibibyte, "the size of the largest document, of which only memory is measured, in `bytes`")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	found := report.New("storage", os.Stdout)
	err := measure(ctx, o, found)
	err = errors.Join(err, found.Keep(filepath.Join("bench", "results")))
	if err != nil {
		fmt.Fprintf(os.Stderr, "storage: %v\n", err)
		os.Exit(2) //nolint:gocritic // nothing is left to be done
	}
	if found.Short() {
		os.Exit(1)
	}
}

func measure(ctx context.Context, o options, found *report.Report) (err error) {
	if o.wants("sealing") {
		if err := sealing(ctx, found); err != nil {
			return err
		}
	}
	dir, err := os.MkdirTemp("", "strongroom-storage-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	store, err := parts.StartMinIO(ctx, filepath.Join(dir, "minio"))
	if err != nil {
		return fmt.Errorf("MinIO: %w", err)
	}
	defer func() { err = errors.Join(err, store.Stop()) }()
	production, err := parts.NewProduction(ctx, dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, production.Close()) }()
	if err := production.Prepare(ctx, o.binary); err != nil {
		return err
	}
	m := &meter{options: o, found: found, start: func() (*parts.Process, error) {
		serve := append(production.Serve(), "--upload-max-size", strconv.FormatInt(o.huge, 10))
		return parts.Start(ctx, io.Discard, production.URL, o.binary, serve...)
	}}
	if m.server, err = m.start(); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, m.server.Stop()) }()

	if m.ours, err = newOurs(ctx, production.URL); err != nil {
		return err
	}
	if m.plain, err = newPlain(production.Bucket()); err != nil {
		return err
	}
	if m.crypt, err = newCrypt(ctx, o.rclone, dir, production.Bucket()); err != nil {
		return fmt.Errorf("rclone: %w", err)
	}
	for _, step := range []struct {
		name string
		do   func(context.Context) error
	}{{"one", m.one}, {"small", m.small}, {"ranges", m.ranges}, {"size", m.size}, {"memory", m.memory}} {
		if !o.wants(step.name) {
			continue
		}
		if err := step.do(ctx); err != nil {
			return err
		}
	}
	return nil
}

// wants tells whether a step is to be measured.
func (o options) wants(step string) bool { return slices.Contains(strings.Split(o.only, ","), step) }

// sealing runs the benchmark of package seal, which is internal.
func sealing(ctx context.Context, found *report.Report) error {
	output, err := exec.CommandContext(ctx, "go", "test", "./server/internal/seal",
		"-run", "^$", "-bench", "BesideAESGCM", "-benchtime", "3s").Output()
	if err != nil {
		return fmt.Errorf("benchmark of seal: %w\n%s", err, output)
	}
	for lines := bufio.NewScanner(bytes.NewReader(output)); lines.Scan(); {
		var n int64
		var opening, sealing float64
		_, row, ok := strings.Cut(lines.Text(), "BenchmarkBesideAESGCM")
		if !ok {
			continue
		}
		_, row, _ = strings.Cut(row, "\t")
		if _, err := fmt.Sscanf(row, "%d %f opening %f sealing", &n, &opening, &sealing); err != nil {
			return fmt.Errorf("benchmark of seal: %w: %q", err, row)
		}
		found.AtLeast("sealing alone / AES-256-GCM of the same stream", sealing, 0.85)
		found.AtLeast("opening alone / AES-256-GCM of the same stream", opening, 0.5)
		return nil
	}
	return fmt.Errorf("benchmark of seal: no result in %q", output)
}

// meter measures one row after the other.
type meter struct {
	options
	found  *report.Report
	start  func() (*parts.Process, error)
	server *parts.Process
	ours   *ours
	plain  *plain
	crypt  *crypt
	large  string // the large document; see withLarge
}

// withLarge makes sure of the large document.
func (m *meter) withLarge(ctx context.Context) (err error) {
	if m.large == "" {
		m.large, err = m.ours.upload(ctx, m.options.large)
	}
	return err
}

// turns runs each contestant once a turn, in an order that rotates, and
// returns their times by name. The first turn only warms up.
func turns(what string, runs int, contestants map[string]func() error) (map[string][]time.Duration, error) {
	names := []string{}
	for name := range contestants {
		names = append(names, name)
	}
	slices.Sort(names)
	times := map[string][]time.Duration{}
	for turn := range runs + 1 {
		for i := range names {
			name := names[(i+turn)%len(names)]
			begin := time.Now()
			if err := contestants[name](); err != nil {
				return nil, fmt.Errorf("%s: %s: %w", what, name, err)
			}
			if turn > 0 {
				times[name] = append(times[name], time.Since(begin))
			}
		}
	}
	say(what, times)
	return times, nil
}

// say tells what lies behind the ratios: the median time of each contestant.
func say(what string, times map[string][]time.Duration) {
	for _, name := range slices.Sorted(maps.Keys(times)) {
		sorted := slices.Sorted(slices.Values(times[name]))
		fmt.Fprintf(os.Stderr, "# %s: %s in %v\n", what, name, sorted[len(sorted)/2].Round(time.Millisecond))
	}
}

// ratio is the median over the turns of how many times as fast a is as b.
func ratio(a, b []time.Duration) float64 {
	ratios := []float64{}
	for i := range a {
		ratios = append(ratios, b[i].Seconds()/a[i].Seconds())
	}
	return median(ratios)
}

func median(of []float64) float64 {
	slices.Sort(of)
	return of[len(of)/2]
}

// one measures one stream up and down.
func (m *meter) one(ctx context.Context) error {
	for _, c := range []struct {
		size       int64
		up, down   float64
		comparable bool
	}{{100 * mebibyte, 0.80, 0.80, false}, {m.options.large, 0.80, 0.75, true}} {
		name := byteCount(c.size)
		var document string
		runs := m.runs
		up := map[string]func() error{
			"ours": func() (err error) {
				document, err = m.ours.upload(ctx, c.size)
				return err
			},
			"plain": func() error { return m.plain.put(ctx, "plain", c.size, false) },
		}
		down := map[string]func() error{
			"ours":  func() error { return m.ours.download(ctx, document, c.size) },
			"plain": func() error { return m.plain.get(ctx, "plain", c.size) },
		}
		if c.comparable {
			if err := m.crypt.prepare(c.size); err != nil {
				return err
			}
			up["sse"] = func() error { return m.plain.put(ctx, "sse", c.size, true) }
			up["rclone"] = func() error { return m.crypt.up(ctx) }
			down["sse"] = func() error { return m.plain.get(ctx, "sse", c.size) }
			down["rclone"] = func() error { return m.crypt.down(ctx) }
			runs = (runs + 1) / 2
		}
		t, err := turns("upload of "+name, runs, up)
		if err != nil {
			return err
		}
		m.found.AtLeast("upload of "+name+" / plain PUT", ratio(t["ours"], t["plain"]), c.up)
		if c.comparable {
			m.found.AtLeast("upload of "+name+" / rclone crypt", ratio(t["ours"], t["rclone"]), 2)
			m.found.AtLeast("upload of "+name+" / server's SSE", ratio(t["ours"], t["sse"]), 1)
		}
		if t, err = turns("download of "+name, runs, down); err != nil {
			return err
		}
		m.found.AtLeast("download of "+name+" / plain GET", ratio(t["ours"], t["plain"]), c.down)
		if c.comparable {
			m.found.AtLeast("download of "+name+" / rclone crypt", ratio(t["ours"], t["rclone"]), 2)
			m.found.AtLeast("download of "+name+" / server's SSE", ratio(t["ours"], t["sse"]), 1)
			m.large = document
		}
	}
	return nil
}

const (
	smallSize = 64 << 10
	workers   = 16
)

// small measures many small documents, 16 at once.
func (m *meter) small(ctx context.Context) error {
	documents := make([]string, m.documents)
	t, err := turns("small documents", m.runs, map[string]func() error{
		"ours up": func() error {
			return atOnce(m.documents, workers, func(i int) (err error) {
				documents[i], err = m.ours.upload(ctx, smallSize)
				return err
			})
		},
		"plain up": func() error {
			return atOnce(m.documents, workers, func(i int) error {
				return m.plain.put(ctx, fmt.Sprintf("small/%d", i), smallSize, false)
			})
		},
	})
	if err != nil {
		return err
	}
	row := fmt.Sprintf("%d documents of 64 KiB, %d at once", m.documents, workers)
	m.found.AtLeast(row+": upload / PUT", ratio(t["ours up"], t["plain up"]), 0.5)
	t, err = turns("small documents", m.runs, map[string]func() error{
		"ours down": func() error {
			return atOnce(m.documents, workers, func(i int) error { return m.ours.download(ctx, documents[i], smallSize) })
		},
		"plain down": func() error {
			return atOnce(m.documents, workers, func(i int) error {
				return m.plain.get(ctx, fmt.Sprintf("small/%d", i), smallSize)
			})
		},
	})
	if err != nil {
		return err
	}
	m.found.AtLeast(row+": download / GET", ratio(t["ours down"], t["plain down"]), 0.55)
	return nil
}

// ranges measures one package out of the middle.
func (m *meter) ranges(ctx context.Context) error {
	if err := m.withLarge(ctx); err != nil {
		return err
	}
	medium, err := m.ours.upload(ctx, mebibyte)
	if err != nil {
		return err
	}
	ask := func(document string, size int64) func() error {
		return func() error {
			for i := range int64(20) {
				from := (size - smallSize) / 20 * i
				if err := m.ours.downloadRange(ctx, document, from, from+smallSize); err != nil {
					return err
				}
			}
			return nil
		}
	}
	t, err := turns("20 ranges", 2*m.runs, map[string]func() error{"large": ask(m.large, m.options.large), "medium": ask(medium, mebibyte)})
	if err != nil {
		return err
	}
	m.found.AtMost("64 KiB out of "+byteCount(m.options.large)+" / out of 1 MiB, time", 1/ratio(t["large"], t["medium"]), 1.2)
	return nil
}

const streams = 64

// memory measures how far the resident memory of a server that has just started,
// and has served one small document, rises above its rest.
func (m *meter) memory(ctx context.Context) error {
	if err := m.withLarge(ctx); err != nil {
		return err
	}
	huge := ""
	for _, c := range []struct {
		name  string
		most  int64
		bytes func() error
	}{
		{"memory: one upload of " + byteCount(m.options.large), 2 * mebibyte, func() error {
			_, err := m.ours.upload(ctx, m.options.large)
			return err
		}},
		{"memory: one download of " + byteCount(m.options.large), 2 * mebibyte, func() error {
			return m.ours.download(ctx, m.large, m.options.large)
		}},
		{"memory: one upload of " + byteCount(m.huge), 2 * mebibyte, func() (err error) {
			huge, err = m.ours.upload(ctx, m.huge)
			return err
		}},
		{"memory: one download of " + byteCount(m.huge), 2 * mebibyte, func() error {
			return m.ours.download(ctx, huge, m.huge)
		}},
		{fmt.Sprintf("memory: %d uploads at once, each", streams), streams * mebibyte, func() error {
			return atOnce(streams, streams, func(int) error {
				_, err := m.ours.upload(ctx, 20*mebibyte)
				return err
			})
		}},
		{fmt.Sprintf("memory: %d downloads at once, each", streams), streams * mebibyte, func() error {
			return atOnce(streams, streams, func(int) error {
				return m.ours.downloadRange(ctx, m.large, 0, 20*mebibyte)
			})
		}},
	} {
		err := m.server.Stop()
		if err == nil {
			m.server, err = m.start()
		}
		if err == nil {
			_, err = m.ours.upload(ctx, smallSize)
		}
		if err != nil {
			return err
		}
		rise, err := risen(m.server.PID(), c.bytes)
		if err != nil {
			return fmt.Errorf("%s: %w", c.name, err)
		}
		if c.most > 2*mebibyte {
			rise, c.most = rise/streams, c.most/streams
		}
		m.found.Below(c.name, rise, c.most)
	}
	return nil
}

// size measures what sealing adds.
func (m *meter) size(ctx context.Context) error {
	if err := m.withLarge(ctx); err != nil {
		return err
	}
	largest, err := m.plain.largest(ctx, "versions/")
	if err != nil {
		return err
	}
	added := float64(largest-m.options.large) / float64(m.options.large)
	m.found.Add("size of "+byteCount(m.options.large)+", sealed", fmt.Sprintf("+%.3f %%", 100*added), "<= +0.1 %", added <= 0.001)
	return nil
}

func byteCount(n int64) string {
	if n%gibibyte == 0 {
		return fmt.Sprintf("%d GiB", n/gibibyte)
	}
	return fmt.Sprintf("%d MiB", n/mebibyte)
}
