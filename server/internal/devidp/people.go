package devidp

// Person is somebody who can be signed in.
type Person struct {
	// Subject stays the same for ever, so that an account is found again after a restart.
	Subject string
	Name    string
	// Line says in a few words, on the sign-in page, who this is.
	Line string
	// Email is told as verified.
	Email string
	// Admin marks whom the vault should make an admin. It is not told in any token.
	Admin bool
}

// SamplePeople returns the people of a fresh "strongroom dev": those of the staff's issuer and those of the
// partners'.
func SamplePeople() (staff, partners []Person) {
	staff = []Person{
		{Subject: "ada", Name: "Ada Admin", Line: "Runs people and departures; cannot read documents", Email: "ada@example.com", Admin: true},
		{Subject: "otto", Name: "Otto Auditor", Line: "Reads the log", Email: "otto@example.com"},
		{Subject: "clara", Name: "Clara Custodian", Line: "Looks after customers and gives access", Email: "clara@example.com"},
		{Subject: "edi", Name: "Edi Editor", Line: "Works on documents", Email: "edi@example.com"},
		{Subject: "vera", Name: "Vera Viewer", Line: "Reads documents", Email: "vera@example.com"},
		{Subject: "sam", Name: "Sam Successor", Line: "Takes over when somebody leaves", Email: "sam@example.com"},
	}
	partners = []Person{
		{Subject: "pia", Name: "Pia Partner", Line: "Lawyer at Acme Law", Email: "pia@example.org"},
		{Subject: "paul", Name: "Paul Partner", Line: "Auditor at Beta Audit", Email: "paul@example.org"},
	}
	return staff, partners
}
