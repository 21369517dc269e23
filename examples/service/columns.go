package main

import (
	"database/sql/driver"
	"encoding"
	"fmt"
)

// Dates, terms, periods and amounts of the library go in and out of columns by themselves. These two do the same for
// what has a text form only, such as a tax rate: no text is NULL, and NULL leaves the zero value.

type asText struct{ encoding.TextMarshaler }

func (v asText) Value() (driver.Value, error) {
	text, err := v.MarshalText()
	if err != nil || len(text) == 0 {
		return nil, err
	}
	return string(text), nil
}

type fromText struct{ encoding.TextUnmarshaler }

func (v fromText) Scan(src any) error {
	switch text := src.(type) {
	case nil:
		return nil
	case string:
		return v.UnmarshalText([]byte(text))
	}
	return fmt.Errorf("a column of text holds a %T", src)
}
