package graph

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"strings"
	"time"

	"entgo.io/ent/privacy"
	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"strongroom/ent/gen"
	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
	"strongroom/server/vault"
)

// presenter makes answers of errors. It is the only place where an error
// leaves the API: what is not known to be safe is logged once, without
// variables, and answered as INTERNAL with the ID of the request.
type presenter struct {
	log         *slog.Logger
	requestID   func(context.Context) string
	suggestions bool
	time        time.Duration
}

// present is gqlgen's error presenter.
func (p presenter) present(ctx context.Context, err error) *gqlerror.Error {
	answer := &gqlerror.Error{Message: err.Error(), Path: responsePath(ctx), Extensions: map[string]any{}}
	located, _ := errors.AsType[*gqlerror.Error](err)
	if located != nil {
		answer.Locations = located.Locations
	}
	known := p.translate(ctx, err, located)
	answer.Message = known.Message
	answer.Extensions["code"] = known.Code
	if known.Field != "" {
		answer.Extensions["field"] = known.Field
	}
	why := known.Reason
	if known.Code == vault.Unauthenticated && why == "" {
		why = vault.ReasonOf(ctx)
	}
	if why != "" {
		answer.Extensions["reason"] = why
	}
	if known.Code == vault.Internal || known.Code == vault.Unavailable {
		request := p.requestID(ctx)
		answer.Extensions["requestId"] = request
		p.log.ErrorContext(ctx, "graphql", "request", request, "path", answer.Path.String(), "code", known.Code, "cause", cause(known))
	}
	return answer
}

// translate tells what an error is to the client.
func (p presenter) translate(ctx context.Context, err error, located *gqlerror.Error) *vault.Error {
	known, isKnown := errors.AsType[*vault.Error](err)
	field := inputField(ctx, located)
	switch {
	case isKnown && known.Code == vault.BadUserInput && known.Field == "":
		return &vault.Error{Code: known.Code, Message: known.Message, Field: field}
	case isKnown && known.Code != vault.Internal && known.Code != vault.Unavailable:
		return known
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return &vault.Error{Code: vault.Limited, Message: fmt.Sprintf("an operation takes at most %v", p.time)}
	case ctx.Err() != nil:
		return &vault.Error{Code: vault.Limited, Message: "the request was given up"}
	case isKnown:
		return known
	case gen.IsNotFound(err):
		return &vault.Error{Code: vault.NotFound, Message: "there is no such thing"}
	case errors.Is(err, privacy.Deny):
		if _, ok := viewer.FromContext(ctx); !ok {
			return errUnauthenticated
		}
		return &vault.Error{Code: vault.NotFound, Message: "there is no such thing"}
	case errors.Is(err, typeid.ErrInvalid):
		return &vault.Error{Code: vault.BadUserInput, Message: "want an ID, such as doc_01h455vb4pex5vsknk084sn02q", Field: field}
	case field != "":
		return &vault.Error{Code: vault.BadUserInput, Message: "want a value as the schema says", Field: field}
	case located != nil && located.Err == nil && located.Extensions["code"] != nil:
		return p.protocol(located)
	default:
		return &vault.Error{Code: vault.Internal, Message: "internal error", Cause: err}
	}
}

var errUnauthenticated = &vault.Error{Code: vault.Unauthenticated, Message: "sign in first"}

// protocol passes on what gqlgen and its parser say about the client's own
// document and variables, less the names that they suggest, unless wanted.
func (p presenter) protocol(located *gqlerror.Error) *vault.Error {
	message := located.Message
	if !p.suggestions {
		message, _, _ = strings.Cut(message, " Did you mean")
	}
	code, _ := located.Extensions["code"].(string)
	switch {
	case code == errcode.ParseFailed && strings.HasPrefix(message, "exceeded token limit"):
		return &vault.Error{Code: vault.Limited, Message: message}
	case len(located.Path) > 1 && located.Path[0] == ast.PathName("variable"):
		return &vault.Error{Code: vault.BadUserInput, Message: message, Field: fieldOf(located.Path[1:])}
	default:
		return &vault.Error{Code: vault.Code(code), Message: message}
	}
}

// responsePath is the path of the field in the answer; nil outside one.
func responsePath(ctx context.Context) ast.Path {
	if field := graphql.GetFieldContext(ctx); field != nil {
		return field.Path()
	}
	return nil
}

// inputField names the input that an error is about; "" if it is about none.
// While gqlgen reads arguments, paths go on behind the field's own.
func inputField(ctx context.Context, located *gqlerror.Error) string {
	if located == nil || graphql.GetFieldContext(ctx) == nil {
		return ""
	}
	field := responsePath(ctx)
	if len(located.Path) <= len(field) {
		return ""
	}
	return fieldOf(located.Path[len(field):])
}

// fieldOf writes a path of input fields as vault.Error does, without the
// argument "input" that every mutation has.
func fieldOf(path ast.Path) string {
	if len(path) > 1 && path[0] == ast.PathName("input") {
		path = path[1:]
	}
	return path.String()
}

// panicked is what a recovered panic becomes.
type panicked struct {
	value any
	stack []byte
}

// Error tells where it happened, and not the value, which may hold content.
func (p *panicked) Error() string { return fmt.Sprintf("panic: %T\n%s", p.value, p.stack) }

func recovered(_ context.Context, value any) error {
	return &panicked{value: value, stack: debug.Stack()}
}

func cause(known *vault.Error) string {
	if known.Cause == nil {
		return known.Message
	}
	return known.Cause.Error()
}
