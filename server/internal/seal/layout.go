package seal

import "fmt"

// Sizes in bytes.
const (
	PackageSize = 64 << 10 // plaintext in a package, the unit of opening
	PartSize    = 16 << 20 // plaintext in a part of a new version; recorded with it
	MaxSize     = 1 << 48  // plaintext in a version

	headerSize      = 16
	tagSize         = 16
	sealedPackage   = headerSize + PackageSize + tagSize
	maxPartSize     = 1 << 32
	emptyMarkerSize = 1 // what a part of an empty document holds; see Format
)

// Layout says where things are in a sealed version. It is arithmetic only.
type Layout struct {
	Size     int64 // plaintext bytes of the version
	PartSize int64 // plaintext bytes of every part but the last; a multiple of [PackageSize]
}

// Check returns an [ErrLayout] if the layout cannot be. The other methods require one
// that can.
func (l Layout) Check() error {
	if l.Size < 0 || l.Size > MaxSize ||
		l.PartSize < PackageSize || l.PartSize > maxPartSize || l.PartSize%PackageSize != 0 {
		return fmt.Errorf("%w: size %d in parts of %d", ErrLayout, l.Size, l.PartSize)
	}
	return nil
}

// Parts returns the number of parts, at least 1: an empty version has one empty part.
func (l Layout) Parts() int {
	return int(max(1, (l.Size+l.PartSize-1)/l.PartSize))
}

// Final reports whether part, counted from 0, is the last one.
func (l Layout) Final(part int) bool { return part == l.Parts()-1 }

// Plain returns the plaintext size of part.
func (l Layout) Plain(part int) int64 {
	return min(l.PartSize, l.Size-int64(part)*l.PartSize)
}

// SealedPart returns the sealed size of part.
func (l Layout) SealedPart(part int) int64 { return SealedPartSize(l.Plain(part)) }

// SealedOffset returns where part begins in the sealed version.
func (l Layout) SealedOffset(part int) int64 {
	return sealedEnd(int64(part) * l.PartSize)
}

// Sealed returns the size of the sealed version: the plaintext and 32 bytes for every
// 64 KiB begun, that is 0.05 %.
func (l Layout) Sealed() int64 { return SealedPartSize(l.Size) }

// SealedPartSize returns the sealed size of a part of plain bytes.
func SealedPartSize(plain int64) int64 {
	if plain == 0 {
		plain = emptyMarkerSize
	}
	return sealedEnd(plain)
}

// sealedEnd returns where the package that ends at offset ends once sealed. Because
// parts are whole packages, it holds for offsets in a part and in a version alike.
func sealedEnd(offset int64) int64 {
	return offset + packages(offset)*(headerSize+tagSize)
}

// packages returns how many packages hold the first size bytes.
func packages(size int64) int64 { return (size + PackageSize - 1) / PackageSize }
