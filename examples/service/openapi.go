package main

import _ "embed"

// openAPI describes every path, field, status and problem in OpenAPI 3.1. A test holds it to the program.
//
//go:embed openapi.json
var openAPI []byte

func (c *call) getOpenAPI() (reply, error) { return reply{body: openAPI}, nil }
