package policies

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
)

// record is one line of a CSV file that is neither empty nor a comment.
type record struct {
	fields []string
	line   int
}

// readCSV returns the well-formed records of a file, and an error that names each
// malformed one, or says that there is none at all.
func readCSV(fsys fs.FS, name string) ([]record, error) {
	file, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	reader := csv.NewReader(file)
	reader.Comment = '#'
	reader.TrimLeadingSpace = true
	reader.FieldsPerRecord = -1
	var records []record
	var problems []error
	for {
		fields, err := reader.Read()
		if malformed, ok := errors.AsType[*csv.ParseError](err); ok {
			problems = append(problems, fmt.Errorf("%s:%d: %w", name, malformed.Line, malformed.Err))
			continue
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		line, _ := reader.FieldPos(0)
		records = append(records, record{fields, line})
	}
	if len(records) == 0 && len(problems) == 0 {
		return nil, fmt.Errorf("%s: nothing but comments", name)
	}
	return records, errors.Join(problems...)
}
