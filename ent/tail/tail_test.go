package tail_test

import (
	"math/rand/v2"
	"testing"

	"strongroom/ent/tail"
)

// TestManySmallPieces holds what Split promises, for pieces of a few bytes, of one
// size and of any size.
func TestManySmallPieces(t *testing.T) {
	for name, next := range map[string]func() int64{
		"few bytes": func() int64 { return 7 },
		"one size":  func() int64 { return 1000 },
		"any size":  func() int64 { return 1 + rand.Int64N(100_000) },
		"shrinking": func() func() int64 {
			n := int64(1 << 18)
			return func() int64 { n = n*99/100 + 1; return n }
		}(),
	} {
		t.Run(name, func(t *testing.T) {
			var held tail.Tail
			var came, written int64
			for came < 16<<20 {
				size := min(next(), 16<<20-came)
				stay, rewritten := held.Split(size)
				piece := tail.Piece{From: stay.Size(), Size: rewritten.Size() + size}
				held = append(stay, piece)
				came += size
				written += piece.Size
				if held.Size() != came {
					t.Fatalf("%d bytes held of %d", held.Size(), came)
				}
				for i := 1; i < len(held); i++ {
					if held[i].From != held[i-1].From+held[i-1].Size || 2*held[i].Size > held[i-1].Size {
						t.Fatalf("pieces %+v", held)
					}
				}
				if len(held) > 25 || written > 42*came {
					t.Fatalf("%d pieces, %d bytes written for %d", len(held), written, came)
				}
			}
		})
	}
}
