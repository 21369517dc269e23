package main

import (
	"context"
	"database/sql"
	_ "embed"
	"encoding/json"
	"fmt"

	"example.com/billingrules/policy"
)

//go:embed demo.json
var demo []byte

// insertDemo stores a few subscriptions in a new database, so that there is something to ask about.
func insertDemo(ctx context.Context, tx *sql.Tx) error {
	var list []json.RawMessage
	if err := json.Unmarshal(demo, &list); err != nil {
		return err
	}
	for i, data := range list {
		var rec record
		if err := decodeObject(data, rec.fields()...); err != nil {
			return fmt.Errorf("demo[%d]: %w", i, err)
		}
		h, err := rec.check(policy.Europe2024())
		if err != nil {
			return fmt.Errorf("demo[%d]: %w", i, err)
		}
		if err := insertRecord(ctx, tx, h); err != nil {
			return fmt.Errorf("demo[%d]: %w", i, err)
		}
	}
	return nil
}
