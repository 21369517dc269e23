package answer

import "example.com/billingrules/policy"

func (f facts) actions() Section {
	section := Section{
		ID: "actions", Title: "Actions",
		Columns: []string{"Action", "Answer", "On which days", "Rule", "Route or remedy"},
	}
	for action, d := range f.view().Actions().All() {
		r := row(action.String(), words(action.String()), decided(d)...)
		section.Rows = append(section.Rows, f.decides(r, d))
	}
	return section
}

// decided is the answer of a decision, its days, its rule, and what to do.
func decided(d policy.Decision) []string {
	answer, todo := "refused", d.Remedy.Advice()
	if d.Allowed() {
		answer, todo = "allowed", ""
		if d.Route != 0 {
			todo = words(d.Route.String())
		}
	}
	return []string{answer, days(d.Window), string(d.Rule), todo}
}
