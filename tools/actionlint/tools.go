//go:build tools

// Package tools pins the version of actionlint that the tests build.
package tools

import _ "github.com/rhysd/actionlint/cmd/actionlint"
