package stores_test

import (
	"context"
	"database/sql"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"
)

// serverZone is the time zone of the server, which is far from UTC and from the zones of its clients.
const serverZone = "America/St_Johns"

// postgres starts a server of its own on a loopback port, and returns a function that connects to it, with options of
// the driver such as the time zone of the session. If PostgreSQL is not installed, the test is skipped.
func postgres(t *testing.T) (connect func(options string) *sql.DB) {
	t.Helper()
	bin := programs(t)
	as := account(t)
	dir, err := os.MkdirTemp("", "stores-") // other users cannot enter t.TempDir
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if as != nil {
		if err := os.Chown(dir, int(as.Uid), int(as.Gid)); err != nil {
			t.Fatal(err)
		}
	}
	data := filepath.Join(dir, "data")
	made := command(as, dir, filepath.Join(bin, "initdb"), "-D", data, "-A", "trust", "-U", "stores", "-E", "UTF8",
		"--locale=C", "--no-sync")
	if out, err := made.CombinedOutput(); err != nil {
		t.Fatalf("initdb: %v\n%s", err, out)
	}
	port := freePort(t)
	server := command(as, dir, filepath.Join(bin, "postgres"), "-D", data, "-p", strconv.Itoa(port),
		"-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "fsync=off",
		"-c", "timezone="+serverZone)
	var log strings.Builder
	server.Stdout, server.Stderr = &log, &log
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = server.Process.Signal(syscall.SIGINT) // it ends at once, whoever is connected
		_ = server.Wait()
		if t.Failed() {
			t.Log(log.String())
		}
	})
	connect = func(options string) *sql.DB {
		url := fmt.Sprintf("postgres://stores@127.0.0.1:%d/postgres?sslmode=disable&%s", port, options)
		db, err := sql.Open("pgx", url)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = db.Close() })
		return db
	}
	await(t, connect(""))
	return connect
}

// await waits until a server answers.
func await(t *testing.T, db *sql.DB) {
	t.Helper()
	for end := time.Now().Add(time.Minute); ; time.Sleep(50 * time.Millisecond) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		err := db.PingContext(ctx)
		cancel()
		if err == nil {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("the server does not answer: %v", err)
		}
	}
}

// programs returns the folder of the newest installed server.
func programs(t *testing.T) string {
	t.Helper()
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/postgres")
	if err != nil {
		t.Fatal(err)
	}
	if len(found) > 0 {
		return filepath.Dir(found[len(found)-1])
	}
	one, err := exec.LookPath("postgres")
	if err != nil {
		t.Skip("PostgreSQL is not installed: no postgres in /usr/lib/postgresql or in the path")
	}
	return filepath.Dir(one)
}

// account returns the account that the server runs as, since it refuses to run as root; nil for the current one.
func account(t *testing.T) *syscall.Credential {
	t.Helper()
	if os.Getuid() != 0 {
		return nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		if u, err := user.Lookup(name); err == nil {
			uid, uidErr := strconv.ParseUint(u.Uid, 10, 32)
			gid, gidErr := strconv.ParseUint(u.Gid, 10, 32)
			if uidErr == nil && gidErr == nil {
				return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
			}
		}
	}
	t.Skip("the test runs as root, and there is no other user to run PostgreSQL as")
	return nil
}

func command(as *syscall.Credential, dir, name string, args ...string) *exec.Cmd {
	c := exec.Command(name, args...)
	c.Dir = dir
	c.Env = []string{"PATH=" + os.Getenv("PATH"), "LC_ALL=C"}
	if as != nil {
		c.SysProcAttr = &syscall.SysProcAttr{Credential: as}
	}
	return c
}

func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	address, ok := l.Addr().(*net.TCPAddr)
	if !ok {
		t.Fatalf("%v is no address of TCP", l.Addr())
	}
	return address.Port
}
