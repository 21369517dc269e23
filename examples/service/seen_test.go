package main

import (
	"encoding/json"
	"fmt"
	"mime"
	"net/http"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// validation checks answers against openapi.json, and remembers which of them there were.
type validation struct {
	mu   sync.Mutex
	mux  *http.ServeMux
	by   func(t *testing.T, at string) *jsonschema.Schema
	seen map[string]int // by route and status
}

// often is how many answers of a route with the same status are checked.
const often = 10

var answers validation

// described returns the validation that every answer of every test goes through.
func described(t *testing.T) *validation {
	t.Helper()
	answers.mu.Lock()
	defer answers.mu.Unlock()
	if answers.by == nil {
		answers.by, answers.mux, answers.seen = compiler(t, openAPI), http.NewServeMux(), map[string]int{}
		for _, r := range table() {
			answers.mux.Handle(r.pattern, http.NotFoundHandler())
		}
	}
	return &answers
}

func (v *validation) check(t *testing.T, r *http.Request, got answered) {
	t.Helper()
	_, pattern := v.mux.Handler(r)
	if pattern == "" || path.Clean(r.URL.Path) != r.URL.Path || got.status == http.StatusMethodNotAllowed {
		return // no route
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	at := fmt.Sprintf("%s %d", pattern, got.status)
	if v.seen[at]++; v.seen[at] > often {
		return
	}
	media, _, err := mime.ParseMediaType(got.header.Get("Content-Type"))
	if err != nil {
		t.Error(err)
	}
	method, route, _ := strings.Cut(pattern, " ")
	in := fmt.Sprintf("/paths/%s/%s/responses/%d/content/%s/schema",
		pointer(route), strings.ToLower(method), got.status, pointer(media))
	body := any(string(got.body))
	if strings.HasSuffix(media, "json") {
		body = decoded(t, got.body)
	}
	if err := v.by(t, in).Validate(body); err != nil {
		t.Errorf("%s: openapi.json says otherwise: %v\n%s", at, err, got.body)
	}
}

// missing lists the answers that openapi.json describes, but that no test received.
func (v *validation) missing() []string {
	var d struct {
		Paths map[string]map[string]struct {
			Responses map[string]any
		}
	}
	if err := json.Unmarshal(openAPI, &d); err != nil {
		return []string{err.Error()}
	}
	var list []string
	for path, item := range d.Paths {
		for method, o := range item {
			for status := range o.Responses {
				at := strings.ToUpper(method) + " " + path + " " + status
				if status < "500" && v.seen[at] == 0 {
					list = append(list, at)
				}
			}
		}
	}
	slices.Sort(list)
	return list
}
