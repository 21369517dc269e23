package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// The tests run twice: over SQLite, and over a PostgreSQL server of their own where one is installed.
var (
	serverURL  string // of the server, while the tests run over it
	noServer   error  // why there is none
	lastSchema atomic.Int64
)

// TestPostgres says why the tests did not run over PostgreSQL, where they did not.
func TestPostgres(t *testing.T) {
	if noServer != nil {
		t.Skipf("the tests run over SQLite alone: %v", noServer)
	}
}

// newSchema makes a schema for one test only, and returns the URL that leads to it.
func newSchema(t *testing.T) string {
	t.Helper()
	name := fmt.Sprintf("test_%d", lastSchema.Add(1))
	db, err := sql.Open("pgx", serverURL)
	if err == nil {
		_, err = db.ExecContext(t.Context(), "CREATE SCHEMA "+name)
	}
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	return serverURL + "&search_path=" + name
}

// startPostgres starts a server on a loopback port, and returns its URL and a function that stops it.
func startPostgres() (url string, stop func(), err error) {
	bin, err := postgresPrograms()
	if err != nil {
		return "", nil, err
	}
	as, err := postgresAccount()
	if err != nil {
		return "", nil, err
	}
	dir, err := os.MkdirTemp("", "service-")
	if err != nil {
		return "", nil, err
	}
	remove := func() { _ = os.RemoveAll(dir) }
	if as != nil {
		if err := os.Chown(dir, int(as.Uid), int(as.Gid)); err != nil {
			remove()
			return "", nil, err
		}
	}
	data := filepath.Join(dir, "data")
	command := func(name string, args ...string) *exec.Cmd {
		c := exec.Command(filepath.Join(bin, name), append([]string{"-D", data}, args...)...)
		c.Dir, c.Env = dir, []string{"PATH=" + os.Getenv("PATH"), "LC_ALL=C"}
		if as != nil {
			c.SysProcAttr = &syscall.SysProcAttr{Credential: as}
		}
		return c
	}
	out, err := command("initdb", "-A", "trust", "-U", "service", "-E", "UTF8", "--locale=C",
		"--no-sync").CombinedOutput()
	if err != nil {
		remove()
		return "", nil, fmt.Errorf("initdb: %w\n%s", err, out)
	}
	port, err := freePort()
	if err != nil {
		remove()
		return "", nil, err
	}
	server := command("postgres", "-p", port, "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=",
		"-c", "fsync=off", "-c", "max_connections=400", "-c", "timezone=America/St_Johns")
	if err := server.Start(); err != nil {
		remove()
		return "", nil, err
	}
	stop = func() {
		_ = server.Process.Signal(syscall.SIGINT) // it ends at once, whoever is connected
		_ = server.Wait()
		remove()
	}
	url = "postgres://service@127.0.0.1:" + port + "/postgres?sslmode=disable"
	if err := awaitPostgres(url); err != nil {
		stop()
		return "", nil, err
	}
	return url, stop, nil
}

// freePort returns a port of the loopback that nobody listens on.
func freePort() (string, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	_, port, err := net.SplitHostPort(listener.Addr().String())
	return port, errors.Join(err, listener.Close())
}

func awaitPostgres(url string) error {
	db, err := sql.Open("pgx", url)
	if err != nil {
		return err
	}
	for end := time.Now().Add(time.Minute); ; time.Sleep(50 * time.Millisecond) {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		err := db.PingContext(ctx)
		cancel()
		if err == nil || time.Now().After(end) {
			return errors.Join(err, db.Close())
		}
	}
}

// postgresPrograms returns the folder of the newest installed server.
func postgresPrograms() (string, error) {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/postgres")
	if err == nil && len(found) > 0 {
		return filepath.Dir(found[len(found)-1]), nil
	}
	one, err := exec.LookPath("postgres")
	if err != nil {
		return "", errors.New("PostgreSQL is not installed: no postgres in /usr/lib/postgresql or in the path")
	}
	return filepath.Dir(one), nil
}

// postgresAccount returns the account that the server runs as, since it refuses to run as root; nil for the current
// one.
func postgresAccount() (*syscall.Credential, error) {
	if os.Getuid() != 0 {
		return nil, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, wrong := strconv.ParseUint(u.Uid, 10, 32)
		gid, bad := strconv.ParseUint(u.Gid, 10, 32)
		return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, errors.Join(wrong, bad)
	}
	return nil, errors.New("the tests run as root, and there is no other user to run PostgreSQL as")
}
