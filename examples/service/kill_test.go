package main

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

// clerk orders seats for a subscription of its own, one after the other, and remembers what was acknowledged.
type clerk struct {
	id    string
	bills map[string][]byte // by path
}

// work goes on until the service is gone.
func (c *clerk) work(client *http.Client, base string) {
	send := func(path, body string, status int) (location string, answer []byte, ok bool) {
		response, err := client.Post(base+path, mediaJSON, strings.NewReader(body))
		if err != nil {
			return "", nil, false
		}
		defer response.Body.Close()
		answer, err = io.ReadAll(response.Body)
		return response.Header.Get("Location"), answer, err == nil && response.StatusCode == status
	}
	for {
		quote, _, ok := send("/subscriptions/"+c.id+"/quotes/seats", `{"seats": 1, "expires": "9999-01-01"}`,
			http.StatusCreated)
		if !ok {
			return
		}
		bill, answer, ok := send(quote+"/order", "{}", http.StatusCreated)
		if !ok {
			return
		}
		c.bills[bill] = answer
	}
}

// Whatever was acknowledged is there after the program was killed in the middle of its work, and nothing is half there.
func TestKilled(t *testing.T) {
	t.Parallel()
	database := newDatabase(t)
	const seed = 20
	random := rand.New(rand.NewPCG(seed, seed))
	clerks := make([]*clerk, 4)
	for i := range clerks {
		clerks[i] = &clerk{fmt.Sprintf("K-%d", i), map[string][]byte{}}
	}
	acknowledged := 0
	for round := range 3 {
		p := startProcess(t, "-addr", "127.0.0.1:0", "-db", database)
		s := p.client(t)
		if round == 0 {
			today := time.Now().UTC().AddDate(0, 0, -2).Format(time.DateOnly)
			for _, c := range clerks {
				s.post(t, "/subscriptions", bought(c.id, "Maya", "annual", today, 1), http.StatusCreated, &struct{}{})
			}
		}
		var wg sync.WaitGroup
		for _, c := range clerks {
			wg.Go(func() { c.work(s.client, s.base) })
		}
		time.Sleep(300*time.Millisecond + time.Duration(random.IntN(int(300*time.Millisecond))))
		if err := p.command.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		wg.Wait()
		<-p.log
		_ = p.command.Wait() // it was killed
	}
	s := startOn(t, database, european()) // which ends with a replay of every event
	s.clock.set(time.Now())
	for _, c := range clerks {
		for path, want := range c.bills {
			acknowledged++
			if got := s.get(t, path, &struct{}{}); !bytes.Equal(got.body, want) {
				t.Errorf("%s was %s, is %s", path, want, got.body)
			}
		}
		var events eventList
		s.get(t, "/subscriptions/"+c.id+"/events", &events)
		// In each round, one more order may have been carried out without being acknowledged.
		if n := len(events.Events) - 1; n < len(c.bills) || n > len(c.bills)+3 {
			t.Errorf("%s: %d orders were acknowledged, and %d are there", c.id, len(c.bills), n)
		}
	}
	if acknowledged == 0 {
		t.Error("nothing was acknowledged")
	}
	t.Logf("%d acknowledged orders", acknowledged)
}
