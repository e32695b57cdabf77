package seal_test

import (
	"bytes"
	"context"
	"crypto/aes"
	"crypto/cipher"
	"io"
	"testing"

	"strongroom/server/internal/seal"
)

const benchSize = 64 << 20

// BenchmarkAESGCM is the measure for the others: the cipher alone, on packages.
func BenchmarkAESGCM(b *testing.B) {
	block, err := aes.NewCipher(make([]byte, 32))
	if err != nil {
		b.Fatal(err)
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		b.Fatal(err)
	}
	nonce, plain := make([]byte, 12), make([]byte, seal.PackageSize)
	dst := make([]byte, 0, sealedPackage)
	b.SetBytes(benchSize)
	for b.Loop() {
		for range benchSize / seal.PackageSize {
			aead.Seal(dst, nonce, plain, nil)
		}
	}
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
