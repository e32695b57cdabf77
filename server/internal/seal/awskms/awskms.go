package awskms

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials/endpointcreds"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/logging"

	"strongroom/server/internal/seal"
)

// Config says which key wraps, and where KMS is. Key is required.
type Config struct {
	Key      string   // ARN of a symmetric key, or of an alias of one
	Endpoint *url.URL // of a VPC or FIPS endpoint, without a path; nil for the public one of the region
}

const (
	attempts = 3
	pause    = 100 * time.Millisecond // between them
	// patience bounds one attempt, and patienceInAll everything that a caller waits for.
	patience      = 2 * time.Second
	patienceInAll = 4 * time.Second
	// maxAnswer and maxWrapped are in bytes; Decrypt takes no more than the second.
	maxAnswer  = 64 << 10
	maxWrapped = 6144
)

// Root is a [seal.Root].
//
// BUG(awskms): The copies of a key that the SDK makes of its requests and answers are
// left to the garbage collector, and not wiped.
type Root struct {
	client *kms.Client
	key    arn
	bound  seal.Proof
}

var _ seal.Root = (*Root)(nil)

// New returns the root keys of an account and region. It reads the environment and the
// SDK's shared files, and asks nothing. Endpoints that those name are not used.
func New(ctx context.Context, c Config) (*Root, error) {
	key, err := parse(c.Key)
	if err != nil {
		return nil, fmt.Errorf("awskms: %w", err)
	}
	// Credentials are fetched once for all who wait: a fetch that hangs would hold up every later one.
	patient := awshttp.NewBuildableClient().WithTimeout(patience)
	found, err := config.LoadDefaultConfig(ctx, config.WithRegion(key.region),
		config.WithLogger(logging.Nop{}), config.WithHTTPClient(patient),
		config.WithEndpointCredentialOptions(func(o *endpointcreds.Options) { o.HTTPClient = patient }),
		config.WithRetryer(func() aws.Retryer {
			return retry.NewStandard(func(o *retry.StandardOptions) { o.MaxAttempts, o.MaxBackoff = attempts, pause })
		}))
	if err != nil {
		return nil, fmt.Errorf("awskms: %w", err)
	}
	var authorities *x509.CertPool // nil for the system's
	if own, ok := found.HTTPClient.(*awshttp.BuildableClient); ok {
		authorities = own.GetTransport().TLSClientConfig.RootCAs // of AWS_CA_BUNDLE
	}
	client := &http.Client{
		// HTTP/1.1, where a request that is given up takes its connection along: the
		// next one does not wait on a dead one.
		Transport: bounded{&http.Transport{
			Proxy: http.ProxyFromEnvironment, TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: authorities},
			MaxIdleConnsPerHost: 16, IdleConnTimeout: time.Minute,
		}},
		Timeout: patience,
		// Nobody is asked but the server that is configured.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return &Root{key: key, client: kms.NewFromConfig(found, func(o *kms.Options) {
		o.HTTPClient, o.BaseEndpoint = client, nil
		if c.Endpoint != nil {
			o.BaseEndpoint = aws.String(c.Endpoint.String())
		}
	})}, nil
}

// bounded cuts answers that are too long.
type bounded struct{ http.RoundTripper }

func (b bounded) RoundTrip(request *http.Request) (*http.Response, error) {
	response, err := b.RoundTripper.RoundTrip(request)
	if err == nil {
		response.Body = struct {
			io.Reader
			io.Closer
		}{io.LimitReader(response.Body, maxAnswer), response.Body}
	}
	return response, err
}

// Wrap implements [seal.Root].
func (r *Root) Wrap(ctx context.Context, key seal.Key, aad []byte) (rootID string, wrapped []byte, err error) {
	plain := key.Bytes()
	defer clear(plain)
	made, err := ask(ctx, r.client.Encrypt, &kms.EncryptInput{
		KeyId: aws.String(r.key.text), Plaintext: plain, EncryptionContext: binding(aad),
	})
	if err != nil {
		return "", nil, err
	}
	rootID, wrapped = aws.ToString(made.KeyId), made.CiphertextBlob
	if !r.Knows(rootID) || len(wrapped) == 0 {
		return "", nil, fmt.Errorf("%w: awskms: no ciphertext of the key came from Encrypt", seal.ErrRootUnavailable)
	}
	return rootID, wrapped, r.bound.Of(ctx, r, rootID, wrapped, aad)
}

// Unwrap implements [seal.Root].
func (r *Root) Unwrap(ctx context.Context, rootID string, wrapped, aad []byte) (seal.Key, error) {
	switch {
	case !r.Knows(rootID):
		return seal.Key{}, fmt.Errorf("%w: awskms: root key %q is not of %s", seal.ErrKeyRefused, rootID, r.key.text)
	case len(wrapped) == 0 || len(wrapped) > maxWrapped:
		return seal.Key{}, fmt.Errorf("%w: awskms: no ciphertext has %d bytes", seal.ErrKeyRefused, len(wrapped))
	}
	opened, err := ask(ctx, r.client.Decrypt, &kms.DecryptInput{
		KeyId: &rootID, CiphertextBlob: wrapped, EncryptionContext: binding(aad),
	})
	if err != nil {
		return seal.Key{}, err
	}
	defer clear(opened.Plaintext)
	if aws.ToString(opened.KeyId) != rootID {
		return seal.Key{}, fmt.Errorf("%w: awskms: Decrypt used another key than %s", seal.ErrKeyRefused, rootID)
	}
	key, err := seal.KeyFromBytes(opened.Plaintext)
	if err != nil {
		return seal.Key{}, fmt.Errorf("%w: %w", seal.ErrKeyRefused, err)
	}
	return key, nil
}

func binding(aad []byte) map[string]string {
	return map[string]string{"strongroom": base64.StdEncoding.EncodeToString(aad)}
}

// Knows implements [seal.Root]. A name comes from the database. Were any ARN good,
// whoever writes there could name a key of their own account that is open to all.
func (r *Root) Knows(rootID string) bool {
	name, err := parse(rootID)
	return err == nil && !name.alias && name.account == r.key.account && (r.key.alias || name == r.key)
}

// arn names a key or an alias.
type arn struct {
	text    string
	account string // everything before the resource, the region included
	region  string
	alias   bool
}

var arnParts = regexp.MustCompile(`^(arn:aws[a-z-]*:kms:([a-z0-9-]+):[0-9]{12}):` +
	`(key/(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})|alias/[A-Za-z0-9/_-]{1,250})$`)

// CheckKey tells what is wrong with a [Config]'s Key.
func CheckKey(key string) error {
	_, err := parse(key)
	return err
}

func parse(text string) (arn, error) {
	parts := arnParts.FindStringSubmatch(text)
	if parts == nil {
		return arn{}, fmt.Errorf("%q is not the ARN of a KMS key or alias", text)
	}
	return arn{text: text, account: parts[1], region: parts[2], alias: strings.HasPrefix(parts[3], "alias/")}, nil
}

// ask asks KMS in time.
func ask[Question, Answer any](
	ctx context.Context, act func(context.Context, *Question, ...func(*kms.Options)) (*Answer, error), question *Question,
) (*Answer, error) {
	all, cancel := context.WithTimeout(ctx, patienceInAll)
	defer cancel()
	answer, err := act(all, question)
	switch {
	case err == nil:
		return answer, nil
	case ctx.Err() != nil:
		return nil, fmt.Errorf("awskms: %w", context.Cause(ctx))
	default:
		return nil, explain(err)
	}
}

// hints say what an operator may look at, by the error codes that KMS documents.
var hints = map[string]string{
	"AccessDeniedException":       "the identity may not use the key for that",
	"DisabledException":           "the key is disabled",
	"KMSInvalidStateException":    "the key is disabled, or about to be deleted",
	"KeyUnavailableException":     "the key is not available",
	"NotFoundException":           "there is no such key or alias",
	"InvalidKeyUsageException":    "the key is not a symmetric one that encrypts",
	"ExpiredTokenException":       "the credentials have expired",
	"UnrecognizedClientException": "the credentials are not good",
	"InvalidSignatureException":   "the credentials are not good, or the clock is wrong",
	"ThrottlingException":         "too much is asked of it",
	"DependencyTimeoutException":  "it is away itself",
	"KMSInternalException":        "it is away itself",
}

// explain makes an error of one of the SDK's. It tells the kind of an answer and never
// its words, which may repeat the question.
func explain(err error) error {
	var call, before *smithy.OperationError // before: to get credentials
	var answer *awshttp.ResponseError
	if !errors.As(err, &call) || errors.As(call.Err, &before) || !errors.As(err, &answer) || answer.HTTPStatusCode() == 0 {
		return fmt.Errorf("%w: awskms: %w", seal.ErrRootUnavailable, err)
	}
	act, status := call.Operation(), answer.HTTPStatusCode()
	var kind smithy.APIError
	if !errors.As(err, &kind) {
		return fmt.Errorf("%w: awskms: %s answers %d, and nothing that KMS says", seal.ErrRootUnavailable, act, status)
	}
	code := kind.ErrorCode()
	if act == "Decrypt" && (code == "InvalidCiphertextException" || code == "IncorrectKeyException") {
		return fmt.Errorf("%w: awskms: Decrypt answers %s", seal.ErrKeyRefused, code)
	}
	if hint, ok := hints[code]; ok {
		return fmt.Errorf("%w: awskms: %s answers %s: %s", seal.ErrRootUnavailable, act, code, hint)
	}
	return fmt.Errorf("%w: awskms: %s answers %d", seal.ErrRootUnavailable, act, status)
}
