package vault

import (
	"time"

	"strongroom/ent/classification"
	"strongroom/ent/gen"
	"strongroom/ent/gen/customer"
	"strongroom/ent/gen/grant"
	"strongroom/ent/gen/membership"
	"strongroom/ent/gen/user"
	"strongroom/ent/typeid"
)

// Contact is somebody to reach at a customer (personal data).
type Contact struct {
	Name  string  `json:"name"`
	Email *string `json:"email,omitempty"`
	Phone *string `json:"phone,omitempty"`
}

// CreateCustomer is the input of Vault.CreateCustomer.
type CreateCustomer struct {
	Name       string
	Category   string
	Importance customer.Importance
	Contacts   []*Contact
}

// UpdateCustomer is the input of Vault.UpdateCustomer; nil fields stay.
type UpdateCustomer struct {
	CustomerID typeid.ID
	Name       *string
	Category   *string
	Importance *customer.Importance
	Contacts   []*Contact
}

// RevealContacts is the input of Vault.RevealContacts.
type RevealContacts struct {
	CustomerID typeid.ID
	Purpose    string
}

// AssignRole is the input of Vault.AssignRole: exactly one of Customer and Global.
type AssignRole struct {
	UserID   typeid.ID
	Customer *CustomerRole
	Global   *user.Role
}

// CustomerRole is a role for a customer.
type CustomerRole struct {
	CustomerID typeid.ID
	Role       membership.Role
}

// UnassignRole is the input of Vault.UnassignRole; without a customer it takes the global role.
type UnassignRole struct {
	UserID     typeid.ID
	CustomerID *typeid.ID
}

// CreateFolder is the input of Vault.CreateFolder.
type CreateFolder struct {
	ParentID typeid.ID
	Name     string
}

// UpdateDocument is the input of Vault.UpdateDocument; nil fields stay.
type UpdateDocument struct {
	DocumentID     typeid.ID
	Title          *string
	Classification *classification.Level
}

// MoveDocument is the input of Vault.MoveDocument.
type MoveDocument struct {
	DocumentID typeid.ID
	FolderID   typeid.ID
}

// DeleteDocument is the input of Vault.DeleteDocument.
type DeleteDocument struct {
	DocumentID typeid.ID
}

// RestoreDocument is the input of Vault.RestoreDocument.
type RestoreDocument struct {
	DocumentID typeid.ID
}

// RequestKeyDestruction is the input of Vault.RequestKeyDestruction; no classification is all.
type RequestKeyDestruction struct {
	CustomerID     typeid.ID
	Classification []classification.Level
	Reason         string
}

// ConfirmKeyDestruction is the input of Vault.ConfirmKeyDestruction.
type ConfirmKeyDestruction struct {
	RequestID typeid.ID
}

// RestoreVersion is the input of Vault.RestoreVersion.
type RestoreVersion struct {
	VersionID typeid.ID
}

// CreateUpload is the input of Vault.CreateUpload: exactly one of FolderID
// (a new document) and DocumentID (a new version).
type CreateUpload struct {
	FolderID       *typeid.ID
	DocumentID     *typeid.ID
	Title          *string
	Classification *classification.Level
	MediaType      string
	// Size is the number of plaintext bytes.
	Size int64
	// SizeDeferred says that the size, 0 here, will be told by [Vault.DeclareSize].
	SizeDeferred bool
	// SHA256 is 64 hexadecimal digits, or nil.
	SHA256 *string
	// Partial says that the bytes are to be joined with those of others rather than
	// to become a version. Title and MediaType may be left out.
	Partial bool
	// Joins are the finished partial uploads, in order, whose bytes are those of this
	// one; see [Vault.JoinUploads]. Size is left out.
	Joins []typeid.ID
}

// GrantAccess is the input of Vault.GrantAccess: exactly one of DocumentID and FolderID.
type GrantAccess struct {
	UserID     typeid.ID
	DocumentID *typeid.ID
	FolderID   *typeid.ID
	Level      grant.Level
	// From is the first instant; nil is now.
	From *time.Time
	// Until is the first instant at which the grant is no longer in force.
	Until    time.Time
	Purpose  string
	Fate     grant.Fate
	HoldDays *int
	UseLimit *int
}

// ExtendGrant is the input of Vault.ExtendGrant.
type ExtendGrant struct {
	GrantID typeid.ID
	Until   time.Time
}

// RevokeGrant is the input of Vault.RevokeGrant.
type RevokeGrant struct {
	GrantID typeid.ID
}

// ReturnAccess is the input of Vault.ReturnAccess.
type ReturnAccess struct {
	GrantID typeid.ID
}

// CreateShareLink is the input of Vault.CreateShareLink: the access, without UserID,
// since the link makes its own recipient, and what the recipient has to show.
type CreateShareLink struct {
	GrantAccess
	Email    string
	Passcode *string
	Terms    *string
}

// RevokeShareLink is the input of Vault.RevokeShareLink.
type RevokeShareLink struct {
	ShareLinkID typeid.ID
}

// RequestAccess is the input of Vault.RequestAccess.
type RequestAccess struct {
	DocumentID typeid.ID
	Level      grant.Level
	// Seconds is how long the access would last, from when it is given.
	Seconds int
	Purpose string
}

// DecideAccessRequest is the input of Vault.DecideAccessRequest. A note goes with a
// refusal.
type DecideAccessRequest struct {
	AccessRequestID typeid.ID
	Approve         bool
	Note            *string
}

// WithdrawAccessRequest is the input of Vault.WithdrawAccessRequest.
type WithdrawAccessRequest struct {
	AccessRequestID typeid.ID
}

// SuspendUser is the input of Vault.SuspendUser.
type SuspendUser struct {
	UserID typeid.ID
	Reason string
}

// ReinstateUser is the input of Vault.ReinstateUser.
type ReinstateUser struct {
	UserID typeid.ID
	Reason string
}

// EndSessions is the input of Vault.EndSessions; nil is oneself.
type EndSessions struct {
	UserID *typeid.ID
}

// DepartUser is the input of Vault.DepartUser.
type DepartUser struct {
	UserID      typeid.ID
	Reason      string
	SuccessorID *typeid.ID
	// Force lets the last admin depart.
	Force bool
}

// ScheduleDeparture is the input of Vault.ScheduleDeparture.
type ScheduleDeparture struct {
	DepartUser
	// At is the first instant at which nothing of the user works.
	At time.Time
}

// CancelDeparture is the input of Vault.CancelDeparture.
type CancelDeparture struct {
	UserID typeid.ID
}

// Upload tells where an upload stands.
type Upload struct {
	ID         typeid.ID
	DocumentID typeid.ID
	// Size is the declared number of plaintext bytes, Offset the number that is durable.
	Size, Offset int64
	// SizeDeferred says that the size is still to be declared, and Size the most that may come.
	SizeDeferred bool
	ExpiresAt    time.Time
	// Finished says that the document exists or, of a partial upload, that all bytes
	// have come.
	Finished bool
	// Partial and Joins are as in [CreateUpload].
	Partial bool
	Joins   []typeid.ID
}

// Assigned is the outcome of Vault.AssignRole.
type Assigned struct {
	User       *gen.User
	Membership *gen.Membership
}
