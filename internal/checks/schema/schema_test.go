package schema_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"example.com/billingrules/coterm"
	"example.com/billingrules/examples/quickstart/desk"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
)

var update = flag.Bool("update", false, "write the schemas into docs/schema")

// root is the module's root, seen from this package.
const root = "../../.."

// documents are the schemas, by the names of their files.
var documents = map[string]struct {
	title string
	make  func(*maker) node
}{
	"facts":        {"What has happened to a subscription", of[lifecycle.Facts]},
	"quote":        {"A quote", of[order.Quote]},
	"invoice":      {"An invoice", of[invoice.Invoice]},
	"credit-note":  {"A credit note", of[invoice.CreditNote]},
	"decision":     {"A decision", of[policy.Decision]},
	"plan":         {"A plan of one common renewal date", of[coterm.Plan]},
	"report":       {"What the quickstart prints with -json", of[desk.Report]},
	"edition":      {"An edition", func(m *maker) node { return m.edition(true) }},
	"edition-file": {"What is other in an edition than in its base", func(m *maker) node { return m.edition(false) }},
}

func of[T any](m *maker) node { return m.define(reflect.TypeFor[T]()) }

func TestSchemas(t *testing.T) {
	said, constants := comments{}, codes{}
	for _, pkg := range []string{
		"calendar", "money", "policy", "proration", "lifecycle", "refund", "invoice", "coterm", "order",
	} {
		said.read(t, pkg, nil)
	}
	said.read(t, "examples/quickstart/desk", constants)
	for file, d := range documents {
		t.Run(file, func(t *testing.T) {
			m := maker{said: said, codes: constants, defs: map[string]*node{}}
			n := d.make(&m)
			n.Schema, n.Title = "https://json-schema.org/draft/2020-12/schema", d.title
			n.ID = "https://example.com/billingrules/docs/schema/" + file + ".json"
			n.Defs = m.defs
			for _, field := range m.silent {
				t.Errorf("%s has no comment, which would be the description of its property", field)
			}
			path := filepath.Join(root, "docs", "schema", file+".json")
			made := encoded(n, "  ")
			if *update {
				if err := os.WriteFile(path, made, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			stands, err := os.ReadFile(path)
			if err != nil || !bytes.Equal(stands, made) {
				t.Errorf("%s is not what is made of the types (%v): go test ./internal/checks/schema -update", path,
					err)
			}
		})
	}
	files, err := filepath.Glob(filepath.Join(root, "docs", "schema", "*.json"))
	if err != nil || len(files) != len(documents) {
		t.Errorf("there are %d files and %d schemas: %v", len(files), len(documents), err)
	}
}
