package web

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var files embed.FS

// Dist returns the built page, rooted at its index.html. Files under assets/
// carry a hash of their content in their names and never change.
// operations.json maps the SHA-256 of each operation that the page sends, as
// 64 hexadecimal digits, to its text; it is for the GraphQL handler.
//
// Before the page has been built there is only the file .gitkeep: opening
// index.html then fails with fs.ErrNotExist.
func Dist() (fs.FS, error) { return fs.Sub(files, "dist") }
