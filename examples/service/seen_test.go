package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"

	validator "github.com/pb33f/libopenapi-validator"
)

// validation holds answers to openapi.json, and keeps which of them there were.
type validation struct {
	mu   sync.Mutex
	by   validator.Validator
	mux  *http.ServeMux
	seen map[string]int // by route and status
}

// often is how many answers of a route with one status are read by the validator.
const often = 10

var answers validation

// described returns what every answer of every test is held to.
func described(t *testing.T) *validation {
	t.Helper()
	answers.mu.Lock()
	defer answers.mu.Unlock()
	if answers.by == nil {
		answers.by, answers.mux, answers.seen = newValidator(t), http.NewServeMux(), map[string]int{}
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
	ok, faults := v.by.GetResponseBodyValidator().ValidateResponseBody(r, &http.Response{
		StatusCode: got.status, Header: got.header, Body: io.NopCloser(bytes.NewReader(got.body)),
	})
	for _, f := range faults {
		if !ok {
			t.Errorf("%s: openapi.json says otherwise: %s: %s %v\n%s", at, f.Message, f.Reason, f.SchemaValidationErrors,
				got.body)
		}
	}
}

// missing lists the answers that openapi.json describes, and that no test had.
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
