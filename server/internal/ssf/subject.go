package ssf

// subject is a subject identifier (RFC 9493), or one of the drafts before it. Of the members that a format
// has, those that are understood are here.
type subject struct {
	Format string `json:"format"`
	Type   string `json:"subject_type"` // what drafts called the format

	Issuer  string     `json:"iss"`
	Subject string     `json:"sub"`
	ID      string     `json:"id"`
	Aliases []*subject `json:"identifiers"`

	// The parts of a complex subject (Shared Signals Framework 1.0 section 3.3).
	User    *subject `json:"user"`
	Session *subject `json:"session"`
}

func (s *subject) format() string {
	if s.Format == "" {
		return s.Type
	}
	return s.Format
}

// account is the name (sub) of the account of an issuer that is meant; empty for none. An opaque identifier
// is such a name. An e-mail address or a telephone number identifies nobody.
func (s *subject) account(issuer string) string {
	switch s.format() {
	case "iss_sub", "iss-sub":
		if s.Issuer == issuer {
			return s.Subject
		}
	case "opaque":
		return s.ID
	case "aliases":
		for _, alias := range s.Aliases {
			// Aliases are not nested (RFC 9493 section 3.2.8).
			if alias != nil && alias.format() != "aliases" {
				if account := alias.account(issuer); account != "" {
					return account
				}
			}
		}
	case "complex", "":
		if s.User != nil && s.User.format() != "complex" && s.User.format() != "" {
			return s.User.account(issuer)
		}
	}
	return ""
}

// session is the provider's session (sid) that may be meant, where no account is; empty for none.
func (s *subject) session() string {
	switch {
	case s.format() == "opaque":
		return s.ID
	case s.format() == "complex" && s.User == nil && s.Session != nil && s.Session.format() == "opaque":
		return s.Session.ID
	default:
		return ""
	}
}
