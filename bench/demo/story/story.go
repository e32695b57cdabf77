package story

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"time"
)

// Stage is where the story is played.
type Stage struct {
	// URL is the server's base URL.
	URL string
	// Cast are people who can sign in and are not yet known, or know nothing yet.
	Cast Cast
	// Sizes are the sizes of the documents in bytes, at least two; the first is
	// a PDF, the second a DOCX, and so on. The least are some 900 and 1100.
	Sizes []int64
	// Say tells each step when it is done, with what came of it.
	Say func(step, outcome string)
}

// Cast are the subjects (sub) of the people in the story. The admin and the
// giver are staff, the takers partners.
type Cast struct{ Admin, Giver, Taker, OtherTaker string }

type play struct {
	Stage
	admin, giver, taker, other person
	customer, folder           string
	documents                  []document
}

type person struct {
	*browser
	id, name string
}

type document struct {
	File
	id string
}

// Play plays the story and returns the first thing that is not as it must be.
func Play(ctx context.Context, stage Stage) error {
	p := &play{Stage: stage}
	for _, step := range []func(context.Context) error{
		p.signIn, p.createCustomer, p.uploadAll,
		p.giveAndTake, p.revoke, p.timeEnds, p.takerLeaves, p.giverLeaves,
	} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (p *play) signIn(ctx context.Context) error {
	for _, who := range []struct {
		person            *person
		provider, subject string
	}{
		{&p.admin, "staff", p.Cast.Admin},
		{&p.giver, "staff", p.Cast.Giver},
		{&p.taker, "partner", p.Cast.Taker},
		{&p.other, "partner", p.Cast.OtherTaker},
	} {
		begin := time.Now()
		who.person.browser = newBrowser(p.URL)
		if err := who.person.signIn(ctx, who.provider, who.subject); err != nil {
			return fmt.Errorf("signing in as %s: %w", who.subject, err)
		}
		var answer struct {
			Viewer *struct {
				User struct{ ID, DisplayName, Kind string }
			}
		}
		if err := who.person.graphql(ctx, &answer, `{ viewer { user { id displayName kind } } }`, nil); err != nil {
			return fmt.Errorf("who is %s: %w", who.subject, err)
		}
		if answer.Viewer == nil {
			return fmt.Errorf("%s is nobody after signing in", who.subject)
		}
		user := answer.Viewer.User
		who.person.id, who.person.name = user.ID, user.DisplayName
		p.Say(user.DisplayName+" signs in", fmt.Sprintf("%s %s, %s", user.Kind, user.ID, took(begin)))
	}
	return nil
}

func (p *play) createCustomer(ctx context.Context) error {
	var answer struct {
		CreateCustomer struct {
			Customer struct {
				ID, Name   string
				RootFolder struct{ ID string }
			}
		}
	}
	err := p.giver.graphql(ctx, &answer, `mutation Create($input: CreateCustomerInput!) {
		createCustomer(input: $input) { customer { id name rootFolder { id } } }
	}`, variables(map[string]any{
		"name": "Beech & Sons", "category": "private", "importance": "HIGH",
		"contacts": []any{map[string]any{"name": "Bea Beech", "email": "bea@beech.example"}},
	}))
	if err != nil {
		return fmt.Errorf("creating a customer: %w", err)
	}
	created := answer.CreateCustomer.Customer
	p.customer, p.folder = created.ID, created.RootFolder.ID
	p.Say(p.giver.name+" creates the customer "+created.Name, p.customer)
	return nil
}

func (p *play) uploadAll(ctx context.Context) error {
	for i, size := range p.Sizes {
		file := File{Number: i, Size: size}
		hash := sha256.New()
		if _, err := copyAll(hash, file); err != nil {
			return err
		}
		begin := time.Now()
		var answer struct {
			CreateUpload struct{ UploadURL, DocumentID string }
		}
		err := p.giver.graphql(ctx, &answer, `mutation Upload($input: CreateUploadInput!) {
			createUpload(input: $input) { uploadUrl documentId }
		}`, variables(map[string]any{
			"folderId": p.folder, "title": file.Name(), "classification": "INTERNAL",
			"mediaType": file.MediaType(), "size": size, "sha256": hex.EncodeToString(hash.Sum(nil)),
		}))
		if err != nil {
			return fmt.Errorf("beginning the upload of %s: %w", file.Name(), err)
		}
		content := file.Open()
		err = p.giver.upload(ctx, answer.CreateUpload.UploadURL, content, size)
		content.Close()
		if err != nil {
			return fmt.Errorf("uploading %s: %w", file.Name(), err)
		}
		p.documents = append(p.documents, document{file, answer.CreateUpload.DocumentID})
		p.Say(p.giver.name+" uploads "+file.Name(), throughput(size, begin))
	}
	return nil
}

func (p *play) giveAndTake(ctx context.Context) error {
	first := p.documents[0]
	if err := p.taker.refused(ctx, first.id, http.StatusNotFound); err != nil {
		return fmt.Errorf("before anything is given: %w", err)
	}
	p.Say(p.taker.name+" asks before anything is given", "refused, as if there were nothing")
	if _, err := p.grant(ctx, p.taker, "folderId", p.folder, time.Now().Add(time.Hour)); err != nil {
		return err
	}
	var listed struct {
		Documents struct {
			Edges []struct{ Node struct{ ID string } }
		}
	}
	if err := p.taker.graphql(ctx, &listed, `{ documents(first: 100) { edges { node { id } } } }`, nil); err != nil {
		return fmt.Errorf("listing: %w", err)
	}
	for _, d := range p.documents {
		seen := slices.ContainsFunc(listed.Documents.Edges, func(e struct{ Node struct{ ID string } }) bool { return e.Node.ID == d.id })
		if !seen {
			return fmt.Errorf("%s does not list %s", p.taker.name, d.Name())
		}
	}
	p.Say(p.taker.name+" lists the documents", fmt.Sprintf("all %d there", len(p.documents)))
	for _, d := range p.documents {
		begin := time.Now()
		if err := p.take(ctx, p.taker, d); err != nil {
			return err
		}
		p.Say(p.taker.name+" downloads "+d.Name(), "every byte the same, "+throughput(d.Size, begin))
		from, to := d.Size/3, d.Size/3+min(100_000, d.Size/3)
		content := d.Open()
		err := p.taker.downloadRange(ctx, d.id, from, to, content)
		content.Close()
		if err != nil {
			return fmt.Errorf("a range of %s: %w", d.Name(), err)
		}
	}
	p.Say(p.taker.name+" asks for a range in the middle of each", "every byte the same")
	return nil
}

func (p *play) revoke(ctx context.Context) error {
	var answer struct {
		Grants struct {
			Edges []struct{ Node struct{ ID string } }
		}
	}
	err := p.giver.graphql(ctx, &answer, `query Given($filter: GrantFilter) {
		grants(first: 10, filter: $filter) { edges { node { id } } }
	}`, map[string]any{"filter": map[string]any{"userId": p.taker.id, "inForce": true}})
	if err != nil {
		return fmt.Errorf("grants in force: %w", err)
	}
	for _, edge := range answer.Grants.Edges {
		err := p.giver.graphql(ctx, &struct{}{}, `mutation Revoke($input: RevokeGrantInput!) {
			revokeGrant(input: $input) { grant { revokedAt } }
		}`, variables(map[string]any{"grantId": edge.Node.ID}))
		if err != nil {
			return fmt.Errorf("revoking: %w", err)
		}
	}
	return p.mustEnd(ctx, p.giver.name+" revokes it", p.taker, http.StatusNotFound)
}

func (p *play) timeEnds(ctx context.Context) error {
	until := time.Now().Add(3 * time.Second)
	if _, err := p.grant(ctx, p.taker, "documentId", p.documents[0].id, until); err != nil {
		return err
	}
	if err := p.take(ctx, p.taker, p.documents[0]); err != nil {
		return err
	}
	p.Say(p.taker.name+" downloads "+p.documents[0].Name(), "every byte the same")
	if err := sleepUntil(ctx, until); err != nil {
		return err
	}
	return p.mustEnd(ctx, "the time ends", p.taker, http.StatusNotFound)
}

func (p *play) takerLeaves(ctx context.Context) error {
	if err := p.giveFirst(ctx, p.taker); err != nil {
		return err
	}
	if err := p.depart(ctx, p.taker); err != nil {
		return err
	}
	return p.mustEnd(ctx, p.taker.name+" leaves", p.taker, http.StatusUnauthorized)
}

func (p *play) giverLeaves(ctx context.Context) error {
	if err := p.giveFirst(ctx, p.other); err != nil {
		return err
	}
	if err := p.depart(ctx, p.giver); err != nil {
		return err
	}
	if err := p.mustEnd(ctx, p.giver.name+" leaves, who gave it", p.other, http.StatusNotFound); err != nil {
		return err
	}
	return p.mustEnd(ctx, p.giver.name+" is signed in no more", p.giver, http.StatusUnauthorized)
}

// giveFirst gives the first document for an hour and lets it be downloaded.
func (p *play) giveFirst(ctx context.Context, taker person) error {
	if _, err := p.grant(ctx, taker, "documentId", p.documents[0].id, time.Now().Add(time.Hour)); err != nil {
		return err
	}
	if err := p.take(ctx, taker, p.documents[0]); err != nil {
		return err
	}
	p.Say(taker.name+" downloads "+p.documents[0].Name(), "every byte the same")
	return nil
}

func (p *play) grant(ctx context.Context, taker person, on, object string, until time.Time) (id string, err error) {
	var answer struct {
		GrantAccess struct{ Grant struct{ ID string } }
	}
	err = p.giver.graphql(ctx, &answer, `mutation Grant($input: GrantAccessInput!) {
		grantAccess(input: $input) { grant { id } }
	}`, variables(map[string]any{
		"userId": taker.id, on: object, "level": "DOWNLOAD", "until": until.UTC().Format(time.RFC3339Nano),
		"purpose": "due diligence", "fate": "END",
	}))
	if err != nil {
		return "", fmt.Errorf("giving %s access: %w", taker.name, err)
	}
	p.Say(fmt.Sprintf("%s gives %s access until %s", p.giver.name, taker.name, until.Format(time.TimeOnly)), answer.GrantAccess.Grant.ID)
	return answer.GrantAccess.Grant.ID, nil
}

func (p *play) depart(ctx context.Context, who person) error {
	err := p.admin.graphql(ctx, &struct{}{}, `mutation Depart($input: DepartUserInput!) {
		departUser(input: $input) { departure { id } }
	}`, variables(map[string]any{"userId": who.id, "reason": "left the firm"}))
	if err != nil {
		return fmt.Errorf("departing %s: %w", who.name, err)
	}
	return nil
}

// take downloads a document and compares every byte.
func (p *play) take(ctx context.Context, who person, d document) error {
	want := d.Open()
	defer want.Close()
	n, err := who.download(ctx, d.id, want)
	if err == nil && n != d.Size {
		err = fmt.Errorf("%d bytes instead of %d", n, d.Size)
	}
	if err != nil {
		return fmt.Errorf("%s downloading %s: %w", who.name, d.Name(), err)
	}
	return nil
}

// mustEnd asks for the first document right after an act that ends access.
func (p *play) mustEnd(ctx context.Context, act string, who person, status int) error {
	if err := who.refused(ctx, p.documents[0].id, status); err != nil {
		return fmt.Errorf("%s: the next request of %s: %w", act, who.name, err)
	}
	p.Say(act, fmt.Sprintf("the next request of %s is refused (%d)", who.name, status))
	return nil
}

// errShort says that a file is not as long as it says.
var errShort = errors.New("the generated file has another size")

func copyAll(w io.Writer, f File) (int64, error) {
	content := f.Open()
	defer content.Close()
	n, err := io.Copy(w, content)
	if err == nil && n != f.Size {
		err = errShort
	}
	return n, err
}

func variables(input map[string]any) map[string]any { return map[string]any{"input": input} }

func took(begin time.Time) string { return time.Since(begin).Round(time.Millisecond).String() }

func throughput(size int64, begin time.Time) string {
	d := time.Since(begin)
	if size < 1<<20 {
		return took(begin)
	}
	return fmt.Sprintf("%s, %.0f MiB/s", d.Round(time.Millisecond), float64(size)/(1<<20)/d.Seconds())
}
