// Package tail describes what is held of an upload behind its last whole part:
// pieces, each sealed as an object of its own, that lie one behind the other.
//
// It is a leaf, shared by the data shape and the use cases. It decides only when
// pieces are joined, so that an upload in many small requests costs little.
package tail

// Tail is the pieces, in the order of their bytes. The zero Tail is empty.
type Tail []Piece

// Piece is one sealed object.
type Piece struct {
	Name string `json:"name"` // of the object in the store
	From int64  `json:"from"` // offset of the first plaintext byte within the part
	Size int64  `json:"size"` // plaintext bytes
}

// Size is the number of plaintext bytes in all pieces.
func (t Tail) Size() (n int64) {
	for _, piece := range t {
		n += piece.Size
	}
	return n
}

// Split tells which pieces stay when size more bytes come, and which are better
// written again together with them: those at the end that are not twice as large
// as what is written anyway. So sizes at least halve from piece to piece, and a byte
// is written again only in a piece that is half as large again: within a part of
// 16 MiB there are at most 25 pieces, and a byte is written 42 times at worst.
func (t Tail) Split(size int64) (stay, rewritten Tail) {
	at := len(t)
	for at > 0 && t[at-1].Size < 2*size {
		at--
		size += t[at].Size
	}
	return t[:at:at], t[at:]
}
