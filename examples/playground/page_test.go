package main

import (
	"io/fs"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules/examples/playground/internal/answer"
)

// source returns a file of the page.
func source(t *testing.T, name string) string {
	t.Helper()
	data, err := page.ReadFile("page/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// matches returns what the first group of a pattern matches.
func matches(pattern, text string) []string {
	var found []string
	for _, m := range regexp.MustCompile(pattern).FindAllStringSubmatch(text, -1) {
		found = append(found, m[1])
	}
	return found
}

// The name of the SVG namespace looks like an address, but nothing is fetched from it.
func TestNothingIsFetchedFromElsewhere(t *testing.T) {
	t.Parallel()
	files, err := fs.ReadDir(page, "page")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		text := strings.ReplaceAll(source(t, file.Name()), `"http://www.w3.org/2000/svg"`, "")
		for _, address := range matches(`(?i)((?:https?:|wss?:|["'(])//[^\s"']*|@import|url\((?:[^#]|$)[^)]*\))`,
			text) {
			if !strings.HasPrefix(address, "url(#") {
				t.Errorf("%s: %s", file.Name(), address)
			}
		}
	}
}

// The content security policy would block what is inline, silently.
func TestNothingIsInline(t *testing.T) {
	t.Parallel()
	html := source(t, "index.html")
	if !strings.Contains(html, `script-src 'self' 'wasm-unsafe-eval';`) ||
		!strings.Contains(html, `default-src 'none'`) {
		t.Error("the page has another policy")
	}
	const inlined = `(?i)(<style|<script(?:\s+(?:defer|async|type="[^"]*"))*>|\s(?:style|on[a-z]+)=|javascript:)`
	for _, inline := range matches(inlined, html) {
		t.Errorf("inline: %q", inline)
	}
	for _, name := range matches(`(?:src|href)="([^"#]+)"`, html) {
		if !slices.Contains(site(), name) {
			t.Errorf("the page asks for %q, which is no file of it", name)
		}
	}
}

// Every field of a question has its place in the form, with a label and a place for mistakes, and the other way round.
func TestFormHasEveryField(t *testing.T) {
	t.Parallel()
	html := source(t, "index.html")
	var want []string
	question := reflect.TypeFor[answer.Question]()
	for i := range question.NumField() {
		name := question.Field(i).Tag.Get("json")
		if !slices.Contains([]string{"readings", "shifted", "shift", "steps"}, name) {
			want = append(want, name)
		}
	}
	got := matches(`<(?:input|select)[^>]* name="([^"]+)"`, html)
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("fields %q, want %q", got, want)
	}
	ids := matches(` id="([^"]+)"`, html)
	for _, name := range want {
		t.Run(name, func(t *testing.T) {
			for _, text := range []string{
				`<label for="` + name + `">`, `id="` + name + `" name="` + name + `"`,
				` id="` + name + `-mistake"`,
			} {
				if !strings.Contains(html, text) {
					t.Errorf("no %s", text)
				}
			}
		})
	}
	for _, list := range matches(` (?:for|aria-describedby|aria-labelledby)="([^"]+)"`, html) {
		for _, id := range strings.Fields(list) {
			if !slices.Contains(ids, id) {
				t.Errorf("nothing has the id %q", id)
			}
		}
	}
	slices.Sort(ids)
	if unique := slices.Compact(slices.Clone(ids)); len(unique) != len(ids) {
		t.Errorf("a duplicate id among %q", ids)
	}
}
