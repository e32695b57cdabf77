// Command local-kms is an AWS Key Management Service for tests: the handlers of github.com/nsmithuk/local-kms, on
// loopback, its keys in the directory that is named. With "127.0.0.1:0" as the second argument the port is any.
// It prints one line, "ready" and its URL, and ends when its standard input does.
//
// Like AWS, and unlike local-kms, it refuses a ciphertext of another key than Decrypt names. Unlike AWS it believes
// every signature, and allows everything to everybody.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/nsmithuk/local-kms/src/config"
	"github.com/nsmithuk/local-kms/src/data"
	"github.com/nsmithuk/local-kms/src/handler"
	"github.com/nsmithuk/local-kms/src/service"
	"github.com/sirupsen/logrus"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: local-kms DIR ADDRESS")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintf(os.Stderr, "local-kms: %v\n", err)
		os.Exit(1)
	}
}

func run(dir, address string) error {
	config.AWSRegion, config.AWSAccountId = "eu-central-1", "111122223333"
	database := data.NewDatabase(filepath.Clean(dir))
	defer database.Close()
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	server := &http.Server{ReadHeaderTimeout: time.Minute, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer := act(database, r)
		w.Header().Set("Content-Type", "application/x-amz-json-1.1")
		w.WriteHeader(answer.Code)
		_, _ = io.WriteString(w, answer.Body)
	})}
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		_ = server.Close()
	}()
	fmt.Printf("ready http://%s\n", listener.Addr())
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

var acts = map[string]func(*handler.RequestHandler) handler.Response{
	"TrentService.CreateKey":   (*handler.RequestHandler).CreateKey,
	"TrentService.CreateAlias": (*handler.RequestHandler).CreateAlias,
	"TrentService.UpdateAlias": (*handler.RequestHandler).UpdateAlias,
	"TrentService.Encrypt":     (*handler.RequestHandler).Encrypt,
	"TrentService.Decrypt":     (*handler.RequestHandler).Decrypt,
}

func act(database *data.Database, r *http.Request) handler.Response {
	target := r.Header.Get("X-Amz-Target")
	do, ok := acts[target]
	if !ok {
		return handler.New400ExceptionResponse("UnknownOperationException", "")
	}
	text, err := io.ReadAll(r.Body)
	if err != nil {
		return handler.New400ExceptionResponse("SerializationException", "")
	}
	if target == "TrentService.Decrypt" {
		var question struct {
			CiphertextBlob []byte
			KeyId          string
		}
		if json.Unmarshal(text, &question) == nil {
			key, _, _, ok := service.UnpackCiphertextBlob(question.CiphertextBlob)
			if ok && key != question.KeyId {
				return handler.New400ExceptionResponse("IncorrectKeyException", "")
			}
		}
	}
	r.Body = io.NopCloser(bytes.NewReader(text))
	return do(handler.NewRequestHandler(r, logrus.StandardLogger(), database))
}
