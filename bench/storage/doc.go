// Command storage measures sealed storage beside plain storage: Strongroom
// itself, over HTTP, against a minio-go client on the same MinIO, against the
// server's own encryption (SSE-S3) and against rclone crypt. What is compared
// takes turns in one run, and the median of the ratios counts. It prints the
// table of package report and exits with 1 where a row is SHORT.
package main
