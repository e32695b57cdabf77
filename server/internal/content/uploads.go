package content

import (
	"context"
	"fmt"
	"net/http"
	"slices"

	"github.com/tus/tusd/v2/pkg/handler"
	"github.com/tus/tusd/v2/pkg/memorylocker"
	xslog "golang.org/x/exp/slog"

	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
)

// uploads speaks tus by tusd, over the vault. Checksums of single requests tusd's
// handler does not carry. A partial upload names folder or document as well as the one that
// they are joined to: bytes of no customer could not be sealed under a key of one.
type uploads struct {
	tus     *handler.UnroutedHandler
	present presenter
}

func newUploads(cfg Config, present presenter) (*uploads, error) {
	composer := handler.NewStoreComposer()
	composer.UseCore(store{vault: cfg.Vault})
	composer.UseTerminater(store{vault: cfg.Vault})
	composer.UseConcater(store{vault: cfg.Vault})
	composer.UseLengthDeferrer(store{vault: cfg.Vault})
	composer.UseLocker(locker{memorylocker.New()})
	tus, err := handler.NewUnroutedHandler(handler.Config{
		StoreComposer:   composer,
		BasePath:        cfg.UploadsURL,
		MaxSize:         cfg.MaxUpload,
		DisableDownload: true,
		Cors:            &handler.CorsConfig{Disable: true}, // the page is of the same origin
		Logger:          xslog.New(tusdLog{to: cfg.Log.Handler()}),
		NetworkTimeout:  stall,
	})
	if err != nil {
		return nil, fmt.Errorf("set up tus: %w", err)
	}
	return &uploads{tus: tus, present: present}, nil
}

// collection answers /uploads.
func (u *uploads) collection() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		u.serve(w, r, "", map[string]http.HandlerFunc{http.MethodPost: u.tus.PostFile})
	})
}

// member answers /uploads/{id}.
func (u *uploads) member() http.Handler {
	methods := map[string]http.HandlerFunc{
		http.MethodHead:   u.tus.HeadFile,
		http.MethodPatch:  u.tus.PatchFile,
		http.MethodDelete: u.tus.DelFile,
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id, err := typeid.ParseAs(typeid.Upload, r.PathValue("id"))
		if err != nil {
			u.present.status(w, r, http.StatusNotFound, "there is no such upload")
			return
		}
		u.serve(w, r, id, methods)
	})
}

func (u *uploads) serve(w http.ResponseWriter, r *http.Request, id typeid.ID, methods map[string]http.HandlerFunc) {
	next, ok := methods[r.Method]
	if !ok && r.Method != http.MethodOptions {
		allowed := []string{http.MethodOptions}
		for method := range methods {
			allowed = append(allowed, method)
		}
		slices.Sort(allowed)
		u.present.wrongMethod(w, r, allowed...)
		return
	}
	x := &exchange{ResponseWriter: w, length: r.ContentLength}
	inner := r.Clone(context.WithValue(r.Context(), exchangeKey{}, x))
	inner.URL.Path = string(id)                // tusd wants what stands behind its base path
	inner.Header.Del("X-HTTP-Method-Override") // a POST is a POST
	inner.Body = &received{ReadCloser: r.Body, exchange: x}
	u.tus.Middleware(next).ServeHTTP(x, inner)
	x.finish(u.present, r)
}

// locker holds one lock an upload and viewer. tusd takes it before it has
// asked whose upload it is, and who waits for it breaks off the request that
// holds it, so that a client can go on behind a connection that hangs; nobody
// may do that to an upload of somebody else. Replicas do not share the locks:
// between them the vault refuses the second of two writers.
type locker struct{ memory *memorylocker.MemoryLocker }

// NewLock implements handler.Locker.
func (l locker) NewLock(id string) (handler.Lock, error) {
	return &lock{memory: l.memory, id: id}, nil
}

type lock struct {
	memory *memorylocker.MemoryLocker
	id     string
	held   handler.Lock
}

// Lock implements handler.Lock.
func (l *lock) Lock(ctx context.Context, release func()) error {
	who, _ := viewer.FromContext(ctx)
	held, err := l.memory.NewLock(string(who.ID) + " " + l.id)
	if err != nil {
		return err
	}
	if err := held.Lock(ctx, exchangeOf(ctx).takeover.when(release)); err != nil {
		return handler.ErrFileLocked
	}
	l.held = held
	return nil
}

// Unlock implements handler.Lock.
func (l *lock) Unlock() error { return l.held.Unlock() }
