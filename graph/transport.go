package graph

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"strongroom/server/vault"
)

// The media types of answers. An answer of the first tells by its status
// whether the operation ran; one of the second is 200 for every well-formed
// request, as older clients expect.
const (
	graphqlResponse = "application/graphql-response+json"
	plainJSON       = "application/json"
)

// transport speaks GraphQL over HTTP (https://graphql.github.io/graphql-over-http/draft/):
// queries by GET and POST, mutations by POST only. There are no batches and no
// forms, so that another site cannot make a browser send a mutation without
// asking first (CORS). Subscriptions, and whatever else a client wants so, are
// answered by server-sent events, a connection each (GraphQL over SSE,
// https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md).
type transport struct {
	limits     Limits
	operations operations
	present    graphql.ErrorPresenterFunc
	vault      *vault.Vault
	seats      *seats
	ending     <-chan struct{}
}

var _ graphql.Transport = transport{}

// Supports is true: there is no other transport.
func (transport) Supports(*http.Request) bool { return true }

// Do answers one request.
func (t transport) Do(w http.ResponseWriter, r *http.Request, exec graphql.GraphExecutor) {
	ctx, cancel := context.WithTimeout(r.Context(), t.limits.Time)
	defer cancel()

	w.Header().Set("Cache-Control", "no-store")
	w.Header().Add("Vary", "Accept")
	media, streams := negotiate(r.Header.Values("Accept"))
	if media == "" {
		t.refuse(ctx, w, plainJSON, http.StatusNotAcceptable, badInput("", "answers are %s, %s or %s", graphqlResponse, plainJSON, eventStream))
		return
	}
	params, status, err := t.read(w, r)
	if err != nil {
		t.refuse(ctx, w, media, status, err)
		return
	}
	params.ReadTime.End = graphql.Now()

	op, errs := exec.CreateOperationContext(ctx, params)
	if errs != nil {
		ctx = graphql.WithOperationContext(ctx, op)
		t.answer(ctx, w, media, statusOf(media, errs), exec.DispatchError(ctx, errs))
		return
	}
	if op.Operation.Operation == ast.Subscription {
		if !streams {
			t.refuse(ctx, w, media, http.StatusNotAcceptable, badInput("", "a subscription is answered by %s", eventStream))
			return
		}
		cancel() // it takes its time
		t.subscribe(r, w, exec, op)
		return
	}
	if r.Method == http.MethodGet && op.Operation.Operation != ast.Query {
		w.Header().Set("Allow", http.MethodPost)
		t.refuse(ctx, w, media, http.StatusMethodNotAllowed, badInput("", "send a %s by POST", op.Operation.Operation))
		return
	}
	responses, ctx := exec.DispatchOperation(ctx, op)
	response := responses(ctx)
	if response == nil { // gqlgen's answer to a context that has ended
		t.refuse(ctx, w, media, http.StatusServiceUnavailable, ctx.Err())
		return
	}
	t.answer(ctx, w, media, http.StatusOK, response)
}

// read reads the parameters of a request. Its error goes with a status.
func (t transport) read(w http.ResponseWriter, r *http.Request) (*graphql.RawParams, int, error) {
	var asked request
	var err error
	switch r.Method {
	case http.MethodGet:
		asked, err = fromURL(r.URL.RawQuery)
	case http.MethodPost:
		if !isJSON(r.Header.Values("Content-Type")) {
			return nil, http.StatusUnsupportedMediaType, badInput("", "send %s in UTF-8", plainJSON)
		}
		body, tooLong := io.ReadAll(http.MaxBytesReader(w, r.Body, t.limits.Body))
		if _, is := errors.AsType[*http.MaxBytesError](tooLong); is {
			return nil, http.StatusRequestEntityTooLarge, limited("a request has at most %d bytes", t.limits.Body)
		}
		if tooLong != nil {
			return nil, http.StatusBadRequest, badInput("", "the body broke off")
		}
		asked, err = fromJSON(body)
	default:
		w.Header().Set("Allow", "GET, POST")
		return nil, http.StatusMethodNotAllowed, badInput("", "use GET or POST")
	}
	if err != nil {
		return nil, http.StatusBadRequest, err
	}
	document, err := t.operations.document(asked)
	if err != nil {
		return nil, http.StatusBadRequest, err
	}
	if len(document) > t.limits.Document {
		return nil, http.StatusBadRequest, limited("a document has at most %d bytes", t.limits.Document)
	}
	return &graphql.RawParams{
		Query:         document,
		OperationName: asked.OperationName,
		Variables:     asked.Variables,
		Headers:       r.Header,
	}, 0, nil
}

// request is the parameters of a request, of which DocumentID and the
// extension persistedQuery name a document that is known here.
type request struct {
	Query         *string        `json:"query"`
	DocumentID    string         `json:"documentId"`
	OperationName string         `json:"operationName"`
	Variables     map[string]any `json:"variables"`
	Extensions    struct {
		PersistedQuery struct {
			SHA256 string `json:"sha256Hash"`
		} `json:"persistedQuery"`
	} `json:"extensions"`
}

func fromJSON(body []byte) (asked request, err error) {
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	if !utf8.Valid(body) {
		return asked, badInput("", "the body is not UTF-8")
	}
	if first := bytes.TrimLeft(body, " \t\r\n"); len(first) == 0 || first[0] != '{' {
		return asked, badInput("", "the body is not one JSON object")
	}
	err = decoder.Decode(&asked)
	if wrong, is := errors.AsType[*json.UnmarshalTypeError](err); is {
		return asked, badInput(wrong.Field, "the parameter has the wrong type")
	}
	if err != nil {
		return asked, badInput("", "the body is not one JSON object")
	}
	if _, err = decoder.Token(); err != io.EOF {
		return asked, badInput("", "there is more behind the JSON object")
	}
	return asked, nil
}

// fromURL reads the same parameters from a query string: query and names as
// they are, variables and extensions as JSON.
func fromURL(raw string) (request, error) {
	values, err := url.ParseQuery(raw)
	if err != nil {
		return request{}, badInput("", "the query string is malformed")
	}
	object := map[string]json.RawMessage{}
	for _, name := range []string{"query", "documentId", "operationName", "variables", "extensions"} {
		switch value := values.Get(name); {
		case !values.Has(name):
		case name != "variables" && name != "extensions":
			object[name], _ = json.Marshal(value) // a string
		case value != "" && json.Valid([]byte(value)):
			object[name] = json.RawMessage(value)
		default:
			return request{}, badInput(name, "the parameter is not JSON")
		}
	}
	body, err := json.Marshal(object)
	if err != nil {
		return request{}, fmt.Errorf("query string: %w", err)
	}
	return fromJSON(body)
}

func isJSON(header []string) bool {
	if len(header) != 1 {
		return false
	}
	media, parameters, err := mime.ParseMediaType(header[0])
	charset, given := parameters["charset"]
	return err == nil && media == plainJSON && (!given || strings.EqualFold(charset, "utf-8"))
}

// negotiate chooses the media type of the answer (RFC 9110, section 12.5.1);
// none is acceptable for "". A client that does not care, or only by a wildcard,
// gets plain JSON; events come in answer to a subscription, if the client takes
// them (streams), and to everything if it takes them rather than JSON.
func negotiate(accept []string) (media string, streams bool) {
	if len(accept) == 0 {
		return plainJSON, false
	}
	weight := map[string]float64{}
	exact := map[string]bool{}
	for entry := range strings.SplitSeq(strings.Join(accept, ","), ",") {
		wanted, parameters, err := mime.ParseMediaType(entry)
		charset, given := parameters["charset"]
		if err != nil || given && !strings.EqualFold(charset, "utf-8") {
			continue
		}
		q := 1.0
		if text, given := parameters["q"]; given {
			if q, err = strconv.ParseFloat(text, 64); err != nil {
				continue
			}
		}
		switch wanted {
		case graphqlResponse, plainJSON, eventStream:
			weight[wanted], exact[wanted] = q, true
		case "*/*", "application/*":
			if !exact[plainJSON] {
				weight[plainJSON] = max(weight[plainJSON], q)
			}
		}
	}
	streams = weight[eventStream] > 0
	for _, each := range []string{graphqlResponse, plainJSON, eventStream} {
		if weight[each] > weight[media] {
			media = each
		}
	}
	return media, streams
}

// statusOf is the status of a well-formed request whose operation did not run.
func statusOf(media string, errs gqlerror.List) int {
	is := func(code vault.Code) bool {
		return slices.ContainsFunc(errs, func(e *gqlerror.Error) bool { return e.Extensions["code"] == code })
	}
	switch {
	case media == plainJSON:
		return http.StatusOK
	case is(vault.Unauthenticated):
		return http.StatusUnauthorized
	case is(vault.Forbidden):
		return http.StatusForbidden
	default:
		return http.StatusBadRequest
	}
}

// refuse answers with one error.
func (t transport) refuse(ctx context.Context, w http.ResponseWriter, media string, status int, err error) {
	t.answer(ctx, w, media, status, &graphql.Response{Errors: gqlerror.List{t.present(ctx, err)}})
}

// answer writes a response. A stream of events is always 200: what a browser
// makes of another status, no script can read.
func (transport) answer(ctx context.Context, w http.ResponseWriter, media string, status int, response *graphql.Response) {
	if media == eventStream {
		out := newStream(w)
		out.next(ctx, "", response)
		out.complete(ctx)
		return
	}
	if status == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", "Bearer")
	}
	w.Header().Set("Content-Type", media+"; charset=utf-8")
	w.WriteHeader(status)
	// The client may be gone; there is nobody to tell.
	_ = json.NewEncoder(w).Encode(result(response))
}
