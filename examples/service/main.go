// Service answers questions about subscriptions over HTTP, in JSON, and records what happens to them: purchases,
// changes, payments and returns, each as an event. It keeps them in an SQLite file, or in PostgreSQL, and needs no
// set-up. From the root of the repository:
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

// run is the whole program. It returns when the context has ended and the requests in progress are answered.
func run(ctx context.Context, args []string, out io.Writer) (err error) {
	s := &service{editions: european(), now: time.Now, log: slog.New(slog.NewJSONHandler(out, nil))}
	flags := flag.NewFlagSet("service", flag.ExitOnError)
	addr := flags.String("addr", "127.0.0.1:8093", "the `address` to listen on; port 0 takes a free one")
	db := flags.String("db", "billing.db", "the database: a `file` of SQLite, or postgres://…")
	parties := flags.String("parties", "", "the `file` with the parties of e-invoices; the demo's own without it")
	zone := flags.String("zone", "Europe/Brussels", "the `zone` in which a day begins")
	proxy := flags.String("trusted-proxy", "",
		"the `header` in which a proxy in front, which lets nobody through whom it does not know, names the caller")
	flags.IntVar(&s.recordBack, "record-back", 30, "how many `days` back something may still be recorded")
	err = flags.Parse(args) // if they are wrong, the program has ended by now
	switch rest := flags.Args(); {
	case err != nil:
		return err
	case len(rest) == 2 && rest[0] == "backup":
		return backup(ctx, *db, rest[1])
	case len(rest) > 0:
		return fmt.Errorf("unexpected arguments %q: the one command is backup FILE", rest)
	case s.recordBack < 0:
		return errors.New("-record-back: is negative")
	}
	if s.zone, err = time.LoadLocation(*zone); err != nil {
		return fmt.Errorf("-zone: %w", err)
	}
	if s.parties, err = readParties(*parties); err != nil {
		return fmt.Errorf("-parties: %w", err)
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", *addr)
	if err != nil {
		return fmt.Errorf("-addr: %w", err)
	}
	defer func() { _ = listener.Close() }() // again, if it was served
	if s.guard, err = newGuard(listener.Addr(), *proxy); err != nil {
		return fmt.Errorf("-addr: %w", err)
	}
	if s.store, err = openStore(ctx, *db, s.fill); err != nil {
		return fmt.Errorf("-db: %w", err)
	}
	defer func() { err = errors.Join(err, s.store.close()) }()
	return serve(ctx, listener, s.routes(), s.log)
}

// serve answers requests until the context ends. Then it accepts no new ones, and finishes those in progress.
func serve(ctx context.Context, listener net.Listener, handler http.Handler, log *slog.Logger) error {
	server := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       requestTime,
		WriteTimeout:      requestTime + 5*time.Second, // a request that is given up must still get an answer
		IdleTimeout:       time.Minute,
		MaxHeaderBytes:    16 << 10,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	stopped := make(chan error, 1)
	context.AfterFunc(ctx, func() {
		log.Info("stopping")
		ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), requestTime+5*time.Second)
		defer cancel()
		stopped <- server.Shutdown(ending)
	})
	log.Info("listening", "addr", listener.Addr().String())
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	if err := <-stopped; err != nil {
		return fmt.Errorf("requests were cut off: %w", errors.Join(err, server.Close()))
	}
	log.Info("stopped")
	return nil
}
