package story

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
)

// Person is somebody who has signed in, for the benchmarks.
type Person struct{ browser *browser }

// SignIn signs a subject in at the server at base, by one of its providers.
func SignIn(ctx context.Context, base, provider, subject string) (*Person, error) {
	b := newBrowser(base)
	return &Person{b}, b.signIn(ctx, provider, subject)
}

// Do sends a request to a path of the server, as its page would; headers come in
// pairs. The caller closes the answer's body.
func (p *Person) Do(ctx context.Context, method, path string, body io.Reader, headers ...string) (*http.Response, error) {
	return p.browser.do(ctx, method, path, body, headers...)
}

// GraphQL runs an operation with variables, and decodes its data into out. It
// fails where the answer has an error.
func (p *Person) GraphQL(ctx context.Context, out any, query string, variables map[string]any) error {
	return p.browser.graphql(ctx, out, query, variables)
}

// Session is the secret of the person's session, for a client of the benchmark's own.
func (p *Person) Session() (string, error) {
	home, err := url.Parse(p.browser.base + "/")
	if err != nil {
		return "", err
	}
	for _, cookie := range p.browser.client.Jar.Cookies(home) {
		if cookie.Name == "__Host-session" {
			return cookie.Value, nil
		}
	}
	return "", errors.New("there is no session")
}
