package scim

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// maxBulk bounds the operations of one Bulk request.
const maxBulk = 100

// bulkOperation is one of a Bulk request (RFC 7644 section 3.7).
type bulkOperation struct {
	Method  string          `json:"method"`
	Path    string          `json:"path"`
	BulkID  string          `json:"bulkId"`
	Version string          `json:"version"`
	Data    json.RawMessage `json:"data"`
}

// bulk does one operation after the other, each by itself: what was done before one that fails stays done.
func (s *Service) bulk(c call) (answer, error) {
	message, err := object(c.body)
	if err != nil {
		return answer{}, err
	}
	if err := demand(message, bulkSchema); err != nil {
		return answer{}, err
	}
	var request struct {
		FailOnErrors int             `json:"failOnErrors"`
		Operations   []bulkOperation `json:"Operations"`
	}
	if err := json.Unmarshal(c.body, &request); err != nil {
		return answer{}, badRequest(invalidSyntax, "the bulk request is not valid")
	}
	if len(request.Operations) > maxBulk {
		return answer{}, &Error{Status: http.StatusRequestEntityTooLarge, Detail: "there are more than " + strconv.Itoa(maxBulk) + " operations"}
	}
	made := map[string]string{} // bulkId to the ID of what was made under it
	results, failures := []map[string]any{}, 0
	for _, o := range request.Operations {
		a := s.answer(o.call(c, made))
		result := map[string]any{"method": o.Method, "status": strconv.Itoa(a.status)}
		setIf(result, "bulkId", o.BulkID)
		setIf(result, "version", a.etag)
		setIf(result, "location", a.location)
		switch {
		case a.status >= http.StatusBadRequest:
			result["response"] = a.body
			failures++
		case o.Method == http.MethodPost && o.BulkID != "":
			made[o.BulkID], _ = a.body["id"].(string)
		}
		if results = append(results, result); request.FailOnErrors > 0 && failures >= request.FailOnErrors {
			break
		}
	}
	return answer{status: http.StatusOK, body: map[string]any{"schemas": []string{bulkAnswer}, "Operations": results}}, nil
}

// call is the operation as a request of its own, with what was made before it by its real ID.
func (o bulkOperation) call(c call, made map[string]string) call {
	var names []string
	for bulkID, id := range made {
		names = append(names, "bulkId:"+bulkID, id)
	}
	real := strings.NewReplacer(names...)
	inner := c
	inner.method, inner.body, inner.ifMatch, inner.ifNoneMatch = o.Method, []byte(real.Replace(string(o.Data))), o.Version, ""
	inner.query, inner.path = url.Values{}, split(real.Replace(o.Path))
	switch o.Method {
	case http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete:
	default:
		inner.method = "" // nothing else is an operation
	}
	if inner.path[0] != "Users" && inner.path[0] != "Groups" || len(inner.path) > 1 && inner.path[1] == ".search" {
		inner.path = []string{""}
	}
	return inner
}
