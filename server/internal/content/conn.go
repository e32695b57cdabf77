package content

import (
	"context"
	"crypto/tls"
	"net"
)

type connKey struct{}

// ConnContext is the ConnContext of an http.Server whose downloads are to be
// cut at once. Without it a cut download still ends short, but the client
// gets what the buffers hold, and TLS tries for 5 seconds to say goodbye to one
// that reads nothing. Buffers are kept small, for the case that nobody is left to
// empty them: what a process has written reaches a slow client after it is killed.
func ConnContext(ctx context.Context, conn net.Conn) context.Context {
	if secure, ok := conn.(*tls.Conn); ok {
		conn = secure.NetConn()
	}
	tcp, ok := conn.(*net.TCPConn)
	if !ok {
		return ctx
	}
	boundUnsent(tcp)
	return context.WithValue(ctx, connKey{}, tcp)
}

// reset closes the connection of a request and throws away what was not yet sent.
func reset(ctx context.Context) {
	if conn, ok := ctx.Value(connKey{}).(*net.TCPConn); ok {
		_ = conn.SetLinger(0) // no connection, nothing to throw away
		_ = conn.Close()
	}
}
