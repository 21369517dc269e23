// Service answers questions about subscriptions over HTTP, in JSON: where one stands, what can be done with it, what
// added seats or an extension cost, which renewal date several could share, what can be returned, and what has been
// billed. It keeps subscriptions, quotes and bills in an SQLite database, and needs no set-up. From the root of the
// repository:
//
//	go -C examples/service run .
//	go -C examples/service run . -addr 127.0.0.1:8080 -db billing.db -zone Europe/Brussels -parties FILE
//
// Each request asks about today, in the zone, or about the day of ?on=YYYY-MM-DD. The log goes to standard error as
// JSON.
package main

import (
	"context"
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
	_ "time/tzdata" // a machine without a zone database must begin the day at the same instant
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	err := run(ctx, os.Args[1:], os.Stderr)
	stop()
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
	case errors.Is(err, errUsage):
		os.Exit(2)
	default:
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// errUsage is returned where the flags are wrong, after the usage has been printed.
var errUsage = errors.New("usage")

// run is the whole program. It returns when the context has ended and the requests that were under way are answered.
func run(ctx context.Context, args []string, out io.Writer) (err error) {
	flags := flag.NewFlagSet("service", flag.ContinueOnError)
	flags.SetOutput(out)
	addr := flags.String("addr", "127.0.0.1:8080", "the `address` to listen on; port 0 takes a free one")
	file := flags.String("db", "billing.db", "the database `file`, or :memory:")
	partiesFile := flags.String("parties", "", "the `file` with the parties of e-invoices; the demo's own without it")
	zoneName := flags.String("zone", "Europe/Brussels", "the `zone` in which a day begins")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return err
		}
		return errUsage
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("unexpected argument %q", flags.Arg(0))
	}
	for name, value := range map[string]string{"-db": *file, "-zone": *zoneName} {
		if value == "" { // to SQLite a database that is gone with the program, and to Go UTC
			return fmt.Errorf("%s: is needed", name)
		}
	}
	zone, err := time.LoadLocation(*zoneName)
	if err != nil {
		return fmt.Errorf("-zone: %w", err)
	}
	parties, err := readParties(*partiesFile)
	if err != nil {
		return fmt.Errorf("-parties: %w", err)
	}
	st, err := openStore(ctx, *file, func(tx *sql.Tx) error { return insertDemo(ctx, tx) })
	if err != nil {
		return fmt.Errorf("-db: %w", err)
	}
	defer func() { err = errors.Join(err, st.close()) }()
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", *addr)
	if err != nil {
		return fmt.Errorf("-addr: %w", err)
	}
	log := slog.New(slog.NewJSONHandler(out, nil))
	s := &service{store: st, edition: inEurope, zone: zone, now: time.Now, log: log, parties: parties}
	return serve(ctx, listener, s.routes(), log)
}

// stopTime is how long a request that is under way when the program is stopped may still take.
const stopTime = 15 * time.Second

// serve answers requests until the context ends. Then it takes no new ones, and finishes those that it has.
func serve(ctx context.Context, listener net.Listener, handler http.Handler, log *slog.Logger) error {
	server := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       requestTime,
		WriteTimeout:      requestTime + 5*time.Second, // a request that is given up must still be told so
		IdleTimeout:       time.Minute,
		MaxHeaderBytes:    16 << 10,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	log.Info("listening", "addr", listener.Addr().String())
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	log.Info("stopping")
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTime)
	defer cancel()
	if err := server.Shutdown(ending); err != nil {
		return fmt.Errorf("requests were cut off: %w", errors.Join(err, server.Close()))
	}
	log.Info("stopped")
	return nil
}
