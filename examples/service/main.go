// Service answers questions about subscriptions over HTTP, in JSON, and records what happens to them: what is bought,
// changed, paid and returned, each as an event. It keeps them in an SQLite file, or in PostgreSQL, and needs no set-up.
// From the root of the repository:
//
//	go -C examples/service run .
//	go -C examples/service run . -db billing.db backup billing-copy.db
//
// Each request is about today, in the zone, or about the day of ?on=YYYY-MM-DD. The log goes to standard error as
// JSON.
package main

import (
	"context"
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
	if err := run(ctx, os.Args[1:], os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// options are the flags.
type options struct {
	addr, db, zone, parties, proxy string
	recordBack                     int
	rest                           []string
}

// readOptions reads the flags; where they are wrong, the program ends with the usage.
func readOptions(args []string) (o options, err error) {
	flags := flag.NewFlagSet("service", flag.ExitOnError)
	flags.StringVar(&o.addr, "addr", "127.0.0.1:8093", "the `address` to listen on; port 0 takes a free one")
	flags.StringVar(&o.db, "db", "billing.db", "the database: a `file` of SQLite, or postgres://…")
	flags.StringVar(&o.parties, "parties", "", "the `file` with the parties of e-invoices; the demo's own without it")
	flags.StringVar(&o.zone, "zone", "Europe/Brussels", "the `zone` in which a day begins")
	flags.StringVar(&o.proxy, "trusted-proxy", "",
		"the `header` in which a proxy in front, which lets nobody through whom it does not know, names the caller")
	flags.IntVar(&o.recordBack, "record-back", 30, "how many `days` back something may still be recorded")
	err = flags.Parse(args)
	switch o.rest = flags.Args(); {
	case err != nil:
		return o, err
	case len(o.rest) > 0 && (len(o.rest) != 2 || o.rest[0] != "backup"):
		return o, fmt.Errorf("unexpected arguments %q: the one command is backup FILE", o.rest)
	case o.recordBack < 0:
		return o, errors.New("-record-back: is negative")
	case o.db == "": // to SQLite a database that is gone with the program
		return o, errors.New("-db: is needed")
	case o.zone == "": // to Go UTC
		return o, errors.New("-zone: is needed")
	}
	return o, nil
}

// run is the whole program. It returns when the context has ended and the requests that were under way are answered.
func run(ctx context.Context, args []string, out io.Writer) (err error) {
	o, err := readOptions(args)
	if err != nil {
		return err
	}
	if len(o.rest) > 0 {
		return backup(ctx, o.db, o.rest[1])
	}
	log := slog.New(slog.NewJSONHandler(out, nil))
	s := &service{editions: european(), now: time.Now, log: log, recordBack: o.recordBack}
	if s.zone, err = time.LoadLocation(o.zone); err != nil {
		return fmt.Errorf("-zone: %w", err)
	}
	if s.parties, err = readParties(o.parties); err != nil {
		return fmt.Errorf("-parties: %w", err)
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", o.addr)
	if err != nil {
		return fmt.Errorf("-addr: %w", err)
	}
	defer func() { _ = listener.Close() }() // again, where it was served
	if s.guard, err = newGuard(listener.Addr(), o.proxy); err != nil {
		return fmt.Errorf("-addr: %w", err)
	}
	if s.store, err = openStore(ctx, o.db, s.fill); err != nil {
		return fmt.Errorf("-db: %w", err)
	}
	defer func() { err = errors.Join(err, s.store.close()) }()
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
