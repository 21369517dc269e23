package main

import (
	"bytes"
	"encoding/json"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// The document is OpenAPI 3.1 by the schema that the OpenAPI Initiative publishes, and all that it calls a schema is
// one: by a validator that had no part in writing it.
func TestOpenAPIIsValid(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("testdata/openapi-3.1.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := compiler(t, data)(t, "").Validate(decoded(t, openAPI)); err != nil {
		t.Error(err)
	}
	var d struct {
		Paths map[string]map[string]struct {
			RequestBody struct{ Content object }
			Responses   map[string]struct{ Content object }
		}
		Components struct{ Schemas object }
	}
	if err := json.Unmarshal(openAPI, &d); err != nil {
		t.Fatal(err)
	}
	compile := compiler(t, openAPI)
	for name := range d.Components.Schemas {
		compile(t, "/components/schemas/"+name)
	}
	for path, item := range d.Paths {
		for method, o := range item {
			at := "/paths/" + pointer(path) + "/" + method
			for media := range o.RequestBody.Content {
				compile(t, at+"/requestBody/content/"+pointer(media)+"/schema")
			}
			for status, response := range o.Responses {
				for media := range response.Content {
					compile(t, at+"/responses/"+status+"/content/"+pointer(media)+"/schema")
				}
			}
		}
	}
}

// pointer writes a key as a JSON pointer in the fragment of a URL.
func pointer(key string) string {
	return url.PathEscape(strings.NewReplacer("~", "~0", "/", "~1").Replace(key))
}

// compiler returns the compiler for the schema at a JSON pointer of a document.
func compiler(t *testing.T, document []byte) func(t *testing.T, at string) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("https://example.com/document", decoded(t, document)); err != nil {
		t.Fatal(err)
	}
	return func(t *testing.T, at string) *jsonschema.Schema {
		t.Helper()
		schema, err := c.Compile("https://example.com/document#" + at)
		if err != nil {
			t.Fatalf("%s: %v", at, err)
		}
		return schema
	}
}

func decoded(t *testing.T, document []byte) any {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(document))
	if err != nil {
		t.Fatalf("%v: %s", err, document)
	}
	return v
}
