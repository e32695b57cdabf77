// Package flow names what a case file says of what was under way when access
// ended. It is a leaf, shared by the data shape and what cuts.
package flow

import (
	"time"

	"strongroom/ent/typeid"
)

// Kind is what a stream carries.
type Kind string

// The kinds. A ZIP file is a download of each document in it.
const (
	Download     Kind = "DOWNLOAD"
	Upload       Kind = "UPLOAD"
	Subscription Kind = "SUBSCRIPTION"
)

// Cut is a stream that was cut.
type Cut struct {
	Kind Kind `json:"kind"`
	// At is when.
	At time.Time `json:"at"`
	// DocumentID is what it carried; empty for a subscription.
	DocumentID typeid.ID `json:"document,omitempty"`
}
