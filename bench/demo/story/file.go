package story

import (
	"archive/zip"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
)

// File is a document of an exact size that a reader would open: a PDF, or for
// an odd Number a DOCX, filled up with an attachment that does not compress.
// The same Number and Size are always the same bytes.
type File struct {
	Number int
	Size   int64
}

// Name is the file's name.
func (f File) Name() string {
	return fmt.Sprintf("report-%d-%s%s", f.Number, strings.ReplaceAll(byteCount(f.Size), " ", ""), f.extension())
}

// MediaType is the file's media type.
func (f File) MediaType() string {
	if f.office() {
		return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	}
	return "application/pdf"
}

// Open returns the content from the first byte. Close it.
func (f File) Open() io.ReadCloser {
	r, w := io.Pipe()
	go func() { w.CloseWithError(f.write(w)) }()
	return r
}

func (f File) office() bool { return f.Number%2 == 1 }

func (f File) extension() string {
	if f.office() {
		return ".docx"
	}
	return ".pdf"
}

func (f File) write(w io.Writer) error {
	write := writePDF
	if f.office() {
		write = writeDOCX
	}
	// Without filling a file has its least size. The lengths and offsets that
	// it states grow with the filling, so the right amount is found in steps.
	filling := f.Size
	for range 4 {
		var size counter
		if err := write(&size, io.LimitReader(zeros{}, filling), filling); err != nil {
			return err
		}
		if int64(size) == f.Size {
			break
		}
		if filling += f.Size - int64(size); filling < 0 {
			return fmt.Errorf("a%s of %d bytes is too small to be valid", f.extension(), f.Size)
		}
	}
	var seed [32]byte
	copy(seed[:], fmt.Sprintf("%d %d", f.Number, f.Size))
	return write(w, io.LimitReader(rand.NewChaCha8(seed), filling), filling)
}

// writePDF writes a page (ISO 32000-1) with an object that no page refers to.
func writePDF(w io.Writer, filling io.Reader, length int64) error {
	out := &printer{to: w}
	page := "BT /F1 24 Tf 72 720 Td (Strongroom) Tj ET"
	objects := []string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(page), page),
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
	}
	var table strings.Builder
	out.printf("%%PDF-1.4\n%%\xe2\xe3\xcf\xd3\n")
	for i, object := range objects {
		fmt.Fprintf(&table, "%010d 00000 n \n", out.written)
		out.printf("%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	fmt.Fprintf(&table, "%010d 00000 n \n", out.written)
	out.printf("%d 0 obj\n<< /Length %d >>\nstream\n", len(objects)+1, length)
	out.copy(filling)
	out.printf("\nendstream\nendobj\n")
	out.printf("xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n",
		len(objects)+2, &table, len(objects)+2, out.written)
	return out.err
}

// printer counts what it writes, and stops at the first error.
type printer struct {
	to      io.Writer
	written int64
	err     error
}

func (p *printer) printf(format string, args ...any) {
	p.copy(strings.NewReader(fmt.Sprintf(format, args...)))
}

func (p *printer) copy(from io.Reader) {
	if p.err == nil {
		var n int64
		n, p.err = io.Copy(p.to, from)
		p.written += n
	}
}

// writeDOCX writes a document of one paragraph (ECMA-376) with an embedded part.
func writeDOCX(w io.Writer, filling io.Reader, _ int64) error {
	const header = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`
	archive := zip.NewWriter(w)
	for _, part := range []struct{ name, content string }{
		{"[Content_Types].xml", header + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
			`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Default Extension="bin" ContentType="application/octet-stream"/>` +
			`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`},
		{"_rels/.rels", header + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
			`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/document.xml", header + `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">` +
			`<w:body><w:p><w:r><w:t>Strongroom</w:t></w:r></w:p></w:body></w:document>`},
	} {
		entry, err := archive.Create(part.name)
		if err != nil {
			return err
		}
		if _, err := io.WriteString(entry, part.content); err != nil {
			return err
		}
	}
	entry, err := archive.CreateHeader(&zip.FileHeader{Name: "word/embeddings/attachment.bin", Method: zip.Store})
	if err != nil {
		return err
	}
	if _, err := io.Copy(entry, filling); err != nil {
		return err
	}
	return archive.Close()
}

// counter counts what is written.
type counter int64

// Write implements [io.Writer].
func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

// zeros reads as zeros.
type zeros struct{}

// Read implements [io.Reader].
func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

func byteCount(n int64) string {
	switch {
	case n >= 1<<20 && n%(1<<20) == 0:
		return fmt.Sprintf("%d MiB", n>>20)
	case n >= 1<<10 && n%(1<<10) == 0:
		return fmt.Sprintf("%d KiB", n>>10)
	}
	return fmt.Sprintf("%d B", n)
}
