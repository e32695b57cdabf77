package mail_test

import (
	"strings"
	"testing"

	"strongroom/server/internal/mail"
)

func TestParseAddress(t *testing.T) {
	for text, want := range map[string]string{
		"pia@example.com":           "pia@example.com",
		"Pia.Partner@EXAMPLE.Com":   "Pia.Partner@example.com",
		"pia+vault@mail.example":    "pia+vault@mail.example",
		"o'hara_=!#$%&*/?^`{|}~-@x": "o'hara_=!#$%&*/?^`{|}~-@x",
		"pia@xn--mnchen-3ya.de":     "pia@xn--mnchen-3ya.de",
		strings.Repeat("a", 64) + "@" + strings.Repeat("b", 63) + strings.Repeat("."+strings.Repeat("b", 63), 3): strings.Repeat("a", 64) + "@" + strings.Repeat("b", 63) + strings.Repeat("."+strings.Repeat("b", 63), 3),

		"":                                        "",
		"pia":                                     "",
		"@example.com":                            "",
		"pia@":                                    "",
		"pia@@example.com":                        "",
		"pia@example.com, ada@example.com":        "",
		"pia@example.com;ada@example.com":         "",
		"Pia <pia@example.com>":                   "",
		"<pia@example.com>":                       "",
		" pia@example.com":                        "",
		"pia@example.com ":                        "",
		"pia@example.com\n":                       "",
		"pia@example.com\r\nBcc: a@b.c":           "",
		"pia\r\n @example.com":                    "",
		"pia\x00@example.com":                     "",
		"pia @example.com":                        "",
		"pia@exam ple.com":                        "",
		"pia@example.com (her office)":            "",
		"(her office)pia@example.com":             "",
		`"pia"@example.com`:                       "",
		`"pia\"@evil.example"@example.com`:        "",
		`"pia@evil.example>, <"@example.co`:       "",
		"pia..partner@example.com":                "",
		".pia@example.com":                        "",
		"pia@example..com":                        "",
		"pia@.example.com":                        "",
		"pia@example.com.":                        "",
		"pia@-example.com":                        "",
		"pia@exa_mple.com":                        "",
		"pia@[192.0.2.1]":                         "",
		"pia@münchen.de":                          "",
		"žofie@example.com":                       "",
		"pia@example.com\u2028":                   "",
		"partners: pia@example.com;":              "",
		"=?utf-8?q?pia?= <pia@example.com>":       "",
		strings.Repeat("a", 309) + "@example.com": "",
	} {
		got, err := mail.ParseAddress(text)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%q is %q, %v; want %q", text, got, err, want)
		}
		if err != nil && strings.Contains(err.Error(), "pia") {
			t.Errorf("the error repeats the text: %v", err)
		}
	}
}

func FuzzParseAddress(f *testing.F) {
	for _, seed := range []string{
		"pia@example.com", "Pia.Partner@EXAMPLE.Com", `"a b"@example.com`, "<pia@example.com>", "a@b\r\nBcc: c@d",
		"a@[192.0.2.1]", "a@b (c)", "ž@example.com", "a,b@c", "=?utf-8?q?a?=@b",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		address, err := mail.ParseAddress(text)
		if err != nil {
			return
		}
		if !strings.EqualFold(address, text) || len(address) > 320 || strings.ContainsFunc(address, func(c rune) bool { return c <= ' ' || c > '~' }) ||
			strings.ContainsAny(address, `<>()[]\",;:`) || strings.Count(address, "@") != 1 {
			t.Fatalf("%q is taken for %q", text, address)
		}
		if again, err := mail.ParseAddress(address); err != nil || again != address {
			t.Fatalf("%q is %q the next time, %v", address, again, err)
		}
	})
}
