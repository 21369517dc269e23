package conformance_test

import (
	"encoding/json"
	"os"
	"testing"
)

func TestEyes(t *testing.T) {
	data, err := os.ReadFile(os.Getenv("EYES"))
	if err != nil {
		t.Skip()
	}
	var file struct{ Cases []map[string]json.RawMessage }
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	all := answers()
	for _, c := range file.Cases {
		delete(c, "why")
		raw, _ := json.Marshal(c)
		var q question
		if err := decode(raw, &q); err != nil {
			t.Fatal(err)
		}
		ed, err := edition(q.Edition, q.Policy)
		if err != nil {
			t.Fatal(q.ID, err)
		}
		got, err := all[q.Ask](ed, q.Given)
		if err != nil {
			t.Errorf("%s: %v\n%s", q.ID, err, c["given"])
			continue
		}
		w, _ := json.Marshal(got)
		var is, want map[string]any
		json.Unmarshal(w, &is)
		json.Unmarshal(q.Expect, &want)
		for k, v := range want {
			a, _ := json.Marshal(v)
			b, _ := json.Marshal(is[k])
			if string(a) != string(b) {
				t.Errorf("%s: %s want %s got %s\n  %s %s", q.ID, k, a, b, q.Policy, q.Given)
			}
		}
	}
	t.Log(len(file.Cases))
}
