package story

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// browser is one person in a browser: cookies, and the headers that a page of
// the same origin sends.
type browser struct {
	base   string
	client *http.Client
}

func newBrowser(base string) *browser {
	jar, err := cookiejar.New(nil)
	if err != nil {
		panic(err) // it never fails without options
	}
	return &browser{base, &http.Client{Jar: loopbackJar{jar}, Transport: http.DefaultTransport}}
}

// loopbackJar keeps Secure cookies over plain http on loopback, as browsers
// do, by taking every such URL for https.
type loopbackJar struct{ *cookiejar.Jar }

// Cookies implements [http.CookieJar].
func (j loopbackJar) Cookies(u *url.URL) []*http.Cookie { return j.Jar.Cookies(secured(u)) }

// SetCookies implements [http.CookieJar].
func (j loopbackJar) SetCookies(u *url.URL, cookies []*http.Cookie) {
	j.Jar.SetCookies(secured(u), cookies)
}

func secured(u *url.URL) *url.URL {
	trusted := *u
	trusted.Scheme = "https"
	return &trusted
}

// do sends a request to a path of the server as its page would.
func (b *browser) do(ctx context.Context, method, path string, body io.Reader, headers ...string) (*http.Response, error) {
	request, err := http.NewRequestWithContext(ctx, method, b.base+path, body)
	if err != nil {
		return nil, err
	}
	if sized, ok := body.(interface{ Len() int }); ok {
		request.ContentLength = int64(sized.Len())
	}
	request.Header.Set("Origin", b.base)
	request.Header.Set("Sec-Fetch-Site", "same-origin")
	for pair := range slices.Chunk(headers, 2) {
		request.Header.Set(pair[0], pair[1])
	}
	return b.client.Do(request)
}

var (
	formAction  = regexp.MustCompile(`(?i)<form[^>]*\saction="([^"]*)"`)
	hiddenInput = regexp.MustCompile(`(?i)<input[^>]*\stype="hidden"[^>]*>`)
	attribute   = regexp.MustCompile(`(?i)\s(name|value)="([^"]*)"`)
)

// signIn goes through the code flow: from the sign-in of a provider to its
// page, where the button of the subject is pressed, and back.
func (b *browser) signIn(ctx context.Context, provider, subject string) error {
	page, err := b.do(ctx, http.MethodGet, "/auth/login?provider="+url.QueryEscape(provider), nil)
	if err != nil {
		return err
	}
	defer page.Body.Close()
	text, err := io.ReadAll(io.LimitReader(page.Body, 1<<20))
	if err != nil {
		return err
	}
	if page.StatusCode != http.StatusOK {
		return fmt.Errorf("the sign-in page answers %s", page.Status)
	}
	button := regexp.MustCompile(`<button[^>]*\sname="([^"]+)"[^>]*\svalue="` + regexp.QuoteMeta(subject) + `"`).FindSubmatch(text)
	if button == nil {
		return fmt.Errorf("the sign-in page has no button for %s", subject)
	}
	form := url.Values{string(button[1]): {subject}}
	for _, input := range hiddenInput.FindAllString(string(text), -1) {
		var name, value string
		for _, found := range attribute.FindAllStringSubmatch(input, -1) {
			if strings.EqualFold(found[1], "name") {
				name = found[2]
			} else {
				value = found[2]
			}
		}
		form.Set(name, value)
	}
	target := page.Request.URL
	if action := formAction.FindSubmatch(text); action != nil {
		if target, err = target.Parse(strings.ReplaceAll(string(action[1]), "&amp;", "&")); err != nil {
			return err
		}
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, target.String(), strings.NewReader(form.Encode()))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Origin", target.Scheme+"://"+target.Host)
	request.Header.Set("Sec-Fetch-Site", "same-origin")
	landed, err := b.client.Do(request)
	if err != nil {
		return err
	}
	defer landed.Body.Close()
	if at := landed.Request.URL; at.String() != b.base+"/" {
		return fmt.Errorf("signing in as %s ends at %s%s (%s)", subject, at.Host, at.Path, at.Query().Get("error"))
	}
	return nil
}

// refusal is a GraphQL error.
type refusal struct{ code, message string }

// Error implements error.
func (r refusal) Error() string { return r.code + ": " + r.message }

// graphql runs an operation and decodes its data into out. It fails with a
// refusal when the answer has an error.
func (b *browser) graphql(ctx context.Context, out any, query string, variables map[string]any) error {
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		return err
	}
	response, err := b.do(ctx, http.MethodPost, "/graphql", bytes.NewReader(body),
		"Content-Type", "application/json", "Accept", "application/graphql-response+json")
	if err != nil {
		return err
	}
	defer response.Body.Close()
	var answer struct {
		Data   json.RawMessage
		Errors []struct {
			Message    string
			Extensions struct{ Code string }
		}
	}
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return fmt.Errorf("graphql answers %s: %w", response.Status, err)
	}
	if len(answer.Errors) > 0 {
		return refusal{answer.Errors[0].Extensions.Code, answer.Errors[0].Message}
	}
	return json.Unmarshal(answer.Data, out)
}

// chunk is how much goes into one PATCH: larger files take several.
const chunk = 32 << 20

// upload sends content to a tus upload (tus 1.0), and before each PATCH asks
// where to go on, as after an interruption.
func (b *browser) upload(ctx context.Context, path string, content io.Reader, size int64) error {
	for sent := int64(0); ; {
		head, err := b.do(ctx, http.MethodHead, path, nil, "Tus-Resumable", "1.0.0")
		if err != nil {
			return err
		}
		head.Body.Close()
		offset, err := strconv.ParseInt(head.Header.Get("Upload-Offset"), 10, 64)
		if err != nil || offset != sent {
			return fmt.Errorf("HEAD answers %s with the offset %q after %d bytes", head.Status, head.Header.Get("Upload-Offset"), sent)
		}
		if sent == size {
			return nil
		}
		length := min(chunk, size-sent)
		request, err := http.NewRequestWithContext(ctx, http.MethodPatch, b.base+path, io.LimitReader(content, length))
		if err != nil {
			return err
		}
		request.ContentLength = length
		request.Header.Set("Origin", b.base)
		request.Header.Set("Sec-Fetch-Site", "same-origin")
		request.Header.Set("Tus-Resumable", "1.0.0")
		request.Header.Set("Upload-Offset", strconv.FormatInt(offset, 10))
		request.Header.Set("Content-Type", "application/offset+octet-stream")
		response, err := b.client.Do(request)
		if err != nil {
			return err
		}
		response.Body.Close()
		if response.StatusCode != http.StatusNoContent {
			return fmt.Errorf("PATCH answers %s", response.Status)
		}
		if sent += length; sent == size {
			return nil // a finished upload need not be there any more
		}
	}
}

// download fetches the content of a document and compares every byte.
func (b *browser) download(ctx context.Context, document string, want io.Reader) (n int64, err error) {
	response, err := b.do(ctx, http.MethodGet, "/documents/"+document+"/content", nil)
	if err != nil {
		return 0, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return 0, fmt.Errorf("GET answers %s", response.Status)
	}
	return compare(response.Body, want)
}

// downloadRange fetches the bytes from first to last, both included (RFC 9110, section 14).
func (b *browser) downloadRange(ctx context.Context, document string, first, last int64, want io.Reader) error {
	response, err := b.do(ctx, http.MethodGet, "/documents/"+document+"/content", nil,
		"Range", fmt.Sprintf("bytes=%d-%d", first, last))
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusPartialContent {
		return fmt.Errorf("a range is answered by %s", response.Status)
	}
	if _, err := io.CopyN(io.Discard, want, first); err != nil {
		return err
	}
	_, err = compare(response.Body, io.LimitReader(want, last-first+1))
	return err
}

// refused asks for a document and fails unless it is refused with status.
func (b *browser) refused(ctx context.Context, document string, status int) error {
	response, err := b.do(ctx, http.MethodGet, "/documents/"+document+"/content", nil)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != status {
		return fmt.Errorf("GET answers %s instead of %d", response.Status, status)
	}
	return nil
}

// compare reads both to the end and fails at the first byte that differs.
func compare(got, want io.Reader) (n int64, err error) {
	a, b := make([]byte, 256<<10), make([]byte, 256<<10)
	for {
		read, gotErr := io.ReadFull(got, a)
		expected, wantErr := io.ReadFull(want, b)
		if !bytes.Equal(a[:read], b[:expected]) {
			return n, fmt.Errorf("the bytes differ within %d bytes from %d: %w", max(read, expected), n, gotErr)
		}
		n += int64(read)
		if wantErr != nil {
			if errors.Is(gotErr, io.EOF) || errors.Is(gotErr, io.ErrUnexpectedEOF) {
				return n, nil
			}
			return n, gotErr
		}
	}
}

// sleepUntil waits until an instant, and a little longer.
func sleepUntil(ctx context.Context, at time.Time) error {
	select {
	case <-time.After(time.Until(at) + 50*time.Millisecond):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
