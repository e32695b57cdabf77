package seal_test

import (
	"bytes"
	"context"
	"crypto/aes"
	"crypto/cipher"
	"io"
	"slices"
	"testing"
	"time"

	"strongroom/server/internal/seal"
)

const benchSize = 64 << 20

// BenchmarkBesideAESGCM seals and opens the same stream by this package and by the
// cipher alone, package by package, taking turns: both read it from an io.Reader
// and write to as much memory. It tells the medians of the ratios of the speeds.
func BenchmarkBesideAESGCM(b *testing.B) {
	key, plain := seal.NewKey(), pattern(seal.PartSize)
	content := sealed(b, key, place, seal.PartSize, plain)
	layout := seal.Layout{Size: seal.PartSize, PartSize: seal.PartSize}
	block, err := aes.NewCipher(key.Bytes())
	if err != nil {
		b.Fatal(err)
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		b.Fatal(err)
	}
	nonce := make([]byte, aead.NonceSize())
	buffer, raw, read := make([]byte, 1<<20), make([]byte, 0, len(content)), make([]byte, seal.PackageSize+aead.Overhead())
	for at := 0; at < len(plain); at += seal.PackageSize {
		raw = aead.Seal(raw, nonce, plain[at:at+seal.PackageSize], nil)
	}
	var sealing, opening []float64
	timed := func(do func()) float64 {
		begin := time.Now()
		do()
		return time.Since(begin).Seconds()
	}
	for b.Loop() {
		ours := timed(func() {
			r, err := seal.SealPart(key, place, 0, true, bytes.NewReader(plain))
			if err != nil {
				b.Fatal(err)
			}
			drain(b, r, buffer)
		})
		sealing = append(sealing, timed(func() {
			for r := bytes.NewReader(plain); r.Len() > 0; {
				if _, err := io.ReadFull(r, read[:seal.PackageSize]); err != nil {
					b.Fatal(err)
				}
				aead.Seal(buffer[:0], nonce, read[:seal.PackageSize], nil)
			}
		})/ours)
		ours = timed(func() {
			r, err := seal.NewReader(context.Background(), key, place, layout, fetch(content))
			if err != nil {
				b.Fatal(err)
			}
			drain(b, r, buffer)
			r.Close()
		})
		opening = append(opening, timed(func() {
			for r := bytes.NewReader(raw); r.Len() > 0; {
				if _, err := io.ReadFull(r, read); err != nil {
					b.Fatal(err)
				}
				if _, err := aead.Open(buffer[:0], nonce, read, nil); err != nil {
					b.Fatal(err)
				}
			}
		})/ours)
	}
	slices.Sort(sealing)
	slices.Sort(opening)
	b.ReportMetric(sealing[len(sealing)/2], "sealing")
	b.ReportMetric(opening[len(opening)/2], "opening")
	b.ReportMetric(0, "ns/op")
}

func BenchmarkSeal(b *testing.B) {
	key, plain, buffer := seal.NewKey(), pattern(seal.PartSize), make([]byte, 1<<20)
	b.SetBytes(benchSize)
	b.ReportAllocs()
	for b.Loop() {
		for part := range benchSize / seal.PartSize {
			r, err := seal.SealPart(key, place, part, false, bytes.NewReader(plain))
			if err != nil {
				b.Fatal(err)
			}
			drain(b, r, buffer)
		}
	}
}

func BenchmarkOpen(b *testing.B) {
	key, buffer := seal.NewKey(), make([]byte, 1<<20)
	content := sealed(b, key, place, seal.PartSize, pattern(benchSize))
	layout := seal.Layout{Size: benchSize, PartSize: seal.PartSize}
	b.SetBytes(benchSize)
	b.ReportAllocs()
	for b.Loop() {
		r, err := seal.NewReader(context.Background(), key, place, layout, fetch(content))
		if err != nil {
			b.Fatal(err)
		}
		drain(b, r, buffer)
		r.Close()
	}
}

func BenchmarkOpen64KiBInTheMiddle(b *testing.B) {
	key, buffer := seal.NewKey(), make([]byte, seal.PackageSize)
	content := sealed(b, key, place, seal.PartSize, pattern(benchSize))
	layout := seal.Layout{Size: benchSize, PartSize: seal.PartSize}
	b.ReportAllocs()
	for b.Loop() {
		r, err := seal.NewReader(context.Background(), key, place, layout, fetch(content))
		if err != nil {
			b.Fatal(err)
		}
		r.Limit(40_000_000, 40_000_000+seal.PackageSize)
		r.Seek(40_000_000, io.SeekStart)
		if _, err := io.ReadFull(r, buffer); err != nil {
			b.Fatal(err)
		}
		r.Close()
	}
}

func drain(b *testing.B, r io.Reader, buffer []byte) {
	for {
		if _, err := r.Read(buffer); err == io.EOF {
			return
		} else if err != nil {
			b.Fatal(err)
		}
	}
}
