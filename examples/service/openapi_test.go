package main

import (
	"bytes"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
)

type object = map[string]any

// openapi.json is what the program is: every route, with its parameters, the fields of its body and of its answer, its
// statuses and its types of problems. It is written from them, and kept.
func TestOpenAPI(t *testing.T) {
	t.Parallel()
	d := newDescription(t)
	if !*update { // what the library says about its own types may have grown since
		d.keep(t)
	}
	want, err := json.MarshalIndent(d.document(), "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	want = append(want, '\n')
	if *update {
		if err := os.WriteFile("openapi.json", want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile("openapi.json")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(kept, want) {
		t.Errorf("openapi.json is not what the program is: go -C examples/service test -run 'OpenAPI|Readme' -update .")
	}
	if served := start(t).get(t, "/openapi.json", &object{}); !bytes.Equal(served.body, kept) {
		t.Errorf("served: %s", served.body)
	}
}

// answerOf is the answer of a route if nothing goes wrong, with its statuses.
func answerOf(pattern string) (answer any, statuses []int) {
	switch pattern {
	case "POST /subscriptions":
		return record{}, []int{200, 201}
	case "POST /quotes/{quote}/order":
		return outcome{}, []int{200, 201}
	case "GET /subscriptions/{id}/calendar.ics", "GET /calendar.ics", "GET /openapi.json":
		return nil, []int{200}
	}
	if strings.Contains(pattern, "/quotes/") && strings.HasPrefix(pattern, "POST") {
		return offer{}, []int{200, 201} // 200 for a day that is still to come
	}
	answers := map[string]any{
		"GET /subscriptions": summaries{}, "GET /subscriptions/{id}": record{},
		"GET /subscriptions/{id}/status":  status{},
		"GET /subscriptions/{id}/actions": menu{}, "GET /subscriptions/{id}/refund": refundCheck{},
		"GET /subscriptions/{id}/events": eventList{}, "GET /subscriptions/{id}/invoices": ledgers{},
		"GET /subscriptions/{id}/invoices/{number}": invoice.Invoice{}, "GET /invoices": ledgers{},
		"GET /quotes/{quote}": offer{}, "GET /quotes/{quote}/order": outcome{}, "POST /alignments": alignment{},
		"GET /healthz": health{}, "GET /subscriptions/{id}/explanation": policy.Explanation{},
		"GET /quotes/{quote}/explanation":                       policy.Explanation{},
		"GET /subscriptions/{id}/invoices/{number}/explanation": policy.Explanation{},
	}
	if answer, ok := answers[pattern]; ok {
		return answer, []int{200}
	}
	return outcome{}, []int{200}
}

// problemsOf are the types of problems that a route can return.
func problemsOf(pattern string) []kind {
	list := []kind{mistaken, misdirected, broken, busy, tooSlow}
	if pattern != "GET /healthz" {
		list = append(list, nobody)
	}
	if strings.Contains(pattern, "{") {
		list = append(list, unknown)
	}
	if method, path, _ := strings.Cut(pattern, " "); method == http.MethodPost {
		list = append(list, crossSite, notJSON, tooLarge, keyReused)
		if strings.Contains(path, "{") {
			list = append(list, stale)
		}
	}
	own := map[string][]kind{
		"GET /subscriptions/{id}/invoices/{number}": {notServed}, "GET /quotes/{quote}/order": {outdated},
		"POST /subscriptions": {taken}, "POST /quotes/{quote}/order": {refused, outdated},
		"POST /subscriptions/{id}/renewal":    {refused},
		"POST /subscriptions/{id}/conversion": {refused},
		"POST /subscriptions/{id}/auto-renew": {refused}, "POST /subscriptions/{id}/seat-reduction": {refused},
		"POST /subscriptions/{id}/term-change": {refused}, "POST /subscriptions/{id}/product-switch": {refused},
		"POST /subscriptions/{id}/payments": {done}, "POST /subscriptions/{id}/returns": {refused, done},
		"POST /subscriptions/{id}/void": {done, needed}, "POST /subscriptions/{id}/quotes/seats": {refused},
		"POST /subscriptions/{id}/quotes/extension": {refused},
		"POST /subscriptions/{id}/quotes/renewal":   {refused},
	}
	return append(list, own[pattern]...)
}

// description writes a document, with the schemas of types under their names.
type description struct {
	schemas object
	named   map[reflect.Type]string
}

// newDescription begins with the schemas of the library.
func newDescription(t *testing.T) *description {
	t.Helper()
	d := &description{schemas: object{}, named: map[reflect.Type]string{
		reflect.TypeFor[lifecycle.Facts](): "facts", reflect.TypeFor[order.Quote](): "quote",
		reflect.TypeFor[invoice.Invoice](): "invoice", reflect.TypeFor[invoice.CreditNote](): "credit-note",
		reflect.TypeFor[policy.Decision](): "decision", reflect.TypeFor[coterm.Plan](): "plan",
		reflect.TypeFor[money.Amount](): "Amount", reflect.TypeFor[calendar.Date](): "Date",
		reflect.TypeFor[calendar.Period](): "Period", reflect.TypeFor[calendar.Term](): "Term",
		reflect.TypeFor[invoice.Instalment](): "Instalment", reflect.TypeFor[invoice.NetTerms](): "NetTerms",
		reflect.TypeFor[invoice.Taxes](): "Taxes", reflect.TypeFor[policy.Remedy](): "Remedy",
	}}
	for _, name := range []string{"facts", "quote", "invoice", "credit-note", "decision", "plan"} {
		data, err := os.ReadFile(filepath.Join("../../docs/schema", name+".json"))
		if err != nil {
			t.Fatal(err)
		}
		var schema object
		if err := json.Unmarshal(bytes.ReplaceAll(data, []byte("#/$defs/"), []byte("#/components/schemas/")),
			&schema); err != nil {
			t.Fatal(err)
		}
		defs, _ := schema["$defs"].(object)
		for name, def := range defs {
			d.schemas[name] = def
		}
		delete(schema, "$defs")
		delete(schema, "$schema")
		delete(schema, "$id")
		d.schemas[name] = schema
	}
	return d
}

// keep takes over the schemas of the library from openapi.json unchanged. Every answer is checked against them.
func (d *description) keep(t *testing.T) {
	t.Helper()
	var kept struct{ Components struct{ Schemas object } }
	if err := json.Unmarshal(openAPI, &kept); err != nil {
		t.Fatal(err)
	}
	for name := range d.schemas {
		if schema, ok := kept.Components.Schemas[name]; ok {
			d.schemas[name] = schema
			continue
		}
		delete(d.schemas, name)
	}
}

func ref(name string) object { return object{"$ref": "#/components/schemas/" + name} }

// document describes every route.
func (d *description) document() object {
	paths := object{}
	for _, r := range table() {
		method, path, _ := strings.Cut(r.pattern, " ")
		item, ok := paths[path].(object)
		if !ok {
			item = object{}
			paths[path] = item
		}
		item[strings.ToLower(method)] = d.operation(r)
	}
	problems := object{"type": "object", "properties": object{}}
	d.schemas["Problem"] = problems
	d.structure(problems, reflect.TypeFor[problem]())
	return object{
		"openapi": "3.1.0",
		"info": object{
			"title": "Billing rules", "version": "1", "license": object{"name": "MIT", "identifier": "MIT"},
			"description": "What happens to subscriptions, and what may. README.md says what the words mean.",
		},
		"servers": []any{object{"url": "http://127.0.0.1:8093"}},
		"paths":   paths, "components": object{"schemas": d.schemas},
	}
}

func (d *description) operation(r route) object {
	method, path, _ := strings.Cut(r.pattern, " ")
	post := method == http.MethodPost
	parameters := []any{object{
		"name": "on", "in": "query", "description": "The day that is asked about; without it, today.",
		"schema": ref("Date"),
	}}
	parameter := func(in, name string, schema any) {
		parameters = append(parameters, object{"name": name, "in": in, "required": in == "path", "schema": schema})
	}
	text := object{"type": "string"}
	for part := range strings.SplitSeq(path, "/") {
		if name, ok := strings.CutPrefix(part, "{"); ok {
			parameter("path", strings.TrimSuffix(name, "}"), text)
		}
	}
	for _, name := range r.parameters {
		parameter("query", name, text)
	}
	o := object{"operationId": strings.Trim(strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return r
		}
		return '-'
	}, strings.ToLower(method)+path), "-")}
	if post {
		parameter("header", "Idempotency-Key", text)
		if strings.Contains(path, "{") {
			parameter("header", "If-Match", text)
		}
		o["requestBody"] = object{
			"required": true, "content": object{mediaJSON: object{"schema": d.body(bodyOf(path))}},
		}
	}
	o["parameters"], o["responses"] = parameters, d.responses(r.pattern)
	return o
}

// responses describes the responses of a route: the successful ones and, by status, the others.
func (d *description) responses(pattern string) object {
	all := object{}
	answer, statuses := answerOf(pattern)
	content := object{mediaJSON: object{"schema": object{"type": "object"}}}
	switch {
	case strings.HasSuffix(pattern, ".ics"):
		content = object{"text/calendar": object{"schema": object{"type": "string"}}}
	case answer != nil:
		content = object{mediaJSON: object{"schema": d.schema(reflect.TypeOf(answer))}}
	}
	if strings.HasSuffix(pattern, "{number}") {
		content[mediaXML] = object{"schema": object{"type": "string"}}
	}
	for _, status := range statuses {
		all[strconv.Itoa(status)] = object{"description": http.StatusText(status), "content": content}
	}
	types := map[int][]string{}
	for _, k := range problemsOf(pattern) {
		types[k.status] = append(types[k.status], k.path())
	}
	for status, list := range types {
		slices.Sort(list)
		all[strconv.Itoa(status)] = object{
			"description": http.StatusText(status),
			"content": object{"application/problem+json": object{"schema": object{"allOf": []any{
				ref("Problem"), object{"properties": object{"type": object{"enum": list}}},
			}}}},
		}
	}
	return all
}
