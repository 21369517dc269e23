package main

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"mime"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"example.com/billingrules"
)

// guard decides whose requests are answered. It does not authenticate anybody: if machines other than this one can
// reach the service, a proxy in front of it has to.
type guard struct {
	hosts  []string // that a request may be for, on loopback; nil behind a proxy
	caller string   // the header in which the proxy names the caller; "" without one
	origin *http.CrossOriginProtection
}

// newGuard returns the guard for the address that the service listens on.
func newGuard(addr net.Addr, caller string) (guard, error) {
	g := guard{caller: caller, origin: http.NewCrossOriginProtection()}
	if caller != "" {
		return g, nil
	}
	host, port, err := net.SplitHostPort(addr.String())
	if err != nil || !net.ParseIP(host).IsLoopback() {
		return g, fmt.Errorf("others can reach %s, and the service asks nobody who they are: "+
			"let it listen on 127.0.0.1, or put a proxy in front of it that ends TLS, "+
			"lets nobody through whom it does not know, "+
			"keeps the Host, and sets a header to the caller's name whatever the caller has put there; "+
			"then name that header with -trusted-proxy", addr)
	}
	for _, name := range []string{"localhost", "127.0.0.1", "::1", host} {
		g.hosts = append(g.hosts, net.JoinHostPort(name, port))
	}
	return g, nil
}

// check refuses requests sent by a page of another origin, and requests to loopback under another host name, as from a
// page whose own name was made to resolve to this machine. In both cases the page must not read an answer.
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
		return newProblem(nobody, "header %s: is missing, or is not a name", g.caller)
	}
	c.caller = name
	return nil
}

// requestID is the header X-Request-Id if it has the form of an ID, otherwise a new ID.
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

// answersKept is how long the same answer is given to the same Idempotency-Key.
const answersKept = 7 * 24 * time.Hour

// key is the Idempotency-Key of a POST, "" without one. It may be in quotes.
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

// once answers a request that has a key. If the same request had the key before, it gives the stored answer. Otherwise
// it works out the answer, and stores it if the transaction may write. A request that failed has changed nothing, is
// not stored, and may be tried again.
func (c *call) once(tx txn, key string, answer func() (reply, error)) (reply, error) {
	c.tx = tx
	if key == "" {
		return answer()
	}
	sum := sha256.Sum256(slices.Concat([]byte(c.Method+" "+c.URL.RequestURI()+"\n"), c.body))
	request := hex.EncodeToString(sum[:])
	if tx.lock != "" { // the same request may be in progress
		tx.exec(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, c.caller+"\n"+key)
	}
	oldest := stamp(c.at.Add(-answersKept))
	if c.writes {
		tx.exec(`DELETE FROM answers WHERE at < $1`, oldest)
	}
	var was string
	var before reply
	switch found := tx.one([]any{&was, column{&before}},
		`SELECT request, answer FROM answers WHERE caller = $1 AND key = $2 AND at >= $3`, c.caller, key, oldest); {
	case found && was != request:
		return reply{}, newProblem(keyReused, "idempotency key %q: came with another request before", shown(key))
	case found:
		before.replayed = true
		return before, nil
	}
	done, err := answer()
	if err != nil || !c.writes {
		return done, err
	}
	tx.exec(`INSERT INTO answers (caller, key, request, at, answer) VALUES ($1, $2, $3, $4, $5)`,
		c.caller, key, request, stamp(c.at), column{done})
	return done, nil
}

// stamp formats an instant so that the texts sort in the order of the instants.
func stamp(at time.Time) string { return at.UTC().Format("2006-01-02T15:04:05.000000000Z") }

// readBody reads the body of a POST, whose content type must be JSON; other requests must not have a body.
func (c *call) readBody(post bool) error {
	media, _, err := mime.ParseMediaType(c.Header.Get("Content-Type"))
	if encoding := c.Header.Get("Content-Encoding"); post && (err != nil || media != mediaJSON || encoding != "") {
		return newProblem(notJSON, "content type %q, encoding %q: is not application/json as it is",
			shown(c.Header.Get("Content-Type")), shown(encoding))
	}
	c.body, err = io.ReadAll(c.Body)
	switch {
	case !post && (err != nil || len(c.body) > 0):
		return wrongField("body", "", "must not be set here")
	case err != nil && !isTooLarge(err):
		return wrongField("body", "", "did not arrive whole")
	}
	return err
}

// decode reads the body, a single JSON object, as strictly as the library does. It may have only the given keys,
// compared exactly; those that end with ! are required. A required key that is missing or null is a mistake too, and
// all mistakes are reported at once.
func (c *call) decode(structure any, keys string) error {
	wrong := mistakes(billingrules.Mistakes(billingrules.ReadJSON("body", c.body, structure)))
	var values map[string]json.RawMessage
	if json.Unmarshal(c.body, &values) != nil {
		return wrong
	}
	wants := map[string]bool{} // whether a key is required
	for key := range strings.FieldsSeq(keys) {
		name, needed := strings.CutSuffix(key, "!")
		wants[name] = needed
		if _, ok := values[name]; needed && !ok {
			wrong = append(wrong, newMistake(name, "", "is missing"))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		known := slices.ContainsFunc(wrong, func(m mistake) bool { return m.Field == name })
		if _, wanted := wants[name]; !wanted && !known {
			wrong = append(wrong, newMistake(shown(name), shown(string(values[name])), "is not a known key"))
		} else if string(values[name]) == "null" {
			wrong = append(wrong, newMistake(name, "null", "is not a value: leave the field out"))
		}
	}
	if len(wrong) > 0 {
		return wrong
	}
	return nil
}

// shown shortens a value that a response or the log repeats.
func shown(value string) string {
	const longest = 64
	if len(value) > longest {
		return strings.ToValidUTF8(value[:longest], "") + "…"
	}
	return strings.ToValidUTF8(value, "�")
}

// readQuery reads the day that a request asks about, ?on=YYYY-MM-DD, and the other parameters of its route.
func (c *call) readQuery(known []string) (err error) {
	c.day = c.today
	if c.query, err = url.ParseQuery(c.URL.RawQuery); err != nil {
		return wrongField("query", shown(c.URL.RawQuery), "cannot be read")
	}
	for name, values := range c.query {
		switch {
		case name != "on" && !slices.Contains(known, name):
			return wrongField(shown(name), shown(values[0]), "is not a known parameter")
		case len(values) > 1:
			return wrongField(name, shown(values[1]), "is a duplicate")
		}
	}
	return c.param("on", &c.day)
}

// param reads a parameter of the query, if it is given.
func (c *call) param(name string, into encoding.TextUnmarshaler) error {
	text := c.query.Get(name)
	switch {
	case !c.query.Has(name):
		return nil
	case text == "":
		return wrongField(name, "", "is missing")
	}
	return inField(name, into.UnmarshalText([]byte(text)))
}
