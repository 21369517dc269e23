// Package schema holds no code, only the tests that make the JSON Schemas in docs/schema from the types of this library
// and from their doc comments, and hold what stands there to them. The command that writes the files is
//
//	go test ./internal/checks/schema -update
//
// Module validate, below, holds the schemas to what the types write and read.
package schema
