// Package stores is a schema for what the library stores, with tests that write and read all of it in SQLite and in
// PostgreSQL. It has no code of its own: every type goes in and out of its column by itself.
package stores
