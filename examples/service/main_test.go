package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
)

// asProgram makes a process of this test binary run the program itself.
const asProgram = "SERVICE_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
		os.Exit(0)
	}
	code := m.Run()
	url, stop, err := startPostgres()
	if noServer = err; err == nil && code == 0 {
		serverURL = url
		code = m.Run()
	}
	if stop != nil {
		stop()
	}
	if list := answers.missing(); code == 0 && whole() && len(list) > 0 {
		fmt.Printf("openapi.json describes what no test has seen:\n%s\n", strings.Join(list, "\n"))
		code = 1
	}
	os.Exit(code)
}

// whole reports whether all tests have run.
func whole() bool {
	for _, name := range []string{"test.run", "test.skip", "test.list", "test.bench"} {
		if flag.Lookup(name).Value.String() != "" {
			return false
		}
	}
	return true
}

// A request that is under way when the service is stopped is answered; a new one is not taken.
func TestStopFinishesWhatIsUnderWay(t *testing.T) {
	t.Parallel()
	s := start(t)
	addr := strings.TrimPrefix(s.base, "http://")
	conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := conn.Close(); err != nil {
			t.Error(err)
		}
	}()
	head := fmt.Sprintf("POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\n"+
		"Content-Length: %d\r\nExpect: 100-continue\r\n\r\n", moreSeats, addr, len(threeSeats))
	if _, err := io.WriteString(conn, head); err != nil {
		t.Fatal(err)
	}
	in := bufio.NewReader(conn)
	line, err := in.ReadString('\n')
	if err != nil || line != "HTTP/1.1 100 Continue\r\n" { // it is sent when the server begins to read the body
		t.Fatalf("%q: %v", line, err)
	}
	if _, err := in.ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	stopped := make(chan error, 1)
	go func() { stopped <- s.stop() }()
	awaitRefusal(t, addr)
	select {
	case err := <-stopped:
		t.Fatalf("stopped with a request under way: %v", err)
	default:
	}
	if _, err := io.WriteString(conn, threeSeats); err != nil {
		t.Fatal(err)
	}
	response, err := http.ReadResponse(in, nil)
	if err != nil {
		t.Fatal(err)
	}
	var o offer
	if err := json.NewDecoder(response.Body).Decode(&o); err != nil {
		t.Error(err)
	}
	if response.StatusCode != http.StatusCreated || o.Quote.Net.String() != "EUR 2115.62" {
		t.Errorf("status %d: %+v", response.StatusCode, o)
	}
	if err := response.Body.Close(); err != nil {
		t.Error(err)
	}
	if err := <-stopped; err != nil {
		t.Errorf("stop: %v", err)
	}
}

// awaitRefusal returns once new connections are refused.
func awaitRefusal(t *testing.T, addr string) {
	t.Helper()
	for {
		other, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", addr)
		if err != nil {
			return
		}
		if err := other.Close(); err != nil {
			t.Error(err)
		}
	}
}

// nothing fills a new database with nothing.
func nothing(txn, bool) error { return nil }

// The demo is there in a new database only.
func TestDemoIsInANewDatabaseOnly(t *testing.T) {
	t.Parallel()
	file := newDatabase(t)
	st, err := openStore(t.Context(), file, nothing)
	if err != nil {
		t.Fatal(err)
	}
	if err := st.close(); err != nil {
		t.Fatal(err)
	}
	s := startOn(t, file, european())
	if p := s.fails(t, http.MethodGet, "/subscriptions/S-01", ""); p.Status != http.StatusNotFound {
		t.Errorf("%+v", p)
	}
}

// Whenever a new database is made, its demo is alive: one can be quoted, and of one an invoice is overdue.
func TestDemoMovesWithToday(t *testing.T) {
	t.Parallel()
	first, editions := calendar.MustParseDate("2026-01-01"), european()
	for i := range 3 * 366 {
		day := first.AddDays(i)
		ed := editions.on(day)
		list, err := demoOf(day)
		if err != nil {
			t.Fatalf("%s: %v", day, err)
		}
		for i, want := range []lifecycle.Phase{
			lifecycle.Active, lifecycle.Active, lifecycle.Active,
			lifecycle.Suspended,
		} {
			var rec record
			if err := billingrules.ReadJSON("body", list[i], &rec); err != nil {
				t.Fatalf("%s: %v", day, err)
			}
			h, err := state{record: rec}.bind(ed)
			if err != nil {
				t.Fatalf("%s: %v", day, err)
			}
			if v := h.sub.On(day); v.Phase() != want || v.CanAddSeats().Allowed() != (want == lifecycle.Active) {
				t.Errorf("%s: %s is %s", day, h.ID, v.Phase())
			}
		}
	}
}
