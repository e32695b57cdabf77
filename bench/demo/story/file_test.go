package story_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"testing"

	"strongroom/bench/demo/story"
)

func TestFile(t *testing.T) {
	for _, size := range []int64{1 << 10, 100 << 10, 5<<20 + 1} {
		for number := range 2 {
			file := story.File{Number: number, Size: max(size, int64(number)*1200)}
			t.Run(file.Name(), func(t *testing.T) {
				content := read(t, file)
				if int64(len(content)) != file.Size {
					t.Fatalf("%d bytes, want %d", len(content), file.Size)
				}
				if !bytes.Equal(content, read(t, file)) {
					t.Error("not the same twice")
				}
				if number == 0 {
					checkPDF(t, content)
				} else {
					checkDOCX(t, content)
				}
			})
		}
	}
}

func read(t *testing.T, file story.File) []byte {
	t.Helper()
	r := file.Open()
	defer r.Close()
	content, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// checkPDF follows startxref to the table and the table to each object.
func checkPDF(t *testing.T, content []byte) {
	t.Helper()
	var start, count int
	tail := content[bytes.LastIndex(content, []byte("startxref")):]
	if _, err := fmt.Sscanf(string(tail), "startxref\n%d\n%%%%EOF", &start); err != nil {
		t.Fatal(err)
	}
	table := content[start:]
	if _, err := fmt.Sscanf(string(table), "xref\n0 %d\n", &count); err != nil {
		t.Fatal(err)
	}
	entries := table[bytes.Index(table, []byte("65535 f \n"))+len("65535 f \n"):]
	for i := 1; i < count; i++ {
		var offset int
		if _, err := fmt.Sscanf(string(entries[:10]), "%d", &offset); err != nil {
			t.Fatal(err)
		}
		if want := fmt.Sprintf("%d 0 obj\n", i); !bytes.HasPrefix(content[offset:], []byte(want)) {
			t.Errorf("object %d is not at %d", i, offset)
		}
		entries = entries[20:]
	}
}

func checkDOCX(t *testing.T, content []byte) {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range archive.File {
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, r); err != nil { // compares the checksum
			t.Errorf("%s: %v", part.Name, err)
		}
	}
}
