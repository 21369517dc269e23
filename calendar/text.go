package calendar

import (
	"encoding/json"
	"fmt"

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

// sqlText returns the text that a database driver hands over, and "" for NULL.
func sqlText(op, field string, src any) (string, error) {
	switch v := src.(type) {
	case nil:
		return "", nil
	case string:
		return v, nil
	case []byte:
		return string(v), nil
	}
	return "", input.Errorf(op, field, fmt.Sprintf("%T", src), input.ErrSyntax, "is not a type that holds text")
}
