package vaulttest

import (
	"strings"

	"strongroom/ent/gen/event"
	"strongroom/ent/gen/user"
	"strongroom/ent/viewer"
)

// Sources tells where the log has its news of an account from: sort of signal and feed, as in "SCIM scim:staff", the
// oldest first. What users did says neither, and is left out.
func (w *World) Sources(issuer, subject string) (told []string) {
	w.Helper()
	about, err := w.Reader().User.Query().Where(user.Issuer(issuer), user.Subject(subject)).
		OnlyID(viewer.As(w.Context(), viewer.Decider, w.Clock.Now()))
	if err != nil {
		w.Fatal(err)
	}
	events, err := w.Reader().Event.Query().Where(event.SubjectID(about)).Order(event.ByCreatedAt(), event.ByID()).
		All(viewer.As(w.Context(), viewer.Registrar, w.Clock.Now()))
	if err != nil {
		w.Fatal(err)
	}
	for _, e := range events {
		if from := strings.TrimSpace(e.Detail["trigger"] + " " + e.Detail["source"]); from != "" {
			told = append(told, from)
		}
	}
	return told
}
