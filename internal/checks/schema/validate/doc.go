// Package validate holds no code, only the tests that hold the schemas in docs/schema to what the types of the library
// write and read. It is a module of its own, since a validator is a dependency that the library does not have.
package validate
