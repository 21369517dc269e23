package policy

import (
	"encoding/json"

	"example.com/billingrules/internal/edge/input"
)

// With returns the edition with another value of the reading, given by its name or number. All else is unchanged,
// including the edition's name. The zero Edition, the zero Reading, a value that the reading does not have, and a value
// that contradicts another parameter are errors.
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
			raw, _ = json.Marshal(value) // a text can always be written
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
	return Edition{}, input.Errorf(op, "reading", r.Key, input.ErrUnknown, "is not a reading of an edition")
}
