package main

import (
	"context"
	"crypto/rand"
	"net/http"
	"path/filepath"
	"sync/atomic"
	"time"

	"strongroom/bench/parts"
)

// silentAfter is how long the directory may be silent: many times what lies between two of its questions.
const silentAfter = 8 * time.Second

// directory is the staff's, which provisions by SCIM: it asks the vault each
// second for an account, as one does that looks for what has changed.
type directory struct {
	token, hashFile string
	hushed          atomic.Bool
}

func newDirectory(dir string) (*directory, error) {
	d := &directory{token: rand.Text(), hashFile: filepath.Join(dir, "directory.sha256")}
	return d, parts.WriteTokenHash(d.hashFile, d.token)
}

// options are those of "serve" by which the vault knows it.
func (d *directory) options() []string {
	return []string{"--staff-scim-token-sha256-file", d.hashFile, "--staff-scim-silent-after", silentAfter.String()}
}

// run asks until ctx ends, whenever it is not hushed. A vault that does not answer is asked again.
func (d *directory) run(ctx context.Context, vault string) {
	for tick := time.NewTicker(time.Second); ; {
		select {
		case <-ctx.Done():
			tick.Stop()
			return
		case <-tick.C:
		}
		if d.hushed.Load() {
			continue
		}
		question, err := http.NewRequestWithContext(ctx, http.MethodGet, vault+"/scim/v2/Users?count=1", http.NoBody)
		if err != nil {
			return
		}
		question.Header.Set("Authorization", "Bearer "+d.token)
		if answer, err := http.DefaultClient.Do(question); err == nil {
			_ = answer.Body.Close()
		}
	}
}
