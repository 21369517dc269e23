// Playground is one static web page with the library compiled to WebAssembly: enter a subscription and a day, switch
// readings of the edition, and see what changes. Build it and serve it on http://127.0.0.1:8080 with
//
//	go run ./examples/playground
//
// With -addr it is served elsewhere. With -out DIR the files are written to a folder instead, for any static host.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
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

// errUsage is returned if the flags are wrong, after the usage has been printed.
var errUsage = errors.New("usage")

func run(ctx context.Context, args []string, out, usage io.Writer) error {
	flags := flag.NewFlagSet("playground", flag.ContinueOnError)
	flags.SetOutput(usage)
	addr := flags.String("addr", "127.0.0.1:8080", "the `address` to serve on; with port 0, any that is free")
	dir := flags.String("out", "", "write the files to this `folder`, and do not serve them")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return err
		}
		return errUsage
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("unexpected argument %q", flags.Arg(0))
	}
	if *dir != "" {
		if err := build(ctx, *dir); err != nil {
			return err
		}
		_, err := fmt.Fprintf(out, "written to %s\n", *dir)
		return err
	}
	return buildAndServe(ctx, *addr, out)
}

// buildAndServe opens the address first: if that fails, nothing needs to be built.
func buildAndServe(ctx context.Context, addr string, out io.Writer) (err error) {
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "playground")
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	if err := build(ctx, dir); err != nil {
		return errors.Join(err, listener.Close())
	}
	return serve(ctx, listener, dir, out)
}
