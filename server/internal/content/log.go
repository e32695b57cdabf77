package content

import (
	"context"
	"log/slog"

	xslog "golang.org/x/exp/slog"
)

// tusdLog takes what tusd logs, by the forerunner of log/slog, to the
// server's log one level lower: tusd counts each request as information, which
// the access log has, and each client that hangs up as an error.
type tusdLog struct{ to slog.Handler }

func lower(level xslog.Level) slog.Level {
	return slog.Level(level) - (slog.LevelInfo - slog.LevelDebug)
}

func attrs(from []xslog.Attr) []slog.Attr {
	to := make([]slog.Attr, len(from))
	for i, attr := range from {
		to[i] = slog.Any(attr.Key, attr.Value.Resolve().Any())
	}
	return to
}

// Enabled implements xslog.Handler.
func (l tusdLog) Enabled(ctx context.Context, level xslog.Level) bool {
	return l.to.Enabled(ctx, lower(level))
}

// Handle implements xslog.Handler.
func (l tusdLog) Handle(ctx context.Context, from xslog.Record) error {
	record := slog.NewRecord(from.Time, lower(from.Level), "tusd: "+from.Message, 0)
	from.Attrs(func(attr xslog.Attr) bool {
		record.AddAttrs(attrs([]xslog.Attr{attr})...)
		return true
	})
	return l.to.Handle(ctx, record)
}

// WithAttrs implements xslog.Handler.
func (l tusdLog) WithAttrs(from []xslog.Attr) xslog.Handler {
	return tusdLog{to: l.to.WithAttrs(attrs(from))}
}

// WithGroup implements xslog.Handler.
func (l tusdLog) WithGroup(name string) xslog.Handler {
	return tusdLog{to: l.to.WithGroup(name)}
}
