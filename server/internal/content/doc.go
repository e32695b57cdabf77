// Package content carries the bytes of documents over HTTP: tus 1.0 uploads
// (https://tus.io/protocols/resumable-upload), by tusd's handler, range
// downloads (RFC 9110, section 14), by http.ServeContent, and several documents
// as one ZIP file, by archive/zip.
//
// It owns streams and their headers only. Who is asking stands in the
// request's context already; whether they may, where the bytes are and how
// they are sealed is server/vault's, which every handler here asks for each
// request. It keeps no state but the locks of running uploads, so that any
// replica can carry on with any upload.
//
// Its promise is about failure: an answer that says success has only right
// bytes in it and all of them. What fails before the first byte gets the
// status that fits, what fails behind it breaks the answer off, and Upload-Offset
// never tells more than what is durable. When access ends in the middle, so does
// the stream, also one that waits for a slow client.
package content
