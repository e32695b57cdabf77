package content

import (
	"mime"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// kind is a media type that answers may bear. Any other would let an uploader
// choose what a browser does with the bytes.
type kind struct {
	// endings of file names; the first is added to a name that has none of them.
	endings []string
	// inline says that a browser may show it instead of saving it.
	inline bool
}

const (
	unknownType = "application/octet-stream"
	plainText   = "text/plain"
)

var kinds = map[string]kind{
	"application/pdf":               {[]string{".pdf"}, true},
	"image/jpeg":                    {[]string{".jpg", ".jpeg"}, true},
	"image/png":                     {[]string{".png"}, true},
	plainText:                       {[]string{".txt"}, true},
	"application/msword":            {[]string{".doc", ".dot"}, false},
	"application/vnd.ms-excel":      {[]string{".xls", ".xlt"}, false},
	"application/vnd.ms-powerpoint": {[]string{".ppt", ".pps"}, false},
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document":   {[]string{".docx"}, false},
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":         {[]string{".xlsx"}, false},
	"application/vnd.openxmlformats-officedocument.presentationml.presentation": {[]string{".pptx"}, false},
	"application/vnd.oasis.opendocument.text":                                   {[]string{".odt"}, false},
	"application/vnd.oasis.opendocument.spreadsheet":                            {[]string{".ods"}, false},
	"application/vnd.oasis.opendocument.presentation":                           {[]string{".odp"}, false},
}

// headers tells Content-Type and Content-Disposition for a document, by its
// title and the media type that its uploader declared. It is shown inline if
// that is wished and safe.
func headers(title, mediaType string, inline bool) (contentType, disposition string) {
	contentType, known := knownType(mediaType)
	name := fileName(title, contentType)
	if contentType == plainText {
		contentType += "; charset=utf-8"
	}
	disposition = "attachment"
	if inline && known.inline {
		disposition = "inline"
	}
	return contentType, contentDisposition(disposition, name)
}

// knownType is the type of a media type that an uploader declared, or unknownType.
func knownType(mediaType string) (string, kind) {
	contentType, _, err := mime.ParseMediaType(mediaType)
	if known, ok := kinds[contentType]; ok && err == nil {
		return contentType, known
	}
	return unknownType, kind{}
}

// longestName bounds the name of a file, in bytes; systems take 255, and an
// ending or a number may be added to it.
const longestName = 235

// device matches the names that Windows takes for a device, whatever their ending.
var device = regexp.MustCompile(`(?i)^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]) *(\.|$)`)

// fileName makes a file name of a title: one segment of a path, on every
// system, that reads as what it is.
func fileName(title, contentType string) string {
	name := strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune(`/\:*?"<>|`, r), r == unicode.ReplacementChar:
			return '_'
		case unicode.In(r, unicode.Cc, unicode.Zl, unicode.Zp, unicode.Bidi_Control):
			return -1
		}
		return r
	}, title)
	ending := path.Ext(name)
	if len(ending) > longestName/2 {
		ending = ""
	}
	if stem := strings.TrimSuffix(name, ending); len(name) > longestName {
		name = strings.ToValidUTF8(stem[:longestName-len(ending)], "") + ending
	}
	name = strings.Trim(name, ". ")
	switch {
	case name == "":
		name = "document"
	case device.MatchString(name):
		name = "_" + name
	}
	endings := kinds[contentType].endings
	ending = strings.ToLower(path.Ext(name))
	if len(endings) == 0 || slices.Contains(endings, ending) || contentType == plainText && ending != "" {
		return name // text has many endings: notes.md, data.csv
	}
	return name + endings[0]
}

// contentDisposition writes the header of RFC 6266: the name in UTF-8, as RFC 8187
// says, behind an approximation for clients that cannot read it.
func contentDisposition(disposition, name string) string {
	ascii := strings.Map(func(r rune) rune {
		if r > unicode.MaxASCII {
			return '_'
		}
		return r
	}, name)
	header := mime.FormatMediaType(disposition, map[string]string{"filename": ascii})
	if ascii != name {
		header += strings.TrimPrefix(mime.FormatMediaType(disposition, map[string]string{"filename": name}), disposition)
	}
	return header
}
