package policy

import (
	"encoding/json"

	"example.com/billingrules/internal/edge/input"
)

// With returns an edition that has another value of the reading, by its name or number, and is otherwise as it was, its
// name too. The zero Edition, the zero Reading, a value that the reading does not have, and one that goes with no other
// number of the edition are errors.
func (r Reading) With(ed Edition, value string) (Edition, error) {
	const op = "policy.Reading.With"
	if ed.IsZero() {
		return Edition{}, input.Missing(op, "edition")
	}
	for _, f := range fields() {
		if f.name != r.Key || f.changes == "" {
			continue
		}
		raw := json.RawMessage(value)
		if f.choices() != nil {
			raw, _ = json.Marshal(value) // a text can be written
		}
		p := ed.Parameters()
		if err := f.decode(op, &p, raw); err != nil {
			return Edition{}, err
		}
		return check(op, p)
	}
	if r.Key == "" {
		return Edition{}, input.Missing(op, "reading")
	}
	return Edition{}, input.Errorf(op, "reading", r.Key, input.ErrUnknown, "is no reading of an edition")
}
