// Package s3 keeps objects in one bucket of an S3-compatible server, by minio-go.
//
// Bytes stream: no request buffers its body, and none costs more than a CRC-32C, since
// what is stored is authenticated by package seal. The server is trusted for availability only.
// Requests are repeated, with a bound, where the body can be sent again; downloads go
// on where they broke. No request hangs: dialling, handshakes, answers and stalled
// transfers have limits, whole transfers have none. versitygw and MinIO
// are tested; MinIO drops multiparts by itself a day after they were begun, unless
// api.stale_uploads_expiry is set to more than the longest life of an upload.
package s3
