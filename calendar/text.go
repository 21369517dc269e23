package calendar

import (
	"encoding/json"

	"example.com/billingrules/internal/edge/input"
)

// jsonText returns the text of a JSON string, and "" for null.
func jsonText(op, field string, data []byte) (string, error) {
	var text string
	if err := json.Unmarshal(data, &text); err != nil {
		return "", input.Errorf(op, field, data, input.ErrSyntax, "is not a JSON string")
	}
	return text, nil
}
