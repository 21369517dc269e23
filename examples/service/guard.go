package main

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"

	"example.com/billingrules"
)

// guard says whose requests are answered. It asks nobody who they are: where others than this machine can reach the
// service, a proxy in front of it does.
type guard struct {
	hosts  []string // that a request may be for, on loopback; nil where a proxy stands in front
	caller string   // the header in which the proxy names the caller; "" without one
	origin *http.CrossOriginProtection
}

// newGuard returns the guard for an address that is listened on.
func newGuard(addr net.Addr, caller string) (guard, error) {
	g := guard{caller: caller, origin: http.NewCrossOriginProtection()}
	if caller != "" {
		return g, nil
	}
	at, err := netip.ParseAddrPort(addr.String())
	if err != nil {
		return g, err
	}
	if !at.Addr().Unmap().IsLoopback() {
		return g, fmt.Errorf("others can reach %s, and the service asks nobody who they are: "+
			"let it listen on 127.0.0.1, or put a proxy in front of it that ends TLS, "+
			"lets nobody through whom it does not know, "+
			"keeps the Host, and sets a header to the caller's name whatever the caller has put there; "+
			"then name that header with -trusted-proxy", addr)
	}
	port := strconv.Itoa(int(at.Port()))
	for _, name := range []string{"localhost", "127.0.0.1", "::1", at.Addr().String()} {
		g.hosts = append(g.hosts, net.JoinHostPort(name, port))
	}
	return g, nil
}

// check refuses what a page of another origin has sent, and what comes to loopback under another name, as a page does
// whose own name was made to mean this machine. Neither can read an answer.
func (g guard) check(c *call) error {
	if g.hosts != nil && !slices.Contains(g.hosts, c.Host) {
		return newProblem(misdirected, "host %q: is not one of %s", shown(c.Host), strings.Join(g.hosts, ", "))
	}
	if err := g.origin.Check(c.Request); err != nil {
		return newProblem(crossSite, "%s", err)
	}
	if g.caller == "" || c.URL.Path == "/healthz" {
		return nil
	}
	name := c.Header.Get(g.caller)
	if billingrules.CheckName("caller", name) != nil {
		return newProblem(nobody, "header %s: is missing, or is no name", g.caller)
	}
	c.caller = name
	return nil
}

// requestID is that of the header X-Request-Id, if it has the form of an ID, or else a new one.
func requestID(r *http.Request) string {
	if id := r.Header.Get("X-Request-Id"); isID(id) {
		return id
	}
	return rand.Text()
}

func etag(version int) string { return `"` + strconv.Itoa(version) + `"` }

// ifMatch refuses a request whose caller has not seen the latest version of the subscription.
func (c *call) ifMatch(version int) error {
	tags := c.Header.Values("If-Match")
	if len(tags) == 0 {
		return nil
	}
	for tag := range strings.SplitSeq(strings.Join(tags, ","), ",") {
		if tag = strings.TrimSpace(tag); tag == "*" || tag == etag(version) {
			return nil
		}
	}
	return newProblem(stale, "if-match %s: the version is %s", shown(strings.Join(tags, ", ")), etag(version))
}

// answersKept is how long an answer is given again to the same Idempotency-Key.
const answersKept = 7 * 24 * time.Hour

// key is the Idempotency-Key of a POST, "" without one. It may stand in quotes.
func (c *call) key() (string, error) {
	const name = "Idempotency-Key"
	values := c.Header.Values(name)
	switch {
	case c.Method != http.MethodPost || len(values) == 0:
		return "", nil
	case len(values) > 1:
		return "", wrongField(name, shown(values[1]), "is a duplicate")
	}
	key := strings.TrimSuffix(strings.TrimPrefix(values[0], `"`), `"`)
	return key, inField(name, billingrules.CheckName(name, key))
}

// once answers a request that has a key: with the stored answer if the same request had that key, and else anew, and
// stores the answer in the same transaction. What failed has changed nothing, is not stored, and may be tried again.
func (c *call) once(key string, answer func(*call) (reply, error)) (reply, error) {
	if key == "" {
		return answer(c)
	}
	sum := sha256.Sum256(slices.Concat([]byte(c.Method+" "+c.URL.RequestURI()+"\n"), c.body))
	request := hex.EncodeToString(sum[:])
	if c.tx.lock != "" { // the same request may be under way
		c.tx.exec(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, c.caller+"\n"+key)
	}
	c.tx.exec(`DELETE FROM answers WHERE at < $1`, stamp(c.at.Add(-answersKept)))
	var was string
	var before reply
	switch found := c.tx.one([]any{&was, column{&before}},
		`SELECT request, answer FROM answers WHERE caller = $1 AND key = $2`, c.caller, key); {
	case found && was != request:
		return reply{}, newProblem(keyReused, "idempotency key %q: came with another request before", shown(key))
	case found:
		before.replayed = true
		return before, nil
	}
	done, err := answer(c)
	if err != nil {
		return reply{}, err
	}
	c.tx.exec(`INSERT INTO answers (caller, key, request, at, answer) VALUES ($1, $2, $3, $4, $5)`,
		c.caller, key, request, stamp(c.at), column{done})
	return done, nil
}

// stamp writes an instant so that the order of the texts is that of the instants.
func stamp(at time.Time) string { return at.UTC().Format("2006-01-02T15:04:05.000000000Z") }
