package server

import (
	"net/http"

	"strongroom/server/internal/problem"
)

// refuse answers with problem details that no use case has a part in.
func refuse(w http.ResponseWriter, r *http.Request, status int, detail string) {
	problem.Write(w, r, problem.Details{Status: status, Detail: detail})
}

// missing answers where there is no route.
func missing(w http.ResponseWriter, r *http.Request) {
	refuse(w, r, http.StatusNotFound, "there is no such thing")
}
