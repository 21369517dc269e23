package architecture_test

import (
	"fmt"
	"testing"
)

// importing is a row of the tables below.
type importing struct {
	from, to string // within this module if they begin with a slash
	want     string // the one check that objects; empty if none does
}

func checkImports(t *testing.T, rows []importing) {
	t.Helper()
	checks := map[string]func([]pack) []string{"climbs": climbs, "strangers": strangers, "worldly": worldly}
	full := func(path string) string {
		if path == "" || path[0] == '/' {
			return module + path
		}
		return path
	}
	for _, test := range rows {
		t.Run(test.from, func(t *testing.T) {
			packs := []pack{{path: full(test.from), imports: []string{full(test.to)}}}
			for name, check := range checks {
				want := 0
				if name == test.want {
					want = 1
				}
				if got := check(packs); len(got) != want {
					t.Errorf("%s(%q imports %q) = %q, want %d findings", name, test.from, test.to, got, want)
				}
			}
		})
	}
}

// The checks above must be able to fail: each row is one package with one import.
func TestChecks_Floors(t *testing.T) {
	checkImports(t, []importing{
		{"/calendar", "/internal/edge/input", ""},
		{"/calendar", "/money", "climbs"},
		{"/money", "/calendar", ""},
		{"/money", "/policy", "climbs"},
		{"/policy", "/money", ""},
		{"/policy", "/proration", "climbs"},
		{"/proration", "/policy", ""},
		{"/proration", "/lifecycle", "climbs"},
		{"/lifecycle", "/refund", "climbs"},
		{"/refund", "/proration", "climbs"},
		{"/refund", "/invoice", "climbs"},
		{"/invoice", "/refund", ""},
		{"/invoice", "/order", "climbs"},
		{"/coterm", "/invoice", ""},
		{"/coterm", "/order", "climbs"},
		{"/order", "/coterm", "climbs"},
		{"/order", "/billingtest", "climbs"},
		{"/batch", "/coterm", ""},
		{"/batch", "/ambiguity", "climbs"},
		{"/ambiguity", "/order", ""},
		{"/ambiguity", "/batch", ""},
		{"/billingtest", "/ambiguity", ""},
		{"/coterm", "/batch", "climbs"},
		{"/billingtest", "/batch", ""},
		{"/invoice/ubl", "/invoice", ""},
		{"/invoice/ubl", "/coterm", "climbs"},
		{"/rule", "/calendar", ""},
		{"/money", "/rule", "climbs"},
		{"/billingtest", "/order", ""},
		{"/billingtest", "/examples/quickstart", "climbs"},
		{"/examples/quickstart", "/billingtest", ""},
		{"/examples/quickstart", "/examples/quickstart/desk", ""},
	})
}

func TestChecks_Internal(t *testing.T) {
	checkImports(t, []importing{
		{"/internal/edge/enum", "/internal/edge/input", ""},
		{"/internal/edge/enum", "/calendar", "climbs"},
		{"/internal/edge/enum", "", "climbs"},
		{"/internal/checks/testkit", "/calendar", ""},
		{"/internal/checks/testkit", "/internal/edge/input", ""},
		{"/calendar", "/internal/checks/testkit", "climbs"},
		{"/internal/checks/hostile", "/internal/checks/testkit", "climbs"},
		{"/billingtest", "/internal/checks/testkit", "climbs"},
		{"/examples/quickstart", "/internal/checks/testkit", "climbs"},
		{"/internal/testkits", "/calendar", "climbs"},
		{"/newcomer", "fmt", "climbs"},
		{"/calendar", "/newcomer", "climbs"},
		{"", "/internal/edge/input", ""},
		{"", "/calendar", "climbs"},
		{"/calendar", "", ""},
		{"/rule", "/money", ""},
		{"/rule", "/policy", "climbs"},
		{"/policy", "/rule", ""},
	})
}

func TestChecks_Strangers(t *testing.T) {
	const decimal, cmp, rapid = "github.com/shopspring/decimal", "github.com/google/go-cmp/cmp", "pgregory.net/rapid"
	checkImports(t, []importing{
		{"/money", decimal, ""},
		{"/money", decimal + "/more", "strangers"},
		{"/internal/edge/input", decimal, "strangers"},
		{"/money", cmp, "strangers"},
		{"/money", rapid, "strangers"},
		{"/order", module + "s/money", "strangers"},
		{"/billingtest", cmp, ""},
		{"/billingtest", rapid, ""},
		{"/billingtest", "github.com/stretchr/testify", "strangers"},
		{"/examples/quickstart", cmp, "strangers"},
	})
}

func TestChecks_Worldly(t *testing.T) {
	checkImports(t, []importing{
		{"/calendar", "time", ""},
		{"/calendar", "time/tzdata", "worldly"},
		{"/calendar", "log/slog", ""},
		{"/calendar", "log", "worldly"},
		{"/policy", "os", "worldly"},
		{"/policy", "os/exec", "worldly"},
		{"/policy", "net/http", "worldly"},
		{"/policy", "sync/atomic", "worldly"},
		{"/policy", "math", ""},
		{"/policy", "math/rand", "worldly"},
		{"/billingtest", "math/rand/v2", "worldly"},
		{"/money", "unsafe", "worldly"},
		{"/examples/quickstart", "os", ""},
	})
}

func TestChecks_Found(t *testing.T) {
	few := []pack{
		{module + "/calendar", []string{"fmt", "os", module + "/order", "net"}}, {module + "/money", []string{"log"}},
	}
	want := fmt.Sprint([]string{
		few[0].path + " imports os", few[0].path + " imports net", few[1].path + " imports log",
	})
	if got := fmt.Sprint(worldly(few)); got != want {
		t.Errorf("worldly = %s, want %s", got, want)
	}
}
