package policies

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Handling is how documents of one classification are to be handled.
type Handling struct {
	// LongestGrant is the longest time for which access can be given, in whole
	// days of 24 hours. With 0, none can.
	LongestGrant time.Duration
	// Approvals is how many people must agree to a request for access.
	Approvals int
	// Links tells whether a share link can be made for somebody without an account.
	Links bool
	// Watermark tells whether what is shown says who is looking.
	Watermark bool
	// ViewOnly tells that nobody takes it away by a grant.
	ViewOnly bool
	// Recovery is how long a deleted document can be brought back, in whole days
	// of 24 hours.
	Recovery time.Duration
	// Bucket is the label of the bucket that keeps the bytes.
	Bucket string
}

// Handling returns how documents of the classification are handled. For any
// other word nothing can be given to anybody.
func (p *Policy) Handling(c Classification) Handling {
	h, ok := p.handling[c]
	if !ok {
		return Handling{Watermark: true, ViewOnly: true}
	}
	return h
}

const (
	day           = 24 * time.Hour
	mostDays      = 36_500
	mostApprovals = 100
)

var handlingColumns = []string{
	"classification", "longest_grant_days", "approvals", "links", "watermark", "view_only", "recovery_days", "bucket",
}

// loadHandling reads handling.csv, which has its row of column names first and
// one row for each classification.
func loadHandling(fsys fs.FS) (map[Classification]Handling, error) {
	records, err := readCSV(fsys, handlingFile)
	if len(records) == 0 {
		return nil, err
	}
	if !slices.Equal(records[0].fields, handlingColumns) {
		return nil, errors.Join(err, fmt.Errorf("%s:%d: want the columns %s",
			handlingFile, records[0].line, strings.Join(handlingColumns, ", ")))
	}
	handling := make(map[Classification]Handling)
	lines := make(map[Classification]int)
	problems := []error{err}
	for _, record := range records[1:] {
		problem := func(err error) {
			problems = append(problems, fmt.Errorf("%s:%d: %w", handlingFile, record.line, err))
		}
		c := Classification(record.fields[0])
		if !slices.Contains(Classifications(), c) {
			problem(fmt.Errorf("unknown classification %q", c))
			continue
		}
		if lines[c] != 0 {
			problem(fmt.Errorf("line %d has a row for %s already", lines[c], c))
			continue
		}
		lines[c] = record.line
		if handling[c], err = parseHandling(record.fields); err != nil {
			problem(err)
		}
	}
	for _, c := range Classifications() {
		if lines[c] == 0 {
			problems = append(problems, fmt.Errorf("%s: no row for %s", handlingFile, c))
		}
	}
	return handling, errors.Join(problems...)
}

func parseHandling(fields []string) (Handling, error) {
	if len(fields) != len(handlingColumns) {
		return Handling{}, fmt.Errorf("%d fields, want %d", len(fields), len(handlingColumns))
	}
	var err error
	wrong := func(column int, want string) {
		if err == nil {
			err = fmt.Errorf("%s is %q, want %s", handlingColumns[column], fields[column], want)
		}
	}
	number := func(column, most int) int {
		n, convErr := strconv.Atoi(fields[column])
		if convErr != nil || n < 0 || n > most {
			wrong(column, fmt.Sprintf("a whole number from 0 to %d", most))
		}
		return n
	}
	yes := func(column int) bool {
		if fields[column] != "yes" && fields[column] != "no" {
			wrong(column, "yes or no")
		}
		return fields[column] == "yes"
	}
	h := Handling{
		LongestGrant: time.Duration(number(1, mostDays)) * day,
		Approvals:    number(2, mostApprovals),
		Links:        yes(3),
		Watermark:    yes(4),
		ViewOnly:     yes(5),
		Recovery:     time.Duration(number(6, mostDays)) * day,
		Bucket:       fields[7],
	}
	if h.Bucket == "" {
		wrong(7, "a label")
	}
	return h, err
}
