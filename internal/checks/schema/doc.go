// Package schema holds no code, only the tests that make the JSON Schemas in docs/schema from the types of this library
// and their doc comments, and compare them with the files there. The command that writes the files is
//
//	go test ./internal/checks/schema -update
//
// Module validate, below, compares the schemas with what the types write and read.
package schema
